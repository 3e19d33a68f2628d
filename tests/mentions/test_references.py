"""References to other decisions: any order of body, date and section, precedents, and what is none."""

from __future__ import annotations

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.clock import assert_linear, repeated

from paatosparser.errors import IssueCode
from paatosparser.labels import EntityLabel
from paatosparser.mentions.bodies.ref_patterns import CORE, COURT, COURT_NUMBER
from paatosparser.mentions.bodies.references import find_references
from paatosparser.mentions.dates.find import find_dates
from paatosparser.mentions.types import Context, Hit
from paatosparser.values import BodyValue, RefValue

OWN = Context(date=datetime.date(2024, 3, 4), body="Kaupunginhallitus", own_section="45")

# text with the mention in [ ]; | body | date | section | number
MARKED = r"""
hyväksyttiin, [Kv 45 §/14.5.2018]. | kaupunginvaltuusto | 2018-05-14 | 45
[Tekninen lautakunta 12 § / 3.4.2019] | tekninen lautakunta | 2019-04-03 | 12
hyväksynyt kaavan [29.1.2018/§ 4]. | | 2018-01-29 | 4
kaava on hyväksytty [29.1.2018 / 4 §]. | | 2018-01-29 | 4
valittiin, [Kv 12.6.2017 §:t 54–58]. | kaupunginvaltuusto | 2017-06-12 | 54
[Kh 12.6.2017 §:n 54] mukaan | kaupunginhallitus | 2017-06-12 | 54
kohdistuu viranhaltijapäätökseen [§ 34/2018]. | | | 34
Päätöksestä [§ 34/2018] valitettiin | | | 34
[rehtorin päätöksellä § 7/2019] myönnetty | rehtori | | 7
lautakunnan tekemään päätökseen [§ 7/2019] haetaan | | | 7
ändring söks i tjänstemannabeslutet [§ 34/2018] | | | 34
vaiheet: [§ 41, 5.2.2018, kaupunginhallitus] | kaupunginhallitus | 2018-02-05 | 41
([10.4.2017 § 105, Kh]) | kaupunginhallitus | 2017-04-10 | 105
[41 §, 5.2.2018, Sosiaali- ja terveyslautakunta]; | sosiaali- ja terveyslautakunta | 2018-02-05 | 41
[§ 41, 5.2.2018], kaupunginhallitus päätti | | 2018-02-05 | 41
unionin tuomioistuin, [C-454/06] | Euroopan unionin tuomioistuin | | | C-454/06
EU-domstolens dom i mål [T‑12/19] | Euroopan unionin tuomioistuin | | | T‑12/19
KHO:n päätös [15.5.2013 taltio 1744] ei tue | korkein hallinto-oikeus | 2013-05-15 | | 1744
HFD:s beslut [15.5.2013 liggare 1744] | högsta förvaltningsdomstolen | 2013-05-15 | | 1744
[Kunnanhallitus 20.2.2024 § 17] | kunnanhallitus | 2024-02-20 | 17
asia perustuu: [kaupunginhallituksen päätös 12.3.2018 § 97] | kaupunginhallitus | 2018-03-12 | 97
[kaupunginvaltuuston päätöksen 12.11.2012 § 131] hinta | kaupunginvaltuusto | 2012-11-12 | 131
[kh 12.3.2018/97 §] | kaupunginhallitus | 2018-03-12 | 97
([KH 3.5.2010 § 112]) | kaupunginhallitus | 2010-05-03 | 112
[Kh 12.3.18 § 9] | kaupunginhallitus | 2018-03-12 | 9
[§ 12/15.1.2024] | | 2024-01-15 | 12
[Kommunstyrelsen 5.2.2024 § 12] | kommunstyrelsen | 2024-02-05 | 12
[Kommunstyrelsen den 5 februari 2024 § 12] | kommunstyrelsen | 2024-02-05 | 12
enligt [kommunstyrelsens beslut 5.2.2024 § 12] | kommunstyrelsen | 2024-02-05 | 12
[Teknisen johtajan päätös 3.4.2023 § 45] | tekninen johtaja | 2023-04-03 | 45
[tonttipäällikön päätöksellä 9.12.2022 § 61] | tonttipäällikkö | 2022-12-09 | 61
([Kulttuurijohtaja 3.5.2022 § 29/2022]) | kulttuurijohtaja | 2022-05-03 | 29
edellä [§ 12] | kaupunginhallitus | 2024-03-04 | 12
lautakunta totesi [23.5.2018 § 40], että | | 2018-05-23 | 40
antoi [5.4.2018 §106] | | 2018-04-05 | 106
Pöydältä [20.3.2018 § 83]. | | 2018-03-20 | 83
[21.3.2017 84 §] | | 2017-03-21 | 84
[5. helmikuuta 2024 § 12] | | 2024-02-05 | 12
kaupunginhallitus päätti [12.3.2018 (§ 97)] | | 2018-03-12 | 97
[Kaupunginhallitus 12.3.2018 (§ 97)] | kaupunginhallitus | 2018-03-12 | 97
[Tarkastuslautakunta 28.5.2018¶§ 41] | tarkastuslautakunta | 2018-05-28 | 41
[kunnanhallituksen¶päätös 12.3.2018 § 9] | kunnanhallitus | 2018-03-12 | 9
[Tekninen lautakunta→§ 140→22.10.2024] | tekninen lautakunta | 2024-10-22 | 140
[Sivistyslautakunta→118→25.09.2024]→6 | sivistyslautakunta | 2024-09-25 | 118
[Sivistyslautakunta 118 25.09.2024] 6 | sivistyslautakunta | 2024-09-25 | 118
[Tekninen lautakunta 2.3.2020, § 7] | tekninen lautakunta | 2020-03-02 | 7
[Elinvoimalautakunta, 07.06.2023, § 68] | elinvoimalautakunta | 2023-06-07 | 68
[Elinvoimavaliokunta, § 14, 20.02.2024] | elinvoimavaliokunta | 2024-02-20 | 14
[TEKLA § 21 22.2.2012] | tekninen lautakunta | 2012-02-22 | 21
[Tekn.ltk 48 §, 2.6.2008] | tekninen lautakunta | 2008-06-02 | 48
[TN § 41, 16.5.2011] | tekniska nämnden | 2011-05-16 | 41
[Sosiaali- ja terveyslautakunnan päätöksessä 3.2.2020 § 5] | sosiaali- ja terveyslautakunta | 2020-02-03 | 5
[Tampereen kaupunginhallitus 3.4.2023 § 45] | Tampereen kaupunginhallitus | 2023-04-03 | 45
Lahden kaupungin [tekninen lautakunta 3.4.2023 § 4] | tekninen lautakunta | 2023-04-03 | 4
[kaupunginhallituksessa 21.2.2018 § 52] | kaupunginhallitus | 2018-02-21 | 52
[kaupunginhallituksen päätös (26.6.2002/551)] | kaupunginhallitus | 2002-06-26 | 551
[Kh 20.2.2017 § 53–55] | kaupunginhallitus | 2017-02-20 | 53
[Kaupunginhallitus 11.3.2024 § 45] | kaupunginhallitus | 2024-03-11 | 45
[Tekninen lautakunta 4.3.2024 § 45] | tekninen lautakunta | 2024-03-04 | 45
[Bildningsnämnden i Jakobstad 14.10.2015 § 93] | bildningsnämnden i Jakobstad | 2015-10-14 | 93
[Social- och hälsovårdsnämnden 14.10.2015 § 93] | social- och hälsovårdsnämnden | 2015-10-14 | 93
[Tekniska nämnden 14.12.2021 § 152] | tekniska nämnden | 2021-12-14 | 152
[korkeimman hallinto-oikeuden päätös 2.3.2010 nro 12] | korkein hallinto-oikeus | 2010-03-02 | | 12
korkeimman hallinto-oikeuden päätöksen [KHO 2004:111] | korkein hallinto-oikeus | | | 2004:111
([KYLUK § 132]) | KYLUK | | 132
[Kylupa § 61] | Kylupa | | 61
päätti kaupunginhallitus. [Sivistyslautakunta § 8] | sivistyslautakunta | | 8
[KHO:2019:12] | korkein hallinto-oikeus | | | 2019:12
ks. [KHO 2018:85] | korkein hallinto-oikeus | | | 2018:85
[HFD 2018:85] | högsta förvaltningsdomstolen | | | 2018:85
[HFD:2014:179] | högsta förvaltningsdomstolen | | | 2014:179
[KKO:2015:3] | korkein oikeus | | | 2015:3
[markkinaoikeus MAO:123/20] | markkinaoikeus | | | 123/20
vrt. [MAO:212/2022] | markkinaoikeus | | | 212/2022
[KHO 12.3.2018 t. 1234] | korkein hallinto-oikeus | 2018-03-12 | | 1234
[KHO 12.3.2018/1234] | korkein hallinto-oikeus | 2018-03-12 | | 1234
[Turun hallinto-oikeus 14.9.2022 nro H1893/2022] | Turun hallinto-oikeus | 2022-09-14 | | H1893/2022
hallinto-oikeus 27.2.2024: [päätös 1187/2024] | | | | 1187/2024
domstolens utslag [20.2.2018, nr 18/0061/3] | | 2018-02-20 | | 18/0061/3
lautakunta esitti ([13.6.2016 § 58]) | | 2016-06-13 | 58
valittiin lautakunnan jäseneksi [16.8.2021 § 44] | | 2021-08-16 | 44
delegointipäätös [13.1.2025 § 8] | | 2025-01-13 | 8
[Kirkkoneuvosto 7.9.2021 § 88] | kirkkoneuvosto | 2021-09-07 | 88
taksa ([khall 9.12.2024 §211]) | kaupunginhallitus | 2024-12-09 | 211
[Kaupunginjohtajan viranhaltijapäätös 9.12.2024 § 14] | kaupunginjohtaja | 2024-12-09 | 14
[tonttipäälliköltä 9.12.2022 § 61] | tonttipäällikkö | 2022-12-09 | 61
[markkinaoikeudelta 14.9.2022 nro H18/2022] | markkinaoikeus | 2022-09-14 | | H18/2022
[kaupunginhallituksen kokouksessaan 12.3.2018 § 97] | kaupunginhallitus | 2018-03-12 | 97
osuuskunnan [12.3.2018 § 97] | | 2018-03-12 | 97
[Kehittämis-¶lautakunta 12.3.2018 § 97] | kehittämislautakunta | 2018-03-12 | 97
[Aluevaltuusto 11.12.2023 § 96] | aluevaltuusto | 2023-12-11 | 96
[Kaupunkiympäristölautakunnan lupajaosto→61→04.04.2024] | kaupunkiympäristölautakunnan lupajaosto | 2024-04-04 | 61
"""

