#!/usr/bin/env python3
"""Writes the parts of the documentation that the code already says: ``docs/generate.py [--check]``.

A part stands between ``<!-- generated:NAME -->`` and ``<!-- /generated -->``. Its source is the published schema, the
docstrings of ``errors.py`` and ``labels.py``, the registry of labels, the table of headings and the example PDFs of the
corpus. The published schema itself and the entry points in ``pyproject.toml`` are written as well.
``--check`` writes nothing and fails where a part is not current.
"""

from __future__ import annotations

import argparse
import ast
import inspect
import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from advice import ABOUT_ERROR, ABOUT_EXIT, ABOUT_ISSUE  # noqa: E402

import paatosparser  # noqa: E402
from paatosparser import errors  # noqa: E402
from paatosparser.assemble import COSTS_CONTENT  # noqa: E402
from paatosparser.errors import ExitCode, IssueCode, PaatosError  # noqa: E402
from paatosparser.kinds import KINDS  # noqa: E402
from paatosparser.labels import DocumentKind, EntityLabel, SectionType  # noqa: E402
from paatosparser.schema import HeadingSource, Status  # noqa: E402
from paatosparser.sinks.rows import TABLES  # noqa: E402
from paatosparser.tables import headings  # noqa: E402

FILES = (
    *(ROOT / "README.md", ROOT / "pyproject.toml"),
    *(ROOT / "docs" / name for name in ("entities.md", "errors.md", "output.md", "parquet.md", "spacy.md")),
)
SCHEMA = ROOT / "src" / "paatosparser" / "schema" / "document-1.json"
EXAMPLES = (
    "lahti/kujala-maanmyynti",
    "dynasty10/eura-kunnanhallitus-poytakirja",
    "tweb/oulu-tontinvuokraus",
    "viranhaltija/raahe-tapahtumalupa",
)
"""Committed PDFs of the corpus; a field's example is its first value that is not empty, in this order."""
EXAMPLE_LENGTH = 56
ORDER = (
    *("Document", "Source", "Decision", "Section", "Person", "Meeting", "Attendee"),
    *("Page", "Furniture", "Block", "Link", "Table", "TableAmount", "Issue", "Box", "Entity"),
    *("DateValue", "LawValue", "Provision", "MoneyValue", "CaseValue", "RefValue", "IdValue", "AddressValue"),
    *("BodyValue", "PersonValue", "RoleValue", "OrgValue", "LocValue"),
)
"""The parts of a document in the order in which one reads about them."""

_PART = re.compile(r"(<!-- generated:(?P<name>[a-z-]+) -->\n).*?((?:# )?<!-- /generated -->)", re.DOTALL)


# -- the output --------------------------------------------------------------------------------------------------------

_UNSAID = {
    "start": "Where it starts in the document's `text`, in characters.",
    "end": "Where it ends in the document's `text`: the place after its last character.",
    "page_first": "The page on which it starts.",
    "page_last": "The page on which it ends.",
    "number": "The page's number, from 1.",
    "status": "`ok`, or `partial` where some content is missing.",
    "language": "`fi`, `sv` or `mixed`.",
    "kind": "What the whole file is; see the table of kinds.",
    "type": "What the section is; see the table of section types.",
    "label": "What the mention is; see the table of labels.",
    "title": "The title of the matter.",
    "text": "What is printed.",
    "box": "Where it stands on the page.",
    "furniture": "The printed lines that belong to the page and not to the text: running heads, page numbers, stamps.",
    "place": "Where the meeting was held, as printed.",
    "name": "The name, as printed.",
    "page": "The page, from 1.",
    "pages": "The pages in their order.",
    "source": "The file that was read.",
    "decisions": "The decided items (§) in printed order; none where the file holds no decision.",
    "sections": "The sections in printed order.",
    "tables": "The tables of the text.",
    "issues": "What the reader should know about this document; see errors.md.",
    "score": "How sure the finding is, from 0 to 1.",
    "heading_source": "How the start and the type of the section were told; see the table of sources.",
    "date": "The day of the meeting.",
}
"""Fields that speak for themselves in the code, for people who don't read it."""


def fields() -> Iterator[str]:
    """Yield a table of fields for each part of a document."""
    schema = paatosparser.json_schema()
    definitions: Any = schema["$defs"]
    models: dict[str, Any] = {"Document": schema, **{k: v for k, v in definitions.items() if "properties" in v}}
    if set(models) != set(ORDER):
        raise SystemExit(f"docs/generate.py: ORDER must name exactly {', '.join(models)}")
    examples = _examples()
    for name in ORDER:
        yield f"### {name}"
        yield ""
        yield "| field | type | what it is | example |"
        yield "|---|---|---|---|"
        for field, about in models[name]["properties"].items():
            said = _sentence(about.get("description") or _known(_UNSAID, field))
            example = examples.get((name, field), "")
            yield f"| `{field}` | {_type(about)} | {said} | {f'`{example}`' if example else ''} |"
        yield ""


