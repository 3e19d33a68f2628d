"""Identity codes: found in every form of print, told from what looks alike, and masked before anything sees them."""

from __future__ import annotations

import pytest
from stdnum.fi import hetu
from tests.clock import assert_linear, repeated

import paatosparser
from paatosparser.errors import IssueCode
from paatosparser.hetu import MASKED, masked_name, without_codes
from paatosparser.labels import EntityLabel
from paatosparser.mentions.identity_codes import find_identity_codes
from paatosparser.mentions.types import Context, Hit
from paatosparser.values import IdValue

CHARACTERS = "0123456789ABCDEFHJKLMNPRSTUVWXY"


def _code(day: str, sign: str, individual: str) -> str:
    return f"{day}{sign}{individual}{CHARACTERS[int(day + individual) % 31]}"


def _one(text: str) -> Hit:
    (hit,) = find_identity_codes(text.replace("[", "").replace("]", ""), Context())
    assert (hit.start, hit.end) == (text.index("["), text.index("]") - 1)
    return hit


@pytest.mark.parametrize("sign", "+-UVWXYABCDEFuvwxyabcdef")
def test_identity_codes_never_come_out(sign: str) -> None:
    code = _code("010190" if sign in "+-UVWXYuvwxy" else "010104", sign, "901")
    assert hetu.is_valid(code, allow_temporary=True)
    hit = _one(f"Hakija [{code}] pyytää")
    assert hit.label is EntityLabel.PIC
    assert (hit.base, hit.value, hit.issue) == (MASKED, IdValue(canonical=MASKED), IssueCode.IDENTITY_CODE)
    assert not any(part in repr(hit) for part in (code, code[:6], code[-4:]))


@pytest.mark.parametrize(
    "printed",
    [
        *("131052 -308T", "131052 - 308T", "131052- 308T", "131052\u00a0-\u00a0308T", "131052\t-308T"),
        *("131052\n-308T", "131052-\n308T", "131052-\n-308T", "131052-3\n08T", "1310\n52-308T"),
        *("131052\u2212308T", "131052\u2010308T", "131052\u2011308T", "131052\u2012308T", "131052\u2013308T"),
        *("131052\u2014308T", "131052\u2015308T", "131052\u00ad308T", "131052\ufe63308T", "131052\uff0d308T"),
        *("１３１０５２－３０８Ｔ", "131052-308t", "131052-308 T", "13 10 52 - 308 T", "131052\u200b-\u200b308T"),
        *("1 3 1 0 5 2 - 3 0 8 T", "1\t3\t1\t0\t5\t2\t-\t3\t0\t8\tT", "1 3 1 0 5 2 3 0 8 T"),
        *("131052308T", "131052 308T", "131052\t308T"),
        # with a digit at the end
        *("131052-3151", "131052 - 3151", "131052-\n3151", "131052-31\n51", "13 10 52-3151", "1310523151"),
        "1 3 1 0 5 2 - 3 1 5 1",
    ],
)
def test_codes_in_all_forms_of_print(printed: str) -> None:
    hit = _one(f"Hakija [{printed}] pyytää")
    mask = without_codes(printed)
    assert len(mask) == len(printed)
    assert [letter for letter in mask if letter.isspace()] == [letter for letter in printed if letter.isspace()]
    assert not any(letter.isalnum() for letter in mask)
    assert hit.value == IdValue(canonical=MASKED)


@pytest.mark.parametrize(
    "text",
    [
        *("hetu[131052-308T]", "x_[131052-308T]", "[131052-308T]-2024", "[131052-308T]/2024", "2024-[131052-308T]"),
        *("X[131052-308T]", "id=[131052-308T]&", "([131052-308T])", "[131052-308T]."),
        *("Henkilötunnus [321052-308T]", "henkilötunnus: [131052-308A]", "Personbeteckning [131399-1234]"),
        *("hetu [1310523084]", "Henkilötunnus/y-tunnus [131052 308A]", "henkilötunnus on ([131052-308A])"),
        "Henkilötunnus\n[131052-308A]",
    ],
)
def test_codes_beside_letters_and_after_a_label(text: str) -> None:
    _one(text)


def test_a_labelled_identity_code_is_masked_even_if_it_is_wrong() -> None:
    assert _one("henkilötunnus [010190-901A]").value == IdValue(canonical=MASKED, valid=False)
    assert find_identity_codes("erä 010190-901A", Context()) == []


def _ten_digits(first: str) -> str:
    """Return ten digits of which the last one checks the others as that of an identity code does."""
    return next(
        f"{number}{int(number) % 31}"
        for end in range(100)
        if int(number := f"{first}{end:0{9 - len(first)}}") % 31 < 10
    )