UNMARKED = r"""
Viranhaltijapäätös § 34/2018
poistui kokouksesta § 44 aikana
ohjauksesta (RakL 100 §)
Edellä §:n 33 mukaan
Laite C-12/19 huollettiin
piirustus T-12/19
tuomioistuimen kone ABC-12/19
kaavan § 34/2018
kuntalain 14 §, 1.1.2024, kunnanhallitus
liite § 34/2018
KHO:n kirje 15.5.2013 taltio 1744
§ 45
§ 12
Kaupunginhallitus 4.3.2024 § 45
Kaupunginhallitus 04.03.2024¶§ 45
Kaupunginhallitus § 45 4.3.2024
Kaupunginhallitus→45→04.03.2024
Kh § 45
4.3.2024 § 45
kuntalain 36 §
kuntalain § 36
kuntalain § 14 1.1.2024 alkaen
kuntalain 14 § 1.1.2024
kuntalaki § 14
MRL § 23
MRL 125 §
KuntaL § 23
hallintosäännön 14 §
hallintosääntö § 14
hallintosäännön § 14, 1.1.2024
kunnanhallitus 40 §
8 § Kaupunginhallitus
Kunnanhallitus 20.2.2024
kokous 20.2.2024 klo 12
20.2.2024
Kokous 3/2024
§§ 12, 13, 14
Pykälät §§ 12–14
päätökset § 3, § 4
päätös 1187/2024
päätös 20.2.2024 nro 12
Hallintojohtaja Aino Esimerkki, § 12
talousjohtaja, § 100
kunnanjohtaja § 12
Asia § 4
Liite § 4
pvm 14.3.2017¶§ 45
pvm 14.3.2017¶§ 46
§:ssä 34
KHO
KHO päätti 2018
KKO 12
XKHO:2019:12
MAO 12.3.2018
Kirje 12.3.2018/97
"""


