"""Case ids in the forms of all systems, what only looks like one, and their parts."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.clock import assert_linear, repeated

from paatosparser.labels import EntityLabel
from paatosparser.mentions.cases import case_value, cases_of_line, find_cases, labelled_case
from paatosparser.mentions.types import Context
from paatosparser.tables.case_forms import case_forms
from paatosparser.tables.rows import read_rows
from paatosparser.values import CaseValue

OWN = Context(own_case="5316/2016")

MARKED = r"""
Asia [OUKA/1472/02.02.02/2017] palautettiin.
[TRE:5409/08.01.00/2016]
[KEMI:209/00.01/2020]
[KEMI:209/10.02.03/2021] on vireillä
[MliDno-2017-206]
[KAJDno-2025-277], valmistelija
[HEL 2024-003456 T 10 03 03]
[HEL 2024-003456] ja sen liitteet
[HEL 2023-016780 U 02 08 02 00]
[3700/11.01.00/2011]
[3700/11.01.00 /2011]
[47/00.00.01.02/2023] (väliraportti)
[JOU 241/11.01.04/2018]
[KPV 14/2019]
[MÄN 31/2016]
[D/123/10.02.03/2024]
[VN/24591/2023] koskee avustusta
([OKM/41/623/2024])
lupa [24-0118-R] raukesi
[00947/16/4102]
[11236-2024] (020)
[3721-2012] (610)
[HANGÖ 2025-14]
[VÖRÅ/155/02.05.01/2024]
Dno [5317/2016]
Dno: [2023-410]
Dnro [277/210/2008]
DNRO [12/2019]
Diaarinumero [88/2020].
Asianro [14-2021]
Asianumero:	[14/2021]
asianumero
[14/2021]
Dnr [31/2022]
Diarienummer: [31/2022]
Dno [12/2020], [13/2020] ja [14/2020]
ministeriön kirje nro [14/31/2016]
asian numero on merkitty: [5316/2016]
[5316/2016]
käsittelyssä [5316/2016], ks. liite
([77/10.03.02/2021])
D:no [88/1997]
d:nro [12/97]
Dnro:[1245/541/98]
Dnro:[3700/11.01.00/2011]
Dno:[5317/2016]
selitystä asiassa dnro [2345/1/16].
Dnro [1245/541/98], [1246/541/98] ja [77/541/99]
Dno [456/ 10.02.03 /2014]
Dno [456 / 10.02.03 / 2014]
[456 /10.02.03/ 2014] on vireillä
Dnr [12 / 2020]
[3421-2017] (10 02 03) Leikkipaikan kunnostus
[3421-2017] (10.02.03.00)
[2017-3421] (10 02 03)
[TRE:1/00.01/2024] ja [TRE:2/00.01/2024]
"""

UNMARKED = r"""
laki (410/2015)
kuntalain (5316/2016) mukaan
lain 410/2015 nojalla
lain 5316/2016 nojalla
asetus 5316/2016
§ 27/2025
§ 5316/2016
Kokous 3/2024
Kokous 5316/2016
Pöytäkirja 4/2024
Esityslista nro 4/2024
yleiskirje nro 12/2017
HE 123/2014 vp
VNA 713/2014
EU 679/2016
(EU) 2016/679
2014/24/EU
KH 14/2019
KV 3/2021
kausi 2021-2025
vuosina 2019-2022
lukuvuosi 2023/2024
puh. 044 123 4567
491-401-1-23
1.2.2024/45
12.3.2018/97 §
KHO:2019:12
MAO:123/2020
0123456-7
12/2020
277/210/2008
2023-410
sivu 3/24
2345/1/16
1245/541/98
88/97
klo 12 / 2020
kokous 5/1/16
nro 5/12/16
3421-2017 (kpl)
456 / 10.02.03
lain:5316/2017
tontti 12-34-56
Y1234/2020x
luokka 10.02.03
kello 12/2020
VUOSI 2020-21
A4
Dno
"""


def printed(marked: str) -> tuple[str, list[str]]:
    text = marked.replace("[", "").replace("]", "")
    return text, re.findall(r"\[([^]]+)\]", marked)


def rows(table: str) -> list[str]:
    return table.strip().replace("asianumero\n", "asianumero¶").split("\n")


@pytest.mark.parametrize("row", rows(MARKED))
def test_case_ids_are_found_with_their_exact_ends(row: str) -> None:
    text, wanted = printed(row.replace("¶", "\n"))
    hits = find_cases(text, OWN)
    assert [text[hit.start : hit.end] for hit in hits] == wanted
    assert all(hit.label is EntityLabel.CASE and hit.rule.startswith("case: ") for hit in hits)


@pytest.mark.parametrize("text", rows(UNMARKED))
def test_other_numbers_are_no_case_ids(text: str) -> None:
    assert find_cases(text, OWN) == []


def test_a_weak_form_without_its_own_context_is_none() -> None:
    assert find_cases("5316/2016", Context()) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("OUKA/1472/02.02.02/2017", CaseValue(register="OUKA", number="1472", year="2017", classification="02.02.02")),
        ("TRE:5409/08.01.00/2016", CaseValue(register="TRE", number="5409", year="2016", classification="08.01.00")),
        ("MliDno-2017-206", CaseValue(register="MliDno", number="206", year="2017")),
        (
            "HEL 2024-003456 T 10 03 03",
            CaseValue(register="HEL", number="003456", year="2024", classification="10 03 03"),
        ),
        ("JOU 241/11.01.04/2018", CaseValue(register="JOU", number="241", year="2018", classification="11.01.04")),
        ("3700/11.01.00 /2011", CaseValue(register="", number="3700", year="2011", classification="11.01.00")),
        ("VN/24591/2023", CaseValue(register="VN", number="24591", year="2023")),
        ("5316/2016", CaseValue(register="", number="5316", year="2016")),
        ("2023-410", CaseValue(register="", number="410", year="2023")),
        ("1245/541/98", CaseValue(register="", number="1245", year="98", classification="541")),
        ("456/ 10.02.03 /2014", CaseValue(register="", number="456", year="2014", classification="10.02.03")),
        ("24-0118-R", CaseValue(register="R", number="0118", year="24")),
        ("551/01.0100.010002/2024", CaseValue(number="551", year="2024", classification="01.0100.010002")),
        ("kirje", CaseValue()),
    ],
)
def test_the_parts_of_an_id(text: str, value: CaseValue) -> None:
    assert case_value(text) == value


@pytest.mark.parametrize("row", list(read_rows("cases")), ids=lambda row: row["template"])
def test_the_form_of_each_row_reads_its_example(row: dict[str, str]) -> None:
    """The id ends before what has to stand after it."""
    wanted = re.split(r"(?<=\d) ?\((?=\d)", row["example"])[0]
    hits = find_cases(f"Dno {row['example']}", OWN)
    assert [(hit.rule, f"Dno {row['example']}"[hit.start : hit.end]) for hit in hits] == [(row["rule"], wanted)]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("5316/2016", "5316/2016"),
        ("277/210/2008", "277/210/2008"),
        ("2023-410", "2023-410"),
        ("Asia KPV 14/2019", "KPV 14/2019"),
        ("KH 14/2019", "14/2019"),
        ("lukuvuosi 2023-24", ""),
        ("2024-03-12", ""),
        ("12.3.2024", ""),
    ],
)
def test_a_weak_form_counts_in_a_line_of_a_head(line: str, found: str) -> None:
    assert [case.printed for case in cases_of_line(line)] == ([found] if found else [])


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Dno 2024-12", "2024-12"),
        ("Diaarinumero: 551/01.0100.010002/2024", "551/01.0100.010002/2024"),
        ("Liite 1 TRE:1/00.01/2024", ""),
        ("Dnro", ""),
    ],
)
def test_an_id_after_its_label(line: str, found: str) -> None:
    assert labelled_case(cases_of_line(line)) == found


@given(st.text(alphabet="AHELDno:/-. 0123456789§()\n\t", max_size=80))
def test_any_text_is_taken_and_hits_keep_their_order(text: str) -> None:
    place = 0
    for hit in find_cases(text, OWN):
        assert place <= hit.start < hit.end <= len(text)
        place = hit.end


LINES = ("1", "A", "12/", "12/10.02.", "HEL 2024-", "Dno ", "AAAA/1/", "1-", "- ", "1/2020 ")


@pytest.mark.parametrize("unit", LINES)
def test_no_form_is_slow_on_a_long_line(unit: str) -> None:
    for form in case_forms():
        assert_linear(form.pattern.match, repeated(unit), 100_000)
    assert_linear(lambda line: find_cases(line, OWN), repeated(unit), 50_000)
