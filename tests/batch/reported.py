"""Invented results for the tests of reports, and what their pages say."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from lxml import html

from paatosparser.batch.ledger import RESULTS, Record
from paatosparser.batch.report import write_report
from paatosparser.batch.types import Facts, Failure, Status

SETTINGS = {"format": "json", "runs": {"r1": {"version": "9.8.7", "options": {"tables": True, "<b>": "</table>"}}}}


def record(uri: str = "a.pdf", status: Status = Status.OK, **values: Any) -> Record:
    """Return what results say of an input; a decision of two pages unless something else is named."""
    parsed = status in (Status.OK, Status.PARTIAL)
    plain: dict[str, Any] = {
        "sha256": None,
        "size": 1000,
        "issues": (),
        "error": Failure("damaged_pdf", "The PDF is damaged.", 3) if status is Status.FAILED else None,
        "stage": "parse" if status is Status.FAILED else None,
        "seconds": 0.0 if status is Status.SKIPPED else 0.3,
        "pages": 2 if parsed else 0,
        "output": f"{uri}.json" if parsed else None,
        "output_bytes": 10 if parsed else None,
        "copy_of": None,
        "run": "r1",
        "stamp": "1",
        "facts": facts() if parsed else None,
    }
    return Record(uri=uri, status=status, **{**plain, **values})


def facts(organisation: str | None = "Oulun kaupunki", **values: Any) -> Facts:
    """Return what a report tells of a document."""
    plain: dict[str, Any] = {"kind": "item", "language": "fi", "system": "ahjo"}
    plain |= {"organisation": organisation, "decisions": (("Kaupunginhallitus", 2024, 1),)}
    return Facts(**plain | values)


def results(folder: Path, records: Iterable[Record], settings: object = SETTINGS) -> Path:
    """Write a folder of results."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / RESULTS).open("w", encoding="utf-8") as file:
        for each in records:
            file.write(json.dumps(asdict(each)) + "\n")
    (folder / "batch.json").write_text(json.dumps(settings), encoding="utf-8")
    return folder


def page_of(folder: Path) -> Any:
    """Write the page of a folder and return it as a tree."""
    return html.parse(str(write_report(folder)), html.HTMLParser(encoding="utf-8")).getroot()


def rows(page: Any, caption: str) -> list[list[str]]:
    """Return the cells of the table with a caption that begins so."""
    (table,) = [each for each in page.iter("table") if (each.findtext("caption") or "").startswith(caption)]
    return [[cell.text_content() for cell in row] for row in table.find("tbody")]


def examples(page: Any, code: str) -> list[Any]:
    """Return the items of the list that the row of an issue links to."""
    (link,) = [each for each in page.iter("a") if each.text_content() == code]
    return list(page.get_element_by_id(link.get("href")[1:]).findall("ul/li"))


def tiles(page: Any) -> dict[str, str]:
    """Return the totals by their names."""
    return {tile.findtext("dt"): tile.find("dd").findtext("strong") for tile in page.find_class("tile")}
