"""Bodies: what names one, in which case and how abbreviated, and what does not."""

from __future__ import annotations

import pytest
from tests.clock import assert_linear, repeated

from paatosparser.labels import EntityLabel
from paatosparser.mentions.bodies.find import find_bodies
from paatosparser.mentions.types import Context, Hit
from paatosparser.values import BodyValue

POSITIVE = r"""
[Kaupunginhallitus] päättää | kaupunginhallitus
[kaupunginhallituksen] esityksestä | kaupunginhallitus
asia palautetaan [kaupunginhallitukselle] | kaupunginhallitus
[kaupunginhallitukseen] valitaan | kaupunginhallitus
[kunnanvaltuustossa] käsitelty | kunnanvaltuusto
[KUNNANHALLITUS] kokoontui | kunnanhallitus
[Tekninen lautakunta] hyväksyi | tekninen lautakunta
[teknisen lautakunnan] lausunto | tekninen lautakunta
[tekniselle lautakunnalle] tiedoksi | tekninen lautakunta
[tekniseltä lautakunnalta] pyydetään | tekninen lautakunta
[Ympäristölautakunnalle] annetaan | ympäristölautakunta
[Kasvatus- ja opetuslautakunnan] kokous | kasvatus- ja opetuslautakunta
[kulttuuri-, nuoriso- ja liikuntalautakuntaan] | kulttuuri-, nuoriso- ja liikuntalautakunta
[hyvinvoinnin ja osallisuuden lautakunnan] esitys | hyvinvoinnin ja osallisuuden lautakunta
[Ikäihmisten palvelujen lautakunta] | ikäihmisten palvelujen lautakunta
[Kasvun ja oppimisen lautakunnassa] | kasvun ja oppimisen lautakunta
[Yksilöasioiden jaosto] | yksilöasioiden jaosto
[konserni- ja elinvoimajaoston] päätös | konserni- ja elinvoimajaosto
[Kaupunkiympäristölautakunnan lupajaosto] myönsi | kaupunkiympäristölautakunnan lupajaosto
[teknisen lautakunnan jaosto] | teknisen lautakunnan jaosto
[kaupunginhallituksen elinvoimajaosto] | kaupunginhallituksen elinvoimajaosto
[ruotsinkieliselle jaostolle] | ruotsinkielinen jaosto
[Turun kaupunginvaltuusto] | Turun kaupunginvaltuusto
Espoon kaupungin [ympäristölautakunta] | ympäristölautakunta
[Lahden seudun joukkoliikennelautakunta] | Lahden seudun joukkoliikennelautakunta
[Haukivuoren aluejohtokunta] | Haukivuoren aluejohtokunta
[aluevaltuustolle] esitetään | aluevaltuusto
[Aluehallitus] | aluehallitus
[maakuntahallituksen] lausunto | maakuntahallitus
[yhtymäkokouksen] päätös | yhtymäkokous
[tarkastuslautakunnan] arviointikertomus | tarkastuslautakunta
[keskusvaalilautakunta] vahvisti | keskusvaalilautakunta
[vanhusneuvoston] aloite | vanhusneuvosto
[Kemin nuorisovaltuusto] | Kemin nuorisovaltuusto
[Suomi 100 -juhlatoimikunta] | Suomi 100 -juhlatoimikunta
[Kommunstyrelsen] beslutar | kommunstyrelsen
[stadsfullmäktiges] beslut | stadsfullmäktige
[Bildningsnämnden] godkände | bildningsnämnden
[Bildnings- och välfärdsnämnden] | bildnings- och välfärdsnämnden
[Tekniska nämnden] | tekniska nämnden
[Svenska utbildningssektionen] | svenska utbildningssektionen
[Kommunfullmäktige i Korsholm] | kommunfullmäktige i Korsholm
[Kh] käsitteli asian | kaupunginhallitus
[Kv:n] päätös | kaupunginvaltuusto
([Kv]-asia) | kaupunginvaltuusto
[Siv.ltk] 12.3.2012 § 4 | sivistyslautakunta
[Tekn.ltk] käsittelee | tekninen lautakunta
[KYLTK] 3.4.2019 § 7 | kaupunkiympäristölautakunta
[Kaupungin\x02hallituksen] | kaupunginhallitus
valmistelu [kaupunginhallituksessa] jatkuu | kaupunginhallitus
asia otettiin [kaupunginhallituksesta] pois | kaupunginhallitus
[kaupunginhallitusta] kuultiin | kaupunginhallitus
lausunto saatiin [kaupunginhallitukselta] | kaupunginhallitus
[kaupunginhallituksella] on otto-oikeus | kaupunginhallitus
hän toimii [aluehallituksena] | aluehallitus
nimi muutetaan [ympäristölautakunnaksi] | ympäristölautakunta
[teknisessä lautakunnassa] keskusteltiin | tekninen lautakunta
siirretään [tekniseen lautakuntaan] | tekninen lautakunta
[teknistä lautakuntaa] pyydetään lausumaan | tekninen lautakunta
[teknisellä lautakunnalla] on toimivalta | tekninen lautakunta
[teknisenä lautakuntana] toimii uusi toimielin | tekninen lautakunta
[lupajaostolle] annettiin tehtäväksi | lupajaosto
[lupajaostosta] erosi kaksi jäsentä | lupajaosto
[nuorisovaltuustoa] kuullaan | nuorisovaltuusto
[vammaisneuvostolta] pyydetään lausunto | vammaisneuvosto
[maahanmuuttajaneuvostoon] nimetään jäsen | maahanmuuttajaneuvosto
[kaupunkirakenteen ja ympäristön lautakunta] linjasi | kaupunkirakenteen ja ympäristön lautakunta
[lasten, nuorten ja perheiden lautakunnalle] | lasten, nuorten ja perheiden lautakunta
[Ympäristönsuojelun ja rakennusvalvonnan lautakunta] | ympäristönsuojelun ja rakennusvalvonnan lautakunta
[rakennetun ympäristön jaoston] päätös | rakennetun ympäristön jaosto
[Sosiaali-, terveys- ja pelastuslautakunnan] esitys | sosiaali-, terveys- ja pelastuslautakunta
[Suomenkielisen varhaiskasvatus- ja koulutuslautakunnan] | suomenkielinen varhaiskasvatus- ja koulutuslautakunta
[Rakennettu ympäristö -lautakunta] | rakennettu ympäristö -lautakunta
[Palvelut ja yhteistyö -lautakunnalle] | palvelut ja yhteistyö -lautakunta
Päätöshistoria [Suomi 100 -juhlatoimikunta] | Suomi 100 -juhlatoimikunta
[Vesihuoltolaitoksen johtokunnan] lausunto | vesihuoltolaitoksen johtokunta
[Kunnanhallitus] ja -valtuusto | kunnanhallitus
lautakunnan [lupajaosto] myönsi | lupajaosto
[Teknisen lautakunnan energiajaoston] kanta | teknisen lautakunnan energiajaosto
[kaupun\x02ginhallitukselle] | kaupunginhallitus
[kv:n] päätös | kaupunginvaltuusto
[kaupunginhallituksen jaosto] valmisteli | kaupunginhallituksen jaosto
[Kaupunginhallituksen konserni- ja henkilöstöjaosto] | kaupunginhallituksen konserni- ja henkilöstöjaosto
[aluehallituksen yksilöasioiden jaostoon] | aluehallituksen yksilöasioiden jaosto
[Ympäristöterveydenhuollon yhteislautakunnassa] | ympäristöterveydenhuollon yhteislautakunta
[saamelaisasiain toimikuntaan] valitaan | saamelaisasiain toimikunta
[kylien neuvottelukuntaan] nimetään | kylien neuvottelukunta
[SEINÄJOEN KAUPUNGINHALLITUS] | Seinäjoen kaupunginhallitus
[SIVISTYS- JA KULTTUURILAUTAKUNTA] | sivistys- ja kulttuurilautakunta
[Kittilän kunnanvaltuustolle] | Kittilän kunnanvaltuusto
[Varsinais-Suomen pelastuslautakunta] | Varsinais-Suomen pelastuslautakunta
[Satalinnan yhtymähallituksen] päätös | Satalinnan yhtymähallitus
kuntayhtymä Satan [yhtymähallituksen] päätös | yhtymähallitus
[kirkkoneuvostolle] | kirkkoneuvosto
[Yhteinen kirkkovaltuusto] | yhteinen kirkkovaltuusto
[liittohallituksen] | liittohallitus
[Kaupunkisuunnittelu-\nlautakunta] päätti | kaupunkisuunnittelulautakunta
käsitellään [kaupungin-\nhallituksessa] | kaupunginhallitus
[KAUPUNGIN-\nVALTUUSTO] | kaupunginvaltuusto
[Kasvatus-\nja opetuslautakunnan] | kasvatus- ja opetuslautakunta
[Tekninen\nlautakunta] | tekninen lautakunta
[välfärdsområdesfullmäktige] godkände | välfärdsområdesfullmäktige
[Nämnden för fostran och utbildning] beslutade | nämnden för fostran och utbildning
[direktionen för medborgarinstitutet] | direktionen för medborgarinstitutet
[Bildningsnämndens svenska sektion] | bildningsnämndens svenska sektion
[Kommunstyrelsens personalsektion] | kommunstyrelsens personalsektion
ärendet till [stadsstyrelsens] möte | stadsstyrelsen
[Äldrerådets] utlåtande | äldrerådet
Liite 2 [Kh] 3.4.2012 | kaupunginhallitus
[KHALL] 3.4.2012 § 55 | kaupunginhallitus
[kh] 1.2.2016 § 4 | kaupunginhallitus
[tekla] 12.3.2012 § 4 | tekninen lautakunta
[yla] 29.9.2020 Selostus | yhdyskuntalautakunta
[Sivltk] päätti | sivistyslautakunta
[Tekninen ltk] 12.3.2012 | tekninen lautakunta
[opetusltk:n] päätös | opetuslautakunta
[BiN] § 44 | BiN
[suomenkieliselle koulujaostolle] tiedoksi | suomenkielinen koulujaosto
[tarkastusvaliokuntaa] kuultiin | tarkastusvaliokunta
[tulevaisuusvaliokuntana] toimii | tulevaisuusvaliokunta
[vanhusneuvostoksi] nimetään | vanhusneuvosto
[aluejaostot] kokoontuivat | aluejaosto
toimielimissä ([KhallS] 3.3.2021 § 6) | KhallS
"""

