"""What a terminal would obey never reaches it: control and bidi characters are printed as escapes."""

from __future__ import annotations

import io
import json

import pytest

from paatosparser.cli.arguments import shown
from paatosparser.cli.messages import Report
from paatosparser.cli.output import harmless, writing
from paatosparser.errors import InputNotFound

EVIL = "\x1b[31m\x9b2J\u202e\u2066\x7f"
ESCAPED = r"\u001b[31m\u009b2J\u202e\u2066\u007f"


class Terminal(io.TextIOWrapper):
    """Standard output that says of itself that it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("Pöytäkirja § 1.pdf", "Pöytäkirja § 1.pdf"),
        ("-", "standard input"),
        ("ö\n.pdf", r"ö\u000a.pdf"),
        ("ö\udce4.pdf", r"ö\udce4.pdf"),
        (EVIL, ESCAPED),
    ],
)
def test_a_file_name(name: str, printed: str) -> None:
    assert shown(name) == printed


def test_messages_and_tracebacks(capsys) -> None:
    Report(2).error(InputNotFound(f"{EVIL} is not there"), f"{EVIL}: ")
    first, *traceback = capsys.readouterr().err.splitlines()
    assert first == f"paatos: {ESCAPED}: {ESCAPED} is not there"
    assert ESCAPED in traceback[-1]


def test_json_stays_json() -> None:
    assert json.loads(harmless(json.dumps({"uri": EVIL}, ensure_ascii=False))) == {"uri": EVIL}


@pytest.mark.parametrize(("stream", "printed"), [(Terminal, f"a\tö {ESCAPED}\n"), (io.TextIOWrapper, f"a\tö {EVIL}\n")])
def test_only_a_terminal_gets_escapes(stream: type[io.TextIOWrapper], printed: str, monkeypatch) -> None:
    data = io.BytesIO()
    monkeypatch.setattr("sys.stdout", stream(data, encoding="utf-8"))
    with writing("-") as write:
        write(f"a\tö {EVIL}\n")
    assert data.getvalue().decode() == printed
