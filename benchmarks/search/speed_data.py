"""Search records and queries to measure speed on: the corpus recombined, with facts of their own."""

from __future__ import annotations

import datetime
import hashlib
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from benchmarks.gold import CORPUS, HELD_OUT
from paatosparser import parse
from paatosparser.markup import read_markup
from paatosparser.search.fields import words_of
from paatosparser.search.query import Filters
from paatosparser.sinks.projection import (
    EUR,
    RecordEntity,
    RecordPage,
    RecordSection,
    SearchRecord,
    search_records,
)
from paatosparser.tables import family_names, given_names, municipalities
from paatosparser.tables.bodies import body_names

SHARE_OF_OTHERS = 0.7  # sentences that are replaced by one from elsewhere
LAST_DAY = datetime.date(2025, 12, 31)
DAYS = 15 * 365
SAMPLE = 2000  # records whose words make queries
FIRST_FILES = 24  # of the corpus at least
RECORDS_A_FILE = 20  # that are made of each file of the corpus, where they are few
COMMON, MIDDLE = 0.1, 0.01  # parts of the texts that hold a common word at least, and a middling one

KINDS = {"words": 8, "phrase": 3, "filters": 5, "facets": 2, "slip": 2}
"""Kinds of query, with how many of 20 are of each."""

STREETS = ("katu", "tie", "kuja", "polku", "ranta", "aukio", "kaari", "raitti")
_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])|\n+")
_STREET = re.compile(rf"[^\W\d_]+(?:{'|'.join(STREETS)})", re.IGNORECASE)

T = TypeVar("T")


class Piece(NamedTuple):
    """A sentence of a text with the space after it, and its mentions."""

    text: str
    entities: tuple[RecordEntity, ...]


class Part(NamedTuple):
    """A section, or what stands between two; then it has no type."""

    type: str
    heading: str
    pieces: tuple[Piece, ...]


class Template(NamedTuple):
    """A record of the corpus in parts."""

    record: SearchRecord
    parts: tuple[Part, ...]


class SpeedQuery(NamedTuple):
    """A query of the benchmark."""

    kind: str
    text: str
    filters: Filters
    facets: bool


