"""Very many pages, runs, rules and characters: memory stays in bounds, and time in proportion."""

from __future__ import annotations

import subprocess
import sys
from math import isqrt
from pathlib import Path

import pytest
from tests.clock import assert_linear

from paatosparser.options import ParseOptions
from paatosparser.read import read_stream

SRC = Path(__file__).parents[2] / "src"
MAX_MEGABYTES = 400
PEAK = """
import pathlib, re, resource, sys
sys.path.insert(0, sys.argv[1])
from paatosparser.options import ParseOptions
from paatosparser.read import read_stream
read_stream(sys.stdin.buffer.read(), ParseOptions())
status = pathlib.Path("/proc/self/status")  # ru_maxrss begins with what the process had that started this one
own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(int(re.search(r"VmHWM:\\s+(\\d+)", status.read_text())[1] if status.exists() else own) // 1024)
"""


def written(at) -> bytes:
    return b"".join(at(72, 780 - 14 * n, f"Rivi {n}, jossa on tavallista tekstiä päätöksestä.") for n in range(50))


@pytest.mark.slow
def test_the_memory_of_two_thousand_pages(make_pdf, page, at) -> None:
    data = make_pdf(*[page(written(at))] * 2000)
    done = subprocess.run([sys.executable, "-c", PEAK, str(SRC)], input=data, capture_output=True, check=True)
    assert int(done.stdout) < MAX_MEGABYTES


def test_many_pages_take_time_in_proportion(make_pdf, page, at) -> None:
    content = written(at)
    assert_linear(read, lambda count: make_pdf(*[page(content)] * count), 160)


def read(data: bytes) -> None:
    read_stream(data, ParseOptions())


CONTENTS = {
    "a line of 30,000 characters": (30_000, lambda at, n: at(72, 700, "sana " * (n // 5), size=1)),
    "spaces without end": (30_000, lambda at, n: at(72, 700, ("a" + " " * 50) * (n // 51), size=1)),
    "20,000 runs": (
        20_000,
        lambda at, n: b"".join(at(50 + n % 50 * 10, 800 - n // 50, "12", size=1) for n in range(n)),
    ),
    "a word drawn 20,000 times at one place": (20_000, lambda at, n: at(72, 700, "sana") * n),
    "20,000 raised marks": (
        20_000,
        lambda at, n: b"".join(at(50 + n % 50 * 10, 800 - n // 50 * 1.9, "2", size=(12, 5)[n % 2]) for n in range(n)),
    ),
    "50,000 rules": (
        50_000,
        lambda at, n: b"".join(b"%d %d 1 10 re f\n" % (n % 500, n // 500 * 3) for n in range(n)),
    ),
    "a grid of 10,000 cells": (
        10_000,
        lambda at, n: b"".join(b"%d 0 0.5 800 re f 0 %d 600 0.5 re f\n" % (n * 6, n * 8) for n in range(isqrt(n))),
    ),
    "50,000 saved states": (50_000, lambda at, n: b"q " * n + at(72, 700, "pohjalla")),
}


@pytest.mark.parametrize("name", CONTENTS)
def test_a_page_with_too_much_on_it(name, make_pdf, page, at) -> None:
    size, content = CONTENTS[name]
    assert_linear(read, lambda count: make_pdf(page(content(at, count))), size)


@pytest.mark.parametrize("keys", [b"/MediaBox [0 0 1e9 1e9]", b"/MediaBox [0 0 0 0]", b"/MediaBox [595 842 0 0]", b""])
def test_a_page_of_any_size(keys, make_pdf, page, at) -> None:
    assert read_stream(make_pdf(page(at(72, 700, "teksti"), keys)), ParseOptions()).text == "teksti\n"


def test_form_objects_deep_inside_one_another(make_pdf, page) -> None:
    form = (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X %d 0 R >> >> /Length 5 >>"
    )
    objects = [form % (5 + n) + b"\nstream\n/X Do\nendstream" for n in range(500)]
    data = make_pdf(page(b"/X Do", resources=b"/XObject << /X 4 0 R >>"), objects=objects)
    assert [issue.code.value for issue in read_stream(data, ParseOptions()).issues] == ["empty_page"]
