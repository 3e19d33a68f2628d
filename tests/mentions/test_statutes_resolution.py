"""What a citation means: acts by day and number, pointers back, certainty, issues; and that looking it up is cheap."""

from __future__ import annotations

import datetime
import itertools
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.clock import assert_linear, repeated

from paatosparser.errors import IssueCode
from paatosparser.labels import ActKind, EntityLabel, ResolvedBy
from paatosparser.mentions.statutes.find import find_statutes
from paatosparser.mentions.types import Context, Hit
from paatosparser.tables.statutes import names
from paatosparser.tables.statutes import register as registers
from paatosparser.tables.statutes.keys import name_key, words_key
from paatosparser.tables.statutes.register import register
from paatosparser.values import LawValue


def found(text: str, day: str = "2024-05-02") -> list[Hit]:
    return find_statutes(text, Context(date=datetime.date.fromisoformat(day) if day else None))


def law(hit: Hit) -> LawValue:
    assert isinstance(hit.value, LawValue)
    return hit.value


@pytest.mark.parametrize(
    ("text", "day", "act"),
    [
        ("kuntalain 36 §", "2010-01-01", "365/1995"),
        ("kuntalain 36 §", "2015-04-30", "365/1995"),
        ("kuntalain 36 §", "2015-05-01", "410/2015"),
        ("kuntalain 36 §", "2026-05-01", "410/2015"),
        ("kuntalain 91 §", "2016-12-01", "365/1995"),  # 147 § of the new act: appeals from the term of 2017
        ("kuntalain 91 §", "2017-06-01", "410/2015"),
        ("kuntalain 136 §", "2016-12-01", "410/2015"),
        ("hankintalain 46 §", "2006-01-01", "1505/1992"),
        ("hankintalain 46 §", "2012-01-01", "348/2007"),
        ("hankintalain 46 §", "2017-01-01", "1397/2016"),
        ("julkisista hankinnoista annetun lain 46 §", "2012-01-01", "348/2007"),
        ("vammaispalvelulain 8 §", "2024-12-31", "380/1987"),
        ("vammaispalvelulain 8 §", "2025-01-01", "675/2023"),
        ("alueidenkäyttölain 54 §", "2025-02-01", "132/1999"),
        ("MRL 54 §", "2024-02-01", "132/1999"),
        ("rakentamislain 38 §", "2025-02-01", "751/2023"),
        ("rakennuslain 38 §", "1990-02-01", "370/1958"),
        ("yhdenvertaisuuslain 5 §", "2013-02-01", "21/2004"),
        ("jätelain 5 §", "2010-02-01", "1072/1993"),
        ("vesilain 5 §", "2010-02-01", "264/1961"),
        ("ympäristönsuojelulain 5 §", "2013-02-01", "86/2000"),
        ("luonnonsuojelulain 64 §", "2023-06-01", "9/2023"),
        ("luonnonsuojelulain 64 §", "2023-05-31", "1096/1996"),
        ("tieliikennelain 71 §", "2019-05-31", "267/1981"),
        ("kirjastolain 2 §", "2016-05-31", "904/1998"),
        ("kommunallagen 91 §", "2014-05-31", "365/1995"),
        ("lagen om offentlig upphandling 9 §", "2014-05-31", "348/2007"),
        ("de minimis -asetuksen 3 artikla", "2020-05-31", "32013R1407"),
    ],
)
def test_the_day_decides(text: str, day: str, act: str) -> None:
    (hit,) = found(text, day)
    assert law(hit).act == act
    assert law(hit).certain
    assert hit.issue is None


def test_without_a_date_a_name_of_several_acts_is_not_certain() -> None:
    (hit,) = found("kuntalain 36 §", "")
    assert (law(hit).act, law(hit).certain, hit.issue) == ("410/2015", False, None)


def test_without_a_date_the_text_suggests_one() -> None:
    (hit,) = found("Kokous 3.5.2011. Kuntalain 36 §", "")
    assert (law(hit).act, law(hit).certain) == ("365/1995", False)
    (hit,) = found("TRE:6029/10.03.01/2012\nKuntalain 36 §", "")
    assert law(hit).act == "365/1995"


def test_titles_and_eli() -> None:
    (hit,) = found("Kuntalain 36 §")
    assert law(hit).title == "Kuntalaki"
    assert law(hit).eli == "http://data.finlex.fi/eli/sd/2015/410"
    (hit,) = found("kommunallagen 36 §")
    assert law(hit).title == "Kommunallag"
    (hit,) = found("asetus (EU) 2016/679")
    assert law(hit).eli == "http://data.europa.eu/eli/reg/2016/679/oj"
    (hit,) = found("direktiivi 2014/24/EU")
    assert law(hit).eli == "http://data.europa.eu/eli/dir/2014/24/oj"