NEGATIVE = """\
lautakunta päätti yksimielisesti
Valtuusto hyväksyi esityksen
hallituksen puheenjohtaja
yhtiön hallituksen kokous
yhdistyksen hallitus
jaosto kokoontui
seuraava lautakunnan kokous
valtuustoryhmä Vihreät
valtuustokausi 2021–2025
hallitusneuvos
hallituskatu 5
Metsähallituksen kanssa
Opetushallitukselta saatu avustus
valtioneuvoston asetus
osuuskunnan ja tiekunnan palokuntaa liikunnalle
kertomus, johon lautakunnat vastasivat
uusi lautakunta esittäytyi
osuuskunnan hallintoneuvosto
toimielimen päätös
kunnallisvalituksen tekeminen
Maakunnan liitto
Kokousaika 12.3.2024 klo 17
PAIKKA 12.3.2024
Planområdet ligger
styrelsen för bolaget
kaupungin hallinto
EI (8 ääntä)
Valtuutettu Mäki
MRL 125 §
SHL 46 § ja HVL 12 §
lautakunnat ja jaostot
edellinen lautakunta erosi
useimmiten lautakunta päättää
Näin ollen lautakunta toteaa
käsiteltyään hakemuksen lautakunta hylkäsi sen
asiasta annetun selvityksen lautakunta hyväksyi
kunnan asettaman lautakunnan jäsenet
edellä mainitun lautakunnan päätös
tällaisen toimikunnan jäsenet
ensimmäisen lautakunnan esitys
ylioppilastutkintolautakunnan päätös
kuluttajariitalautakunnan suositus
Uimarit ry:n uintijaosto kiitti
koulun vanhempaintoimikunta pyysi
eduskunnan hallintovaliokunta kuuli
110 kV:n voimajohto
kv-opiskelijoiden joukko
kv. yhteistyö
lautakunnan jaosto kokoontui
tuon johtokunnan jäsenet
tiekunnan hoitokunta kokoontui
oikaisulautakunnan päätös
20 kv johto
VASTAAVAA 31.12.2024
Kun 1.1.2024 voimaan tullut laki
On 1.1.2024 alkaen voimassa
Kaupunki 12.3.2024 § 4
Lautakunta 12.3.2024 § 4
valmistelu- ja suunnittelutyöryhmä
alueellinen johtoryhmä
työllisyyttä edistävä työryhmä
toimikausi päättyy
Hämeen hylk. 12 §
osakkaiden kokous
nämndens beslut
sektionen sammanträdde
området och områdets
kh.fi
kuntalain 26 §:n mukaan kunnanhallituksen on asetettava nuorisovaltuusto
hyvinvointialueesta annetun lain (611/2021) 108 §:n mukaan aluevaltuuston on päätettävä
"""


