"""The search index on disk: Tantivy's, in a folder, without a server.

What is written is there with the next commit, whole or not at all; a process that is killed leaves the last commit. A
document is known by its address: a changed one takes the place of the earlier one, and one that is as it was is left.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

import tantivy

from paatosparser.errors import IndexUnusable, OutputError, QueryError
from paatosparser.labels import Language
from paatosparser.search.analysis import Analyser, best_analyser, load_analyser
from paatosparser.search.fields import words_of
from paatosparser.search.layout import (
    FACETS,
    LISTS,
    VERSION,
    build_schema,
    content_key,
    index_document,
    midnight,
    name_term,
    stored_of,
)
from paatosparser.search.lexicon import Lexicon
from paatosparser.search.query import Filters, QueryMaker
from paatosparser.search.snippets import Snippet, snippet_of
from paatosparser.sinks.projection import SearchRecord
from paatosparser.values import cited_section

SETTINGS = "paatos-index.json"
COMMIT_AFTER = 2000  # documents
HEAP = 256_000_000  # bytes that the writer may take
DAMAGED = "{}: The index is damaged; delete the folder and make it anew."
FACET_VALUES = 10  # that are counted of each fact
_BEGUN = re.compile(rf"meta\.json|\.managed\.json|\.tantivy-.*|\.tmp.*|{SETTINGS}\.part")  # of an index half made


class Sort(StrEnum):
    """The order of results."""

    RELEVANCE = "relevance"
    DATE = "date"
    """The newest first."""


@dataclass(frozen=True, slots=True)
class Found:
    """A decision that was found."""

    record: SearchRecord
    """Without its entities."""
    score: float
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class Results:
    """What a search found."""

    total: int
    """Decisions that have any of the words, and pass the filters."""
    with_all: int
    """Those of them that have all words."""
    found: tuple[Found, ...]
    facets: Mapping[str, tuple[tuple[str, int], ...]]
    """Fact -> its commonest values among all results, with their numbers."""


@dataclass(slots=True)
class Changes:
    """What adding documents did."""

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    decisions: int = 0
    """In what was added and replaced."""


class Index:
    """An open index. Searching may go on while another process writes; it sees what was committed when it opened."""

    def __init__(self, path: Path, index: tantivy.Index, analyser: Analyser) -> None:
        self.path = path
        self._index = index
        self._lexicon = Lexicon(path, analyser, DAMAGED.format(path))
        self.refresh()

    @classmethod
    def open(cls, path: str | Path) -> Self:
        """Open an index.

        Raises :class:`~paatosparser.errors.IndexUnusable` where there is none, or it is damaged or of another version,
        and :class:`~paatosparser.errors.ModelError` where the analyser that it was made with is not installed.
        """
        folder = Path(path)
        settings = _settings(folder)
        try:
            return cls(folder, tantivy.Index.open(str(folder)), Analyser(settings["analyser"]))
        except (ValueError, OSError) as exc:
            raise IndexUnusable(DAMAGED.format(folder)) from exc

    @classmethod
    def create(cls, path: str | Path, analyser: Analyser | None = None) -> Self:
        """Open an index, or make an empty one where there is none. ``analyser`` is the best one installed, unless told.

        Raises :class:`~paatosparser.errors.OutputError` where the folder cannot be written, and as :meth:`open`.
        """
        folder = Path(path)
        if (folder / SETTINGS).exists():
            return cls.open(folder)
        chosen = analyser or best_analyser()
        load_analyser(chosen)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if not all(_BEGUN.fullmatch(path.name) for path in folder.iterdir()):
                raise OutputError(f"{folder}: The folder holds other files; choose an empty one.")
            index = tantivy.Index(build_schema(), str(folder))
            part = folder / f"{SETTINGS}.part"
            part.write_text(json.dumps({"version": VERSION, "analyser": chosen.value}) + "\n", "utf-8")
            part.replace(folder / SETTINGS)
        except (ValueError, OSError) as exc:
            raise OutputError(f"{folder}: The index cannot be written; check the place and the free space.") from exc
        return cls(folder, index, chosen)

    def refresh(self) -> None:
        """See what was committed since the index was opened."""
        self._index.reload()
        self._searcher = self._index.searcher()
        self._languages = {each for each in Language if self._searcher.doc_freq("language", each.value)}
        self._analyses = self._lexicon.asking(self._languages or {Language.FI})
        self._maker = QueryMaker(self._index.schema, self._analyses, _Terms(self._searcher))

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def add(self, documents: Iterable[Sequence[SearchRecord]]) -> Changes:
        """Add documents, each with all its records; return what that changed.

        Documents are committed some thousand at a time and at the end. Raises
        :class:`~paatosparser.errors.OutputError` where writing fails, or another process writes to the index.
        """
        changes = Changes()
        analyses = self._lexicon.learning()
        with self._writing() as writer:
            waiting: dict[str, str] = {}
            for records in documents:
                if not records:
                    continue
                key = records[0].uri or records[0].document_id
                content = content_key(key, list(records))
                if waiting[key] == content if key in waiting else self._count("content", content):
                    changes.unchanged += 1
                    continue
                there = key in waiting or bool(self._count("uri", key))
                waiting[key] = content
                changes.replaced += there
                changes.added += not there
                changes.decisions += len(records)
                with self._told():
                    writer.delete_documents_by_term("uri", key)
                    for record in records:
                        language = Language(record.language)
                        self._languages.add(language)
                        writer.add_document(index_document(record, content, analyses[language]))
                if len(waiting) >= COMMIT_AFTER:
                    self._commit(writer, waiting)
            self._commit(writer, waiting)
        return changes

    def delete(self, uris: Iterable[str]) -> int:
        """Take out documents by their addresses; return how many were there."""
        count = 0
        with self._writing() as writer:
            for uri in dict.fromkeys(uris):
                count += bool(self._count("uri", uri))
                with self._told():
                    writer.delete_documents_by_term("uri", uri)
            self._commit(writer, {})
        return count

    def search(
        self,
        query: str = "",
        filters: Filters | None = None,
        *,
        limit: int = 10,
        offset: int = 0,
        sort: Sort = Sort.RELEVANCE,
        facets: bool = False,
    ) -> Results:
        """Return the decisions that a query finds; without one all that pass the filters.

        ``query`` is words, ``"phrases"`` and ``-excluded`` ones, in any inflection. Raises
        :class:`~paatosparser.errors.QueryError` where it cannot be understood, and
        :class:`~paatosparser.errors.IndexUnusable` where the index turns out to be damaged.
        """
        with self._read():
            return self._search(query, filters or Filters(), limit, offset, sort, facets=facets)

    def _search(self, query: str, filters: Filters, limit: int, offset: int, sort: Sort, *, facets: bool) -> Results:
        must, never = self._maker.looked(query, filters.section)
        limits = list(self._limits(filters))
        exact = self._maker.having_all(must, never)
        by_date = "date" if sort is Sort.DATE else None
        chosen = _within(exact if by_date else self._maker.ranked(must, never), limits)
        most = max(min(limit, len(self)), 1)
        result = self._searcher.search(chosen, limit=most, offset=offset, order_by_field=by_date)
        forms = frozenset().union(*(each.forms for each in must))
        found = tuple(self._found(score, address, forms, sort) for score, address in result.hits[:limit])
        all_words = _within(exact, limits)
        with_all = _count_of(result if by_date else self._searcher.search(all_words, limit=1))
        return Results(_count_of(result), with_all, found, self._facets(all_words) if facets else {})

    def _found(self, score: float, address: tantivy.DocAddress, forms: frozenset[str], sort: Sort) -> Found:
        stored = stored_of(self._searcher.doc(address)["stored"][0])
        return Found(stored.record, 0.0 if sort is Sort.DATE else float(score), snippet_of(stored, forms))

    def _facets(self, query: tantivy.Query) -> dict[str, tuple[tuple[str, int], ...]]:
        wanted = {name: {"terms": {"field": name, "size": FACET_VALUES}} for name in (*FACETS, *LISTS)}
        counted = self._searcher.aggregate(query, wanted)
        return {name: tuple((each["key"], each["doc_count"]) for each in counted[name]["buckets"]) for name in wanted}

    def _limits(self, filters: Filters) -> Iterator[tantivy.Query]:
        """Yield a query for each filter."""
        schema = self._index.schema
        for name in ("organisation", "body", "presenter"):
            if value := getattr(filters, name):
                yield self._named(name, value)
        for name, values in (("organisations", filters.org), ("people", filters.person), ("places", filters.place)):
            if values:
                yield self._one_named(name, values)
        exact = {"section_number": filters.section_number, "kind": filters.kind, "language": filters.language}
        exact |= {"case_ids": filters.case, "statutes": _statute(filters.law)}
        for name, value in exact.items():
            if value:
                yield self._term(name, value.encode("utf-8", "replace").decode())
        if filters.since or filters.until:
            first, last = (midnight(day) if day else None for day in (filters.since, filters.until))
            yield tantivy.Query.range_query(schema, "date", tantivy.FieldType.Date, first, last)
        if filters.sum_over is not None:
            lower = float(filters.sum_over)
            yield tantivy.Query.range_query(schema, "sums", tantivy.FieldType.Float, lower, None, include_lower=False)

    def _named(self, name: str, value: str) -> tantivy.Query:
        """Return a query of the names that have all words of a value."""
        occur = tantivy.Occur
        words = [
            tantivy.Query.boolean_query([(occur.Should, self._term(f"{name}_words", form)) for form in forms])
            for forms in self._name_forms(value)
        ]
        return tantivy.Query.boolean_query([(occur.Must, each) for each in words])

    def _one_named(self, name: str, value: str) -> tantivy.Query:
        """Return a query of decisions that list one name with all words of a value: no other name may lend a word."""
        by_word = [
            {each for form in forms for each in self._names_with(name, form)} for forms in self._name_forms(value)
        ]
        names = list(set.intersection(*by_word))
        return tantivy.Query.term_set_query(self._index.schema, name, names) if names else tantivy.Query.empty_query()

    def _names_with(self, name: str, word: str) -> Iterator[str]:
        """Yield the names of a list that have a word."""
        beginning = name_term(word, "")
        for term, _ in self._searcher.terms_with_prefix(f"{name}_by_word", beginning):
            yield term[len(beginning) :]

    def _name_forms(self, value: str) -> list[tuple[str, ...]]:
        words = words_of(value)
        if not words:
            raise QueryError(f"{value!r} holds no word; name what is looked for.")
        return [
            tuple(dict.fromkeys((word.casefold(), *(base for read in self._analyses for base in read(word).bases))))
            for word in words
        ]

    def _term(self, name: str, value: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._index.schema, name, value)

    def _count(self, name: str, value: str) -> int:
        """Return how many records have a term; those that were deleted, which the frequency may count, left out."""
        if not self._searcher.doc_freq(name, value):
            return 0
        return _count_of(self._searcher.search(self._term(name, value), limit=1))

    @contextmanager
    def _read(self) -> Iterator[None]:
        try:
            yield
        except (ValueError, OSError) as exc:
            raise IndexUnusable(DAMAGED.format(self.path)) from exc
        except BaseException as exc:
            if type(exc).__name__ != "PanicException":  # Tantivy's, which is no Exception
                raise
            raise IndexUnusable(DAMAGED.format(self.path)) from exc

    @contextmanager
    def _writing(self) -> Iterator[Any]:
        with self._told():
            writer = self._index.writer(HEAP, 1)
        try:
            yield writer
        finally:
            with self._told():
                writer.wait_merging_threads()  # gives up the lock, too

    def _commit(self, writer: Any, waiting: dict[str, str]) -> None:
        self._lexicon.keep(self._languages)
        with self._told():
            writer.commit()
        self.refresh()
        waiting.clear()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Tell what hinders writing as an error of the output."""
        try:
            yield
        except (ValueError, OSError) as exc:
            if "lock" in str(exc).lower():
                raise OutputError(f"{self.path}: Another process writes to the index; wait for it.") from exc
            raise OutputError(f"{self.path}: The index cannot be written; check the place and free space.") from exc


