"""No input is slow: a parse takes time in proportion to its input, whatever the input repeats."""

from __future__ import annotations

from functools import partial

import pytest
from tests.clock import assert_linear, repeated

from paatosparser import ParseOptions, parse

HEAD = "Kaupunginhallitus 24.9.2024 § 133\n"
DECIDED = f"{HEAD}Päätös\nHyväksyttiin.\n"
RULED = "Päätös\nHyväksyttiin.\n_______________\n"
ITEM = "§ 1\nOtsikko asialle\nPäätös\nHyväksyttiin.\n"
STRUCTURE_ALONE = ParseOptions(entities=False)

STRUCTURE = {
    "names": (HEAD, "Matti Meikäläinen\n"),
    "presenters": (HEAD, "Esittelijä Aa Bb\n"),
    "bodies": ("", "Kaupunginhallitus § 1\n"),
    "items of one number": ("", ITEM),
    "decisions ended by rules": (HEAD, RULED),
    "headings of attachments": (HEAD, "Liitteet\n123/2024\n"),
    "case ids": (HEAD, "123/10.02.03/2024\n"),
}
"""What stands before, and a line or several that repeat."""
TEXT = {
    "section signs after an appeal heading": (f"{DECIDED}Muutoksenhaku\n", "§"),
    "numbers after an appeal heading": (f"{DECIDED}Muutoksenhaku\n", "1, "),
    "capitals under a presenter": (f"{HEAD}Esittelijä\n", "Aa, Bb-Cc; "),
    "one long name": ("Kaupunginhallitus ", "A"),
    "spaces and commas": ("Asia ", ", "),
    "mail": ("", "a@a."),
    "tabs": ("Dnro", "\t1"),
    "laws": ("", "lain 1 §:n 1 momentin ja "),
    "a paragraph": ("", "Kaupunginhallitus päätti 12.3.2024 myöntää 1 000 euron avustuksen Lahden Sähkö Oy:lle. "),
}
HTML = {
    "paragraphs": ("<p>Aa Bb</p>", ""),
    "rows": ("<tr><td>12</td><td>Aa Bb</td></tr>", "table"),
    "elements left open": ("<p><b><i>a", ""),
}


@pytest.mark.parametrize("name", STRUCTURE)
def test_lines_that_repeat(name: str) -> None:
    head, line = STRUCTURE[name]
    structure = partial(parse, options=STRUCTURE_ALONE)
    assert_linear(structure, lambda n: (head + line * n).encode(), 2000, factor=8, bound=16.0)


@pytest.mark.parametrize("name", TEXT)
def test_text_that_repeats(name: str) -> None:
    head, unit = TEXT[name]
    assert_linear(lambda text: parse(text.encode()), repeated(unit, start=head), 12_000)


@pytest.mark.parametrize("name", HTML)
def test_a_page_that_repeats(name: str) -> None:
    unit, around = HTML[name]
    opening = f"<html><body><{around}>" if around else "<html><body>"
    assert_linear(parse, lambda n: (opening + unit * n).encode(), 600)


def test_a_tag_of_many_attributes() -> None:
    def page(n: int) -> bytes:
        attributes = " ".join(f"a{i}=1" for i in range(n))
        return f"<html><body><p {attributes}>{HEAD}</p></body></html>".encode()

    def read(data: bytes) -> None:
        assert parse(data, options=STRUCTURE_ALONE).text == HEAD

    assert_linear(read, page, 40_000)
