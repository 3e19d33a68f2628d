"""The promises hold for texts that nobody has seen: plausible lines, corpus texts that were changed, any bytes."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import paatosparser
from paatosparser import Document
from paatosparser.errors import InternalError, PaatosError
from paatosparser.markup import read_markup

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
TEXTS = sorted(path.relative_to(CORPUS).as_posix() for path in (CORPUS / "documents").glob("*/*.gold.txt"))

Check = Callable[..., None]
ParseText = Callable[[str], Document | None]


@cache
def corpus_text(name: str) -> str:
    """Return a corpus text as plain text: without marks, form feeds at its page breaks left out."""
    return read_markup((CORPUS / name).read_text("utf-8")).text


# -- texts made of plausible lines -------------------------------------------------------------------------------------


def any_of(phrases: str) -> st.SearchStrategy[str]:
    """Choose among phrases that are parted by bars and line ends."""
    return st.sampled_from([phrase.strip() for phrase in re.split(r"[|\n]", phrases)])


HEADINGS = any_of(
    """Päätös|PÄÄTÖS:|Päätösehdotus|Ehdotus:|Kunnanjohtajan esitys:|Esittelijä|Valmistelija|Lisätiedot|Perustelut
    Selostus|Tiivistelmä:|Kokouskäsittely|Äänestys|1. äänestys|Muutosehdotus nro 1:|Eriävä mielipide|Esteelliset
    Muutoksenhaku|Oikaisuvaatimusohjeet|Toimenpiteet|Tiedoksi|Otteet|Liitteet|Liite 1|Oheismateriaali|Toimivalta
    Aikaisempi käsittely|Vaikutusten arviointi|Saapuvilla olleet|Poissa|Allekirjoitukset|Pöytäkirjan tarkastus
    Käsitellyt asiat|Kaupunginhallituksen päätös|Kunnanhallituksen käsittely|Beslut|BESLUT:|Förslag|Beredare
    Beskrivning|Tidigare behandling|Besvärsanvisning|Bilagor|Underskrifter|Mitä seuraavaksi tapahtuu|Hankkeen vaiheet
    Nästa steg"""
)

NUMBERS = st.integers(1, 400)
DAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2040, 1, 1)).map(
    lambda day: f"{day.day}.{day.month}.{day.year}"
)
BODIES = st.sampled_from(
    [
        "Kunnanhallitus",
        "Kh",
        "Khall",
        "Tekninen lautakunta",
        "Tekn.ltk",
        "Kaupunginvaltuusto",
        "Kommunstyrelsen",
        "Kylupa",
    ]
)
BODY_LINES = st.one_of(
    st.builds("{} {} § {}".format, BODIES, DAYS, NUMBERS),
    st.builds("{} § {}".format, BODIES, NUMBERS),
    st.builds("{} {} §".format, BODIES, NUMBERS),
    st.builds("{}, kokous {}".format, BODIES, DAYS),
    st.builds("{}\t§ {}\t{}".format, BODIES, NUMBERS, DAYS),
    st.builds("{}\t{}\t{}\t4".format, BODIES, NUMBERS, DAYS),
    st.builds("§ {}".format, NUMBERS),
    st.builds("{} § Tontin myyminen".format, NUMBERS),
    st.builds("Asia {}".format, NUMBERS),
    BODIES,
    DAYS,
)
HEAD_LINES = st.one_of(
    st.sampled_from(
        ["Oulun kaupunki", "RANUAN KUNTA", "Kronoby kommun", "Viranhaltijapäätös", "Esityslista", "Pöytäkirja 3/2024"]
    ),
    st.sampled_from(
        ["Tontin myyminen", "LAUSUNTO KAAVASTA", "Försäljning av tomt", "Kokousaika 5.2.2024 klo 17.00–18.25"]
    ),
    st.builds("D/{}/10.00.02/2024".format, NUMBERS),
    st.builds("Dno: TuuDno-2024-{}".format, NUMBERS),
    st.sampled_from(["____________________", "-----", "", "", "\f", "3 (7)"]),
)
SENTENCES = st.lists(
    st.sampled_from(
        [
            "kunta",
            "päättää",
            "myydä",
            "tontin",
            "rakennus-",
            "ja",
            "ympäristölautakunnan",
            "esityksestä",
            "euroa",
            "12.500,00",
            "§",
            "14:n",
            "mukaan",
            "kuten",
            "liite",
            "2",
            "osoittaa",
            "ELY-keskus",
            "lausui",
            "asiasta",
            "päätös",
            "ehdotus",
            "hylättiin",
            "kommunen",
            "beslutar",
            "att",
            "godkänna",
            "förslaget",
            "vuonna",
            "2024",
            "sekä",
            "kaupunginhallitus",
            "5.2.2024",
            "§",
            "12",
            "(123/2024)",
            "huoneisto-",
            "”koulun”",
            "n.",
            "3",
            "km",
            "–",
            "eli",
            "jaa/ei",
        ]
    ),
    min_size=1,
    max_size=40,
).map(lambda parts: " ".join(parts).capitalize() + ".")
PEOPLE = any_of(
    """kunnanjohtaja Aino Kettunen|Kettunen Aino, puh. 040 123 4567|Veikko Salo - rehtori|Sandvik, Tove|Kunnanjohtaja:
    Toimialajohtaja Minna Rauhala:|Rehtori Veikko Salo 30.1.2024:|Aino Kettunen, puheenjohtaja
    etunimi.sukunimi@kunta.fi"""
)
OTHERS = st.one_of(
    st.sampled_from(
        [
            "- yksi asia",
            "• toinen asia",
            "1. kohta",
            "a) kohta",
            "Nimi\tHinta",
            "A Oy\t1 200,00",
            "kaupungin-",
            "hallituksen",
        ]
    ),
    st.builds("{}\t{}".format, HEADINGS, SENTENCES),
    st.builds("{}: {}".format, HEADINGS, SENTENCES),
    st.builds("{} {}".format, HEADINGS, SENTENCES),
)
LINES = st.one_of(HEADINGS, BODY_LINES, HEAD_LINES, SENTENCES, PEOPLE, OTHERS)
TEXT_OF_LINES = st.lists(LINES, min_size=1, max_size=40).map("\n".join)


def change(text: str, changes: list[tuple[str, int, int, str]]) -> str:
    """Return a text with some of its lines changed; places are taken modulo the number of lines."""
    lines = text.split("\n")
    for what, one, other, line in changes:
        at, to = one % len(lines), other % len(lines)
        if what == "drop":
            lines[at : at + 1 + other % 4] = [""]
        elif what == "repeat":
            lines.insert(to, lines[at])
        elif what == "swap":
            lines[at], lines[to] = lines[to], lines[at]
        elif what == "insert":
            lines.insert(at, line)
        elif what == "cut":
            lines[at] = lines[at][: other % (len(lines[at]) + 1)]
        elif what == "join":
            lines[at : at + 2] = [" ".join(lines[at : at + 2])]
        elif what == "capitals":
            lines[at] = lines[at].upper()
        elif what == "wrap":
            lines[at] = re.sub(r"(.{40}\S*)\s", r"\1\n", lines[at])
    return "\n".join(lines)


CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["drop", "repeat", "swap", "insert", "cut", "join", "capitals", "wrap"]),
        st.integers(0, 400),
        st.integers(0, 400),
        LINES,
    ),
    min_size=1,
    max_size=12,
)
CHANGED_TEXTS = st.builds(lambda name, changes: change(corpus_text(name), changes), st.sampled_from(TEXTS), CHANGES)


# -- the promises ------------------------------------------------------------------------------------------------------


@given(TEXT_OF_LINES)
@example("Päätös")
@example("\f\f")
@example("§ 1\n§ 2\n§ 3")
@example("Päätös\tHyväksyttiin.\nPäätös\tHyväksyttiin.")
def test_a_text_of_plausible_lines_keeps_all_promises(check: Check, parse_text: ParseText, text: str) -> None:
    document = parse_text(text)
    if document is not None:
        check(document, text)


@given(CHANGED_TEXTS)
def test_a_changed_corpus_text_keeps_all_promises(check: Check, parse_text: ParseText, text: str) -> None:
    document = parse_text(text)
    assert document is not None
    check(document, text)


@given(st.one_of(TEXT_OF_LINES, CHANGED_TEXTS))
def test_the_same_text_gives_the_same_json(parse_text: ParseText, text: str) -> None:
    one, other = parse_text(text), parse_text(text)
    assert (one and one.model_dump_json()) == (other and other.model_dump_json())


@given(
    st.one_of(st.binary(max_size=400), st.text(max_size=400).map(lambda text: text.encode("utf-8", "surrogatepass")))
)
def test_any_bytes_give_a_document_or_a_typed_error(check: Check, data: bytes) -> None:
    result = result_of(data)
    if isinstance(result, Document):
        check(result)
    else:
        assert not isinstance(result, InternalError), result.__cause__
        assert result.message.endswith(".")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Kunnanhallituksen käsittely", id="an earlier body's handling at the very start"),
        pytest.param("Kunnanhallituksen käsittely\nPäätös", id="the same with a decision"),
    ],
)
def test_what_once_broke_keeps_all_promises(check: Check, parse_text: ParseText, text: str) -> None:
    document = parse_text(text)
    assert document is not None
    check(document, text)


def result_of(data: bytes) -> Document | PaatosError:
    try:
        return paatosparser.parse(data)
    except PaatosError as error:
        return error