def _marked(line: str) -> tuple[str, int, int, str]:
    text, _, base = line.replace(r"\n", "\n").replace(r"\x02", "\u0002").rpartition(" | ")
    plain = text.replace("[", "").replace("]", "")
    return plain, text.index("["), text.index("]") - 1, base


@pytest.mark.parametrize("line", POSITIVE.strip().splitlines())
def test_bodies(line: str) -> None:
    text, start, end, base = _marked(line)
    (hit,) = find_bodies(text, Context())
    assert (hit.start, hit.end, hit.base) == (start, end, base)
    assert hit.label is EntityLabel.BODY


@pytest.mark.parametrize("text", NEGATIVE.splitlines())
def test_not_bodies(text: str) -> None:
    assert find_bodies(text, Context()) == []


def _value(hit: Hit) -> BodyValue:
    assert isinstance(hit.value, BodyValue)
    return hit.value


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("kaupunginvaltuusto", "council"),
        ("aluehallitus", "board"),
        ("Rakennuslautakunta", "committee"),
        ("Ruskeasannan lautakunnan lupajaosto", "subcommittee"),
        ("Byggnadsnämnden", "committee"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    assert _value(find_bodies(text, Context())[-1]).kind == kind


@pytest.mark.parametrize(
    ("organisation", "name"), [("Askolan kunta", "kunnanhallitus"), ("Lahden kaupunki", "kaupunginhallitus")]
)
def test_the_organisation_tells_what_kh_is(organisation: str, name: str) -> None:
    (hit,) = find_bodies("Kh päätti", Context(organisation=organisation))
    assert _value(hit).name == name


def test_letters_mean_the_body_that_the_text_names() -> None:
    text = "Kaupunkisuunnittelu- ja ympäristölautakunta esitti.\nKsylk 12.3.2024 § 7"
    assert [hit.base for hit in find_bodies(text, Context())] == ["kaupunkisuunnittelu- ja ympäristölautakunta"] * 2


def test_letters_with_two_bodies_that_fit_are_not_guessed() -> None:
    text = "Kyläjaosto ja Kylpyläjaosto kokoontuivat.\nKJO 12.3.2024 § 7"
    assert find_bodies(text, Context())[-1].base == "KJO"


def test_in_a_citys_decision_kunnanhallitus_is_what_statutes_say() -> None:
    text = "Kuntalain mukaan kunnanhallituksen on valvottava. Kaupunginhallitus totesi."
    assert [hit.base for hit in find_bodies(text, Context())] == ["kaupunginhallitus"]
    assert len(find_bodies("kunnanhallituksen päätös", Context(organisation="Askolan kunta"))) == 1


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("Sivistys- ja hyvinvointilautakunta kokoontui. SHL 12 §", "sivistys- ja hyvinvointilautakunta"),
        ("Kaupunkiympäristölautakunnan lupajaosto\nKylupa § 74", "kaupunkiympäristölautakunnan lupajaosto"),
        ("Terveyslautakunta ja Teknisen toimen lautakunta.\nTekltk 4.5.2012 § 1", "teknisen toimen lautakunta"),
        ("Kulttuuri- ja hyvinvointilautakunta. Kh päätti", "kaupunginhallitus"),
        ("Turun kaupunginvaltuusto. Kv päätti", "kaupunginvaltuusto"),
        ("Kunnanhallitus esittää. Kh:n päätös", "kunnanhallitus"),
        ("Hyvinvoinnin ja osallisuuden lautakunta (HYOSLA)", "hyvinvoinnin ja osallisuuden lautakunta"),
    ],
)
def test_letters_are_resolved_by_the_names_of_the_text(text: str, base: str) -> None:
    assert find_bodies(text, Context())[-1].base == base


