"""``paatos entities`` and the mentions in ``paatos explain``."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from tests.clock import HANG
from tests.command import ENVIRONMENT, PAATOS, paatos

import paatosparser
from paatosparser.cli.entities import TerminalTable
from paatosparser.labels import EntityLabel

DECISION = """\
Lahden kaupunki
Kaupunginhallitus 05.02.2024 § 12
Tontin myyminen

Päätös
Tontti myydään 12 500 eurolla kuntalain 130 §:n mukaan 31.2.2024. [Liite] 1
"""
HEAD = "file\tpage\tlabel\ttext\tmeaning\trule"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(DECISION, encoding="utf-8")
    (tmp_path / "empty.pdf").write_bytes(b"")
    return tmp_path


def test_into_a_pipe_it_is_tab_separated_with_one_head(folder: Path) -> None:
    done = paatos("entities", "-l", "MONEY", "--label", "law", "a.txt", "b.txt", cwd=folder)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().splitlines() == [
        HEAD,
        "a.txt\t1\tMONEY\t12 500 eurolla\t12500 EUR\tsum",
        "a.txt\t1\tLAW\tkuntalain 130 §:n\t410/2015 130 §, Kuntalaki, by name\tstatute_name",
        "b.txt\t1\tMONEY\t12 500 eurolla\t12500 EUR\tsum",
        "b.txt\t1\tLAW\tkuntalain 130 §:n\t410/2015 130 §, Kuntalaki, by name\tstatute_name",
    ]


def test_a_file_that_fails_is_reported_and_the_others_go_on(folder: Path) -> None:
    done = paatos("entities", "-l", "MONEY", "a.txt", "empty.pdf", "b.txt", cwd=folder)
    assert done.returncode == 1
    assert done.stdout.count(b"12500 EUR") == 2
    assert done.stderr.count(b"\n") == 1


def test_standard_input_and_an_output_file(folder: Path) -> None:
    done = paatos("entities", "-", "--out", "out.tsv", cwd=folder, stdin=DECISION.encode())
    assert (done.returncode, done.stdout) == (0, b"")
    lines = (folder / "out.tsv").read_text("utf-8").splitlines()
    assert lines[0] == HEAD
    assert "standard input\t1\tDATE\t31.2.2024\tno such date\tdate" in lines


def test_an_unknown_label_is_a_usage_error(folder: Path) -> None:
    done = paatos("entities", "--label", "LAKI", "a.txt", cwd=folder)
    assert done.returncode == 2
    assert b"it must be one of ORG, BODY" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_in_a_terminal_it_is_a_table(folder: Path) -> None:
    ours, theirs = pty.openpty()
    command = [*PAATOS, "entities", "-l", "LAW", "a.txt"]
    subprocess.run(
        command, stdout=theirs, stderr=subprocess.PIPE, check=True, cwd=folder, env=ENVIRONMENT, timeout=HANG
    )
    os.close(theirs)
    shown = os.read(ours, 10_000).decode()
    os.close(ours)
    assert "a.txt" in shown
    assert "410/2015 130 §" in shown
    assert "\t" not in shown


def test_a_table_shows_brackets_as_they_are() -> None:
    document = paatosparser.parse(DECISION.replace("Tontti", "Tontti [Oy X]").encode())
    table = TerminalTable(frozenset(EntityLabel), 100)(document)
    assert all(line == line.rstrip() for line in table.splitlines())
    assert io.StringIO(table).readline() == "standard input\n"


def test_explain_shows_each_mention_under_its_paragraph(folder: Path) -> None:
    lines = paatos("explain", "a.txt", cwd=folder).stdout.decode().splitlines()
    paragraph = next(number for number, line in enumerate(lines) if "Tontti myydään" in line)
    assert [line.split() for line in lines[paragraph + 1 : paragraph + 4]] == [
        ["MONEY", "12", "500", "eurolla", "=", "12500", "EUR", "[sum]"],
        ["LAW", "kuntalain", "130", "§:n", "=", "410/2015", "130", "§,", "Kuntalaki,", "by", "name", "[statute_name]"],
        ["DATE", "31.2.2024", "=", "no", "such", "date", "[date]"],
    ]
