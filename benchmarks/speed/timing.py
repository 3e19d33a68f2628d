"""Clocks: what each way of reading a PDF takes, in one process, the ways taking turns."""

from __future__ import annotations

import gc
import hashlib
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from time import perf_counter

import pdfplumber
import pypdfium2

from paatosparser import ParseOptions, parse
from paatosparser.assemble import assemble
from paatosparser.collector import collect_rarely
from paatosparser.entities import find_mentions
from paatosparser.read import read_stream
from paatosparser.structure import find_structure

SAMPLE = 12
"""Pages of a document that pdfplumber reads, evenly spread: it is slow, and its time is a matter of pages."""

Seconds = dict[str, float]
"""Times of one round by what was timed."""


@dataclass(slots=True)
class Timing:
    """The least seconds of each thing timed, over the rounds, for one document."""

    name: str
    pages: int
    seconds: Seconds = field(default_factory=dict)

    def take(self, seconds: Seconds) -> None:
        """Keep what is less than in the rounds before."""
        for what, value in seconds.items():
            self.seconds[what] = min(value, self.seconds.get(what, value))


def time_pdfium(data: bytes) -> Seconds:
    """Time pdfium's bare text: open, the text of every page, close."""
    start = perf_counter()
    document = pypdfium2.PdfDocument(data)
    for page in document:
        text = page.get_textpage()
        text.get_text_range()
        text.close()
        page.close()
    document.close()
    return {"pdfium": perf_counter() - start}


def time_pdfplumber(data: bytes) -> Seconds:
    """Time pdfplumber's ``extract_text`` on a sample of the pages, scaled to all of them; opening is not scaled."""
    start = perf_counter()
    with pdfplumber.open(io.BytesIO(data)) as document:
        pages = len(document.pages)
        opened = perf_counter()
        numbers = sorted({index * pages // SAMPLE for index in range(SAMPLE)}) if pages > SAMPLE else range(pages)
        for number in numbers:
            document.pages[number].extract_text()
            document.pages[number].close()
        done = perf_counter()
    return {"pdfplumber": opened - start + (done - opened) * pages / len(numbers)}


def time_parse(data: bytes) -> Seconds:
    """Time the public path: bytes to Document, and on to the JSON string."""
    start = perf_counter()
    document = parse(data)
    parsed = perf_counter()
    document.model_dump_json()
    return {"document": parsed - start, "json": perf_counter() - start}


def time_batch(data: bytes) -> Seconds:
    """Time bytes to JSON as a worker of ``paatos batch`` works: the same path, with Python's collector set as there."""
    before = gc.get_threshold()
    collect_rarely()
    start = perf_counter()
    parse(data).model_dump_json()
    done = perf_counter()
    gc.set_threshold(*before)
    return {"batch": done - start}


def time_stages(data: bytes) -> Seconds:
    """Time the stages that :func:`paatosparser.parse` runs, one by one."""
    options = ParseOptions()
    start = perf_counter()
    stream = read_stream(data, options)
    read = perf_counter()
    structure = find_structure(stream, options)
    structured = perf_counter()
    mentions = find_mentions(stream, structure)
    found = perf_counter()
    assemble(stream, structure, mentions, data_digest=hashlib.sha256(data).hexdigest(), uri=None)
    return {
        "read": read - start,
        "structure": structured - read,
        "entities": found - structured,
        "assemble": perf_counter() - found,
    }


def time_without_entities(data: bytes) -> Seconds:
    """Time bytes to Document, its mentions left out."""
    start = perf_counter()
    parse(data, options=WITHOUT_ENTITIES)
    return {"without_entities": perf_counter() - start}


WITHOUT_ENTITIES = ParseOptions(entities=False)

FAST: tuple[Callable[[bytes], Seconds], ...] = (
    time_pdfium,
    time_parse,
    time_batch,
    time_without_entities,
    time_stages,
)
"""Run in every round."""


def time_documents(
    documents: Mapping[str, bytes], *, rounds: int, slow_rounds: int, on_round: Callable[[int], None] = lambda _: None
) -> list[Timing]:
    """Time all documents in ``rounds``, every way once in each, so that a slow moment of the machine hits all alike.

    pdfplumber runs in the first ``slow_rounds``. A first round that loads code and models is not counted.
    """
    timings = []
    for name, data in documents.items():
        with pypdfium2.PdfDocument(data) as document:
            timings.append(Timing(name, len(document)))
    smallest = min(documents.values(), key=len)
    for clock in (*FAST, time_pdfplumber):
        clock(smallest)
    for number in range(rounds):
        for timing, data in zip(timings, documents.values(), strict=True):
            for clock in FAST:
                timing.take(clock(data))
            if number < slow_rounds:
                timing.take(time_pdfplumber(data))
        on_round(number + 1)
    return timings