def _type(about: Mapping[str, Any]) -> str:
    """Return a JSON Schema as a few words: ``list of Section``, ``text or null``."""
    if "$ref" in about:
        name = about["$ref"].rsplit("/", 1)[-1]
        return f"[{name}](#{name.lower()})" if name in ORDER else "text"
    if "anyOf" in about:
        return " or ".join(_type(one) for one in about["anyOf"])
    kind = about.get("type", "anything")
    if kind == "array":
        return f"list of {_type(about['items'])}" if "items" in about else "list"
    if kind == "string":
        return "ISO date" if about.get("format") == "date" else "text"
    return {"integer": "whole number", "number": "number", "boolean": "true/false"}.get(kind, kind)


def _sentence(description: str) -> str:
    text = " ".join(description.replace("``", "`").split())
    return re.sub(r":(?:class|func|meth):`~?([\w.]+)`", r"`\1`", text).replace("|", "\\|")


@cache
def _examples() -> dict[tuple[str, str], str]:
    """Return a real value of each field, as JSON cut to a cell's length."""
    found: dict[tuple[str, str], str] = {}

    def walk(value: Any, name: str) -> None:
        for field, inner in value:
            if inner not in (None, "", (), []):
                found.setdefault((name, field), _cell(inner))
            for part in inner if isinstance(inner, tuple) else (inner,):
                if type(part).__name__ in ORDER:
                    walk(part, type(part).__name__)

    for example in EXAMPLES:
        path = ROOT / "corpus" / "pdf" / f"{example}.pdf"
        parsed = paatosparser.parse(path)
        source = parsed.source.model_copy(update={"uri": f"{path.stem}.pdf"})
        walk(parsed.model_copy(update={"source": source}), "Document")
    return found


def _cell(value: Any) -> str:
    if type(value).__name__ in ORDER or (isinstance(value, tuple) and type(value[0]).__name__ in ORDER):
        return ""  # it has a table of its own
    written = json.dumps(_plain(value), ensure_ascii=False)
    if len(written) > EXAMPLE_LENGTH:
        written = written[: EXAMPLE_LENGTH - 1].rstrip() + "…"
    return written.replace("|", "\\|").replace("`", "'")


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value if isinstance(value, (int, float, bool)) else str(value)


def section_types() -> Iterator[str]:
    """Yield the table of section types with the headings that open them, the commonest first."""
    yield "| type | what it is, or its usual heading | known headings |"
    yield "|---|---|---|"
    said = _docstrings(SectionType)
    for kind in SectionType:
        rows = [row for row in headings() if row.type == kind.value and "<" not in row.heading]
        finnish = [row.heading for row in rows if row.language == "fi"][:3]
        swedish = [row.heading for row in rows if row.language == "sv"][:2]
        shown = ", ".join(finnish) + (f"; sv: {', '.join(swedish)}" if swedish else "")
        yield f"| `{kind.value}` | {said[kind.name]} | {shown} |"
    yield ""


def section_headings() -> Iterator[str]:
    """Yield the table of section types for the README: a type and how it is printed."""
    yield "| section | printed as |"
    yield "|---|---|"
    said = _docstrings(SectionType)
    for kind in SectionType:
        yield f"| `{kind.value}` | {said[kind.name].rstrip('.')} |"
    yield ""


def kinds() -> Iterator[str]:
    """Yield the table of document kinds."""
    yield from _enum_table("kind", DocumentKind)


def heading_sources() -> Iterator[str]:
    """Yield the table of how a section was told, from the surest to the least sure."""
    yield from _enum_table("heading_source", HeadingSource)


def labels() -> Iterator[str]:
    """Yield the table of entity labels with the type of their values."""
    yield "| label | what it is | value |"
    yield "|---|---|---|"
    said = _docstrings(EntityLabel)
    for label in EntityLabel:
        value = KINDS[label].value.__name__
        yield f"| `{label.value}` | {said[label.name]} | [{value}](#{value.lower()}) |"
    yield ""


def label_order() -> Iterator[str]:
    """Yield the labels in the order in which they win over each other."""
    yield f"{', '.join(f'`{label.value}`' for label in KINDS)}."
    yield ""


def _factories() -> Mapping[str, list[EntityLabel]]:
    """Return the spaCy factories of the finders with the labels that each finds, in the order of the labels."""
    found: dict[str, list[EntityLabel]] = {}
    for label in EntityLabel:
        if KINDS[label].find:
            found.setdefault(KINDS[label].factory, []).append(label)
    return found


def spacy_factories() -> Iterator[str]:
    """Yield the table of spaCy components."""
    yield "| factory | finds | labels |"
    yield "|---|---|---|"
    said = _docstrings(EntityLabel)
    for factory, found in _factories().items():
        what = " ".join(said[label.name] for label in found)
        yield f"| `{factory}` | {what} | {', '.join(f'`{label.value}`' for label in found)} |"
    yield "| `paatos_rules` | All of these, without overlaps. | all |"
    yield "| `paatos_names` | These, and names that the trained model finds where no rule does. | also `ORG`, `LOC` |"
    yield "| `paatos_sentences` | No mentions: it marks sentences, and has no settings. | |"
    yield ""


