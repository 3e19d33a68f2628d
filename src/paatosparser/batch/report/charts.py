"""Charts as SVG that fits any width: places along it are in per cent, heights and letters in pixels.

Colours are classes of ``report.css``. A chart is one picture to who cannot see it, with its values as its name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from paatosparser.batch.report.elements import Html, join, tag

LABEL = 38
"""Letters of a name beside a bar; the whole name shows under the pointer."""
SPOKEN = 12
"""Values that a chart's name tells."""
LABELS_ON_PHONES, VALUES_ON_PHONES = 7, 12
"""Where there are more columns, every other label, and all values above them, are left out on a narrow screen."""
_ROW, _BAR = 38, 10
_PLOT, _ABOVE, _BELOW = 150, 20, 22


@dataclass(frozen=True, slots=True)
class Series:
    """A part of each column of a chart."""

    name: str
    values: Sequence[int]


def bars(title: str, values: Sequence[tuple[str, int]]) -> Html:
    """Return a bar for each name, with its value and share."""
    total = sum(value for _, value in values) or 1
    rows = []
    for number, (name, value) in enumerate(values):
        top = number * _ROW
        rows += [
            tag("text", shortened(name, LABEL), y=top + 14),
            tag("text", f"{value:,} ({share(value, total)})", x="100%", y=top + 14, class_="end"),
            tag("rect", y=top + 20, width="100%", height=_BAR, rx=2, class_="track"),
            _rect(f"{name}: {value:,}", "s0", y=top + 20, width=_percent(value, total), height=_BAR, rx=2),
        ]
    return _picture(title, values, len(values) * _ROW, *rows)


def columns(title: str, labels: Sequence[str], series: Sequence[Series]) -> Html:
    """Return a column for each label, the series one on the other, with their sum above."""
    totals = [sum(values) for values in zip(*(each.values for each in series), strict=True)]
    greatest = max(totals, default=0) or 1
    slot = 100 / max(len(labels), 1)
    boxes, texts = [], []
    for place, (label, total) in enumerate(zip(labels, totals, strict=True)):
        bottom = float(_ABOVE + _PLOT)
        for number, each in enumerate(series):
            height = each.values[place] / greatest * _PLOT
            if not height:
                continue
            bottom -= height
            said = f"{label}, {each.name}: {each.values[place]:,}" if each.name else f"{label}: {total:,}"
            box = {"x": f"{place * slot + slot * 0.12:.3f}%", "width": f"{slot * 0.76:.3f}%"}
            boxes.append(_rect(said, f"s{number}", y=f"{bottom:.1f}", height=f"{height:.1f}", **box))
        thin_label = " thin" if len(labels) > LABELS_ON_PHONES and (len(labels) - place) % 2 == 0 else ""
        thin_value = " thin" if len(labels) > VALUES_ON_PHONES else ""
        middle = f"{place * slot + slot / 2:.3f}%"
        texts.append(tag("text", compact(total), x=middle, y=f"{bottom - 6:.1f}", class_=f"mid value{thin_value}"))
        texts.append(tag("text", label, x=middle, y=_ABOVE + _PLOT + 16, class_=f"mid{thin_label}"))
    axis = tag("rect", y=_ABOVE + _PLOT, width="100%", height=1, class_="axis")
    values = list(zip(labels, totals, strict=True))
    picture = _picture(title, values, _ABOVE + _PLOT + _BELOW, *boxes, axis, *texts)
    return tag("div", picture, class_="columns", style=f"max-width:{max(len(labels), 4) * 84}px")


def strip(title: str, values: Sequence[tuple[str, int]]) -> Html:
    """Return one bar, divided by the values; each part has the class of its name."""
    total = sum(value for _, value in values) or 1
    before = 0
    parts = []
    for name, value in values:
        if value:
            box = {"x": f"{before / total * 100:.3f}%", "width": _percent(value, total)}
            parts.append(_rect(f"{name}: {value:,}", name, height=16, **box))
        before += value
    return _picture(title, values, 16, *parts)


def legend(names: Sequence[str]) -> Html:
    """Return what tells the series of :func:`columns` apart."""
    marks = (
        tag("li", tag("span", class_=f"swatch s{number}"), tag("bdi", shortened(name, LABEL), title=name))
        for number, name in enumerate(names)
    )
    return tag("ul", *marks, class_="legend")


def share(value: int, total: int) -> str:
    """Return a share in per cent; never 0 of what is there, nor 100 where something else is."""
    part = value / total * 100 if total else 0.0
    if 0 < part < 0.1:
        return "<0.1 %"
    if 99.9 < part < 100:
        return ">99.9 %"
    return f"{part:.1f} %" if 0 < part < 100 else f"{part:.0f} %"


def compact(number: int) -> str:
    """Return a number in a few letters: 950, 1.2k, 35k, 1.2M."""
    for unit, letter in ((1_000_000, "M"), (1_000, "k")):
        if number >= unit:
            return (
                f"{number / unit:.1f}".removesuffix(".0") + letter
                if number < 10 * unit
                else f"{number // unit}{letter}"
            )
    return str(number)


def shortened(text: str, length: int) -> str:
    """Return a text of at most this length, with a mark where its end was left out."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def _rect(said: str, class_: str, **box: str | float) -> Html:
    return tag("rect", tag("title", said), class_=class_, **box)


def _percent(value: int, of: int) -> str:
    """Return a width: what is there is seen, however small."""
    return f"{max(value / of * 100, 0.4 if value else 0):.3f}%"


def _picture(title: str, values: Sequence[tuple[str, int]], height: int, *parts: Html) -> Html:
    said = ", ".join(f"{name} {value:,}" for name, value in values[:SPOKEN])
    more = f" and {len(values) - SPOKEN} more" if len(values) > SPOKEN else ""
    return tag("svg", join(*parts), role="img", aria_label=f"{title}: {said}{more}.", width="100%", height=height)
