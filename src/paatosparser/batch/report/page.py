"""The page of a report: figures to HTML."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from paatosparser.batch.report import counts, sections
from paatosparser.batch.report.elements import Html, tag
from paatosparser.batch.report.figures import Figures
from paatosparser.batch.report.parts import About, Links

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{}'"

_Make = Callable[[Figures, About, Links], Iterator[Html]]
_SECTIONS: Sequence[tuple[str, str, _Make]] = (
    ("totals", "Totals", sections.totals),
    ("failures", "Failures", sections.failures),
    ("issues", "Issues", sections.issues),
    ("decisions", "Decisions", counts.decisions),
    ("organisations", "Organisations", counts.organisations),
    ("documents", "Languages, kinds, systems", counts.what_they_are),
    ("time", "Time", sections.time),
    ("largest", "Size", sections.largest),
    ("others", "Other files", counts.others),
    ("made-with", "Versions and options", sections.made_with),
)


def report_page(figures: Figures, about: About, links: Links) -> str:
    """Return the page. It depends on nothing but what it is given."""
    made = [(anchor, title, list(make(figures, about, links))) for anchor, title, make in _SECTIONS]
    shown = [(anchor, title, parts) for anchor, title, parts in made if parts]
    style, script = (Html(Path(__file__).with_name(name).read_text("utf-8")) for name in ("report.css", "report.js"))
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_POLICY.format(digest)),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", f"Batch report: {about.name}"),
        tag("style", style),
    )
    entries = (tag("li", tag("a", title, href=f"#{anchor}")) for anchor, title, _ in shown)
    body = tag(
        "body",
        tag(
            "header",
            tag("h1", "Batch report: ", tag("bdi", about.name)),
            tag("p", f"Results as of {about.written:%Y-%m-%d %H:%M} UTC"),
        ),
        tag("nav", tag("ul", *entries), aria_label="Sections"),
        tag("main", *(_section(*each) for each in shown)),
        tag("script", script),
    )
    return f"<!DOCTYPE html>\n{tag('html', head, body, lang='en')}\n"


def _section(anchor: str, title: str, parts: Sequence[Html]) -> Html:
    return tag("section", tag("h2", title, id=anchor), *parts, aria_labelledby=anchor)
