"""Cited acts in running text: rows of hard cases, the mention in ``[[ ]]`` with its act and provisions."""

from __future__ import annotations

import datetime
import re

import pytest

from paatosparser.mentions.statutes.find import find_statutes
from paatosparser.mentions.types import Context, Hit
from paatosparser.values import LawValue, Provision

DAY = datetime.date(2024, 5, 2)
MARK = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)


def found(text: str, day: datetime.date | None = DAY) -> list[Hit]:
    return find_statutes(text, Context(date=day))


def law(hit: Hit) -> LawValue:
    assert isinstance(hit.value, LawValue)
    return hit.value


def place(one: Provision) -> str:
    """Write a provision as ``chapter/section–end/subsection/item``."""
    section = (one.section or "") + (f"–{one.section_end}" if one.section_end else "")
    return "/".join((one.chapter or "", section, one.subsection or "", one.item or "")).rstrip("/")


def places(hit: Hit) -> str:
    return " ".join(place(one).replace(" ", "_") for one in law(hit).provisions)


NAMES = [
    # inflected compounds
    ("[[Kuntalaki]] on uusi.", "410/2015"),
    ("[[kuntalain]] mukaan", "410/2015"),
    ("säädetään [[kuntalaissa]].", "410/2015"),
    ("poiketaan [[kuntalaista]]", "410/2015"),
    ("sovelletaan [[kuntalakia]]", "410/2015"),
    ("lisättiin [[kuntalakiin]]", "410/2015"),
    ("[[Hallintolailla]] tarkoitetaan", "434/2003"),
    ("[[JULKISUUSLAIN]] MUKAAN", "621/1999"),
    ("[[maankäyttö- ja rakennuslain]] muuttamisesta", "132/1999"),
    ("[[maankäyttö-\nja rakennuslain]] mukaisesti", "132/1999"),
    ("[[maankäyttö- ja rakennusasetuksessa]]", "895/1999"),
    ("[[Suomen perustuslain]] turvaama", "731/1999"),
    ("[[perustuslain]] turvaama", "731/1999"),
    ("[[Hankintalain]] kynnysarvo", "1397/2016"),
    ("[[hankintalakia]] noudattaen", "1397/2016"),
    ("[[erityisalojen hankintalain]] mukaan", "1398/2016"),
    ("[[sote-voimaanpanolain]] mukaan", "616/2021"),
    ("[[vanhuspalvelulain]] mukaan", "980/2012"),
    ("[[tilaajavastuulain]] velvoitteet", "1233/2006"),
    ("[[oppilas- ja opiskelijahuoltolain]] mukaan", "1287/2013"),
    ("[[asunto-osakeyhtiölaissa]]", "1599/2009"),
    ("[[tuomioistuinmaksulaissa (1455/2015)]]; maksu on 270 €", "1455/2015"),
    ("[[YVA-lain]] mukainen menettely", "252/2017"),
    ("[[rikoslaissa]] säädetty", "39/1889"),
    ("[[perintökaaren]] mukaan", "40/1965"),
    ("[[perusopetusasetuksen]] mukaan", "852/1998"),
    ("[[varhaiskasvatuksen asiakasmaksulain]] mukaan", "1503/2016"),
    ("[[porotalouden ja luontaiselinkeinojen rahoituslaki 45/2000]] ei", "45/2000"),
    # the subject before the word
    ("[[työvoimapalvelujen järjestämisestä annetusta laista]] on", "380/2023"),
    ("[[työvoimapalveluiden järjestämisestä annettua lakia (380/2023)]]", "380/2023"),
    ("[[julkisista hankinnoista ja käyttöoikeussopimuksista annetun lain]] mukaan", "1397/2016"),
    ("[[viranomaisten toiminnan julkisuudesta annetussa laissa]]", "621/1999"),
    ("[[kunnan ja hyvinvointialueen viranhaltijasta annetun lain]] nojalla", "304/2003"),
    ("[[kunnallisesta viranhaltijasta annetun lain (304/2003)]] nojalla", "304/2003"),
    ("[[naisten ja miesten välisestä tasa-arvosta annetun lain]] mukaan", "609/1986"),
    ("[[opetustoimen henkilöstön kelpoisuusvaatimuksista annetun asetuksen (986/1998)]]", "986/1998"),
    ("[[eräistä naapuruussuhteista annettu laki 26/1920]] koskee", "26/1920"),
    ("muutetaan [[yleisistä kirjastoista annettua lakia (1492/2016)]].", "1492/2016"),
    ("laiksi [[yleisistä kirjastoista annetun lain]] muuttamisesta", "1492/2016"),
    ("[[kotoutumisen edistämisestä annetun lain (681/2023)]] mukaan", "681/2023"),
    ("[[hyvinvointialueesta annetulla lailla]]", "611/2021"),
    ("[[jätteistä annetun valtioneuvoston asetuksen]] mukaan", "978/2021"),
    # the subject after it
    ("[[laissa viranomaisten toiminnan julkisuudesta]] on", "621/1999"),
    ("[[laki viranomaisten toiminnan julkisuudesta 621/1999]]", "621/1999"),
    ("[[Laki lasten kanssa työskentelevien rikostaustan selvittämisestä (504/2002)]]", "504/2002"),
    ("[[lakia oikeudenkäynnistä hallintoasioissa (808/2019)]] soveltaen", "808/2019"),
    ("[[Asetus opetustoimen henkilöstön kelpoisuusvaatimuksista (986/1998)]]", "986/1998"),
    ("[[Valtioneuvoston asetus jätteistä (978/2021)]] tuli", "978/2021"),
    ("[[laki liikenteen palveluista 320/2017]] koskee", "320/2017"),
    ("[[Laki kuntien ympäristönsuojelun hallinnosta 64/1986]]", "64/1986"),
    ("[[laki kunnan peruspalvelujen valtionosuudesta]] ja", "618/2021"),
    ("[[laki kunnan peruspalveluiden valtionosuudesta]] ja", "618/2021"),
    ("[[laki kuntalain muuttamisesta (1484/2016)]] tuli", "1484/2016"),
    # by number
    ("rikosrekisteriote ([[laki 504/2002]])", "504/2002"),
    ("[[lain 504/2002]] mukainen", "504/2002"),
    ("[[valtioneuvoston päätös 993/1992]] alittuu", "993/1992"),
    ("[[kuntalaki 365/1995]] oli", "365/1995"),
    ("[[kuntalain (365/95)]] mukaan", "365/1995"),
    ("[[kuntalain (N:o 410/2015)]] mukaan", "410/2015"),
    ("[[kuntalain (SDK 410/2015)]] mukaan", "410/2015"),
    ("([[Laki yleisistä kirjastoista 29.12.2016/1492]])", "1492/2016"),
    ("[[asiakasmaksulakia (734/1992)]] muutetaan", "734/1992"),
    ("[[maankäyttö- ja rakennuslain (132/1999, MRL)]] mukaan", "132/1999"),
    ("[[hankintalain (1397/2016, jäljempänä hankintalaki)]] mukaan", "1397/2016"),
    # abbreviations
    ("[[MRL:n]] mukaan", "132/1999"),
    ("[[JulkL]] mukaan", "621/1999"),
    ("[[KuntaL:n]] mukaan", "410/2015"),
    ("[[YSL]] edellyttää", "527/2014"),
    # Swedish
    ("enligt [[kommunallagen]]", "410/2015"),
    ("[[kommunallagens]] bestämmelser", "410/2015"),
    ("enligt [[markanvändnings- och bygglagen (132/1999)]]", "132/1999"),
    ("[[lagen om offentlig upphandling och koncession (1397/2016, nedan upphandlingslagen)]]", "1397/2016"),
    ("[[upphandlingslagen]] tillämpas", "1397/2016"),
    ("[[lagen om småbarnspedagogik]] ger", "540/2018"),
    ("enligt [[lagen 504/2002]] uppvisas", "504/2002"),
    ("[[lagen om kommunala tjänsteinnehavare (304/2003)]]", "304/2003"),
    ("[[statsrådets förordning om riktvärden för utomhusbuller från vindkraftverk (1107/2015)]]", "1107/2015"),
    ("[[Finlands grundlag]] tryggar", "731/1999"),
    # the European Union
    ("[[yleisen tietosuoja-asetuksen]] mukaan", "32016R0679"),
    ("[[yleinen tietosuoja-asetus (EU) 2016/679]] on", "32016R0679"),
    ("[[yleinen tietosuoja-asetus (EU 2016/679)]] on", "32016R0679"),
    ("[[tietosuoja-asetuksessa]] säädetty", "32016R0679"),
    ("[[Euroopan parlamentin ja neuvoston asetus (EU) 2016/679]]", "32016R0679"),
    ("[[komission asetusta (EU) 2023/2831]] noudatetaan", "32023R2831"),
    ("[[asetuksen (EY) N:o 1370/2007]] mukaan", "32007R1370"),
    ("[[direktiivi 2014/24/EU]] pannaan", "32014L0024"),
    ("[[neuvoston direktiivin 92/43/ETY]] mukaan", "31992L0043"),
    ("[[luontodirektiivin]] liite", "31992L0043"),
    ("[[de minimis -asetuksen]] mukainen", "32023R2831"),
    ("[[direktiivi (EU) 2016/2102]] koskee", "32016L2102"),
    ("enligt [[allmänna dataskyddsförordningen]]", "32016R0679"),
]