@pytest.mark.parametrize(
    "text",
    [
        "kuntalain (9999/2015) 5 §",
        "kuntalain (348/2007) 5 §",
        "laki 9999/2020",
        "kuntalain 0 §",
        "tuntemattomanlain 5 §",
    ],
)
def test_what_cannot_be_is_found_and_not_certain(text: str) -> None:
    (hit,) = found(text)
    assert not law(hit).certain


@pytest.mark.parametrize("text", ["kuntalain (9999/2015) 5 §", "kuntalain (348/2007) 5 §", "tuntemattomanlain 5 §"])
def test_unknown_statute_is_an_issue(text: str) -> None:
    (hit,) = found(text)
    assert hit.issue is IssueCode.UNKNOWN_STATUTE


@pytest.mark.parametrize(
    ("text", "day", "issue"),
    [
        ("lain (1250/2025) 3 §:n", "2026-11-30", None),
        ("kuntalain (1250/2025) 3 §:n", "2026-11-30", None),  # a new act of an old name
        ("lain (54/2025) 3 §:n", "2025-03-01", None),  # the first number that the register does not reach
        ("lain (1250/2025) 3 §:n", "", None),
        ("lain (1250/2025) 3 §:n", "2024-11-30", IssueCode.UNKNOWN_STATUTE),  # no act of the year after
        ("lain (9999/2015) 3 §:n", "2026-11-30", IssueCode.UNKNOWN_STATUTE),
        ("lain (1250/2025) 0 §:n", "2026-11-30", IssueCode.IMPOSSIBLE_SECTION),
    ],
)
def test_a_number_younger_than_the_register_is_no_mistake(text: str, day: str, issue: IssueCode | None) -> None:
    (hit,) = found(text, day)
    assert (law(hit).certain, law(hit).title, law(hit).eli) == (False, None, None)
    assert hit.issue is issue


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("asiakasmaksulain (734/1992) 5 §", "734/1992"),
        ("kunnan ja hyvinvointialueen viranhaltijasta annetun lain (304/2003) 8 §", "304/2003"),
        ("alueidenkäyttölain (132/1999) 54 §", "132/1999"),
        ("yksityistielain (358/1962) 95 §", "358/1962"),
        ("päivähoitolain (36/1973) 11 §", "36/1973"),
        ("sosiaalihuoltolain (710/1982) 17 §", "710/1982"),
        ("äldreomsorgslagen (980/2012) 14 §", "980/2012"),
    ],
)
def test_short_names_fit_their_numbers(text: str, act: str) -> None:
    (hit,) = found(text)
    assert (law(hit).act, law(hit).certain, law(hit).resolved_by) == (act, True, ResolvedBy.NUMBER)


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("Vesihuoltolain 18 §. Saman lain 19 §:ssä säädetään.", ["Vesihuoltolain 18 §", "Saman lain 19 §:ssä"]),
        ("Vesihuoltolain (119/2001) 18 §. Lain 19 §:n mukaan.", ["Vesihuoltolain (119/2001) 18 §", "Lain 19 §:n"]),
        (
            "Vesihuoltolain 19 §:ssä käyttömaksusta ja 19 a §:ssä liittymisestä",
            ["Vesihuoltolain 19 §:ssä", "19 a §:ssä"],
        ),
        ("Vesihuoltolain 1 § sanoo. Näin on (9 §).", ["Vesihuoltolain 1 §", "9 §"]),
        ("Vesihuoltolain 5 §:n mukaan kunta kehittää ja 8 §:n mukaan hyväksyy", ["Vesihuoltolain 5 §:n", "8 §:n"]),
    ],
)
def test_pointing_back(text: str, mentions: list[str]) -> None:
    hits = found(text)
    assert [text[hit.start : hit.end] for hit in hits] == mentions
    assert {law(hit).act for hit in hits} == {"119/2001"}
    assert law(hits[-1]).resolved_by is ResolvedBy.CONTEXT


def test_a_pointer_to_nothing_says_so() -> None:
    (hit,) = found("Lain 51 §:n mukaan")
    assert (law(hit).act, law(hit).certain, law(hit).resolved_by) == (None, False, ResolvedBy.CONTEXT)


