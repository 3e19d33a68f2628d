"""What a person types, and the query of the index that it makes.

Words are looked up by their base forms and, with less weight, by what else leads to them; decisions that have all of
them come first. ``"two words"`` is a phrase, ``-word`` leaves decisions out. A word that the index does not have in any
form is taken as the beginning of one, or as one with a slip.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import tantivy

from paatosparser.errors import QueryError
from paatosparser.labels import SectionType
from paatosparser.search.analysis import Analyse
from paatosparser.search.fields import verbs_of, words_of
from paatosparser.search.layout import WEIGHTS
from paatosparser.values import LawValue, cited_section

ALL_WORDS = 10.0
"""What is added to the score of decisions that have all words: as much as some rare words are worth."""
SURFACE_WEIGHT = 0.5  # of a word as it is typed
STATUTE_WEIGHT = 5.0  # of a cited section of a statute
PART_WEIGHT = 0.5  # of a part of a compound that was typed
SHORTEST_SLIP, LONG = 4, 8  # letters of a word from which one slip, and two, are allowed
MOST_WORDS = 200  # of a query
SURE_LETTERS = 2  # at the beginning of a word, in which no slip is looked for
MOST_NEAR = 5  # words that stand in for one that is not there
_NUMBERED = re.compile(r"(?<![\d/])(?P<act>\d{1,4}/\d{4}) (?P<section>\d{1,3}(?: [a-z])?) ?§")
_TOKEN = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"|(?P<word>\S+))')
_MINUS = re.compile(r'(?<!\S)-(?:"?\w)?$')  # up to the first letter of what is excluded


@dataclass(frozen=True, slots=True)
class Filters:
    """What decisions have to be, beside the words. Names are matched by their words, in any order and case."""

    organisation: str | None = None
    """The municipality whose decision it is."""
    body: str | None = None
    org: str | None = None
    """An organisation that the text names."""
    person: str | None = None
    place: str | None = None
    law: str | None = None
    """``410/2015``, or with a section, ``410/2015 36 §``."""
    case: str | None = None
    presenter: str | None = None
    section_number: str | None = None
    kind: str | None = None
    language: str | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None
    """The last day, inclusive."""
    sum_over: float | None = None
    """Decisions that name a larger sum, in euros."""
    section: SectionType | None = None
    """Search the words in sections of this type alone."""


@dataclass(slots=True)
class Asked:
    """A query in parts."""

    must: list[list[str]] = field(default_factory=list)
    """Words and phrases that are looked for."""
    never: list[list[str]] = field(default_factory=list)


def parse(text: str) -> Asked:
    """Return the parts of a query.

    Raises :class:`~paatosparser.errors.QueryError` where a quote does not close, or there are too many words.
    """
    if text.count('"') % 2:
        raise QueryError("A quotation mark of the query does not close; close it, or leave it out.")
    if len(words_of(text)) > MOST_WORDS:
        raise QueryError(f"The query has more than {MOST_WORDS} words; leave some out.")
    asked = Asked()
    for match in _TOKEN.finditer(text):
        words = words_of(match["phrase"] if match["phrase"] is not None else match["word"])
        into = asked.never if match["minus"] else asked.must
        if match["phrase"] is not None and words:
            into.append(words)
        else:
            into.extend([word] for word in words)
    return asked


@dataclass(frozen=True, slots=True)
class Looked:
    """A word or phrase as the index is asked for it."""

    exact: tantivy.Query
    """The word itself, in any inflection and as a part of compounds."""
    loose: tantivy.Query
    """What it is found by with less weight, too: the parts of a compound, the word as it is typed."""
    forms: frozenset[str]
    """What is to be highlighted."""


class Vocabulary(Protocol):
    """What the index tells of its words."""

    def count(self, name: str, term: str) -> int:
        """Return how many decisions have a term in a field."""

    def beginning(self, prefix: str) -> Sequence[tuple[str, int]]:
        """Return the base forms that begin so, with how many decisions have each."""


class QueryMaker:
    """Makes queries of an index: it knows its fields, its words and how they are read."""

    def __init__(self, schema: tantivy.Schema, analyses: Sequence[Analyse], vocabulary: Vocabulary) -> None:
        self._schema = schema
        self._analyses = analyses
        self._vocabulary = vocabulary

    def looked(self, text: str, section: SectionType | None = None) -> tuple[list[Looked], list[Looked]]:
        """Return what a query looks for, and what it excludes. Raises :class:`~paatosparser.errors.QueryError`."""
        parse(text)  # what cannot be understood is told before any work
        must, never, rest = self._statutes(text)
        asked = parse(rest)
        must += [self._part(words, section) for words in asked.must]
        never += [self._part(words, None) for words in asked.never]
        if text.strip() and not must and not never:
            raise QueryError("The query holds no word; name what is looked for.")
        return must, never

    def _statutes(self, text: str) -> tuple[list[Looked], list[Looked], str]:
        """Return what sections of statutes a query names (``kuntalaki 130 §``) and excludes, and what else it says."""
        must: list[Looked] = []
        never: list[Looked] = []
        rest, at = "", 0
        for start, end, cited in _cited(text):
            terms = _any(self._term("statutes", each) for each in cited)
            into = never if _MINUS.search(text, 0, start + 1) else must
            into.append(Looked(_boosted(terms, STATUTE_WEIGHT), terms, frozenset(words_of(text[start:end]))))
            rest, at = f"{rest}{text[at:start]} ", end
        return must, never, rest + text[at:]

    def having_all(self, must: Sequence[Looked], never: Sequence[Looked]) -> tantivy.Query:
        """Return the query of decisions that have all words; without words, of all that are not excluded."""
        occur = tantivy.Occur
        parts = [(occur.Must, each.exact) for each in must] or [(occur.Must, tantivy.Query.all_query())]
        return tantivy.Query.boolean_query([*parts, *((occur.MustNot, each.exact) for each in never)])

    def ranked(self, must: Sequence[Looked], never: Sequence[Looked]) -> tantivy.Query:
        """Return the query of decisions that have any of the words; those that have all score far higher."""
        if not must:
            return self.having_all(must, never)
        occur = tantivy.Occur
        parts = [(occur.Should, _any([each.exact, each.loose])) for each in must]
        everything = tantivy.Query.const_score_query(self.having_all(must, ()), ALL_WORDS)
        found = tantivy.Query.boolean_query([*parts, (occur.Should, everything)])
        return tantivy.Query.boolean_query([(occur.Must, found), *((occur.MustNot, each.exact) for each in never)])

    def _part(self, words: list[str], section: SectionType | None) -> Looked:
        return self._phrase(words, section) if len(words) > 1 else self._word(words[0], section)

    def _phrase(self, words: list[str], section: SectionType | None) -> Looked:
        """Return a phrase: words that follow one another, in any inflection.

        Sections keep no order of words: in one, all words of the phrase have to stand.
        """
        readings = dict.fromkeys(tuple(analyse(word).bases[0] for word in words) for analyse in self._analyses)
        exact = _any(self._following(bases, section) for bases in readings)
        return Looked(exact, exact, frozenset(base for bases in readings for base in bases))

    def _following(self, bases: Sequence[str], section: SectionType | None) -> tantivy.Query:
        fields = ("bases",) if section else ("title_bases", "bases")
        phrase = _any(
            _boosted(tantivy.Query.phrase_query(self._schema, name, list(bases)), WEIGHTS[name]) for name in fields
        )
        there = [self._term(f"in_{section.value}", base) for base in bases] if section else []
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, each) for each in (phrase, *there)])

    def _word(self, word: str, section: SectionType | None) -> Looked:
        known = [analyse(word) for analyse in self._analyses]
        bases = dict.fromkeys(base for one in known for base in one.bases)
        parts = dict.fromkeys(part for one in known for part in one.parts)
        surface = word.casefold()
        if not any(self._is_there(base) for base in bases):
            bases |= dict.fromkeys(self._near(surface))
        bases |= dict.fromkeys(verbs_of(bases))
        loose = [*self._terms(parts, section, PART_WEIGHT), _boosted(self._term("words", surface), SURFACE_WEIGHT)]
        if not any(self._is_there(base) for base in bases):  # a compound that no text has: its parts have to do
            together = [(tantivy.Occur.Must, _any(self._terms([part, *verbs_of([part])], section))) for part in parts]
            exact = tantivy.Query.boolean_query(together) if together else self._term("words", surface)
            return Looked(exact, _any(loose), frozenset((*parts, surface)))
        return Looked(_any(self._terms(bases, section)), _any(loose), frozenset(bases))

    def _is_there(self, base: str) -> bool:
        return bool(self._vocabulary.count("bases", base) or self._vocabulary.count("others", base))

    def _near(self, word: str) -> list[str]:
        """Return the base forms that a word begins, or that are it with a slip; the nearest and commonest first."""
        if len(word) < SHORTEST_SLIP or not word.isalpha():
            return []
        slips = 2 if len(word) >= LONG else 1
        found = []
        for term, count in self._vocabulary.beginning(word[:SURE_LETTERS]):
            distance = 0 if term.startswith(word) else edits(word, term, slips)
            if distance <= slips:
                found.append((distance, -count, term))
        return [term for *_, term in sorted(found)[:MOST_NEAR]]

    def _terms(
        self, values: Iterable[str], section: SectionType | None, weight: float = 1.0
    ) -> Iterator[tantivy.Query]:
        fields = {f"in_{section.value}": 1.0} if section else WEIGHTS
        for value in values:
            for name, worth in fields.items():
                yield _boosted(self._term(name, value), worth * weight)

    def _term(self, name: str, value: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, name, value)


def _cited(text: str) -> list[tuple[int, int, list[str]]]:
    """Return where a query cites sections of statutes, as decisions do or as the index has them (``410/2015 36 §``)."""
    if not any(map(str.isdigit, text)):
        return []
    from paatosparser.mentions import find_entities  # whose patterns take longer to load than most searches
    from paatosparser.mentions.types import Context

    laws = ((hit, hit.value) for hit in find_entities(text, Context()) if isinstance(hit.value, LawValue))
    found = [(hit.start, hit.end, cited) for hit, law in laws if (cited := list(law.cited()))]
    for match in _NUMBERED.finditer(text):
        if all(match.end() <= start or end <= match.start() for start, end, _ in found):
            found.append((match.start(), match.end(), [cited_section(match["act"], match["section"])]))
    return sorted(found)


def _any(queries: Iterable[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])


def _boosted(query: tantivy.Query, weight: float) -> tantivy.Query:
    return tantivy.Query.boost_query(query, weight)


def edits(one: str, other: str, most: int) -> int:
    """Return how many letters are to be put in, left out, changed or swapped with the next; ``most + 1`` for more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        earlier, before, row = before, row, [at]
        for index, against in enumerate(other, 1):
            cost = min(before[index] + 1, row[index - 1] + 1, before[index - 1] + (letter != against))
            if at > 1 and index > 1 and letter == other[index - 2] and one[at - 2] == against:
                cost = min(cost, earlier[index - 2] + 1)
            row.append(cost)
        if min(row) > most and min(before, default=most) >= most:  # a swap reaches back to the row before
            return most + 1
    return min(row[-1], most + 1)
