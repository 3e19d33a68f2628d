"""The mentions of whole documents: contexts by decision, places, values in the schema."""

from __future__ import annotations

import pytest

import paatosparser
from paatosparser import Document, EntityLabel, ParseOptions
from paatosparser.schema import DateValue, Entity, LawValue, RefValue, RoleValue

MINUTES = """\
Esimerkin kunta
Pöytäkirja 3/2013
Kunnanhallitus
Kokousaika 11.3.2013 klo 17.00 - 18.30

Kunnanhallitus 11.3.2013 § 40
Vuokrasopimuksen jatkaminen

Päätösehdotus
Sopimus alkaa 1.4. ja perustuu kuntalain 23 §:ään. Asia oli esillä kunnanhallituksessa 4.2.2013 § 12.

Päätös
Hyväksyttiin.

Kunnanhallitus 11.3.2013 § 41
Avustuksen myöntäminen

Päätösehdotus
Saman lain 14 § ei koske avustusta, joka on 31.2.2013 ja 0112038-1.

Päätös
Hyväksyttiin.
"""


@pytest.fixture(scope="module")
def minutes() -> Document:
    return paatosparser.parse(MINUTES.encode())


def of(document: Document, label: str) -> list[Entity]:
    return [entity for entity in document.entities if entity.label == label]


def test_a_missing_year_and_an_act_go_by_the_decisions_day(minutes: Document) -> None:
    dates = {entity.text: entity.value for entity in of(minutes, "DATE")}
    assert isinstance(dates["1.4."], DateValue)
    assert str(dates["1.4."].start) == "2013-04-01"
    assert dates["1.4."].inferred
    act = of(minutes, "LAW")[0].value
    assert isinstance(act, LawValue)
    assert act.act == "365/1995", "the Local Government Act of the day, not today's"


def test_a_decisions_own_number_is_no_reference(minutes: Document) -> None:
    (reference,) = of(minutes, "REF")
    assert isinstance(reference.value, RefValue)
    assert (reference.value.section, str(reference.value.date)) == ("12", "2013-02-04")


def test_what_points_back_does_not_reach_another_decision(minutes: Document) -> None:
    pointing = of(minutes, "LAW")[-1].value
    assert isinstance(pointing, LawValue)
    assert (pointing.act, pointing.certain) == (None, False)


def test_findings_are_issues_with_their_page(minutes: Document) -> None:
    found = [(issue.code, issue.stage, issue.page) for issue in minutes.issues if issue.stage == "entities"]
    assert found == [("impossible_date", "entities", 1), ("bad_check_digit", "entities", 1)]
    assert "'31.2.2013' is a date that the calendar does not have." in [issue.message for issue in minutes.issues]


def test_mentions_stand_where_they_say(minutes: Document) -> None:
    assert minutes.entities
    for entity in minutes.entities:
        assert minutes.text[entity.start : entity.end] == entity.text
    ends = [entity.end for entity in minutes.entities]
    assert all(end <= entity.start for end, entity in zip(ends, minutes.entities[1:], strict=False))


def test_a_role_names_its_person_by_place() -> None:
    document = paatosparser.parse("corpus/pdf/lahti/kujala-maanmyynti.pdf")
    roles = [entity.value.of for entity in of(document, "ROLE") if isinstance(entity.value, RoleValue)]
    assert roles
    for index in roles:
        assert index is not None
        assert document.entities[index].label is EntityLabel.PERSON


def test_entities_can_be_left_out() -> None:
    document = paatosparser.parse(MINUTES.encode(), options=ParseOptions(entities=False))
    assert document.entities == ()
    assert [issue for issue in document.issues if issue.stage == "entities"] == []


def test_boxes_cover_a_mention_on_its_page() -> None:
    document = paatosparser.parse("corpus/pdf/dynasty10/eura-kunnanhallitus-poytakirja.pdf")
    for entity in document.entities:
        assert entity.boxes
        assert entity.boxes[0].page == entity.page
        page = document.pages[entity.page - 1]
        assert all(0 <= box.x0 < box.x1 <= page.width for box in entity.boxes)


def test_sums_in_a_table_have_the_unit_of_its_head() -> None:
    source = "<table><tr><th>Tontti</th><th>Hinta, 1 000 €</th></tr><tr><td>7</td><td>12,5</td></tr></table>"
    document = paatosparser.parse(f"<html><body><h1>Päätös</h1>{source}</body></html>".encode())
    (table,) = document.tables
    (amount,) = table.amounts
    assert (amount.row, amount.column, amount.amount, amount.currency) == (1, 1, "12500", "EUR")
