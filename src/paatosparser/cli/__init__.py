"""The command line, ``paatos``: thin commands over the public functions.

Standard output is data only, everything else goes to standard error. Exit codes are those of
:class:`~paatosparser.errors.ExitCode`.
"""

from __future__ import annotations

import sys
from typing import NoReturn

from paatosparser.collector import collect_rarely
from paatosparser.errors import ExitCode


def main() -> NoReturn:
    """Run the command line with the arguments of the process, and exit with its code."""
    collect_rarely()
    try:
        from paatosparser.cli.app import app

        app(prog_name="paatos")
    except KeyboardInterrupt:
        sys.exit(ExitCode.INTERRUPTED)
    sys.exit(ExitCode.DONE)
