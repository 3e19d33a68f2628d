"""Search records: their offsets, facts and lists, on documents of the corpus."""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path

import pytest
from tests.documents import parsed

import paatosparser
from paatosparser.schema import Document
from paatosparser.sinks.projection import SearchRecord, search_records

PDFS = Path(__file__).resolve().parents[2] / "corpus/pdf"
NAMES = (
    *("lahti/kujala-maanmyynti", "kronoby/kronoby-kst-2018-03-12", "casem/savonlinna-avustukset"),
    *("viranhaltija/raahe-tapahtumalupa", "ahjo/rehtorin-virka"),
)
EVERY = pytest.mark.parametrize("name", NAMES)


@cache
def document_of(name: str) -> Document:
    return parsed((PDFS / f"{name}.pdf").read_bytes())


@cache
def records_of(name: str) -> tuple[SearchRecord, ...]:
    return tuple(search_records(document_of(name)))


def only(name: str) -> SearchRecord:
    (record,) = records_of(name)
    return record


@EVERY
def test_there_is_one_record_a_decision_with_its_text(name):
    document = document_of(name)
    records = records_of(name)
    assert [record.decision_id for record in records] == [decision.id for decision in document.decisions]
    assert [record.id for record in records] == [f"{document.id}-{number}" for number in range(len(records))]
    for record, decision in zip(records, document.decisions, strict=True):
        assert record.text == document.text[decision.start : decision.end]
        assert (record.title, record.date, record.body) == (decision.title, decision.date, decision.body)
        assert (record.section_number, record.case_id) == (decision.section_number, decision.case_id)


@EVERY
def test_offsets_of_sections_and_entities_are_those_of_the_text(name):
    document = document_of(name)
    for record, decision in zip(records_of(name), document.decisions, strict=True):
        assert len(record.sections) == len(decision.sections)
        for section, whole in zip(record.sections, decision.sections, strict=True):
            assert record.text[section.start : section.end] == document.text[whole.start : whole.end]
            assert (section.type, section.heading) == (whole.type.value, whole.heading)
        inside = [each for each in document.entities if decision.start <= each.start and each.end <= decision.end]
        assert [(each.label, record.text[each.start : each.end]) for each in record.entities] == [
            (each.label.value, each.text) for each in inside
        ]


@EVERY
def test_every_character_is_on_the_page_that_the_document_has_it_on(name):
    document = document_of(name)
    for record, decision in zip(records_of(name), document.decisions, strict=True):
        assert record.pages[0].start == 0
        assert [page.number for page in record.pages] == sorted({page.number for page in record.pages})
        assert (record.page_at(0), record.page_at(len(record.text) - 1)) == (record.page_first, record.page_last)
        for page in document.pages:
            first = max(page.start, decision.start)
            if first < min(page.end, decision.end):
                assert record.page_at(first - decision.start) == page.number


@EVERY
def test_sections_of_one_type_follow_one_another(name):
    for record in records_of(name):
        texts = record.section_texts()
        assert list(texts) == list(dict.fromkeys(section.type for section in record.sections))
        assert sum(map(len, texts.values())) == sum(section.end - section.start for section in record.sections)


@EVERY
def test_lists_hold_each_value_once(name):
    for record in records_of(name):
        for values in (record.people, record.statutes, record.dates, record.sums, record.case_ids, record.places):
            assert len(values) == len(set(values))


@EVERY
def test_a_record_survives_json(name):
    for record in records_of(name):
        assert SearchRecord.model_validate_json(record.model_dump_json()) == record


def test_the_facts_of_a_sale():
    record = only("lahti/kujala-maanmyynti")
    assert (record.organisation, record.body) == ("Lahden kaupunki", "Tekninen ja ympäristölautakunta")
    assert (record.date, record.section_number) == (datetime.date(2024, 9, 24), "133")
    assert (record.case_id, record.classification) == ("D/3317/10.00.02.01/2023", "10.00.02.01")
    assert (record.presenter, record.kind, record.language) == ("Tuomo Saarnivaara", "extract", "fi")
    assert (record.page_first, record.page_last) == (1, 2)
    assert {"Kiertomuovi Kujala Oy", "Verohallinto"} <= set(record.organisations)
    assert "tekninen ja ympäristölautakunta" in record.bodies
    assert {"Anders Lindfors", "Riku Hyytiäinen"} <= set(record.people)
    assert {"Kujala", "Lahti"} <= set(record.places)
    assert {"410/2015", "410/2015 130 §", "527/2014 27 §"} <= set(record.statutes)
    assert "Kuntalaki" in record.statute_titles
    assert datetime.date(2025, 1, 31) in record.dates
    assert 312_800.0 in record.sums
    assert record.references == ("maankäyttöpäällikkö 2023-12-14 88 §",)
    assert record.case_ids[0] == record.case_id


def test_mentions_have_one_form_for_each_meaning():
    record = only("lahti/kujala-maanmyynti")
    canonical = {(each.label, each.canonical) for each in record.entities}
    assert {("LAW", "410/2015 130 §"), ("DATE", "2025-01-31"), ("MONEY", "312800 EUR")} <= canonical
    assert ("REF", "maankäyttöpäällikkö 2023-12-14 88 §") in canonical


def test_the_sums_of_a_table_are_sums_of_the_decision():
    record = only("casem/savonlinna-avustukset")
    document = document_of("casem/savonlinna-avustukset")
    amounts = {float(each.amount) for table in document.tables for each in table.amounts if each.currency == "EUR"}
    assert amounts
    assert amounts <= set(record.sums)


def test_a_case_without_a_class_has_none():
    assert only("casem/savonlinna-avustukset").classification is None
    assert only("ahjo/rehtorin-virka").classification == "01 01 01 01"


def test_minutes_give_a_record_for_each_item():
    records = records_of("kronoby/kronoby-kst-2018-03-12")
    numbers = [int(record.section_number or 0) for record in records]
    assert numbers == list(range(numbers[0], numbers[0] + len(records)))
    assert {record.language for record in records} == {"sv"}
    assert {record.document_id for record in records} == {document_of("kronoby/kronoby-kst-2018-03-12").id}
    assert sorted(record.page_first for record in records) == [record.page_first for record in records]


def test_a_document_without_a_decision_is_one_record_of_its_text():
    text = "Muistio\n\nRetki Nuuksioon 5.5.2024 maksoi 1 200 euroa.\n"
    document = paatosparser.parse(text.encode())
    assert not document.decisions
    (record,) = search_records(document)
    assert (record.id, record.decision_id, record.text) == (f"{document.id}-0", None, document.text)
    assert (record.title, record.section_number, record.presenter, record.case_id) == (None, None, None, None)
    assert (record.dates, record.sums) == ((datetime.date(2024, 5, 5),), (1200.0,))
    assert (record.page_first, record.page_last) == (1, 1)
    assert [record.text[each.start : each.end] for each in record.sections] == [
        document.text[each.start : each.end] for each in document.sections
    ]


def test_a_page_is_told_for_any_offset():
    record = only("lahti/kujala-maanmyynti")
    assert record.page_at(10**9) == record.page_last
    assert record.model_copy(update={"pages": ()}).page_at(5) == record.page_first