def rows(table: str) -> list[str]:
    return [row.replace("¶", "\n").replace("→", "\t") for row in table.strip().split("\n")]


@pytest.mark.parametrize("row", rows(MARKED))
def test_references_are_found_and_understood(row: str) -> None:
    marked, body, date, section, number = (*(cell.strip(" ") for cell in row.split("|")), "", "")[:5]
    text = marked.replace("[", "").replace("]", "")
    hits = find_references(text, OWN)
    assert [text[hit.start : hit.end] for hit in hits] == re.findall(r"\[([^]]+)\]", marked)
    day = datetime.date.fromisoformat(date) if date else None
    assert [hit.value for hit in hits] == [RefValue(body=body, date=day, section=section, number=number)]
    assert all(hit.label is EntityLabel.REF and hit.rule.startswith("reference: ") for hit in hits)


@pytest.mark.parametrize("text", rows(UNMARKED))
def test_own_numbers_acts_and_bare_numbers_are_no_references(text: str) -> None:
    assert find_references(text, OWN) == []


@pytest.mark.parametrize("text", ["Kaupunginhallitus 31.2.2024 § 9", "32.1.2024 § 3", "KHO 30.2.2018 t. 12"])
def test_an_impossible_date_is_kept_and_said(text: str) -> None:
    (hit,) = find_references(text, OWN)
    assert (hit.start, hit.end, hit.issue) == (0, len(text), IssueCode.IMPOSSIBLE_DATE)
    assert isinstance(hit.value, RefValue)
    assert hit.value.date is None


