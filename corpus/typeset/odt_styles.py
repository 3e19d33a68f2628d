"""Styles of a flat ODT file: automatic styles made on demand, and the page with its running heads."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

from typeset.layout import A4, Layout

NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
    )
)

Properties = Mapping[str, str]


def attributes(values: Properties) -> str:
    """Write values as XML attributes, each with a space before it."""
    return "".join(f" {name}={quoteattr(value)}" for name, value in values.items())


def points(value: float) -> str:
    """Write a length in ODF's notation."""
    return f"{value:.2f}pt"


class StyleSheet:
    """Automatic styles: the same properties give the same style, named in the order of first use."""

    def __init__(self) -> None:
        """Start without styles."""
        self._names: dict[str, str] = {}

    def paragraph(
        self, paragraph: Properties, text: Properties, tabs: list[tuple[float, str]], extra: Properties
    ) -> str:
        """Name of a paragraph style; ``extra`` are attributes of the style itself."""
        stops = "".join(f'<style:tab-stop style:position="{points(at)}" style:type="{kind}"/>' for at, kind in tabs)
        inner = f"<style:tab-stops>{stops}</style:tab-stops>" if tabs else ""
        body = f"<style:paragraph-properties{attributes(paragraph)}>{inner}</style:paragraph-properties>"
        return self._name("P", "paragraph", body + f"<style:text-properties{attributes(text)}/>", extra)

    def text(self, text: Properties) -> str:
        """Name of a text style."""
        return self._name("T", "text", f"<style:text-properties{attributes(text)}/>", {})

    def table(self, width: float, left: float, above: float, *, keep: bool) -> str:
        """Name of a table style; ``keep`` holds it on the page of what follows it."""
        values = {
            "style:width": points(width),
            "table:align": "left",
            "fo:margin-left": points(left),
            "fo:margin-top": points(above),
            "style:may-break-between-rows": "true",
        }
        if keep:
            values["fo:keep-with-next"] = "always"
        return self._name("Ta", "table", f"<style:table-properties{attributes(values)}/>", {})

    def column(self, width: float) -> str:
        """Name of a table column style."""
        body = f'<style:table-column-properties style:column-width="{points(width)}"/>'
        return self._name("Co", "table-column", body, {})

    def row(self, *, together: bool) -> str:
        """Name of a table row style."""
        keep = "always" if together else "auto"
        body = f'<style:table-row-properties fo:keep-together="{keep}"/>'
        return self._name("Ro", "table-row", body, {})

    def cell(self, values: Properties) -> str:
        """Name of a table cell style."""
        return self._name("Ce", "table-cell", f"<style:table-cell-properties{attributes(values)}/>", {})

    def frame(self) -> str:
        """Name of the style of a bordered frame."""
        values = {
            "draw:fill": "none",
            "draw:stroke": "solid",
            "svg:stroke-width": "0.8pt",
            "svg:stroke-color": "#000000",
            "fo:border": "0.8pt solid #000000",
            "fo:padding": "3pt",
            "style:wrap": "run-through",
            "style:horizontal-pos": "from-left",
            "style:horizontal-rel": "page",
            "style:vertical-pos": "from-top",
            "style:vertical-rel": "page",
        }
        return self._name("Fr", "graphic", f"<style:graphic-properties{attributes(values)}/>", {})

    def xml(self) -> str:
        """All styles made so far."""
        return "".join(f'<style:style style:name="{name}" {body}' for body, name in self._names.items())

    def _name(self, prefix: str, family: str, body: str, extra: Properties) -> str:
        whole = f'style:family="{family}"{attributes(extra)}>{body}</style:style>'
        return self._names.setdefault(whole, f"{prefix}{len(self._names) + 1}")


def page_layout(layout: Layout) -> str:
    """Write the page: paper, margins and the room of running head and foot."""
    page, head, foot = layout.page, layout.head, layout.foot
    foot_room = page.bottom - foot.start - 14
    outer = {
        "fo:page-width": points(A4[0]),
        "fo:page-height": points(A4[1]),
        "fo:margin-top": points(head.start),
        "fo:margin-right": points(page.right),
        "fo:margin-bottom": points(14),
        "fo:margin-left": points(page.left),
    }
    top = {"fo:min-height": points(page.top - head.start), "fo:margin-bottom": "0pt"}
    bottom = {"fo:min-height": points(foot_room + foot.start), "fo:margin-top": points(foot.start)}
    return (
        f'<style:page-layout style:name="PL"><style:page-layout-properties{attributes(outer)}/>'
        f"<style:header-style><style:header-footer-properties{attributes(top)}/></style:header-style>"
        f"<style:footer-style><style:header-footer-properties{attributes(bottom)}/></style:footer-style>"
        "</style:page-layout>"
    )
