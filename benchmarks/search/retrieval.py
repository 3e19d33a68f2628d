"""Retrieval: how well the words of a query lead to the decisions that answer it.

``python -m benchmarks.search.retrieval [--json FILE]`` reads the queries of ``retrieval.json``, makes search records of
the decisions that they are judged on, and prints recall and nDCG among the first ten by kind of query.

The decisions are those of ``corpus/documents`` (but for the held-out layouts), ``corpus/texts`` and, where they are at
hand, ``shared/real``: the gold texts, and the CaseM decisions that have none. Every record comes from a parse of the
plain text (:func:`~paatosparser.parse`, :func:`~paatosparser.sinks.projection.search_records`). A record's id is its
file and the number of the decision in it, ``ahjo/kuva-poytakirja-7-2024-4``, as the marks of the file count them: where
a parse finds another number of decisions, they are cut at the marks and parsed one by one.

Judgements: queries and grades were written by reading titles and texts, before any engine was run, and completed by
looking for word stems; the first results of all engines, put together by name, were then read through for what was
forgotten. 2: what the query asks for is what is decided. 1: it is dealt with too, enough for one who looks for it. A
word that is only mentioned counts for nothing, but for queries of statutes, which ask for every decision that cites
one. A query in Finnish asks for decisions in Finnish, one in Swedish for those in Swedish; an act's number and section
are the same in both. What is judged in ``shared/real`` is left out without it.

Kinds of query: ``inflected`` (the text has the words in other forms), ``compound`` (the query joins what the text
parts, or joins otherwise), ``split`` (it parts what the text joins), ``plain`` (dictionary forms), ``swedish``,
``typo``, ``name`` (places, companies, people) and ``number`` (statutes, case ids, property ids).

Engines share the records, the tokens (:func:`~paatosparser.search.fields.words_of`) and BM25 over title and text, any
word of the query being enough; only what becomes of a word differs:

- ``raw``: the word in small letters;
- ``Snowball``: its stem by the Finnish stemmer, in Swedish decisions too: nothing tells what language a query is in;
- ``Voikko`` and ``simplemma``: its base forms and the parts of compounds (:mod:`paatosparser.search.analysis`), the
  first base form in one field, all others in a second one of half the weight;
- ``index``: what ``paatos search`` finds (:mod:`paatosparser.search.index`), with either analyser.
"""

from __future__ import annotations

import argparse
import html
import json
import math
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import snowballstemmer  # type: ignore[import-untyped]

from benchmarks.gold import CORPUS, HELD_OUT, SHARED
from benchmarks.grids import count, grid, share
from paatosparser import parse
from paatosparser.markup import MarkedText, read_markup
from paatosparser.search.analysis import Analyser, load_analyser
from paatosparser.search.fields import lemmas_of, words_of
from paatosparser.search.index import Index
from paatosparser.sinks.projection import SearchRecord, search_records

QUERIES = Path(__file__).with_name("retrieval.json")
TEXTS = CORPUS.parent / "texts"
DEPTH = 10
"""How many of the results count."""

ABOUT = 2
"""The grade of a decision that is what the query asks for."""

K1 = 1.2
B = 0.75
TITLE = 2.0
"""The weight of the title; the text's is 1."""

OTHERS = 0.5
"""The weight of other base forms and parts of compounds against that of first base forms."""

ALL = "all"
_GOLD = ".gold.txt"
_BREAK = re.compile(r"<br[^>]*>|</(?:p|li|td|th|tr|div|h\d)>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]+>")
_SPACE = re.compile(r"[ \t\r\xa0]+")
_NO_TEXT = frozenset(("Dno", "DraftingNotes", "DecisionNotes"))
"""Parts of a CaseM decision that its page does not show as text."""


class Query(NamedTuple):
    """A query, its kind, and the grades of the decisions that answer it."""

    text: str
    kind: str
    relevant: Mapping[str, int]


class Source(NamedTuple):
    """A file of decisions. ``parts`` are the texts of its decisions, as the marks part them."""

    name: str
    text: str
    parts: tuple[str, ...]
    title: str | None = None
    """The decision's title, where the file tells it apart."""

    def ids(self) -> list[str]:
        """Return the ids of its records."""
        return [f"{self.name}-{number}" for number in range(len(self.parts))]


Engine = Callable[[str], Sequence[str]]
"""A query to the ids of records, the best first; of none that has nothing to do with it."""

Terms = Callable[[str], Sequence[Sequence[str]]]
"""A text to the terms of each field: the first field's, and the second one's where there is one."""


def read_queries() -> list[Query]:
    """Return the queries."""
    rows = json.loads(QUERIES.read_text("utf-8"))["queries"]
    return [Query(row["query"], row["kind"], row["relevant"]) for row in rows]


