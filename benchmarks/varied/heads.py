"""Families of heads: where a print puts body, date, number, title and case id, and how it labels them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from benchmarks.varied.paper import Paper, PrintLine, Role

Head = Callable[[Paper], Paper]

MONTHS = {
    False: ("tammi", "helmi", "maalis", "huhti", "touko", "kesä", "heinä", "elo", "syys", "loka", "marras", "joulu"),
    True: (
        *("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober"),
        *("november", "december"),
    ),
}
LABELS = {
    False: ("Toimielin", "Kokouspäivä", "Pykälä", "Asia", "Diaarinumero"),
    True: ("Organ", "Sammanträdesdatum", "Paragraf", "Ärende", "Diarienummer"),
}


def with_head(paper: Paper, lines: Iterable[PrintLine]) -> Paper:
    """Return a paper under a head; the empty lines of facts that a decision has not are left out."""
    return replace(paper, lines=(*(line for line in lines if line.text.strip()), *paper.lines))


def own(paper: Paper) -> tuple[str, str, str]:
    """Return body, date and section number as they are printed."""
    facts, day = paper.facts.facts, paper.date
    return facts["body"], f"{day.day}.{day.month}.{day.year}", facts["section_number"]


def organisation(paper: Paper) -> PrintLine:
    """Return the line of the organisation."""
    return PrintLine(paper.facts.facts.get("organisation", ""), Role.ORGANISATION)


def title(paper: Paper, before: str = "") -> PrintLine:
    """Return the line of the title."""
    return PrintLine(before + paper.facts.facts["title"], Role.TITLE)


def case(paper: Paper) -> PrintLine:
    """Return the line of the case id, empty where there is none."""
    return PrintLine(paper.facts.facts.get("case_id", ""), Role.CASE)


def line(text: str) -> PrintLine:
    """Return a line that names the item."""
    return PrintLine(text, Role.OWN)


def _rest(paper: Paper) -> tuple[PrintLine, PrintLine]:
    return title(paper), case(paper)


def stacked(paper: Paper) -> Paper:
    """Print ``Body D`` / ``§ N`` / title / case id."""
    body, day, number = own(paper)
    return with_head(paper, (organisation(paper), line(f"{body} {day}"), line(f"§ {number}"), *_rest(paper)))


def _one_line(form: str) -> Head:
    def head(paper: Paper) -> Paper:
        body, day, number = own(paper)
        text = form.format(body=body, day=day, number=number)
        return with_head(paper, (organisation(paper), line(text), *_rest(paper)))

    return head


def _under_title(form: str) -> Head:
    def head(paper: Paper) -> Paper:
        body, day, number = own(paper)
        text = form.format(body=body, day=day, number=number)
        return with_head(paper, (organisation(paper), title(paper), case(paper), line(text)))

    return head


def page_of_item(paper: Paper) -> Paper:
    """Print the body over ``Pöytäkirja D/Pykälä N``, as web pages of items have it."""
    body, day, number = own(paper)
    words = ("Protokoll", "Paragraf") if paper.swedish else ("Pöytäkirja", "Pykälä")
    second = f"{words[0]} {day}/{words[1]} {number}"
    return with_head(paper, (organisation(paper), line(body), line(second), *_rest(paper)))


def _labelled(paper: Paper) -> list[tuple[str, PrintLine]]:
    body, day, number = own(paper)
    values = (line(body), line(day), line(f"§ {number}"), *_rest(paper))
    return [(label, value) for label, value in zip(LABELS[paper.swedish], values, strict=True) if value.text]


def labels_together(paper: Paper) -> Paper:
    """Print ``Toimielin: Body``, a line a fact."""
    rows = (replace(value, text=f"{label}: {value.text}") for label, value in _labelled(paper))
    return with_head(paper, (organisation(paper), *rows))


def labels_above(paper: Paper) -> Paper:
    """Print each label on its own line over its value."""
    pairs = ((PrintLine(label, Role.LABEL), value) for label, value in _labelled(paper))
    return with_head(paper, (organisation(paper), *(one for pair in pairs for one in pair)))


def labels_stacked(paper: Paper) -> Paper:
    """Print all labels, then all values in their order, as a copied table comes."""
    rows = _labelled(paper)
    labels = (PrintLine(label, Role.LABEL) for label, _ in rows)
    return with_head(paper, (organisation(paper), *labels, *(value for _, value in rows)))


def label_rows(paper: Paper) -> Paper:
    """Print a table of labels and values."""
    rows = (replace(value, text=f"{label}\t{value.text}") for label, value in _labelled(paper))
    return with_head(paper, (organisation(paper), *rows))


def case_number(paper: Paper) -> Paper:
    """Print ``Asia 7. / 57 §`` under the body and the date: the item's place on the agenda before its number."""
    body, day, number = own(paper)
    word = "Ärende" if paper.swedish else "Asia"
    lines = (organisation(paper), line(body), line(day), line(f"{word} 7. / {number} §"), *_rest(paper))
    return with_head(paper, lines)