def test_a_body_of_statutes_is_found_where_the_decision_speaks() -> None:
    text = "Kuntalain 26 §:n mukaan kunnanhallitus asettaa valtuuston. Asian ratkaisee kunnanhallitus."
    (hit,) = find_bodies(text, Context(organisation="Askolan kunta"))
    assert hit.start == text.rindex("kunnanhallitus")


def test_kunnanhallitus_counts_where_the_decision_is_its_own() -> None:
    text = "Kunnanhallitus totesi. Naapurin kaupunginhallitus totesi."
    assert len(find_bodies(text, Context(body="kunnanhallitus"))) == 2


@pytest.mark.parametrize(
    ("text", "rule"),
    [("tekninen lautakunta", "body: table"), ("Kaivolautakunta", "body: ending"), ("Kh", "body: abbreviation")],
)
def test_rules(text: str, rule: str) -> None:
    assert find_bodies(text, Context())[0].rule == rule


@pytest.mark.parametrize("text", ["lauta-\nkunta " * 3, "\u00ad" * 5, "kaupun\u00adgin-\nhallitus Kh-\n", "-\n-\n"])
def test_places_are_those_of_the_printed_text(text: str) -> None:
    for hit in find_bodies(text, Context()):
        assert text[hit.start].isalpha()
        assert text[hit.end - 1].isalpha()


UNITS = [
    "Kh",
    "Kh ",
    "ltk ",
    "lk",
    "a- ja ",
    "ja ",
    "lautakunnan ",
    "yhteisen ",
    "A, ",
    "A-\n",
    "(Kh)",
    "A 1.1.2024 § ",
]


@pytest.mark.parametrize("unit", [*UNITS, "jaosto", "kunnanhallitus lain 1 § mukaan ", "nämnden för a och "])
def test_long_lines_take_time_in_proportion(unit: str) -> None:
    assert_linear(lambda text: find_bodies(text, Context()), repeated(unit), 40_000)
