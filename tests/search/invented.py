"""Search records of invented decisions."""

from __future__ import annotations

from functools import cache

import paatosparser
from paatosparser.sinks.projection import SearchRecord, search_records

HEAD = "Lahden kaupunki\n{body} 12.3.2024 § {number}\n{title}\n"
ZONING = HEAD.format(body="Kaupunginhallitus", number=45, title="Asemakaavan muutos Kujalassa") + (
    "Asian valmistelija: Matti Meikäläinen\nEhdotus\nKaupunginhallitus hyväksyy kaavamuutoksen kuntalain (410/2015)"
    " 36 §:n mukaisesti.\nPäätös\nHyväksyttiin.\n"
)
PURCHASE = HEAD.format(body="Tekninen lautakunta", number=7, title="Lumenaurauskaluston hankinta") + (
    "Ehdotus\nHankitaan kalustoa 125 000 eurolla Esimerkki Oy:ltä. Kaavamuutos ei vaikuta asiaan.\n"
    "Päätös\nHyväksyttiin.\n"
)
MINUTES = (ZONING, PURCHASE)


@cache
def records_of(*texts: str) -> list[SearchRecord]:
    """Return the records of minutes with some decisions."""
    found = [record for text in texts for record in search_records(paatosparser.parse(text.encode()))]
    assert len(found) == len(texts)
    document_id = found[0].document_id
    return [
        record.model_copy(update={"document_id": document_id, "id": f"{document_id}-{number}"})
        for number, record in enumerate(found)
    ]


def document(*texts: str, uri: str | None = "file:///a.txt") -> list[SearchRecord]:
    return [record.model_copy(update={"uri": uri}) for record in records_of(*(texts or MINUTES))]