def number_and_title(paper: Paper) -> Paper:
    """Print ``§ N Title`` on one line."""
    body, day, number = own(paper)
    return with_head(paper, (organisation(paper), line(f"{body} {day}"), title(paper, f"§ {number} "), case(paper)))


def bare_number(paper: Paper) -> Paper:
    """Print the number alone on its line, without a sign."""
    body, day, number = own(paper)
    return with_head(paper, (organisation(paper), line(f"{body} {day}"), line(number), *_rest(paper)))


def no_number(paper: Paper) -> Paper:
    """Print body and date alone; an own line further down may say the number."""
    body, day, number = own(paper)
    headed = with_head(paper, (organisation(paper), line(f"{body} {day}"), *_rest(paper)))
    told = any(number in one.text.split() and one.role is Role.OWN for one in paper.lines)
    return headed if told else headed.without("section_number")


def date_in_words(paper: Paper) -> Paper:
    """Print ``Body 27. toukokuuta 2025``."""
    body, _, number = own(paper)
    month = MONTHS[paper.swedish][paper.date.month - 1]
    day = f"{paper.date.day} {month}" if paper.swedish else f"{paper.date.day}. {month}kuuta"
    lines = (organisation(paper), line(f"{body} {day} {paper.date.year}"), line(f"§ {number}"), *_rest(paper))
    return with_head(paper, lines)


def meeting_line(paper: Paper) -> Paper:
    """Print ``Body, kokous D``."""
    body, day, number = own(paper)
    word = "möte" if paper.swedish else "kokous"
    return with_head(paper, (organisation(paper), line(f"{body}, {word} {day}"), line(f"§ {number}"), *_rest(paper)))


def title_first(paper: Paper) -> Paper:
    """Print the title over all other lines."""
    body, day, number = own(paper)
    return with_head(paper, (title(paper), organisation(paper), line(f"{body} {day} § {number}"), case(paper)))


def case_first(paper: Paper) -> Paper:
    """Print the case id over all other lines."""
    body, day, number = own(paper)
    return with_head(paper, (case(paper), organisation(paper), line(f"{body} {day} § {number}"), title(paper)))


def running_head(paper: Paper) -> Paper:
    """Print body, date and number in the running head alone."""
    body, day, number = own(paper)
    word = "Protokoll" if paper.swedish else "Pöytäkirja"
    name = paper.facts.facts.get("organisation", "")
    running = " ".join(f"{name} {word} {body} {day} § {number} 1 (3)".split())
    return replace(with_head(paper, _rest(paper)), running=running)


def site_bar(paper: Paper) -> Paper:
    """Print links of the site over the head and under the text."""
    words = ("Hem", "Beslutsfattande", "Sökning") if paper.swedish else ("Etusivu", "Päätöksenteko", "Haku")
    name = paper.facts.facts.get("organisation", "")
    bar = (PrintLine(f"{name} {' '.join(words)}".strip(), Role.PAGE), *(PrintLine(word, Role.PAGE) for word in words))
    headed = _one_line("{body} {day} § {number}")(paper)
    last = headed.lines[-1]
    foot = PrintLine("Skriv ut" if paper.swedish else "Tulosta", Role.PAGE, last.type, scored=False)
    return replace(headed, lines=(*bar, *headed.lines, foot))


HEADS: Mapping[str, Head] = {
    "stacked": stacked,
    "body, § n, date": _one_line("{body}, § {number}, {day}"),
    "body, date, § n": _one_line("{body}, {day}, § {number}"),
    "body § n date": _one_line("{body} § {number} {day}"),
    "body n § date": _one_line("{body} {number} § {day}"),
    "body n § date under the title": _under_title("{body} {number} § {day}"),
    "body, date, § n under the title": _under_title("{body}, {day}, § {number}"),
    "page of an item": page_of_item,
    "labels with values": labels_together,
    "labels over values": labels_above,
    "labels stacked": labels_stacked,
    "rows of labels": label_rows,
    "place on the agenda": case_number,
    "number and title": number_and_title,
    "bare number": bare_number,
    "no number": no_number,
    "date in words": date_in_words,
    "body, meeting date": meeting_line,
    "title first": title_first,
    "case id first": case_first,
    "running head": running_head,
    "site bar": site_bar,
}
"""Heads by the names of their families; the first is the base of all other families."""
