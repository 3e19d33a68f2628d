"""Links of a PDF: the words that they cover, by both readers."""

from __future__ import annotations

import pytest

from paatosparser.options import ParseOptions, Reader
from paatosparser.read import read_stream

LINES = "Asiakirjat ovat nähtävinä kunnan verkkosivuilla osoitteessa, joka on painettu tähän ilmoitukseen kokonaan. "


@pytest.mark.parametrize("reader", list(Reader))
@pytest.mark.parametrize(
    ("source", "links"),
    [
        ('Ks. #link("https://a.fi/1")[liite 1] ja muut.', [("liite 1", "https://a.fi/1")]),
        (
            '#link("https://a.fi/1")[Yksi] #link("https://a.fi/2")[2]',
            [("Yksi", "https://a.fi/1"), ("2", "https://a.fi/2")],
        ),
        (f'#link("https://a.fi/1")[{LINES}]', [(LINES.strip(), "https://a.fi/1")]),
        ('#link("mailto:a@b.fi")[Kirjaamo]\n\nKirjaamo', [("Kirjaamo", "mailto:a@b.fi")]),
        ("= Alku <alku>\n\nKs. #link(<alku>)[alku].", []),
        (
            '#rotate(90deg, reflow: true)[Ks. #link("https://a.fi/1")[liite 1] ja muut.]',
            [("liite 1", "https://a.fi/1")],
        ),
        ('#table(columns: 2)[Nro][#link("https://a.fi/1")[Kartta]][1][muu]', [("Kartta", "https://a.fi/1")]),
        ("Ei linkkejä.", []),
    ],
)
def test_the_words_of_a_link(reader: Reader, source: str, links: list[tuple[str, str]], typeset) -> None:
    stream = read_stream(typeset(source), ParseOptions(reader=reader))
    assert [(stream.text[link.start : link.end], link.href) for link in stream.links] == links