@pytest.mark.parametrize(("given", "used"), [("jäljempänä kokeilulaki", "kokeilulain 5 §"), ("KuKoL", "KuKoL 5 §")])
def test_names_that_the_text_gives(given: str, used: str) -> None:
    text = f"työllisyyden edistämisen kuntakokeilusta annetun lain (1269/2020, {given}) mukaan {used}"
    hits = found(text)
    assert [law(hit).act for hit in hits] == ["1269/2020", "1269/2020"]
    assert law(hits[1]).resolved_by is ResolvedBy.CONTEXT


@pytest.mark.parametrize(
    "text",
    [
        "Vesihuoltolain 5 §. Esitetyn muutoksen jälkeen 8 § olisi",
        "Vesihuoltolain 5 § ja sopimuksen 8 §",
        "Vesihuoltolain 5 § ja Khall 20.2.2017 8 §",
        "Vesihuoltolain 5 § ja kaupunginhallitus 8 §",
        "Vesihuoltolain 5 §\n8 § Otsikko",
        'Vesihuoltolain 5 §:\n"8 § Lainaus',
    ],
)
def test_other_sections_do_not_continue_an_act(text: str) -> None:
    assert len(found(text)) == 1


def test_kinds_and_rules() -> None:
    hits = found("Kuntalain 5 §, hallintosäännön 6 § ja SEUT 107 artikla")
    assert [law(hit).kind for hit in hits] == [ActKind.STATUTE, ActKind.BYLAW, ActKind.EU]
    assert {hit.label for hit in hits} == {EntityLabel.LAW}
    assert all(hit.rule for hit in hits)


def test_an_amending_act_never_wins_by_name() -> None:
    for key in ("laki|kuntalain muuttamisesta", "laki|kuntalain 5 §n muuttamisesta"):
        assert register().by_name(key) == ()
    assert register().by_name("kuntalaki") == ("365/1995", "410/2015")


def test_register() -> None:
    act = register().by_number(410, 2015)
    assert act is not None
    assert (act.title, act.title_sv) == ("Kuntalaki", "Kommunallag")
    assert register().by_number(9999, 2015) is None
    assert register().by_number(0, 2015) is None
    assert register().by_number(1, 100_000) is None
    assert register().by_name("no such act") == ()
    assert register().last == (2025, 53)
    with pytest.raises(ValueError, match="PSR1"):
        registers.Register(b"something else")


def test_spelling_variants_share_a_key() -> None:
    assert words_key("palvelujen järjestämisestä") == words_key("palveluiden  järjestämisestä.")
    assert name_key("valtioneuvoston asetus jätteistä") == "asetus|jätteistä"


def test_every_named_act_is_dated_in_order_and_has_a_title() -> None:
    assert len(names.act_names()) + len(names.abbreviations()) >= 250
    for key, acts in names.act_names().items():
        for one in acts:
            assert one.start is None or one.end is None or one.start < one.end, key
            number, year = one.act.split("/")
            assert register().by_number(int(number), int(year)) or one.act in names.first_names(), key


def test_acts_of_one_name_do_not_overlap() -> None:
    shortened = {short: entry.acts for short, entry in names.abbreviations().items()}
    for key, acts in (*names.act_names().items(), *shortened.items()):
        spans = sorted((one.start or datetime.date.min, one.end or datetime.date.max, one.act) for one in acts)
        for (_, end, first), (start, _, second) in itertools.pairwise(spans):
            assert end <= start or first == second, (key, first, second)


def test_loading_is_safe_from_many_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registers, "_loaded", [])
    gate = threading.Barrier(8)

    def load(_: int) -> registers.Register:
        gate.wait()
        return register()

    with ThreadPoolExecutor(8) as pool:
        assert len(set(map(id, pool.map(load, range(8))))) == 1


ADVERSARIAL = {
    "one word": repeated("a"),
    "given": repeated("annetun lain "),
    "lain": repeated("lain "),
    "signs": repeated("§ "),
    "sections": repeated("1 § "),
    "list": repeated("1, ", start="kuntalain "),
    "brackets": repeated("kuntalain ("),
    "hyphens": repeated("a- ja "),
    "lagen om": repeated("lagen om x "),
    "numbers": repeated("1/2"),
    "spaces": repeated(" ", start="kuntalain"),
    "lines": repeated("\n", start="kuntalain"),
    "eu": repeated("(EU) "),
    "issuers": repeated("ministeriön "),
    "dates": repeated("1.1."),
    "case": repeated("1/", start="A/"),
}


@pytest.mark.parametrize("name", sorted(ADVERSARIAL))
def test_time_grows_with_the_text_only(name: str) -> None:
    assert_linear(lambda text: found(text, ""), ADVERSARIAL[name], 50_000)