@pytest.mark.parametrize(
    ("text", "context", "body"),
    [
        ("Kh 3.2.2020 § 5", Context(organisation="Esimerkin kunta"), "kunnanhallitus"),
        ("Kvalt 3.2.2020 § 5", Context(body="Kunnanhallitus"), "kunnanvaltuusto"),
        ("Kunnanhallitus päätti. Ks. Kh 3.2.2020 § 5", Context(), "kunnanhallitus"),
        ("Kh 3.2.2020 § 5", Context(organisation="Lahden kaupunki"), "kaupunginhallitus"),
    ],
)
def test_an_abbreviation_fits_the_organisation(text: str, context: Context, body: str) -> None:
    (hit,) = find_references(text, context)
    assert isinstance(hit.value, RefValue)
    assert hit.value.body == body


def test_references_are_made_of_the_bodies_and_dates_that_are_given() -> None:
    text = "Kylätalo 3.2.2020 § 5"
    day = find_dates(text, Context())
    body = Hit(EntityLabel.BODY, 0, 8, "of a user", BodyValue(name="kylätalo"), "kylätalo")
    assert [hit.value for hit in find_references(text, Context(), [*day, body])] == [
        RefValue(body="kylätalo", date=datetime.date(2020, 2, 3), section="5")
    ]
    assert find_references(text, Context(), []) == []


@pytest.mark.parametrize("own", ["27/2025", "§ 27", "27"])
def test_an_own_section_is_known_in_any_form(own: str) -> None:
    context = Context(date=datetime.date(2025, 3, 19), body="Tekninen johtaja", own_section=own)
    assert find_references("Tekninen johtaja\n19.03.2025\n§ 27/2025", context) == []


@given(st.text(alphabet="Khpäöts §0123456789./,()\n\tden", max_size=80))
def test_any_text_is_taken_and_hits_keep_their_order(text: str) -> None:
    place = 0
    for hit in find_references(text, OWN):
        assert place <= hit.start < hit.end <= len(text)
        place = hit.end


LINES = ("§ 1 ", "1", "1.1.2024 ", "1.1.2024 § ", "Kh § 1 ", "(", "päätös ", "ja- ", "KHO ", "\n", " ", "1.1.2024/")


@pytest.mark.parametrize("unit", LINES)
def test_no_pattern_is_slow_on_a_long_line(unit: str) -> None:
    for work in (CORE.match, COURT.match, COURT_NUMBER.match, lambda line: find_references(line, OWN)):
        assert_linear(work, repeated(unit), 50_000)


def test_a_list_of_eu_cases_needs_one_word_for_all() -> None:
    hits = find_references("Yhdistetyt asiat C-1/19, C-2/19 ja C-3/19 P", Context())
    assert [hit.value.number for hit in hits if isinstance(hit.value, RefValue)] == ["C-1/19", "C-2/19", "C-3/19 P"]


def test_a_section_with_another_year_is_never_the_own_one() -> None:
    assert len(find_references("haettu päätökseen § 45/2018", OWN)) == 1
    assert find_references("haettu päätökseen § 45/2024", OWN) == []