PROVISIONS = [
    # a year of two digits; chapter and section with a colon; a list of grounds that prints the section first
    ("[[rakennuslain (370/58) 5 §:n]] aikana", "370/1958", "/5"),
    ("[[VL 3:2 §]] mukaan", "587/2011", "3/2"),
    ("[[ML 3:2 a § 1 mom]] mukaan", "503/2005", "3/2_a/1"),
    ("Oikeusohje: [[36 § hallintolaki (434/2003)]]", "434/2003", "/36"),
    ("[[134 § kuntalaki]], [[36 § hallintolaki (434/2003)]]\n[[5 ja 7 § julkisuuslaki]]", "410/2015", "/134"),
    ("kunta 36 § [[hallintolaki (434/2003)]]", "434/2003", ""),
    ("36 § [[Kuntalaki]] uudistuu", "410/2015", ""),
    ("Oikeusohje: [[kuntalaki 36 §]]", "410/2015", "/36"),
    ("Vuorot: 36, [[hallintolaki 7 §]]", "434/2003", "/7"),
    ("[[Kuntalain 36 §:ssä]] säädetään", "410/2015", "/36"),
    ("[[kuntalain 36 §:n 1 momentin 2 kohta]] on", "410/2015", "/36/1/2"),
    ("([[kuntalaki 103 § 2 mom.]]).", "410/2015", "/103/2"),
    ("([[JulkL 24 § 1 mom 32 kohta]])", "621/1999", "/24/1/32"),
    ("([[JulkL 24 § 1 mom 20 k]])", "621/1999", "/24/1/20"),
    ("[[hallintolain 28.1 §:n 5 kohta]]", "434/2003", "/28/1/5"),
    ("([[hallintolaki 28.1 § 5 kohta]])", "434/2003", "/28/1/5"),
    ("[[MRL 125.1 §, 126 §]] ja", "132/1999", "/125/1 /126"),
    ("[[MRL 103 n §:n]] nojalla", "132/1999", "/103_n"),
    ("[[MRL 91 b §:n]] mukaan", "132/1999", "/91_b"),
    ("[[MRL 91 a§]] mukaan", "132/1999", "/91_a"),
    ("[[kuntalain 136–139 §]] koskevat", "410/2015", "/136–139"),
    ("[[kuntalain 136-139 §:n]] mukaan", "410/2015", "/136–139"),
    ("[[kuntalain 4 luvun 21 ja 22 §]]", "410/2015", "4/21 4/22"),
    ("[[vesihuoltolain 19 a §:ssä]] on", "119/2001", "/19_a"),
    ("[[kuntalain § 23]] mukaan", "410/2015", "/23"),
    ("[[kuntalain §:n 23]] mukaan", "410/2015", "/23"),
    ("[[kuntalain (410/2015) 134, 137 ja 138 §]]", "410/2015", "/134 /137 /138"),
    ("[[hallintolaki (434/2003) 34, 45 ja 49 g §]]", "434/2003", "/34 /45 /49_g"),
    ("[[hallintolaki 434/2003: 27–28, 45 ja 49 g §]]", "434/2003", "/27–28 /45 /49_g"),
    ("[[vammaispalvelulaki 380/1987: 3, 8 c ja 8 d §]]", "380/1987", "/3 /8_c /8_d"),
    ("[[Käräjäoikeuslain (581/1993) 7 §:n]] mukaan", "581/1993", "/7"),
    ("[[Käräjäoikeuslain 6 §:n 1 ja momentissa ja 7 §:ssä]] sanotaan", "581/1993", "/6/1 /7"),
    ("[[Kuntalain 94 §:n 1 ja 2 momentissa]]", "410/2015", "/94/1 /94/2"),
    ("[[ympäristönsuojelulain (527/2014) 154 a §, 175 § ja 184 §]]", "527/2014", "/154_a /175 /184"),
    ("[[kuntalaki 365/1995, 65 §]]", "365/1995", "/65"),
    ("([[KuntaL 365/95, 91 §]])", "365/1995", "/91"),
    ("[[maanvuokralain (258/1966) 5 luvun]] mukaan", "258/1966", "5"),
    ("[[hankintalain (1397/2016) 12 lukua]] sovelletaan", "1397/2016", "12"),
    ("[[hankintalain (1397/2016) liitteessä E]] tarkoitettu", "1397/2016", "/liite_E"),
    ("[[vesilain (587/2011) 5 luvun 1 §]]", "587/2011", "5/1"),
    ("[[laki julkisista hankinnoista ja käyttöoikeussopimuksista 1397/2016, 32 §]]", "1397/2016", "/32"),
    ("[[työvoimapalvelujen järjestämisestä annetusta laista (380/2023, 3 luku, §23)]]", "380/2023", "3/23"),
    ("[[laki viranomaisten toiminnan julkisuudesta 621/1999, 7.2 §]]", "621/1999", "/7/2"),
    ("[[kuntalain 130 §:n 2 momentin 1–3 kohdat]]", "410/2015", "/130/2/1 /130/2/2 /130/2/3"),
    ("[[hallintolain 28 §:n 1 momentin a kohta]]", "434/2003", "/28/1/a"),
    ("[[hallintolain 28 §:n 1 mom:n 3 kohta]]", "434/2003", "/28/1/3"),
    ("[[kuntalain 10 luvun 70 §:n]] mukaan", "410/2015", "10/70"),
    ("[[kuntalain 129 pykälän]] mukaan", "410/2015", "/129"),
    ("[[hankintalain 25 §:n (1397/2016)]] mukaan", "1397/2016", "/25"),
    ("[[kuntalain 5 §:n (1/2020) 2 momentti]]", "410/2015", "/5/2"),
    ("[[valtioneuvoston päätöksen (993/1992) 2 §:n]] ohjearvot", "993/1992", "/2"),
    ("[[kuntalaki\n136 §]]).", "410/2015", "/136"),
    ("[[sosiaalihuoltolain 45 ja\n50 §:n]] mukaan", "1301/2014", "/45 /50"),
    ("[[maankäyttö- ja rakennuslain (MRL) 36 §]] on", "132/1999", "/36"),
    ("[[KL 110 §]] on", "410/2015", "/110"),
    ("[[maankäyttö-ja rakennuslain 54 §]] on", "132/1999", "/54"),
    ("[[hallintolaki 28 § 5-kohta]] on", "434/2003", "/28//5"),
    ("hallinto- ja [[kuntalain 5 §]] on", "410/2015", "/5"),
    ("[[Maankäyttö- ja rakennuslaki (5.2.1999/132) 54 §]]", "132/1999", "/54"),
    ("[[hankintalaki (1397/2016, HankL) 132 - 135 §]]", "1397/2016", "/132–135"),
    ("[[Ympäristönsuojelulaki (527/2014): 118, 121 §]]", "527/2014", "/118 /121"),
    ("[[kuntalain (410/2015) 14 §:n 2 momentin 1 kohta sekä 110 §]]", "410/2015", "/14/2/1 /110"),
    # by-laws
    ("kaupungin [[hallintosäännön 14 §:ssä]] todetaan", "hallintosääntö", "/14"),
    ("[[hallintosäännön §:ssä 34]] mainittu", "hallintosääntö", "/34"),
    ("[[hallintosäännön II osan 2 luvun 5 §:ään]]", "hallintosääntö", "II:2/5"),
    ("[[hallintosäännön 28 §:n 1 mom. kohtaan 6]].", "hallintosääntö", "/28/1/6"),
    ("[[Hallintosääntö, 27 § kohta 4]]: johtaja", "hallintosääntö", "/27//4"),
    ("([[hallintosääntö 25 §, 3 kohta]])", "hallintosääntö", "/25//3"),
    ("[[Hallintosäännön 8 luvun 1 §:n 1 momentin 12 kohdan]] nojalla", "hallintosääntö", "8/1/1/12"),
    ("[[hallintosäännön luvussa 10]] määrätään", "hallintosääntö", "10"),
    ("[[hallintosääntöjen 5 §]] ja", "hallintosääntö", "/5"),
    ("[[kuntalain 5 luvulta]]", "410/2015", "5"),
    ("[[kuntalain 36 §:n 2 kohdilla]]", "410/2015", "/36//2"),
    ("[[rakennusvalvontataksan 9 §:n]] mukainen", "rakennusvalvontataksa", "/9"),
    ("[[rakennusjärjestyksen 12 §]] kieltää", "rakennusjärjestys", "/12"),
    ("[[ympäristönsuojelumääräysten 7 §:n]] mukaan", "ympäristönsuojelumääräykset", "/7"),
    ("[[johtosäännön 6 §]] mukaan", "johtosääntö", "/6"),
    # the European Union
    ("[[SEUT 107 artiklan 1 kohdassa]] tarkoitettu", "12016E/TXT", "/107//1"),
    ("[[Euroopan unionin toiminnasta tehdyn sopimuksen 107 artiklan]]", "12016E/TXT", "/107"),
    ("[[komission asetuksen (EU) N:o 651/2014 55 artiklaa]].", "32014R0651", "/55"),
    ("[[tietosuoja-asetuksen 6 artiklan 1 kohdan c alakohta]]", "32016R0679", "/6//1_c"),
    ("EU:n [[yleisen tietosuoja-asetuksen (2016/679) 6 artikla]]", "32016R0679", "/6"),
    ("[[direktiivin 2014/24/EU 5 artikla]]", "32014L0024", "/5"),
    # Swedish
    ("Enligt [[36 § i kommunallagen]] ska", "410/2015", "/36"),
    ("enligt [[kommunallagen 36 §]] ska", "410/2015", "/36"),
    ("([[136 § kommunallagen]])", "410/2015", "/136"),
    ("[[24 § 1 mom. 20 punkten i offentlighetslagen (621/1999)]]", "621/1999", "/24/1/20"),
    ("[[77 a § i markanvändnings- och bygglagen (132/1999)]]", "132/1999", "/77_a"),
    ("[[kommunallagen 134 och 138 §]]", "410/2015", "/134 /138"),
    ("[[upphandlingslagen 16 kap.]])", "1397/2016", "16"),
    ("[[5 kap. 3 § i vattenlagen]]", "587/2011", "5/3"),
    ("[[förvaltningslagen 28 § 1 mom. 5-punkten]]", "434/2003", "/28/1/5"),
    ("[[24 § 1 mom. 17 p. offentlighetslagen]]", "621/1999", "/24/1/17"),
    ("Enligt [[39–41 §§ kommunallagen]]", "410/2015", "/39–41"),
    ("[[förvaltningsstadgans 12 § punkt 3]]", "förvaltningsstadga", "/12//3"),
    ("[[förvaltningsstadgan 41 § 3 punkten]]", "förvaltningsstadga", "/41//3"),
    ("[[18 § i förvaltningsstadgan]]", "förvaltningsstadga", "/18"),
    ("[[förvaltningsstadgan § 24]] beslutar", "förvaltningsstadga", "/24"),
    (
        "[[2 § i förordningen om behörighetsvillkoren för personal inom undervisningsväsendet (986/1998)]]",
        "986/1998",
        "/2",
    ),
    ("[[30 § i plan- och bygglagen (2008:102) för landskapet Åland]]", "ÅFS 2008:102", "/30"),
]

