"""What an input may cost: where it hangs, crashes or eats memory it fails alone, and the others are as they were."""

from __future__ import annotations

import io
import json
import os
import signal
import sys
from pathlib import Path

import pytest
from tests.clock import HANG
from tests.command import paatos
from tests.hostile import DECISION, FORM_BOMB

import paatosparser
from paatosparser import Limits, ParseOptions
from paatosparser.cli.arguments import size_in_bytes
from paatosparser.cli.parse_options import MAX_MEMORY, TIMEOUT
from paatosparser.isolation import Isolated
from paatosparser.isolation.spawning import quickest_context

LIMITS = Limits(HANG)
SOON = 0.5
"""Seconds that an input which never ends is given."""
RULES = ParseOptions(recogniser="rules")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a decision, and a PDF whose forms call each other so often that no reading of it ends."""
    (tmp_path / "a.txt").write_text(DECISION, "utf-8")
    (tmp_path / "lomake.pdf").write_bytes(FORM_BOMB)
    return tmp_path


@pytest.mark.parametrize(
    "given", [str, Path, lambda path: path.read_bytes(), lambda path: io.BytesIO(path.read_bytes())]
)
def test_a_document_is_the_same_with_limits_and_without(folder, given):
    path = folder / "a.txt"
    here = paatosparser.parse(given(path), options=RULES)
    assert paatosparser.parse(given(path), options=RULES, limits=LIMITS).model_dump_json() == here.model_dump_json()


def test_the_address_of_a_document_is_the_same_with_limits_and_without():
    here = paatosparser.parse(DECISION.encode(), options=RULES, uri="osoite")
    assert paatosparser.parse(DECISION.encode(), options=RULES, uri="osoite", limits=LIMITS) == here


@pytest.mark.parametrize(
    ("source", "error"),
    [
        (b"", paatosparser.EmptyInput),
        (b"\x89PNG\r\n\x1a\n" + bytes(60), paatosparser.UnsupportedInput),
        ("ei-ole.pdf", paatosparser.InputNotFound),
    ],
)
def test_an_error_is_the_same_with_limits_and_without(source, error):
    said = []
    for limits in (None, LIMITS):
        with pytest.raises(error) as raised:
            paatosparser.parse(source, limits=limits)
        said.append((raised.value.code, raised.value.message, raised.value.page))
    assert said[0] == said[1]


def test_python_gives_up_a_document_too(folder):
    with pytest.raises(paatosparser.TimedOut):
        paatosparser.parse(folder / "lomake.pdf", limits=Limits(SOON))


def die(number: int) -> int:
    """Be killed at 3, fail at 2; else give the number back."""
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == 2:
        raise KeyError("Aino Aalto")
    return number


def test_a_call_that_crashes_or_fails_costs_itself_alone():
    with Isolated(die, LIMITS) as call:
        assert call(1) == 1
        with pytest.raises(paatosparser.WorkerCrashed, match="SIGKILL"):
            call(3)
        with pytest.raises(paatosparser.InternalError, match="KeyError") as raised:
            call(2)
        assert call(4) == 4
    assert "Aino" not in raised.value.message
    assert "in die" in str(raised.value.__cause__)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of the threads of C libraries")
def test_a_process_of_one_thread_forks_and_another_one_does_not(monkeypatch):
    for threads, method in ((["1"], "fork"), (["1", "2"], "spawn")):
        monkeypatch.setattr("paatosparser.isolation.spawning.os.listdir", lambda _, threads=threads: threads)
        assert quickest_context().get_start_method() == method


def test_the_defaults_of_the_command_line_are_those_of_the_library():
    assert (TIMEOUT, size_in_bytes(MAX_MEMORY)) == (Limits().timeout, Limits().max_memory)


def reading(other: str) -> str:
    """Return code after which the command does something else than read an input that is no decision."""
    return f"""
import os, signal, time
from paatosparser import pipeline
real = pipeline.read_stream
pipeline.read_stream = lambda data, options: real(data, options) if b"Tontin" in data else {other}
"""


HANGS = reading("time.sleep(1000)")
EATS = reading("[b'x' * 2**24 for _ in iter(int, 1)]")
CRASHES = reading("os.kill(os.getpid(), signal.SIGSEGV)")


# -- the command line --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "output"),
    [
        (["parse"], b'{"schema_version"'),
        (["parse", "-f", "markdown"], b"# Tontin myyminen\n"),
        (["entities"], b"file\tpage\tlabel"),
    ],
)
def test_a_file_that_hangs_is_given_up_and_the_others_go_on(command, output, folder):
    arguments = ["--timeout", "4", "--recogniser", "rules", "lomake.pdf", "a.txt"]
    done = paatos(*command, *arguments, cwd=folder, before=HANGS)
    assert done.returncode == 1
    message = "paatos: lomake.pdf: It took longer than 4 seconds; raise --timeout to give it more.\n"
    assert done.stderr.decode() == message
    assert done.stdout.startswith(output)


def test_explain_gives_up_too(folder):
    done = paatos("explain", "--timeout", "1", "lomake.pdf", cwd=folder)
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (1, b"", 1)


def test_a_file_that_needs_too_much_memory_is_given_up_and_the_others_go_on(folder):
    done = paatos("parse", "--max-memory", "300M", "lomake.pdf", "a.txt", cwd=folder, before=EATS)
    assert done.returncode == 1
    message = "paatos: lomake.pdf: It needed more than 300 MiB of memory; raise --max-memory to give it more.\n"
    assert done.stderr.decode() == message
    assert json.loads(done.stdout)["source"]["uri"] == "a.txt"


def test_a_crash_costs_one_file(folder):
    done = paatos("parse", "lomake.pdf", "a.txt", cwd=folder, before=CRASHES)
    assert done.returncode == 1
    assert done.stderr.startswith(b"paatos: lomake.pdf: The process that parsed it ended (signal SIGSEGV);")
    assert json.loads(done.stdout)["source"]["uri"] == "a.txt"


@pytest.mark.parametrize("size", ["paljon", "0", "-1G", "infG", "nanM"])
def test_a_size_that_is_none_is_a_wrong_call(size, folder):
    done = paatos("parse", "--max-memory", size, "a.txt", cwd=folder)
    assert done.returncode == 2
    assert b"it must be a size such as 2G or 500M" in done.stderr