class _Terms:
    """What an index tells of its words."""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self._searcher = searcher

    def count(self, name: str, term: str) -> int:
        """Return how many decisions have a term in a field."""
        return int(self._searcher.doc_freq(name, term))

    def beginning(self, prefix: str) -> Sequence[tuple[str, int]]:
        """Return the base forms that begin so, with how many decisions have each."""
        found: list[tuple[str, int]] = self._searcher.terms_with_prefix("bases", prefix)
        return found


def _count_of(result: Any) -> int:
    return int(result.count)  # tantivy's type stubs leave it out


def _within(query: tantivy.Query, limits: Sequence[tantivy.Query]) -> tantivy.Query:
    """Return a query whose results pass the filters too, which change no score."""
    if not limits:
        return query
    parts = [(tantivy.Occur.Must, tantivy.Query.const_score_query(limit, 0.0)) for limit in limits]
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, query), *parts])


def _statute(law: str | None) -> str | None:
    """Return a statute as it is indexed: ``410/2015 36§`` is ``410/2015 36 §``."""
    if not law:
        return None
    act, _, section = law.strip().partition(" ")
    number = section.replace("§", "").strip()
    return cited_section(act, number) if number else act


def _settings(folder: Path) -> dict[str, Any]:
    try:
        settings: dict[str, Any] = json.loads((folder / SETTINGS).read_text("utf-8"))
        version = settings["version"]
        Analyser(settings["analyser"])
    except FileNotFoundError as exc:
        raise IndexUnusable(f"{folder}: There is no index; make one with paatos index.") from exc
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise IndexUnusable(DAMAGED.format(folder)) from exc
    if version != VERSION:
        raise IndexUnusable(f"{folder}: The index is of another version; delete the folder and make it anew.")
    return settings
