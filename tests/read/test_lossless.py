"""Promise 3: every character drawn is in the text or in the furniture of its page."""

from __future__ import annotations

import pytest

from paatosparser.options import ParseOptions
from paatosparser.read import read_stream
from paatosparser.read.lossless import Difference, differences, text_differences
from paatosparser.read.pages import pdfium, plumber
from paatosparser.read.stream import build_stream
from paatosparser.read.types import RawDocument, RawPage, Run


def test_every_corpus_pdf(corpus_pdfs) -> None:
    for path in corpus_pdfs:
        raw = pdfium.read(path.read_bytes())
        assert differences(raw, build_stream(raw, reader="pdfium")) == [], path.name


def test_every_real_pdf(real_pdfs) -> None:
    for path in real_pdfs:
        raw = pdfium.read(path.read_bytes())
        assert differences(raw, build_stream(raw, reader="pdfium")) == [], path.name


def test_real_pdfs_through_the_second_reader(real_pdfs) -> None:
    for path in real_pdfs:
        if path.stat().st_size < 1_000_000:
            raw = plumber.read(path.read_bytes())
            assert differences(raw, build_stream(raw, reader="pdfplumber")) == [], path.name


TEXTS = {
    "paragraphs": "Kaupunginhallitus päätti\nhyväksyä esityksen.\n\nPäätös\nHyväksyttiin.\n",
    "wrapped with hyphens": "\n".join(["Kaupunginhallituksen esityslistan liitteenä on selvitys vuoden edel-"] * 8),
    "pages": "Ensimmäinen sivu\fToinen sivu\n",
    "cells": "a\tb\tc\n1\t2\t3\n",
    "marks of hyphens": "vuoden edel\x02lyttävän ja ELY\x02keskuksen lausunto",
    "controls": "eka\x00toka\x07kolmas\n",
}


@pytest.mark.parametrize("name", TEXTS)
def test_texts(name: str) -> None:
    text = TEXTS[name]
    assert text_differences(text, read_stream(text.encode(), ParseOptions(media_type="text/plain"))) == []


def test_what_is_lost_or_doubled_is_told_with_its_page() -> None:
    run = Run("Päätös", 72, 60, 110, 74, 72, 12, bold=False, italic=False, angle=0, space_before=False)
    whole = RawDocument((RawPage(1, 595, 842, (run,)), RawPage(2, 595, 842, ())))
    stream = build_stream(RawDocument((RawPage(1, 595, 842, ()), RawPage(2, 595, 842, (run,)))), reader="test")
    assert Difference(1, "P", 1) in differences(whole, stream)
    assert Difference(2, "P", -1) in differences(whole, stream)