def sources() -> Iterator[Source]:
    """Yield the files that the queries are judged on; those of ``shared/real`` where they are at hand."""
    for path in sorted([*CORPUS.glob(f"*/*{_GOLD}"), *TEXTS.glob(f"*/*{_GOLD}")]):
        if path.parent.name not in HELD_OUT:
            yield _marked_source(path.parent.name, path)
    real = SHARED / "real"
    gold = sorted((real / "gold").glob(f"*{_GOLD}"))
    for path in gold:
        yield _marked_source("real", path)
    with_gold = {path.name.removesuffix(_GOLD) for path in gold}
    for path in sorted((real / "casem").glob("*.json")):
        if f"casem-{path.stem}" not in with_gold:
            yield casem_source(f"real/casem-{path.stem}", json.loads(path.read_text("utf-8")))


def _marked_source(folder: str, path: Path) -> Source:
    marked = read_markup(path.read_text("utf-8"))
    return Source(f"{folder}/{path.name.removesuffix(_GOLD)}", marked.text, tuple(_parts(marked)))


def _parts(marked: MarkedText) -> list[str]:
    spans = [span for span in marked.decisions if span.label == "decision"]
    return [marked.text[span.start : span.end] for span in spans] or [marked.text]


def casem_source(name: str, item: Mapping[str, Any]) -> Source:
    """Return a decision as CaseM's interface gives it, in the order in which its page has its parts."""
    lines = [f"§ {item['articleNumber']}", item["title"], item["caseId"]]
    for part in sorted(item["contents"], key=lambda part: part["order"]):
        if part["title"] not in _NO_TEXT:
            lines += [part["title"], *_lines_of_html(part["content"])]
    text = "\n".join(filter(None, lines)) + "\n"
    return Source(name, text, (text,), item["title"])


def _lines_of_html(content: str) -> Iterator[str]:
    text = html.unescape(_TAG.sub("", _BREAK.sub("\n", content))).replace("\xad", "")
    yield from filter(None, (_SPACE.sub(" ", line).strip() for line in text.split("\n")))


def records_of(source: Source) -> list[SearchRecord]:
    """Return the records of a file, one for each of its decisions, under the ids of :meth:`Source.ids`."""
    found = list(search_records(parse(source.text.encode())))
    if len(found) != len(source.parts):
        found = [_longest(part) for part in source.parts]
    return [
        record.model_copy(
            update={"id": own, "document_id": source.name, "uri": source.name, "title": source.title or record.title}
        )
        for own, record in zip(source.ids(), found, strict=True)
    ]


def _longest(text: str) -> SearchRecord:
    return max(search_records(parse(text.encode())), key=lambda record: len(record.text))


def engines(records: Sequence[SearchRecord], folder: Path) -> dict[str, Engine]:
    """Return the engines by name, each over the same records.

    What searches in another way than by this module's BM25 is added here: all that it needs is a function from a query
    to record ids.
    """
    return {
        "raw": bm25_engine(records, raw_terms),
        "Snowball": bm25_engine(records, stem_terms),
        "Voikko": bm25_engine(records, lemma_terms(Analyser.VOIKKO)),
        "simplemma": bm25_engine(records, lemma_terms(Analyser.SIMPLEMMA)),
        "index, Voikko": index_engine(records, Analyser.VOIKKO, folder / "voikko"),
        "index, simplemma": index_engine(records, Analyser.SIMPLEMMA, folder / "simplemma"),
    }


def index_engine(records: Sequence[SearchRecord], analyser: Analyser, folder: Path) -> Engine:
    """Return the engine of paatos search: the index on disk."""
    index = Index.create(folder, analyser)
    index.add(list(of_one) for _, of_one in groupby(records, key=lambda record: record.uri))
    return lambda query: [found.record.id for found in index.search(query, limit=DEPTH).found]


def raw_terms(text: str) -> list[list[str]]:
    """Return the words of a text in small letters."""
    return [[word.casefold() for word in words_of(text)]]


def stem_terms(text: str) -> list[list[str]]:
    """Return the stems of the words of a text."""
    return [[_stem(word) for word in raw_terms(text)[0]]]


@cache
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word))


@cache
def _stemmer() -> Any:
    return snowballstemmer.stemmer("finnish")


def lemma_terms(analyser: Analyser) -> Terms:
    """Return what gives the first base forms of a text's words, and their other base forms and parts."""
    analyse = load_analyser(analyser)

    def terms(text: str) -> list[list[str]]:
        lemmas = lemmas_of(text, analyse)
        return [lemmas.bases.split(), lemmas.others.split()]

    return terms


class Field:
    """Terms of one field of all records, scored by BM25."""

    def __init__(self, weight: float, texts: Sequence[Sequence[str]]) -> None:
        self._weight = weight
        self._postings: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        lengths = [len(terms) for terms in texts]
        mean = sum(lengths) / max(len(lengths), 1) or 1.0
        self._norms = [K1 * (1 - B + B * length / mean) for length in lengths]
        for number, terms in enumerate(texts):
            for term, times in Counter(terms).items():
                self._postings[term].append((number, times))

    def scores(self, term: str) -> Iterator[tuple[int, float]]:
        """Yield the numbers of the records that hold a term, with its score in each."""
        holders = self._postings.get(term, ())
        rarity = math.log(1 + (len(self._norms) - len(holders) + 0.5) / (len(holders) + 0.5))
        for number, times in holders:
            yield number, self._weight * rarity * times * (K1 + 1) / (times + self._norms[number])


