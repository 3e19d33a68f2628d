"""The mapping of OpenSearch and Elasticsearch: all fields of a document, and what the specifications allow."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from tests.search.stand_in import misfit, validator

import paatosparser
from paatosparser.search.analysis import Forms
from paatosparser.search.mapping import RecordLemmas, difference, index_template, mappings, to_document
from paatosparser.sinks.projection import search_records

PRODUCTS = ("opensearch", "elasticsearch")
DOCS = Path(__file__).resolve().parents[2] / "docs" / "opensearch.md"
MINUTES = """Esimerkin kunta
Kunnanhallitus 11.3.2024 § 40
Kaavamuutos
EsimDno-2024-12
Esittelijä
Kunnanjohtaja Maija Meikäläinen
Päätösehdotus
Hyväksytään kuntalain (410/2015) 36 §:n mukainen 12 500 euron tarjous 12.3.2024 Lahdessa.
Päätös
Hyväksyttiin.
"""


def analyse(word: str) -> Forms:
    return Forms((word.casefold(),), (), known=True)


def document() -> dict[str, Any]:
    (record,) = search_records(paatosparser.parse(MINUTES.encode()))
    return to_document(record, RecordLemmas.of(record, analyse))


def test_a_document_has_the_fields_of_the_mapping_and_no_others() -> None:
    made, fields = document(), mappings()["properties"]
    assert misfit(mappings(), made) is None
    assert made.keys() == fields.keys()
    for nested in ("sections", "entities"):
        assert {frozenset(one) for one in made[nested]} == {frozenset(fields[nested]["properties"])}


def test_a_document_is_json() -> None:
    made = document()
    assert json.loads(json.dumps(made)) == made
    assert made["date"] == "2024-03-11"
    assert "410/2015 36 §" in made["statutes"]
    assert [one["text"].split()[0] for one in made["sections"] if one["type"] == "proposal"] == ["Päätösehdotus"]


@pytest.mark.parametrize("product", PRODUCTS)
def test_the_template_is_what_the_servers_take(product: str) -> None:
    assert list(validator(product, "template").iter_errors(index_template("paatokset"))) == []


SLIPS: list[Callable[[dict[str, Any]], object]] = [
    lambda template: template.update(patterns=[]),
    lambda template: template["template"]["settings"]["index"].update(kodec="x"),
    lambda template: template["template"]["mappings"].update(dynamics="strict"),
    lambda template: template["template"]["mappings"]["properties"]["title"].update(type="texts"),
    lambda template: template["template"]["mappings"]["properties"]["title"].update(analyser="finnish"),
    lambda template: template["template"]["mappings"]["properties"]["sections"]["properties"]["page"].update(x=1),
]


@pytest.mark.parametrize("product", PRODUCTS)
@pytest.mark.parametrize("slip", SLIPS)
def test_the_specification_sees_a_slip(product: str, slip: Callable[[dict[str, Any]], object]) -> None:
    template = deepcopy(index_template("paatokset"))
    slip(template)
    assert list(validator(product, "template").iter_errors(template))


@pytest.mark.parametrize("product", PRODUCTS)
def test_the_documented_queries_are_what_the_servers_take(product: str) -> None:
    if not DOCS.exists():
        pytest.skip(f"{DOCS.name} is not written yet")
    queries = re.findall(r"```json\n(\{.*?\n\})\n```", DOCS.read_text("utf-8"), re.DOTALL)
    assert len(queries) == 3
    for query in map(json.loads, queries):
        assert list(validator(product, "search").iter_errors(query)) == []
        assert fields_of(query) <= known_fields(mappings())


def fields_of(node: Any) -> set[str]:
    """Return the fields that a query names."""
    match node:
        case {"field": str(field)}:
            return {field}
        case {"multi_match": {"fields": fields}}:
            return {field.split("^")[0] for field in fields}
        case dict():
            named = {
                field
                for kind in ("term", "range", "match", "match_phrase")
                if isinstance(node.get(kind), dict)
                for field in node[kind]
            }
            sources = node.get("_source", [])
            return named.union(sources, *(fields_of(one) for one in node.values()))
        case list():
            return set().union(*(fields_of(one) for one in node))
    return set()


def known_fields(mapping: dict[str, Any], prefix: str = "") -> set[str]:
    known: set[str] = set()
    for group in ("properties", "fields"):
        for name, field in mapping.get(group, {}).items():
            known |= {prefix + name} | known_fields(field, f"{prefix}{name}.")
    return known


def test_what_a_server_leaves_out_is_no_difference() -> None:
    found = mappings()
    found["properties"]["sections"]["properties"]["page"] = {"type": "integer", "ignore_malformed": False}
    found["properties"]["pages"] = {"type": "object", "enabled": False}
    assert difference(found) is None
    del found["properties"]["text"]["fields"]["sv"]
    assert difference(found) == "has another mapping of the field text.sv"
