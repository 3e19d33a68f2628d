"""Identity codes: found, told from what looks alike, and masked before anything else sees them."""

from __future__ import annotations

import pytest
from tests.clock import assert_linear, repeated

import paatosparser
from paatosparser.entities.identity_codes import MASKED, find_identity_codes
from paatosparser.entities.types import Context, Hit, IdValue
from paatosparser.errors import IssueCode
from paatosparser.labels import EntityLabel

CHARACTERS = "0123456789ABCDEFHJKLMNPRSTUVWXY"


def _code(day: str, sign: str, individual: str) -> str:
    return f"{day}{sign}{individual}{CHARACTERS[int(day + individual) % 31]}"


def _one(text: str) -> Hit:
    (hit,) = find_identity_codes(text.replace("[", "").replace("]", ""), Context())
    assert (hit.start, hit.end) == (text.index("["), text.index("]") - 1)
    return hit


@pytest.mark.parametrize(
    ("day", "sign", "individual"),
    [
        ("010190", "-", "901"),
        ("290204", "A", "987"),
        ("150698", "+", "902"),
        ("010124", "F", "911"),
        ("020390", "Y", "950"),
        ("020390", "y", "950"),
    ],
)
def test_identity_codes_never_come_out(day: str, sign: str, individual: str) -> None:
    code = _code(day, sign, individual)
    hit = _one(f"Hakija [{code}] pyytää")
    assert hit.label is EntityLabel.PIC
    assert (hit.base, hit.value, hit.issue) == (MASKED, IdValue(MASKED), IssueCode.IDENTITY_CODE)
    assert not any(part in repr(hit) for part in (code, day, code[-4:]))


def test_a_labelled_identity_code_is_masked_even_if_it_is_wrong() -> None:
    code = _code("010190", "-", "901")
    wrong = code[:-1] + ("A" if code[-1] != "A" else "B")
    hit = _one(f"henkilötunnus [{wrong}]")
    assert (hit.base, hit.value) == (MASKED, IdValue(MASKED, valid=False))
    assert find_identity_codes(f"erä {wrong}", Context()) == []


@pytest.mark.parametrize(
    "text", [_code("310290", "-", "901"), _code("290203", "A", "905"), "X" + _code("010190", "-", "901")]
)
def test_not_identity_codes(text: str) -> None:
    assert find_identity_codes(text, Context()) == []


CODE = _code("010190", "-", "901")
DECISION = f"""Esimerkin kunta
Kunnanhallitus 12.3.2024 § 5
Avustus hakijalle {CODE}
Päätös
Avustus myönnetään hakijalle (hetu {CODE}).
"""


def test_a_parse_masks_them_everywhere() -> None:
    document = paatosparser.parse(DECISION.encode())
    assert CODE not in document.model_dump_json()
    assert document.text == DECISION.replace(CODE, MASKED)
    assert document.decisions[0].title == f"Avustus hakijalle {MASKED}"
    codes = [entity for entity in document.entities if entity.label is EntityLabel.PIC]
    assert [(code.text, code.base) for code in codes] == [(MASKED, MASKED)] * 2
    assert [issue.code for issue in document.issues].count("identity_code") == 2


def test_no_printed_line_shows_them() -> None:
    wrapped = DECISION.replace(f"hetu {CODE}", f"hetu {CODE[:7]}\n{CODE[7:]}")
    found = paatosparser.trace(wrapped.encode())
    lines = [piece.line.text for block in found.stream.blocks for piece in block.pieces]
    assert not [line for line in lines if CODE in line]
    assert found.document.text.count(MASKED) >= 1


def test_a_parse_writes_them_out_when_asked() -> None:
    options = paatosparser.ParseOptions(show_identity_codes=True)
    document = paatosparser.parse(DECISION.encode(), options=options)
    assert document.text == DECISION
    codes = [entity for entity in document.entities if entity.label is EntityLabel.PIC]
    assert [code.text for code in codes] == [CODE] * 2
    assert [issue.code for issue in document.issues].count("identity_code") == 2


def test_they_are_masked_without_entities_too() -> None:
    document = paatosparser.parse(DECISION.encode(), options=paatosparser.ParseOptions(entities=False))
    assert CODE not in document.model_dump_json()
    assert document.entities == ()
    assert "identity_code" in [issue.code for issue in document.issues]


def test_a_mask_has_the_length_of_a_code() -> None:
    assert len(MASKED) == len(CODE)


@pytest.mark.parametrize("unit", ["010190-", "0", "hetu "])
def test_a_long_line_takes_time_in_proportion(unit: str) -> None:
    assert_linear(lambda line: find_identity_codes(line, Context()), repeated(unit), 100_000)