NOTHING = [
    "§ 12",
    "12 § Talousarvion muutos",
    "Kaupunginhallitus 20.2.2017 § 53",
    "10.4.2017 § 105",
    "Khall 171 § 18.11.2013",
    "6 § Lautamiehen tulee olla Suomen kansalainen.",
    '"7 § Kunnanvaltuusto valitsee lautamiehet.',
    "HE 251/2016 vp",
    "MliDno-2017-1225",
    "OUKA/1472/02.02.02/2017",
    "Dno 410/2015",
    "hallintosäännön mukaan",
    "Kaupungin hallintosääntö on uusi.",
    "hallintosääntöön tehdyt muutokset",
    "lain mukaan",
    "laissa säädetään tarkemmin",
    "Lain tarkoitus on",
    "valtioneuvoston asetuksella säädetään",
    "ministeriön asetuksella",
    "asetus ei koske kuntaa",
    "päätös 12/2020",
    "Päätös (12/2020) on lainvoimainen.",
    "lautakunnan päätöksen 5 § kumottiin",
    "Kaupunginhallituksen päätös 3.4.2017 § 12",
    "pöytäkirja 7/2024",
    "Osavuosikatsaus 1/2025",
    "yleiskirje 3/2024",
    "Pöytäkirjan 61, 62 ja 70 §:t",
    "§:ssä 34 mainittujen asioiden",
    "Edellä §:n 33 kohdalla esitetyllä",
    "Esitetyn muutoksen jälkeen 8 § olisi seuraava",
    "Luonnoksen 7 §:n 2 momentti on epäselvä",
    "sopimuksen 5 §:n mukaan",
    "lainan ehdot ja lainaa koskevat",
    "velallisen lainat",
    "villakoiralaiset",
    "salaista tietoa",
    "kilpailu alkaa",
    "asetuimme paikalle",
    "käsittelyjärjestyksen 5 kohta",
    "asiajärjestys 3 §",
    "yhtiöjärjestyksen 5 §",
    "pääsäännön 2 kohta",
    "KL on lyhenne",
    "HL:n ottelu",
    "PL 123, 00100 Helsinki",
    "THL suosittelee",
    "MML on mitannut",
    "TL 5",
    "AL 12",
    "EU rahoittaa hanketta",
    "EU 2021-2027",
    "EY-tunnus",
    "direktiivin mukaan",
    "tillställs väglagen, ekonomikansliet",
    "i lag föreskrivs",
    "enligt lag",
    "lediganslagen på anslagstavlan",
    "förvaltningsstadgan ändras",
    "Kst § 32",
    "§§ 31, 32, 35",
    "taksa on 5 €",
    "taksan 5 prosentin korotus",
    "jäsen 5/2020",
    "2/2024 § 14",
    "",
]


def marked(row: str) -> tuple[str, list[tuple[int, int]]]:
    text, spans, done = "", [], 0
    for match in MARK.finditer(row):
        text += row[done : match.start()]
        spans.append((len(text), len(text) + len(match[1])))
        text, done = text + match[1], match.end()
    return text + row[done:], spans


@pytest.mark.parametrize(("row", "act"), NAMES)
def test_names(row: str, act: str) -> None:
    text, spans = marked(row)
    hits = found(text)
    assert [(hit.start, hit.end) for hit in hits] == spans
    assert law(hits[0]).act == act
    assert not law(hits[0]).provisions


@pytest.mark.parametrize(("row", "act", "provisions"), PROVISIONS)
def test_provisions(row: str, act: str, provisions: str) -> None:
    text, spans = marked(row)
    hits = found(text)
    assert [(hit.start, hit.end) for hit in hits] == spans
    assert law(hits[0]).act == act
    assert places(hits[0]) == provisions


@pytest.mark.parametrize("text", NOTHING)
def test_nothing(text: str) -> None:
    assert found(text) == []
