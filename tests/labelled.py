"""An example of each label: a text, the one mention of the label in it, and some of its value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from paatosparser.labels import EntityLabel


class Example(NamedTuple):
    text: str
    mention: str
    value: dict[str, Any]


EXAMPLES: Mapping[EntityLabel, Example] = {
    EntityLabel.ORG: Example("Tontin ostaa Hämeen Sähkö Oy.", "Hämeen Sähkö Oy", {"kind": "company"}),
    EntityLabel.BODY: Example(
        "Asia on teknisen lautakunnan", "teknisen lautakunnan", {"name": "tekninen lautakunta", "kind": "committee"}
    ),
    EntityLabel.PERSON: Example(
        "Asiasta päätti Aino Virtanen.", "Aino Virtanen", {"given": "Aino", "family": "Virtanen"}
    ),
    EntityLabel.ROLE: Example("Päätti kaupunginjohtaja Aino Virtanen.", "kaupunginjohtaja", {}),
    EntityLabel.LOC: Example("Tontti on Rovaniemellä", "Rovaniemellä", {"municipality_code": "698"}),
    EntityLabel.ADDRESS: Example("Osoite Harjukatu 31, 15100 Lahti", "Harjukatu 31, 15100 Lahti", {"number": "31"}),
    EntityLabel.DATE: Example("Kokous pidettiin 20.2.2024 klo 18.", "20.2.2024", {"start": "2024-02-20"}),
    EntityLabel.LAW: Example("Ks. kuntalain 39 §:n mukaan", "kuntalain 39 §:n", {"act": "410/2015", "kind": "statute"}),
    EntityLabel.REF: Example(
        "Ks. kaupunginhallitus 20.2.2017 § 53.",
        "kaupunginhallitus 20.2.2017 § 53",
        {"date": "2017-02-20", "section": "53"},
    ),
    EntityLabel.CASE: Example("Dnro 123/10.00.02/2024", "123/10.00.02/2024", {"number": "123", "register": None}),
    EntityLabel.MONEY: Example("Hinta on 1 200 euroa.", "1 200 euroa", {"amount": "1200", "vat": None}),
    EntityLabel.BID: Example("Oy Ab, Y-tunnus 0149669-3", "0149669-3", {"canonical": "0149669-3", "valid": True}),
    EntityLabel.PROP: Example("Kiinteistö 398-1-12-3 myydään.", "398-1-12-3", {"canonical": "39800100120003"}),
    EntityLabel.EMAIL: Example("Kysy: kirjaamo@lahti.fi", "kirjaamo@lahti.fi", {"valid": True}),
    EntityLabel.PHONE: Example("Lisätietoja: puh. 040 123 4567", "040 123 4567", {"canonical": "+358401234567"}),
    EntityLabel.URL: Example("Ks. https://www.lahti.fi/", "https://www.lahti.fi/", {"valid": True}),
    EntityLabel.ACCOUNT: Example(
        "Maksetaan tilille FI21 1234 5600 0007 85.", "FI21 1234 5600 0007 85", {"canonical": "FI2112345600000785"}
    ),
    EntityLabel.CARD: Example("Kortti 4111 1111 1111 1111", "4111 1111 1111 1111", {"valid": True}),
    EntityLabel.BIRTHDATE: Example("Tiedot: syntynyt 13.10.1952", "13.10.1952", {"start": "1952-10-13"}),
    EntityLabel.PIC: Example("henkilötunnus 010190-123A", "010190-123A", {"canonical": "******-****"}),
}
