"""The data tables are sound: whole rows, known names, nothing twice."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

import pytest

from paatosparser import tables
from paatosparser.labels import SectionType
from paatosparser.structure.headings import normalised
from paatosparser.tables import bodies

NAMES = sorted(
    path.name.removesuffix(".tsv") for path in files(tables.__name__).iterdir() if path.name.endswith(".tsv")
)
"""All tables there are."""

PLACEHOLDERS = {"gen", "body", "n", "people", "any", "abbr"}
LANGUAGES = {"fi", "sv"}
KINDS_OF_BODIES = {"council", "board", "committee", "subcommittee", "office"}
LEVELS = {"municipality", "joint_authority", "wellbeing_county", "regional_council", "parish", "any"}


def lines(name: str) -> list[list[str]]:
    """Read a table in the plainest way: its head row and rows, cell by cell."""
    text = files(tables.__name__).joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.split("\n") if line and not line.startswith("#")]


def rows(name: str) -> list[dict[str, str]]:
    head, *body = lines(name)
    return [dict(zip(head, cells, strict=True)) for cells in body]


def twice(values: Iterable[object]) -> list[object]:
    return [value for value, count in Counter(values).items() if count > 1]


def test_there_are_tables() -> None:
    assert {"headings", "bodies", "given_names", "municipalities", "titles", "words", "systems"} <= set(NAMES)


# -- all tables --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_a_table_has_whole_rows_without_stray_spaces(name: str) -> None:
    head, *body = lines(name)
    assert len(head) == len(set(head))
    assert body
    assert [cells for cells in body if len(cells) != len(head)] == []
    assert [cells for cells in body if any(cell != cell.strip() for cell in cells)] == []
    assert [cells for cells in body if not cells[0]] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_table_says_no_row_twice(name: str) -> None:
    assert twice(tuple(cells) for cells in lines(name)) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_table_is_plain_text(name: str) -> None:
    text = files(tables.__name__).joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    assert text.endswith("\n")
    assert set(re.findall(r"[^\S\n\t ]|[\u00ad\u200b-\u200f\ufeff]|[A-Za-z][\u0300-\u036f]", text)) == set()


# -- headings ----------------------------------------------------------------------------------------------------------


def test_headings_have_types_and_languages_that_exist() -> None:
    assert {row["type"] for row in rows("headings")} <= {kind.value for kind in SectionType}
    assert {row["language"] for row in rows("headings")} == LANGUAGES
    assert {row["run_in"] for row in rows("headings")} <= {"yes", "colon", ""}
    assert {row["weak"] for row in rows("headings")} <= {"yes", ""}


def test_every_section_type_but_none_without_words_has_headings_in_both_languages() -> None:
    found = defaultdict(set)
    for row in rows("headings"):
        found[row["type"]].add(row["language"])
    without = {kind.value for kind in SectionType if found[kind.value] != LANGUAGES}
    assert without <= {"header"}


def test_the_needs_of_headings_are_known() -> None:
    kinds = {kind.value for kind in SectionType}
    for row in rows("headings"):
        need, _, kind = row["needs"].partition("=")
        assert need in ("", "people", "told")
        assert not kind or kind in kinds


def test_the_placeholders_of_headings_are_known() -> None:
    found = {name for row in rows("headings") for name in re.findall(r"<(.*?)>", row["heading"])}
    assert found <= PLACEHOLDERS
    assert all(row["heading"].count("<") == row["heading"].count(">") for row in rows("headings"))


def test_no_heading_stands_twice_as_the_parser_reads_it() -> None:
    """Capitals, colons, numbering and spaces around a slash do not make another heading."""
    kinds = defaultdict(set)
    for row in rows("headings"):
        kinds[normalised(row["heading"])].add((row["type"], row["language"]))
    assert {heading: types for heading, types in kinds.items() if len({kind for kind, _ in types}) > 1} == {}
    assert twice(normalised(row["heading"]) for row in rows("headings")) == []


def test_every_heading_without_placeholders_is_found_by_its_own_words() -> None:
    assert [row.heading for row in tables.headings() if not normalised(row.heading)] == []


def test_every_heading_says_where_it_was_seen() -> None:
    assert [row["heading"] for row in rows("headings") if not row["seen_in"]] == []


# -- places and bodies -------------------------------------------------------------------------------------------------


def test_municipalities_have_codes_of_their_own() -> None:
    codes = [row.code for row in tables.municipalities()]
    assert twice(codes) == []
    assert [code for code in codes if not re.fullmatch(r"\d{3}", code)] == []


def test_municipalities_are_308_and_those_merged_into_them() -> None:
    current = {row.code for row in tables.municipalities() if row.status == "current"}
    merged = [row for row in tables.municipalities() if row.status != "current"]
    assert len(current) == 308
    assert {row.status for row in merged} == {"merged"}
    assert [row.fi for row in merged if row.into not in current] == []
    assert [row.fi for row in tables.municipalities() if row.status == "current" and row.into] == []


def test_municipalities_have_a_name_a_genitive_and_a_form() -> None:
    for row in tables.municipalities():
        assert row.fi[:1].isupper(), row
        assert row.genitive.endswith("n"), row
        assert row.form in ("kaupunki", "kunta", "kauppala", "maalaiskunta"), row
    assert twice(row.fi for row in tables.municipalities() if row.status == "current") == []


def test_counties_have_codes_of_their_own_and_21_are_wellbeing_services_counties() -> None:
    assert twice((row["kind"], row["code"]) for row in rows("counties")) == []
    assert sum(row["kind"] == "wellbeing_county" for row in rows("counties")) == 21
    assert [
        row["fi"] for row in rows("counties") if not (row["fi"] and row["genitive"].endswith("n") and row["sv"])
    ] == []


def test_bodies_are_of_kinds_and_levels_that_exist() -> None:
    assert {row["kind"] for row in rows("bodies")} == KINDS_OF_BODIES
    assert {row["level"] for row in rows("bodies")} <= LEVELS
    assert {row["language"] for row in rows("bodies")} == LANGUAGES
    assert twice((row["name"].casefold(), row["level"]) for row in rows("bodies")) == []


def test_heads_of_bodies_are_of_kinds_that_exist_and_stand_once() -> None:
    assert {row.kind for row in bodies.body_heads()} <= KINDS_OF_BODIES
    assert twice(row.head for row in bodies.body_heads()) == []


def test_rows_of_head_tables_hold_a_body_a_number_and_a_date() -> None:
    for row in bodies.head_rows():
        assert set(re.compile(row.pattern).groupindex) == {"body", "number", "date"}, row
        assert row.body in ("any", "known"), row


def test_abbreviations_of_bodies_are_words_and_lead_to_a_body() -> None:
    for row in rows("bodies"):
        shorts = row["abbreviations"].split("|") if row["abbreviations"] else []
        assert all(short and not short.isspace() for short in shorts), row
        assert twice(shorts) == [], row
    assert set(bodies.body_abbreviations().values()) <= bodies.body_names()
    assert bodies.body_abbreviations()["kh"] == "kaupunginhallitus"


# -- sections ----------------------------------------------------------------------------------------------------------


def test_every_section_type_has_one_row_in_the_order_of_the_labels() -> None:
    assert [row["type"] for row in rows("sections")] == [kind.value for kind in SectionType]


def test_the_cells_of_section_types_are_known() -> None:
    kinds = {kind.value for kind in SectionType}
    known = {
        "title": {"never", "later"},
        "after_head": {"no", "people"},
        "subheading_of": kinds,
        "after_decision": {"yes"},
        "ends_handling": {"always", "late", "decided"},
        "lists": {"yes", "papers"},
        "text_after": kinds,
        "presenter_line": {"text", "proposal"},
        "document": {"front", "back", "within"},
        "over_people": {"yes"},
    }
    unknown = [
        (row["type"], column, cell)
        for row in rows("sections")
        for column, cells in known.items()
        for cell in row[column].split()
        if cell not in cells
    ]
    assert unknown == []
    assert set(rows("sections")[0]) == {"type", *known}


# -- words and names ---------------------------------------------------------------------------------------------------


_IMPORTS_WORDS = re.compile(r"from paatosparser\.tables import (?:\([^)]*|[^\n(]*)\bwords\b")


def groups_asked_for() -> set[str]:
    """Return the groups of ``words.tsv`` that the code names."""
    sources = [path.read_text(encoding="utf-8") for path in Path(tables.__file__).parents[1].rglob("*.py")]
    reading = [source for source in sources if _IMPORTS_WORDS.search(source)]
    asked = {group for source in reading for group in re.findall(r'\bwords\("(\w+)"\)', source)}
    return asked | {group for source in sources for group in re.findall(r'\bword_forms\("(\w+)"\)', source)}


def test_the_groups_of_words_have_names_of_their_own_and_small_letters() -> None:
    assert twice(row["group"] for row in rows("words")) == []
    assert [row["group"] for row in rows("words") if not row["words"] or row["words"] != row["words"].casefold()] == []
    assert [row["group"] for row in rows("words") if twice(row["words"].split())] == []


def test_every_group_of_words_that_the_code_asks_for_is_there() -> None:
    assert groups_asked_for() <= {row["group"] for row in rows("words")}


def test_every_group_of_words_is_asked_for() -> None:
    assert {row["group"] for row in rows("words")} - groups_asked_for() == set()


def test_an_unknown_group_of_words_is_an_error() -> None:
    with pytest.raises(KeyError):
        tables.words("no such group")


def test_titles_are_of_kinds_that_exist_and_in_small_letters() -> None:
    assert {row["kind"] for row in rows("titles")} == {"head", "whole", "prefix", "inside"}
    words = [row["word"] for row in rows("titles")]
    assert [word for word in words if word != word.casefold() and not re.fullmatch("[IVX]+", word)] == []
    assert twice((row["word"], row["kind"], row["language"]) for row in rows("titles")) == []


def test_given_names_stand_once_with_a_kind() -> None:
    assert twice(row["name"].casefold() for row in rows("given_names")) == []
    assert {row["kind"] for row in rows("given_names")} == {"m", "f", "mf"}
    assert [row["name"] for row in rows("given_names") if not row["name"][0].isupper() or " " in row["name"]] == []


def test_organisations_have_a_kind_and_small_letters() -> None:
    assert [
        row["word"] for row in rows("organisations") if not row["kind"] or row["word"] != row["word"].casefold()
    ] == []
    assert twice((row["word"], row["language"]) for row in rows("organisations")) == []


def test_the_signs_of_systems_are_patterns_for_known_parts() -> None:
    for sign in tables.system_signs():
        assert sign.part in ("producer", "link", "furniture", "text", "case")
        assert re.compile(sign.pattern).search("") is None, "a sign that every document bears"