@pytest.mark.parametrize(
    "text",
    [
        _code("310290", "-", "901"),
        _code("290203", "A", "905"),
        *("131052-308", "Dnro 131052-308/2024", "KH/131052-308", "Dno 1310/52-308T", "HEL 2024-009117"),
        *("895-484-1-37", "89548400010037", "131-052-308-4", "Y-tunnus 0112038-9", "FI21 1234 5600 0007 85"),
        *("040 123 4567", "050 131-0523", "(09) 310 1673", "+358 40 123 4567", "131052-3084567"),
        _ten_digits("0401"),
        _ten_digits("0501"),
        f"viite {_ten_digits('1310')}",
        f"laskunumero {_ten_digits('1310')}",
        f"puh. {_ten_digits('0312')}",
        # the spaces of sums and telephone numbers, in the digits of what would else be a code
        "131 052 - 3151",
        *("131 052-3151", "050 123-4405"),
        "131052\t-315\t1",
        "131052-308 Tekninen",
        "10.1.2024-308T",
        *("13.10.1952", "131052", "308T", "klo 13.10-15.00", "4111 1111 1111 1111", "131052-308I"),
    ],
)
def test_not_identity_codes(text: str) -> None:
    assert find_identity_codes(text, Context()) == []


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("a/131052-308T.pdf", "a/xxxxxx-xxxx.pdf"),
        ("131052-308T", "xxxxxx-xxxx"),
        ("päätös_131052_308T_2024.pdf", "päätös_xxxxxx-xxxx_2024.pdf"),
        ("https://x.fi/131052%2D308T?a=%C3%A4", "https://x.fi/xxxxxx-xxxx?a=%C3%A4"),
        ("https://x.fi/131052%20%E2%80%93%20308T", "https://x.fi/xxxxxx - xxxx"),
        ("vuosi.zip!/131052-308T/a.pdf", "vuosi.zip!/xxxxxx-xxxx/a.pdf"),
        ("131052-308T/131052-308T.pdf", "xxxxxx-xxxx/xxxxxx-xxxx.pdf"),
        ("100%_2024-131052.pdf", "100%_2024-131052.pdf"),
        ("%E4%FF/131052-308T", "%E4%FF/xxxxxx-xxxx"),
    ],
)
def test_names_of_files(name: str, masked: str) -> None:
    assert masked_name(name) == masked
    assert masked_name(masked) == masked


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
    assert [(code.text, code.base, code.group) for code in codes] == [(MASKED, MASKED, None)] * 2
    assert [issue.code for issue in document.issues].count("identity_code") == 2


@pytest.mark.parametrize("soft", ["", "\u00ad"])
def test_no_printed_line_shows_them(soft: str) -> None:
    wrapped = DECISION.replace(f"hetu {CODE}", f"kunta{soft}lainen {CODE[:7]}\n{CODE[7:]}")
    found = paatosparser.trace(wrapped.encode())
    lines = [piece.line.text for block in found.stream.blocks for piece in block.pieces]
    assert not [line for line in lines if CODE[:6] in line or CODE[7:] in line]
    assert found.document.text.count("******-") == 2


def test_a_parse_writes_them_out_when_asked() -> None:
    options = paatosparser.ParseOptions(show_identity_codes=True)
    document = paatosparser.parse(DECISION.encode(), options=options, uri=f"{CODE}.txt")
    assert (document.text, document.source.uri) == (DECISION, f"{CODE}.txt")
    codes = [entity for entity in document.entities if entity.label is EntityLabel.PIC]
    assert [code.text for code in codes] == [CODE] * 2
    assert [issue.code for issue in document.issues].count("identity_code") == 2


def test_they_are_masked_without_entities_too() -> None:
    document = paatosparser.parse(DECISION.encode(), options=paatosparser.ParseOptions(entities=False))
    assert CODE not in document.model_dump_json()
    assert document.entities == ()
    assert "identity_code" in [issue.code for issue in document.issues]


def test_a_code_in_two_rows_of_a_column_is_masked() -> None:
    rows = "Nimi\tTunnus\tSumma\nAino Malli\t131052-\t100\nOulu\t308T\t200\n"
    document = paatosparser.parse(rows.encode())
    assert document.text == rows.replace("131052-", "******-").replace("308T", "****")
    assert [row[1] for row in document.tables[0].rows] == ["Tunnus", "******-", "****"]
    assert [entity.text for entity in document.entities if entity.label is EntityLabel.PIC] == ["******-"]


def test_a_mask_has_the_length_of_a_code() -> None:
    assert len(MASKED) == len(CODE)


@pytest.mark.parametrize(
    "unit", ["010190-", "0", "hetu ", "1 ", "1\t", "131052-308 ", "131052-308T ", "hetu 1310 52", "%31"]
)
def test_the_work_is_linear_in_the_length(unit: str) -> None:
    assert_linear(masked_name, repeated(unit), 100_000)
