"""The index on disk: what goes in, and what is found."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.clock import assert_linear, repeated

pytest.importorskip("tantivy")
pytest.importorskip("simplemma")

from tests.search.invented import PURCHASE, ZONING, document

import paatosparser
from paatosparser.errors import OutputError, QueryError
from paatosparser.labels import SectionType
from paatosparser.search import index as module
from paatosparser.search.index import Index, Results, Sort
from paatosparser.search.query import Filters
from paatosparser.sinks.projection import SearchRecord, search_records

SCHOOL = """Oulun kaupunki
Sivistyslautakunta 5.2.2023 § 12
Koulukuljetusten järjestäminen Haukiputaalla
Esittelijä: sivistysjohtaja Maija Virtanen
Ehdotus
Lautakunta päättää kilpailuttaa kuljetukset. Matti Korhonen valmisteli asian. Hinta on 90 000 euroa.
Päätös
Ehdotus hylättiin perusopetuslain (628/1998) 32 §:n vastaisena.
"""
SWEDISH = """Kronoby kommun
Kommunstyrelsen 12.3.2018 § 31
Försäljning av fastigheten Storbacka
Förslag
Kommunstyrelsen beslutar att fastigheten säljs till Storbacka Ab.
Beslut
Kommunstyrelsen godkände förslaget.
"""
TEXTS = {"kaava": ZONING, "hankinta": PURCHASE, "koulu": SCHOOL, "svensk": SWEDISH}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Index:
    index = Index.create(tmp_path_factory.mktemp("index") / "new")
    index.add(document(text, uri=name) for name, text in TEXTS.items())
    return index


def uris(results: Results) -> list[str | None]:
    return [found.record.uri for found in results.found]


def all_uris(index: Index) -> list[str | None]:
    return sorted(uris(index.search(limit=1000)), key=str)


def test_documents_are_added_replaced_left_and_deleted(tmp_path):
    index = Index.create(tmp_path / "index")
    assert (len(index), index.search().total) == (0, 0)
    docs = [document(ZONING, uri="a"), document(ZONING, PURCHASE, uri="b"), document(SCHOOL, uri="c")]
    assert index.add(docs) == module.Changes(added=3, decisions=4)
    assert index.add(docs) == module.Changes(unchanged=3)
    assert index.add([document(SCHOOL, uri="b")]) == module.Changes(replaced=1, decisions=1)
    assert all_uris(index) == ["a", "b", "c"]
    assert index.delete(["b", "nowhere", "b"]) == 1
    assert all_uris(Index.open(tmp_path / "index")) == ["a", "c"]
    assert index.add([[]]) == module.Changes()


def test_what_was_deleted_or_replaced_may_come_again(tmp_path):
    index = Index.create(tmp_path / "index")
    index.add([document(ZONING, uri=name) for name in "abc"])
    index.delete(["a"])
    assert index.add([document(ZONING, uri="a")]) == module.Changes(added=1, decisions=1)
    index.add([document(SCHOOL, uri="b")])
    assert index.add([document(ZONING, uri="b")]) == module.Changes(replaced=1, decisions=1)
    assert all_uris(index) == ["a", "b", "c"]
    assert index.search("koulukuljetus").total == 0


def test_of_two_documents_with_one_address_the_later_one_stays(tmp_path):
    index = Index.create(tmp_path / "index")
    changes = index.add([document(ZONING, uri="a"), document(PURCHASE, uri="b"), document(SCHOOL, uri="a")])
    assert (changes.added, changes.replaced) == (2, 1)
    assert all_uris(index) == ["a", "b"]
    assert uris(index.search("koulukuljetus")) == ["a"]


def test_an_address_may_come_again_and_again_in_one_run(tmp_path):
    index = Index.create(tmp_path / "index")
    one, other = document(ZONING, uri="a"), document(SCHOOL, uri="a")
    assert index.add([one, one, other, other, one]) == module.Changes(added=1, replaced=2, unchanged=2, decisions=3)
    assert index.add([other, one, one]) == module.Changes(replaced=2, unchanged=1, decisions=2)
    assert (len(index), uris(index.search("kaavamuutos")), uris(index.search("koulukuljetus"))) == (1, ["a"], [])


def test_copies_under_several_addresses_are_each_there(tmp_path):
    index = Index.create(tmp_path / "index")
    index.add(document(ZONING, uri=name) for name in ("a", "copy", None))
    assert index.search("kaavamuutos").total == 3
    index.delete(["a"])
    assert uris(index.search("kaavamuutos", limit=1)) != ["a"]
    assert len(index) == 2


def test_a_run_that_is_stopped_gives_the_index_free(tmp_path):
    index = Index.create(tmp_path / "index")

    def stopped() -> Iterator[list[SearchRecord]]:
        yield document(ZONING, uri="a")
        raise ValueError("a fault of the source")

    with pytest.raises(ValueError, match="a fault of the source"):
        index.add(stopped())
    assert index.add([document(ZONING, uri="a")]).added == 1


def test_another_writer_has_to_wait(tmp_path):
    index = Index.create(tmp_path / "index")

    def meanwhile() -> Iterator[list[SearchRecord]]:
        with pytest.raises(OutputError, match=r"^[^.]*: Another process writes to the index; wait for it\.$"):
            Index.open(tmp_path / "index").add([document(ZONING)])
        yield document(ZONING, uri="a")

    assert index.add(meanwhile()).added == 1


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("koulukuljetukset", {"koulu"}),
        ("KOULUKULJETUKSIA", {"koulu"}),
        ("asemakaavat", {"kaava", "hankinta"}),  # of kaavamuutos, by a part
        ("muutosta Kujalaan", {"kaava", "hankinta"}),
        ("lumenauraus", {"hankinta"}),
        ("kuljetus", {"koulu"}),
        ("kilpailutus", {"koulu"}),
        ("koulukulj", {"koulu"}),
        ("kilpialuttaa", {"koulu"}),
        ("fastighet", {"svensk"}),
        ('"fastigheten säljs"', {"svensk"}),
        ('"hyväksyä kaavamuutos"', {"kaava"}),
        ('"kaavamuutoksen hyväksyy"', set()),
        ("kaavamuutos -kuntalaki", {"hankinta"}),
        ("-kaavamuutos -fastighet", {"koulu"}),
        ('-"kilpailuttaa kuljetukset" -fastighet', {"kaava", "hankinta"}),
        ("kuntalaki 36 §", {"kaava"}),
        ("kaavamuutos -kuntalaki 36 §", {"hankinta"}),
        ("628/1998", {"koulu"}),
        ("avaruusalus", set()),
        ("", set(TEXTS)),
    ],
)
def test_what_a_query_finds(filled, query, found):
    assert set(uris(filled.search(query))) == found


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"organisation": "lahti"}, {"kaava", "hankinta"}),
        ({"organisation": "Lahden kaupunki", "body": "tekninen"}, {"hankinta"}),
        ({"body": "LAUTAKUNTA TEKNINEN"}, {"hankinta"}),
        ({"org": "esimerkki oy"}, {"hankinta"}),
        ({"person": "Meikäläisen"}, {"kaava"}),
        ({"person": "korhonen matti"}, {"koulu"}),
        ({"person": "Matti Virtanen"}, set()),  # Matti Korhonen and Maija Virtanen
        ({"person": "Matti"}, {"kaava", "koulu"}),
        ({"place": "Haukipudas"}, {"koulu"}),
        ({"law": "410/2015"}, {"kaava"}),
        ({"law": "410/2015 36§"}, {"kaava"}),
        ({"law": "410/2015 3 §"}, set()),
        ({"presenter": "virtanen"}, {"koulu"}),
        ({"section_number": "45"}, {"kaava"}),
        ({"language": "sv"}, {"svensk"}),
        ({"since": datetime.date(2024, 3, 12)}, {"kaava", "hankinta"}),
        ({"until": datetime.date(2023, 2, 5)}, {"koulu", "svensk"}),
        ({"since": datetime.date(1, 1, 1), "until": datetime.date(9999, 12, 31)}, set(TEXTS)),
        ({"since": datetime.date(2024, 3, 13)}, set()),
        ({"sum_over": 90_000}, {"hankinta"}),
        ({"sum_over": 89_999.99}, {"koulu", "hankinta"}),
        ({"case": "D/1"}, set()),
        ({"kind": "\ud800"}, set()),
    ],
)
def test_filters(filled, filters, found):
    assert set(uris(filled.search("", Filters(**filters)))) == found
    assert filled.search("", Filters(**filters)).total == len(found)


def test_the_words_may_have_to_be_in_a_section(filled):
    proposal, decision = Filters(section=SectionType.PROPOSAL), Filters(section=SectionType.DECISION)
    assert uris(filled.search("kilpailutetaan", proposal)) == ["koulu"]
    assert uris(filled.search("kilpailutetaan", decision)) == []
    assert uris(filled.search('"hyväksyy kaavamuutoksen"', proposal)) == ["kaava"]
    assert uris(filled.search('"hyväksyy kaavamuutoksen"', decision)) == []


def test_decisions_with_all_words_come_first(filled):
    results = filled.search("kaavamuutos kalusto")
    assert uris(results) == ["hankinta", "kaava"]
    assert (results.total, results.with_all) == (2, 1)
    assert results.found[0].score > results.found[1].score + 5


def test_the_newest_come_first(filled):
    results = filled.search(sort=Sort.DATE)
    dates = [found.record.date for found in results.found]
    assert dates == sorted(dates, key=str, reverse=True)
    assert uris(filled.search("ehdotus", sort=Sort.DATE))[-1] == "koulu"


def test_a_day_out_of_reach_is_kept(tmp_path):
    index = Index.create(tmp_path / "index")
    early = [record.model_copy(update={"date": datetime.date(202, 4, 3)}) for record in document(ZONING, uri="early")]
    none = [record.model_copy(update={"date": None}) for record in document(ZONING, uri="none")]
    index.add([none, early, document(ZONING, uri="known")])
    results = index.search(sort=Sort.DATE)
    assert uris(results)[0] == "known"
    assert results.total == len(results.found) == 3
    assert results.found[uris(results).index("early")].record.date == datetime.date(202, 4, 3)
    assert uris(index.search("", Filters(since=datetime.date(2000, 1, 1)))) == ["known"]


def test_facets(filled, tmp_path):
    facets = filled.search("", facets=True).facets
    assert dict(facets["language"]) == {"fi": 3, "sv": 1}
    assert dict(facets["organisation"])["Lahden kaupunki"] == 2
    assert ("410/2015 36 §", 1) in facets["statutes"]
    assert filled.search("kaavamuutos").facets == {}
    assert dict(filled.search("kaavamuutos kalusto", facets=True).facets["body"]) == {"Tekninen lautakunta": 1}
    assert not any(Index.create(tmp_path / "empty").search("kaava", facets=True).facets.values())


def test_pages_of_results(filled):
    every = uris(filled.search("kaavamuutos koulu fastighet", limit=10))
    assert [uris(filled.search("kaavamuutos koulu fastighet", limit=1, offset=at))[0] for at in range(4)] == every
    assert uris(filled.search(limit=10**12, offset=1)) == uris(filled.search())[1:]
    assert filled.search(offset=10**6).found == filled.search(limit=0).found == ()
    assert filled.search(limit=0).total == 4


def test_a_snippet_marks_the_words_on_their_page(tmp_path):
    pdf = Path(__file__).resolve().parents[2] / "corpus/pdf/lahti/kujala-maanmyynti.pdf"
    parsed = paatosparser.parse(pdf.read_bytes())
    index = Index.create(tmp_path / "index")
    index.add([list(search_records(parsed))])
    for query in (
        "varainsiirtovero",
        "Orimattila",
        "jätekeskus",
        "vuokraaminen",
        "Hyytiäinen",
        "ympäristönsuojelulaki",
    ):
        (found,) = index.search(query).found
        snippet = found.snippet
        marked = [snippet.text[start:end] for start, end in snippet.marks]
        assert marked, query
        assert all(word.casefold()[:6] == query.casefold()[:6] for word in marked), (query, marked)
        assert "\n" not in snippet.text
        flat = "".join(" " if each.isspace() else each for each in found.record.text)
        at = flat.index(snippet.text) + snippet.marks[0][0]
        assert snippet.page == found.record.page_at(at)
        assert snippet.section in {each.type for each in found.record.sections if each.start <= at < each.end}
    assert index.search().found[0].snippet.marks == ()
    assert index.search().found[0].snippet.page == 1


@pytest.mark.parametrize("query", ['"', 'kaava "muutos', "?!", "😀", '""', "\x00", " ".join(map(str, range(10_000)))])
def test_what_cannot_be_understood_is_told(filled, query):
    with pytest.raises(QueryError, match=r"^[^.\n]+\.$"):
        filled.search(query)


@pytest.mark.parametrize(
    "query", ["a" * 10_000, "kaava \x00 \ud800 😀", "ka*va?", "title:kaava AND (", "İ ß ﬁ аbв", "-" * 5000 + "a"]
)
def test_odd_queries_are_only_words(filled, query):
    filled.search(query, facets=True)


@pytest.mark.parametrize(("unit", "end"), [("a", ""), ("-", "a")])
def test_a_long_query_takes_time_in_proportion(filled, unit, end):
    assert_linear(lambda query: filled.search(query, facets=True), repeated(unit, end=end), 10_000)


def test_a_name_without_a_word_is_told(filled):
    with pytest.raises(QueryError, match="holds no word"):
        filled.search("", Filters(person="?"))
