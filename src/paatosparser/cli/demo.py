"""``paatos demo``: the sample that comes with the package, and what to try next."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

from paatosparser.cli.explain import explain_file
from paatosparser.cli.messages import Report
from paatosparser.isolation import Limits
from paatosparser.options import ParseOptions

_PACKAGE = Path(__file__).resolve().parent.parent
_NAME = "kujala-maanmyynti.pdf"
_PLACES = (_PACKAGE / "_sample" / _NAME, _PACKAGE.parent.parent / "corpus" / "pdf" / "lahti" / _NAME)
"""Where the sample is: in the installed package, or in a checkout."""
_NEXT = ("parse --pretty", "parse --format markdown", "entities", "explain --lines")


def show_demo(report: Report) -> None:
    """Explain the sample on standard output, then name commands to try with it on standard error."""
    sample = next((place for place in _PLACES if place.is_file()), _PLACES[0])
    explain_file(str(sample), show_lines=False, options=ParseOptions(), limits=Limits(), report=report)
    report.say("That was an invented decision. Try these with it, or with one of your municipality:")
    for command in _NEXT:
        print(f"  paatos {command} {shlex.quote(str(sample))}", file=sys.stderr)