def entry_points() -> Iterator[str]:
    """Yield the entry points of the finders' spaCy factories."""
    yield from (f'{factory} = "paatosparser.nlp.components:{factory}"' for factory in _factories())
    yield ""


def statuses() -> Iterator[str]:
    """Yield the table of statuses."""
    yield from _enum_table("status", Status)


# -- errors ------------------------------------------------------------------------------------------------------------


def issues() -> Iterator[str]:
    """Yield the table of issue codes."""
    yield "| code | what it means | content missing? | what to do |"
    yield "|---|---|---|---|"
    said = _docstrings(IssueCode)
    for code in IssueCode:
        missing = "yes: `partial`" if code in COSTS_CONTENT else "no"
        yield f"| `{code.value}` | {said[code.name]} | {missing} | {_known(ABOUT_ISSUE, code)} |"
    yield ""


def error_classes() -> Iterator[str]:
    """Yield the table of errors."""
    yield "| code | Python class | what it means | exit code | what to do |"
    yield "|---|---|---|---|---|"
    for name, what in vars(errors).items():
        if inspect.isclass(what) and issubclass(what, PaatosError) and name in paatosparser.__all__:
            if what is PaatosError:
                continue
            row = f"| `{what.code}` | `{name}` | {_sentence(inspect.getdoc(what) or '')} | {int(what.exit_code)} |"
            yield f"{row} {_known(ABOUT_ERROR, name)} |"
    yield ""


def exit_codes() -> Iterator[str]:
    """Yield the table of exit codes."""
    yield "| exit code | when |"
    yield "|---|---|"
    for code in ExitCode:
        yield f"| {int(code)} | {_known(ABOUT_EXIT, code)} |"
    yield ""


def _known(table: Mapping[Any, str], key: Any) -> str:
    """Return what a table here says of a key, or stop with a plain word where it says nothing."""
    if key not in table:
        raise SystemExit(f"docs/generate.py: say what there is to say about {key!r} here or in docs/advice.py")
    return table[key]


def table_columns() -> Iterator[str]:
    """Yield the columns of each Parquet table."""
    for name, columns in TABLES.items():
        yield from (f"### {name}", "", "| column | type | what it holds |", "|---|---|---|")
        yield from (f"| `{column.name}` | {column.type} | {column.said} |" for column in columns)
        yield ""


# -- the machinery -----------------------------------------------------------------------------------------------------


def _enum_table(head: str, enum: type[StrEnum]) -> Iterator[str]:
    yield f"| {head} | what it means |"
    yield "|---|---|"
    said = _docstrings(enum)
    for member in enum:
        yield f"| `{member.value}` | {said.get(member.name, 'All of the content is there.')} |"
    yield ""


@cache
def _docstrings(enum: type[StrEnum]) -> Mapping[str, str]:
    """Return the docstrings that stand under the members of an enum, which Python itself forgets."""
    tree = ast.parse(inspect.getsource(sys.modules[enum.__module__]))
    body = next(node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name == enum.__name__)
    found = {}
    for member, after in pairwise(body):
        if isinstance(member, ast.Assign) and isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
            found[ast.unparse(member.targets[0])] = _sentence(str(after.value.value))
    return found


PARTS: Mapping[str, Callable[[], Iterator[str]]] = {
    "fields": fields,
    "section-types": section_types,
    "section-headings": section_headings,
    "kinds": kinds,
    "labels": labels,
    "label-order": label_order,
    "spacy-factories": spacy_factories,
    "entry-points": entry_points,
    "heading-sources": heading_sources,
    "statuses": statuses,
    "issues": issues,
    "errors": error_classes,
    "exit-codes": exit_codes,
    "table-columns": table_columns,
}


def schema() -> str:
    """Return the published JSON Schema, as ``paatos schema`` prints it."""
    return json.dumps(paatosparser.json_schema(), ensure_ascii=False, indent=2) + "\n"


def generated(text: str) -> str:
    """Return a document with its generated parts written anew."""
    return _PART.sub(lambda match: match[1] + "\n".join(PARTS[match["name"]]()) + match[3], text)


def main() -> int:
    """Write the parts, or with ``--check`` name the files that are not current; 1 if there are any."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; fail where a file is not current")
    check = parser.parse_args().check
    stale = []
    for path in (*FILES, SCHEMA):
        text = path.read_text("utf-8")
        current = generated(text) if path != SCHEMA else schema()
        if current == text:
            continue
        stale.append(path)
        if not check:
            path.write_text(current, "utf-8")
        sys.stderr.write(f"{path.relative_to(ROOT)}: {'not current; run make docs' if check else 'written'}\n")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