def bm25_engine(records: Sequence[SearchRecord], terms_of: Terms) -> Engine:
    """Return an engine that adds up BM25 over the fields of title and text; equals keep the order of the records."""
    fields = []
    for weight, texts in ((TITLE, [record.title or "" for record in records]), (1.0, [each.text for each in records])):
        by_record = [terms_of(text) for text in texts]
        for place, share_of_field in enumerate((1.0, OTHERS)[: len(terms_of(""))]):
            fields.append(Field(weight * share_of_field, [terms[place] for terms in by_record]))

    def search(query: str) -> list[str]:
        totals: defaultdict[int, float] = defaultdict(float)
        for term in dict.fromkeys(term for terms in terms_of(query) for term in terms):
            for field in fields:
                for number, score in field.scores(term):
                    totals[number] += score
        return [records[number].id for number in sorted(totals, key=lambda number: (-totals[number], number))]

    return search


def recall(found: Sequence[str], relevant: Mapping[str, int], depth: int = DEPTH) -> float:
    """Return the share of the relevant ids among the first found; of more than fit in there, of as many as fit."""
    return len(relevant.keys() & set(found[:depth])) / min(len(relevant), depth)


def ndcg(found: Sequence[str], relevant: Mapping[str, int], depth: int = DEPTH) -> float:
    """Return the normalised discounted cumulative gain of the first found; grade 2 gains 3, grade 1 gains 1."""
    gained = _discounted(relevant.get(each, 0) for each in found[:depth])
    return gained / _discounted(sorted(relevant.values(), reverse=True)[:depth])


def _discounted(grades: Iterable[int]) -> float:
    gains: list[float] = [(2.0**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades)]
    return math.fsum(gains)


def judged(queries: Iterable[Query], ids: Iterable[str]) -> list[Query]:
    """Return the queries with the relevant ids that are there; those left with no decision about them are dropped."""
    there = set(ids)
    kept = [
        query._replace(relevant={own: grade for own, grade in query.relevant.items() if own in there})
        for query in queries
    ]
    return [query for query in kept if ABOUT in query.relevant.values()]


def measure(queries: Sequence[Query], searched: Mapping[str, Engine]) -> dict[str, Any]:
    """Return the figures by engine and kind, and for each query what every engine found first."""
    rows: list[dict[str, Any]] = []
    for query in queries:
        found = {name: [*engine(query.text)[:DEPTH]] for name, engine in searched.items()}
        rows.append(
            {
                "query": query.text,
                "kind": query.kind,
                "relevant": len(query.relevant),
                "engines": {
                    name: {"recall": recall(ids, query.relevant), "ndcg": ndcg(ids, query.relevant), "found": ids}
                    for name, ids in found.items()
                },
            }
        )
    kinds = list(dict.fromkeys(query.kind for query in queries))
    by_kind = {kind: [row for row in rows if kind in (ALL, row["kind"])] for kind in (*kinds, ALL)}
    return {
        "queries": {kind: len(of_kind) for kind, of_kind in by_kind.items()},
        "engines": {
            name: {
                kind: {figure: _mean(row["engines"][name][figure] for row in of_kind) for figure in ("recall", "ndcg")}
                for kind, of_kind in by_kind.items()
            }
            for name in searched
        },
        "by_query": rows,
    }


def _mean(values: Iterable[float]) -> float:
    listed = [*values]
    return sum(listed) / len(listed) if listed else 0.0


def retrieval_report(run: Mapping[str, Any]) -> str:
    """Return the figures of a run as two tables."""
    return "\n\n".join(_table(run, figure, title) for figure, title in (("recall", "recall@10"), ("ndcg", "nDCG@10")))


def _table(run: Mapping[str, Any], figure: str, title: str) -> str:
    kinds = list(run["queries"])
    rows = [[name, *(share(by_kind[kind][figure]) for kind in kinds)] for name, by_kind in run["engines"].items()]
    return grid([title, *kinds], [["queries", *(count(run["queries"][kind]) for kind in kinds)], *rows])


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures down")
    chosen = parser.parse_args()
    records = [record for source in sources() for record in records_of(source)]
    queries = judged(read_queries(), (record.id for record in records))
    with tempfile.TemporaryDirectory() as folder:
        run = {"records": len(records), **measure(queries, engines(records, Path(folder)))}
    if chosen.json:
        chosen.json.write_text(json.dumps(run, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(retrieval_report(run) + "\n")


if __name__ == "__main__":
    main()
