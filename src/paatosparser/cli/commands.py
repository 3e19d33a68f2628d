"""Commands as this command line has them: their help says what to type, without the types of Python."""

from __future__ import annotations

import re
from typing import Any

from typer.core import TyperArgument, TyperCommand

_TYPE = re.compile(r" <[^>]*>$")


class Command(TyperCommand):
    """A command whose arguments stand in its help as their ``metavar``, and as nothing else."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Return ``[OPTIONS]`` and the arguments."""
        arguments = [str(each.metavar) for each in self.get_params(ctx) if isinstance(each, TyperArgument)]
        return [str(self.options_metavar), *arguments]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write arguments and options, as Typer does it, without the type that it puts behind an argument."""
        write = formatter.write_dl

        def write_plain(rows: Any, *args: Any, **kwargs: Any) -> None:
            write([(_TYPE.sub("", name), about) for name, about in rows], *args, **kwargs)

        formatter.write_dl = write_plain
        super().format_options(ctx, formatter)
