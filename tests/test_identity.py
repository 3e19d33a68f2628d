"""How the ids of documents and decisions are made."""

from __future__ import annotations

import pytest

from paatosparser.schema.identity import DecisionKey, decision_ids, document_id

DIGEST = "ab" * 32
KH12 = DecisionKey("Lahden kaupunki", "Kaupunginhallitus", "2024-02-05", "12", "D/123/2024")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (KH12, KH12._replace(organisation="LAHDEN  KAUPUNKI"), True),
        (KH12, KH12._replace(case_id="D/123 /2024"), True),
        (KH12, KH12._replace(body="Kaupunginhallit\u0075s"), True),
        (KH12._replace(body="Lautakunta Ä"), KH12._replace(body="Lautakunta A\u0308"), True),
        (KH12, KH12._replace(section_number="13"), False),
        (KH12, KH12._replace(date="2024-02-06"), False),
        (DecisionKey("ab", "c", "d", "1", ""), DecisionKey("a", "bc", "d", "1", ""), False),
    ],
)
def test_a_decision_has_one_id_in_whatever_document_it_is_printed(
    one: DecisionKey, other: DecisionKey, *, same: bool
) -> None:
    assert (decision_ids([one], "11" * 32) == decision_ids([other], "22" * 32)) is same


@pytest.mark.parametrize(
    "key",
    [
        DecisionKey("", "", "", "", ""),
        DecisionKey("Lahden kaupunki", "", "", "", ""),
        DecisionKey("", "Kaupunginhallitus", "2024-02-05", "", ""),
        DecisionKey("", "Kaupunginhallitus", "", "12", "D/123/2024"),
    ],
)
def test_a_decision_that_nothing_names_has_an_id_of_its_document(key: DecisionKey) -> None:
    assert decision_ids([key], "11" * 32) == decision_ids([key], "11" * 32)
    assert decision_ids([key], "11" * 32) != decision_ids([key], "22" * 32)


def test_no_two_decisions_of_a_document_share_an_id() -> None:
    empty = DecisionKey("", "", "", "", "")
    ids = decision_ids([KH12, empty, KH12, empty, KH12], DIGEST)
    assert len(set(ids)) == 5
    assert ids[0] == decision_ids([KH12], DIGEST)[0]


def test_ids_never_change() -> None:
    """Others keep these ids: a change of how they are made is a new major version of the schema."""
    assert document_id(DIGEST) == "sha256:abababababababababababababababab"
    assert decision_ids([KH12], DIGEST) == ["089d4dab832d97e9"]
