"""Cuts the JSON Schema of a server's REST API down to what the package sends and the stand-in answers.

How the whole schema is made is told in README.md beside this. What is cut away is refused by the tests, so that this
can only make them stricter.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Json = Any
PREFIX = "#/definitions/"
FIELD_TYPES = {"text", "keyword", "date", "double", "integer", "boolean", "nested", "object"}
QUERIES = {"bool", "exists", "ids", "match", "match_phrase", "multi_match", "nested", "range", "term", "terms"}
FACETS = {"terms", "date_histogram", "nested", "reverse_nested", "filter", "aggs", "aggregations", "meta"}
SEARCH = {"query", "aggs", "highlight", "sort", "_source", "size", "from", "track_total_hits"}
SETTINGS = {"analysis", "codec", "mapping", "number_of_shards", "number_of_replicas", "refresh_interval", "index"}
KEPT = {
    "TypeMapping": {"_meta", "_source", "dynamic", "properties"},
    "MappingTypeMapping": {"_meta", "_source", "dynamic", "properties"},
    "IndexSettings": SETTINGS,
    "IndicesIndexSettings": SETTINGS,
    "IndexSettingsAnalysis": {"analyzer"},
    "IndicesIndexSettingsAnalysis": {"analyzer"},
    "QueryContainer": QUERIES,
    "QueryDslQueryContainer": QUERIES,
    "AggregationContainer": FACETS,
    "AggregationsAggregationContainer": FACETS,
    "Search_RequestBody": SEARCH,
    "SearchRequest": SEARCH,
    "DeleteByQuery_RequestBody": {"query"},
    "DeleteByQueryRequest": {"query"},
    "IndicesPutIndexTemplateRequest": {"index_patterns", "template", "priority", "version", "_meta"},
}
"""Definition -> its properties that stay, or of a union those members that have no other ones."""
ANALYZERS = {"Analyzer": {"CustomAnalyzer"}, "AnalysisAnalyzer": {"AnalysisCustomAnalyzer"}}
FIELDS = ("Property", "MappingProperty")
ADDED = {"TermsAggregationFields": {"field": {"$ref": PREFIX + "Field"}}}
"""What the types of OpenSearch's client leave out, and its documentation has."""
PARAMETERS = "_parameters"
"""Ends the names of what is only a list of the parameters that a URL may have."""


def prune(schema: Json) -> Json:
    """Return what is left of a schema."""
    definitions = schema["definitions"]
    for name, kept in KEPT.items():
        if name in definitions:
            definitions[name] = _narrowed(definitions[name], kept)
    for name, properties in ADDED.items():
        if name in definitions:
            definitions[name]["properties"] |= properties
    for name, members in ANALYZERS.items():
        if name in definitions:
            definitions[name]["anyOf"] = [
                one for one in definitions[name]["anyOf"] if one.get("$ref", "")[len(PREFIX) :] in members
            ]
    for name in FIELDS:
        if name in definitions:
            definitions[name]["anyOf"] = [
                one for one in definitions[name]["anyOf"] if _field_type(definitions, one) in FIELD_TYPES
            ]
    roots = definitions["Roots"]["properties"]
    for name in [name for name in roots if name.endswith(PARAMETERS)]:
        roots[name] = {"enum": sorted(_properties(definitions, roots[name]))}
    reached: dict[str, Json] = {}
    _reach("Roots", definitions, reached)
    return {"$schema": schema["$schema"], "definitions": dict(sorted(reached.items()))}


def _narrowed(definition: Json, kept: set[str]) -> Json:
    if "anyOf" in definition:
        members = (_narrowed(one, kept) for one in definition["anyOf"] if set(one.get("required", ())) <= kept)
        return {"anyOf": [one for one in members if one["properties"].keys() - {"aggs", "aggregations", "meta"}]}
    properties = {name: one for name, one in definition["properties"].items() if name in kept}
    required = [name for name in definition.get("required", ()) if name in kept]
    return {"type": "object", "additionalProperties": False, "properties": properties, "required": required}


def _properties(definitions: Json, node: Json) -> Iterator[str]:
    if "$ref" in node:
        node = definitions[next(_targets(node))]
    for part in node.get("allOf", [node]):
        yield from part["properties"]


def _field_type(definitions: Json, member: Json) -> str | None:
    target = definitions[member["$ref"].removeprefix(PREFIX)]
    return target.get("properties", {}).get("type", {}).get("const")


def _reach(name: str, definitions: Json, reached: dict[str, Json]) -> None:
    if name in reached:
        return
    reached[name] = _without_prose(definitions[name])
    for target in _targets(reached[name]):
        _reach(target, definitions, reached)


def _without_prose(node: Json) -> Json:
    if isinstance(node, dict):
        return {key: _without_prose(one) for key, one in node.items() if not _is_prose(key, one)}
    return [_without_prose(one) for one in node] if isinstance(node, list) else node


def _is_prose(key: str, value: Json) -> bool:
    return key == "description" and isinstance(value, str)


def _targets(node: Json) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(target := node.get("$ref"), str):
            yield target.removeprefix(PREFIX).replace("%3C", "<").replace("%3E", ">").replace("%2C", ",")
        for one in node.values():
            yield from _targets(one)
    elif isinstance(node, list):
        for one in node:
            yield from _targets(one)


if __name__ == "__main__":
    whole, source, target = sys.argv[1:]
    pruned = {"$comment": source} | prune(json.loads(Path(whole).read_text("utf-8")))
    lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(one)}" for name, one in pruned.pop("definitions").items())
    head = ",\n".join(f"{json.dumps(name)}: {json.dumps(one)}" for name, one in pruned.items())
    Path(target).write_text(f'{{{head},\n"definitions": {{\n{lines}\n}}}}\n', "utf-8")
