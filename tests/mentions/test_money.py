"""Sums as officials write them, what only looks like one, and what they are worth."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.clock import assert_linear, repeated

from paatosparser.labels import Vat
from paatosparser.language.numbers import decimal_of, decimal_string
from paatosparser.mentions.money import patterns as money_patterns
from paatosparser.mentions.money.find import LARGEST_SUM, find_money
from paatosparser.mentions.money.tables import TableAmount, table_amounts
from paatosparser.mentions.types import Context, Hit
from paatosparser.values import MoneyValue

from .conftest import unbracketed

CONTEXT = Context()

SUMS = r"""
maksu on [250 euroa]. | 250
maksoi [200 euroja] ja [10 senttejä] | 200; 0.10
arvioitiin [2 miljoonaksi euroksi] | 2000000
perii [50 €:n] suuruisen maksun | 50
avustus [1 200 €:lla], joka | 1200
[2 500 eur:n] laina | 2500
[3 M€:n] investointi | 3000000
nousi [10 €:sta] [15 €:oon] | 10; 15
summat: [50 €]: n. puolet | 50
merkittiin [FIM 20 000]. | 20000 FIM
avgiften är [SEK 5 000] per år | 5000 SEK per year
[NOK 1.200,50] | 1200.50 NOK
[500 FIM] 20 000 | 500 FIM
[1 euro] | 1
[1 000 euron] lisäys | 1000
[12 500,00 €] | 12500
[12 500,50 €] | 12500.50
[12.500,00 euroa] | 12500
[143.900 €] | 143900
[1.480.000 euroa] | 1480000
[1 326 900 €] | 1326900
[12 500,00 €] | 12500
[1 000 000 €] | 1000000
[12'500 €] | 12500
[2.5 milj. euroa] | 2500000
[4,7 milj. euroa] | 4700000
[4,7 milj.€] | 4700000
[4,7\nmilj. euroa] | 4700000
[21,4 milj. eurosta] [16,3 milj. euroon] | 21400000; 16300000
[5,86 milj. eurolla] | 5860000
[-6,92 milj. eurona] | -6920000
[4,7 miljoonan euron] menetys | 4700000
[60 miljoonaa euroa] | 60000000
[1 miljoona euroa], [4 240 euroa] | 1000000; 4240
vähintään [miljoona euroa], | 1000000
[viisi miljoonaa euroa] | 5000000
[puolen miljoonan euron] takaus | 500000
[sata euroa] | 100
[neljään miljoonaan markkaan] | 4000000 FIM
[1,2 mrd. euroa] | 1200000000
[1,2 miljardia euroa] | 1200000000
[45 t€] | 45000
[145 te] avustus | 145000
[7,8 M€] | 7800000
[2,5 Meur] | 2500000
[3 tuhatta euroa] | 3000
[4 000 e], jota | 4000
[8 e]/kk | 8 per month
[500 EUR] | 500
[EUR 500] | 500
[€ 500] | 500
[€500] | 500
[250,- €] | 250
[50 senttiä] | 0.50
[15 750 euro] | 15750
[2,64 milj. euro] | 2640000
[6,2 miljoner euro] | 6200000
[100 000 mk] | 100000 FIM
[350 markkaa] hoitopäivältä | 350 FIM per day
[20,5 miljoonasta markasta] | 20500000 FIM
[500 kr] | 500 SEK
[1 200 kronor] | 1200 SEK
[300 dollaria] | 300 USD
[$ 300] | 300 USD
[270-290 €] / k-m2 | 270..290 per k-m2
[0,30–0,55 €]/m²/kk | 0.30..0.55 per m2/month
[790–845 euroa]/k-m² | 790..845 per k-m2
[20–25 milj. euroa] vuodessa | 20000000..25000000 per year
[415 000–440 000 euro] | 415000..440000
[1,10–3,00 euroon] neliömetriltä | 1.10..3 per m2
[2,6–3,0 milj. €] vuodessa | 2600000..3000000 per year
[200 000 - 250 000 euroa] | 200000..250000
[280 €] / k-m2 | 280 per k-m2
[6,50 €]/m² | 6.50 per m2
[2 €]/m²/v, | 2 per m2/year
[16 €]/kerta | 16 per time
[78 €]/tunti | 78 per hour
[120 €] / t CO2. | 120 per t
[800 €]/km | 800 per km
[420 euroa]/ha/vuosi | 420 per ha/year
[92,00 €]/pv | 92 per day
[17,40 €]/m³ | 17.40 per m3
[300 euroa] kuukaudessa | 300 per month
[8,20 €] neliömetriltä kuukaudessa | 8.20 per m2/month
[312 euro] per hektar | 312 per ha
[3 012,45 euro] i månaden | 3012.45 per month
[146 000 euro] om året | 146000 per year
[1 330 €] asukasta kohti | 1330 per person
[21,60 euroa] koulupäivältä | 21.60 per day
tulos [-318 000 euroa]. | -318000
sähkö [+41 000 €]. | 41000
Totalt\t[+ 23 000 €] | 23000
Totalt\t[– 150 000 €] | -150000
vuosikate oli [– 949,2 milj. euroa]. | -949200000
vuosikate oli [−949,2 milj. euroa]. | -949200000
- [500 euroa] kesäleiriin | 500
hinta – [500 euroa] – maksetaan | 500
[210 000 euroa] (alv 0 %). | 210000 excluded
[36 215,50 €] (alv. 0%) | 36215.50 excluded
[156 400 euroa] alv 0 %. | 156400 excluded
[1 640 €] + alv 24 %. | 1640 excluded
[524,80 €], johon lisätään arvonlisävero | 524.80 excluded
[629,03 €] (ilman alv) | 629.03 excluded
[629,03 €] (veroton) | 629.03 excluded
[2 870 euroa]/kk (alv 0 %) | 2870 per month excluded
arvonlisäveroton kokonaisarvo n. [95.000 €]. | 95000 excluded
veroton hinta on [95.000 €]. | 95000 excluded
[2,64 milj. euro] (moms 0 %) | 2640000 excluded
[6 150,00 €] (moms 23 %) | 6150 included
[38 000 euro] inkl. moms | 38000 included
[7,60 €] (sis. alv) | 7.60 included
[7,60 €] (sis. alv 25,5 %) | 7.60 included
[196,40 €], alv 24 %. | 196.40 included
arvonlisäverollinen hinta [124 €] | 124 included
arvo n. [18 800 €]. | 18800
vuodelle 2025 [3 400 000 euroa] | 3400000
osalta 2024 [22,7 milj. €]. | 22700000
määrä 31.12.2013 on [46.218,35 €], | 46218.35
Kohteelle 9511 [55 000 euron] | 55000
([780,00 €]) | 780
"[250 €]" | 250
[2384euroa] | 2384
[0 €] | 0
[1,175 €]/l | 1.175 per l
"""

NOT_SUMS = r"""
hanke maksaa miljoonia euroja
taulukon luvut 1 000 euroina
SEK 2016
kesto 10 min, sek 5 kertaa
valuutta FIM 1998 ja EUR 2002
1 000
12 500,00
4,7 %
20 prosenttia
(1 000 euroa):
talousarviokohtiin (1 000 €):
Talousarvio 2024, 1 000 €\tEsitys, 1 000 €
tiivistettynä, 1 000 euroa:
muutokset 1 000 euroina
Haettu €\tMyönnetty €
Hinta, euroa
€/m²
Vesi, €/m³\t1,62\t1,76
euroa
eurojen lisäys
Euroopan unioni
Euro 6 -luokka
10 euro-seteliä
12 e §:n
48 e kohta
luokka 5 e
5 e
2017 kunnan
usean miljoonan euron hanke
muutaman miljoonan euron
miljoonien eurojen
1.2.2017
klo 10.00
040 123 4567
N500 €
12 mkl
5 krt
3 km
2 kk
14 §
Maksu 50 %
"""


def _rows(table: str) -> list[str]:
    return table.strip("\n").split("\n")


def _value(hit: Hit) -> MoneyValue:
    assert isinstance(hit.value, MoneyValue)
    return hit.value


def _written(hit: Hit) -> str:
    value = _value(hit)
    words = [value.amount + (f"..{value.amount_end}" if value.amount_end else "")]
    words += [value.currency] if value.currency != "EUR" else []
    words += ["per", value.per] if value.per else []
    return " ".join([*words, *([value.vat] if value.vat else [])])


@pytest.mark.parametrize("row", _rows(SUMS))
def test_sums(row: str) -> None:
    marked, _, expected = row.rpartition(" | ")
    text, spans = unbracketed(marked)
    hits = find_money(text, CONTEXT)
    assert [(hit.start, hit.end) for hit in hits] == spans
    assert "; ".join(map(_written, hits)) == expected
    assert all(_value(hit).valid for hit in hits)


@pytest.mark.parametrize(
    "space", ["\u00a0", "\u2009", "\u202f", "\u2007"], ids=["no-break", "thin", "narrow", "figure"]
)
def test_every_space_groups(space: str) -> None:
    text = f"hinta 1{space}250{space}000,50{space}€"
    (hit,) = find_money(text, CONTEXT)
    assert (text[hit.start :], _value(hit).amount) == (text[6:], "1250000.50")


@pytest.mark.parametrize("text", [row.replace("\\t", "\t") for row in _rows(NOT_SUMS)])
def test_not_sums(text: str) -> None:
    assert [text[hit.start : hit.end] for hit in find_money(text, CONTEXT)] == []


@pytest.mark.parametrize(
    "text", ["2 000 000 000 000 euroa", "5000 mrd. euroa", "999999999999999999999999 €", "1–9000 miljardia euroa"]
)
def test_sums_beyond_reason_are_kept_andunbracketed(text: str) -> None:
    (hit,) = find_money(text, CONTEXT)
    assert (hit.start, hit.end) == (0, len(text))
    assert not _value(hit).valid


def test_words_of_tax_belong_to_their_own_sentence_and_sum() -> None:
    values = [_value(hit).vat for hit in find_money("Hinta on 100 € (alv 0 %). Maksu on 20 €, vero 5 €.", CONTEXT)]
    assert values == [Vat.EXCLUDED, None, None]


def test_the_unit_of_a_tables_head_gives_its_cells_a_value() -> None:
    rows = [["Hakija", "Haettu, €", "Esitys, 1 000 €", "€/m²"], ["Seura", "1 250,50", "-3", "7"], ["Ry", "-"]]
    assert table_amounts(rows) == [
        TableAmount(1, 1, MoneyValue(amount="1250.50", currency="EUR")),
        TableAmount(1, 2, MoneyValue(amount="-3000", currency="EUR")),
    ]
    assert table_amounts([]) == []


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("1 250,50", "1250.50"),
        ("2.350", "2350"),
        ("2.5", "2.50"),
        ("0,625", "0.625"),
        ("007", "7"),
        ("1.250,5", "1250.50"),
    ],
)
def test_numbers(printed: str, value: str) -> None:
    assert decimal_string(decimal_of(printed)) == value


def test_a_thousand_with_cents_is_no_unit_of_a_table() -> None:
    (hit,) = find_money("1 000,00 €", CONTEXT)
    assert Decimal(_value(hit).amount) == 1000


@given(st.decimals(min_value=0, max_value=Decimal(10) ** 11, places=2))
def test_amounts_are_exact(amount: Decimal) -> None:
    printed = f"{amount:,.2f}".replace(",", " ").replace(".", ",")
    (hit,) = find_money(f"{printed} €", CONTEXT)
    assert Decimal(_value(hit).amount) == amount


ADVERSARIAL = {
    "digits and points": repeated("1.", end="€"),
    "digits": repeated("1", end="€"),
    "groups": repeated(" 000", start="1", end="€"),
    "short numbers": repeated("1 ", end="€"),
    "spaces": repeated(" ", start="5", end="€"),
    "dashes": repeated("5-", end="€"),
    "scales": repeated("milj. ", end="€"),
    "currencies": repeated("€ "),
    "units": repeated("/kk", start="5 €"),
    "sums": repeated("5 € "),
}
PATTERNS = {name: value for name, value in vars(money_patterns).items() if hasattr(value, "pattern")}


@pytest.mark.parametrize("name", ADVERSARIAL)
@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=PATTERNS)
def test_no_pattern_is_slow_at_one_place(name: str, pattern: re.Pattern[str]) -> None:
    assert_linear(pattern.match, ADVERSARIAL[name], 100_000)


@pytest.mark.parametrize("name", ADVERSARIAL)
def test_time_grows_with_the_length(name: str) -> None:
    assert_linear(lambda text: find_money(text, CONTEXT), ADVERSARIAL[name], 50_000)


PIECES = st.sampled_from(
    ["1", "000", "25", ",", ".", " ", "-", "–", "€", "euroa", "milj.", "miljoonan", "t€", "/kk", "alv", "İ", "e"]
)


@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=14).map("".join)))
def test_never_raises_and_stays_inside(text: str) -> None:
    last = 0
    for hit in find_money(text, CONTEXT):
        assert last <= hit.start < hit.end <= len(text)
        last = hit.end
        value = _value(hit)
        assert value.valid == all(abs(Decimal(n)) <= LARGEST_SUM for n in (value.amount, value.amount_end) if n)