def templates(records: int) -> list[Template]:
    """Return what so many records are made of: the records of the corpus, of a part of it where they are few."""
    texts = CORPUS.parent / "texts"
    found = sorted([*CORPUS.glob("*/*.gold.txt"), *texts.glob("*/*.gold.txt")])
    paths = [path for path in found if path.parent.name not in HELD_OUT]
    paths = paths[:: max(1, len(paths) // max(FIRST_FILES, records // RECORDS_A_FILE))]
    documents = (parse(read_markup(path.read_text("utf-8")).text.encode()) for path in paths)
    return [Template(record, tuple(_parts(record))) for document in documents for record in search_records(document)]


def _parts(record: SearchRecord) -> Iterator[Part]:
    at = 0
    for section in sorted(record.sections, key=lambda section: section.start):
        if section.start < at:
            continue
        if at < section.start:
            yield Part("", "", tuple(_pieces(record, at, section.start)))
        yield Part(section.type, section.heading, tuple(_pieces(record, section.start, section.end)))
        at = section.end
    if at < len(record.text):
        yield Part("", "", tuple(_pieces(record, at, len(record.text))))


def _pieces(record: SearchRecord, start: int, stop: int) -> Iterator[Piece]:
    ends = [match.end() for match in _END.finditer(record.text, start, stop)]
    entities = [each for each in record.entities if start <= each.start and each.end <= stop]
    whole = [end for end in ends if not any(each.start < end < each.end for each in entities)]
    for begin, end in zip([start, *whole], [*whole, stop], strict=True):
        inside = [each for each in entities if begin <= each.start and each.end <= end]
        moved = (each.model_copy(update={"start": each.start - begin, "end": each.end - begin}) for each in inside)
        if begin < end:
            yield Piece(record.text[begin:end], tuple(_apart(moved)))


def _apart(entities: Iterable[RecordEntity]) -> Iterator[RecordEntity]:
    """Yield mentions without those that stand in others."""
    at = 0
    for each in sorted(entities, key=lambda each: (each.start, -each.end)):
        if each.start >= at:
            yield each
            at = each.end


class Maker:
    """Makes records; the same numbers and seed give the same ones."""

    def __init__(self, made_of: Sequence[Template], seed: int) -> None:
        self._templates = made_of
        self._seed = seed
        self._pools: defaultdict[tuple[str, str], list[Piece]] = defaultdict(list)
        for template in made_of:
            for part in template.parts:
                self._pools[template.record.language, part.type].extend(part.pieces)
        self._given = [_capitals(name) for name in sorted(given_names())]
        self._family = [_capitals(name) for name in sorted(family_names())]
        self._bodies = sorted({record.body for record, _ in made_of if record.body} | set(sorted(body_names())[::10]))
        self._places = [row for row in municipalities() if row.status == "current" and row.genitive]

    def record(self, number: int) -> SearchRecord:
        """Return the record of a number."""
        dice = random.Random(self._seed * 10_000_019 + number)  # noqa: S311
        template, parts = dice.choice(self._templates)
        day = LAST_DAY - datetime.timedelta(dice.randrange(DAYS))
        place = dice.choice(self._places)
        text, sections, entities = self._text(template.language, parts, day, dice)
        named = _values_by_label(entities)
        case = next(iter(named["CASE"]), None)
        own = f"sha256:{hashlib.sha256(f'{self._seed} {number}'.encode()).hexdigest()}"
        title = f"{template.title or 'Muu asia'}, {place.fi}, {self._street(dice)} {dice.randrange(1, 200)}"
        return SearchRecord(
            id=f"{own}-0",
            document_id=own,
            decision_id=own[:30],
            uri=f"https://{place.code}.example/paatokset/{day.year}/{number}.pdf",
            organisation=f"{place.genitive} kaupunki",
            body=dice.choice(self._bodies),
            date=day,
            section_number=str(dice.randrange(1, 400)),
            case_id=case,
            classification=None,
            title=title,
            presenter=next(iter(named["PERSON"]), None),
            kind=template.kind,
            language=template.language,
            system=template.system,
            page_first=1,
            page_last=1 + len(text) // 3000,
            organisations=tuple(named["ORG"]),
            bodies=tuple(named["BODY"]),
            people=tuple(named["PERSON"]),
            places=tuple(named["LOC"]),
            statutes=tuple(named["LAW"]),
            statute_titles=(),
            dates=tuple(datetime.date.fromisoformat(each) for each in named["DATE"] if "/" not in each),
            sums=tuple(float(each.removesuffix(EUR)) for each in named["MONEY"] if each.endswith(EUR)),
            references=tuple(named["REF"]),
            case_ids=tuple(named["CASE"]),
            text=text,
            sections=sections,
            pages=tuple(RecordPage(number=1 + at // 3000, start=at) for at in range(0, len(text), 3000)),
            entities=entities,
        )

    def _text(
        self, language: str, parts: Iterable[Part], day: datetime.date, dice: random.Random
    ) -> tuple[str, tuple[RecordSection, ...], tuple[RecordEntity, ...]]:
        text, at = [], 0
        sections, entities = [], []
        for part in parts:
            start = at
            for number, own in enumerate(part.pieces):
                replaced = bool(number or not part.heading) and dice.random() < SHARE_OF_OTHERS
                piece = self._varied(dice.choice(self._pools[language, part.type]) if replaced else own, day, dice)
                moved = ({"start": each.start + at, "end": each.end + at} for each in piece.entities)
                entities += [each.model_copy(update=place) for each, place in zip(piece.entities, moved, strict=True)]
                text.append(piece.text)
                at += len(piece.text)
            if part.type and at > start:
                sections.append(RecordSection(type=part.type, heading=part.heading, start=start, end=at))
        return "".join(text), tuple(sections), tuple(entities)

    def _varied(self, piece: Piece, day: datetime.date, dice: random.Random) -> Piece:
        """Return a sentence with other people, sums, days, streets and case ids."""
        text, entities, at, length = [], [], 0, 0
        for entity in piece.entities:
            printed, canonical = self._mention(entity, piece.text[entity.start : entity.end], day, dice)
            before = piece.text[at : entity.start]
            start = length + len(before)
            text += [before, printed]
            base = entity.base and (canonical or entity.base)
            entities.append(
                RecordEntity(label=entity.label, start=start, end=start + len(printed), base=base, canonical=canonical)
            )
            at, length = entity.end, start + len(printed)
        return Piece("".join((*text, piece.text[at:])), tuple(entities))

    def _mention(
        self, entity: RecordEntity, printed: str, day: datetime.date, dice: random.Random
    ) -> tuple[str, str | None]:
        """Return a mention as it is printed, and what it means."""
        if entity.label == "PERSON":
            name = f"{dice.choice(self._given)} {dice.choice(self._family)}"
            return name, name
        if entity.label == "MONEY" and (entity.canonical or "").endswith(EUR):
            cents = int(10 ** dice.uniform(3, 9))
            return f"{cents // 100:,}".replace(",", " ") + f",{cents % 100:02} euroa", f"{cents / 100:.2f} {EUR}"
        if entity.label == "DATE" and len(entity.canonical or "") == len("2024-03-12"):
            other = day - datetime.timedelta(dice.randrange(700))
            return f"{other.day}.{other.month}.{other.year}", other.isoformat()
        if entity.label == "CASE":
            case = f"KH/{dice.randrange(1, 20_000)}/{dice.randrange(13):02}.{dice.randrange(9):02}.00/{day.year}"
            return case, case
        if entity.label == "LOC" and _STREET.match(printed):
            street = self._street(dice)
            return street, street
        return printed, entity.canonical or entity.base

    def _street(self, dice: random.Random) -> str:
        return f"{dice.choice(self._family)}n{dice.choice(STREETS)}"


def _capitals(name: str) -> str:
    return re.sub(r"(?:^|(?<=[-\s]))\w", lambda match: match[0].upper(), name)


def _values_by_label(entities: Iterable[RecordEntity]) -> defaultdict[str, dict[str, None]]:
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for each in entities:
        value = each.canonical or each.base
        if value and each.label == "LAW":
            act = value.split(" ")[0]
            found["LAW"] |= dict.fromkeys([act, *value.split("; ")])
        elif value:
            found[each.label][value] = None
    return found


class Queries:
    """Makes queries of the words and facts of some records."""

    def __init__(self, records: Sequence[SearchRecord], seed: int) -> None:
        self._dice = random.Random(seed)  # noqa: S311
        self._records = records
        held = Counter(word for record in records for word in set(_plain_words(record.text)))
        bands: defaultdict[str, list[str]] = defaultdict(list)
        for word, times in sorted(held.items()):
            part = times / len(records)
            bands["common" if part >= COMMON else "middle" if part >= MIDDLE else "rare"].append(word)
        self._bands = [words for words in bands.values() if words]

    def make(self, number: int) -> list[SpeedQuery]:
        """Return so many queries of all kinds, by turns."""
        kinds = [kind for kind, times in KINDS.items() for _ in range(times)]
        self._dice.shuffle(kinds)
        return [self._query(kinds[each % len(kinds)]) for each in range(number)]

    def _query(self, kind: str) -> SpeedQuery:
        filters = self._filters() if kind == "filters" else Filters()
        text = self._phrase() if kind == "phrase" else self._slip() if kind == "slip" else self._words()
        return SpeedQuery(kind, text, filters, kind == "facets")

    def _words(self) -> str:
        dice = self._dice
        return " ".join(dice.choice(dice.choice(self._bands)) for _ in range(dice.randint(1, 3)))

    def _phrase(self) -> str:
        dice = self._dice
        while True:
            words = words_of(dice.choice(self._records).text)
            at = dice.randrange(max(len(words) - 3, 1))
            chosen = words[at : at + dice.randint(2, 3)]
            if len(chosen) > 1 and all(map(str.isalpha, chosen)):
                return f'"{" ".join(chosen)}"'

    def _slip(self) -> str:
        """Return words of which the first has a letter left out, changed or swapped with the next."""
        first, *rest = self._words().split(" ")
        at = self._dice.randrange(2, len(first) - 1)
        end = {"out": first[at + 1 :], "changed": "x" + first[at + 1 :], "swapped": first[at : at + 2][::-1]}
        way = self._dice.choice(list(end))
        return " ".join([first[:at] + end[way] + (first[at + 2 :] if way == "swapped" else ""), *rest])

    def _filters(self) -> Filters:
        """Return one or two filters that some record passes."""
        record = self._dice.choice(self._records)
        since = (record.date or LAST_DAY) - datetime.timedelta(self._dice.randrange(900))
        ways: list[dict[str, Any]] = [
            {"body": record.body},
            {"organisation": record.organisation},
            {"since": since, "until": since + datetime.timedelta(900)},
            {"sum_over": 10_000 * self._dice.randint(1, 50)},
        ]
        lists = {"law": record.statutes, "person": record.people, "org": record.organisations, "place": record.places}
        ways += [{name: self._dice.choice(values)} for name, values in lists.items() if values]
        chosen: dict[str, Any] = {}
        for way in self._dice.sample(ways, self._dice.randint(1, 2)):
            chosen |= way
        return Filters(**chosen)


def _plain_words(text: str) -> Iterator[str]:
    return (word for word in words_of(text) if word.isalpha() and len(word) > 3)


def make(records: int, queries: int, out: Path, seed: int = 1) -> tuple[int, list[SpeedQuery]]:
    """Write so many records as lines of JSON; return their bytes and the queries."""
    maker = Maker(templates(records), seed)
    step = max(1, records // SAMPLE)
    sample = []
    with out.open("wb") as file:
        for number in range(records):
            record = maker.record(number)
            file.write(record.model_dump_json().encode() + b"\n")
            if number % step == 0:
                sample.append(record)
    return out.stat().st_size, Queries(sample, seed).make(queries)
