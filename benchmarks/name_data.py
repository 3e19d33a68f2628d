"""Texts with marked names for the training and measuring of the name recogniser: the corpus, real texts, Turku NER."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.gold import CORPUS, HELD_OUT, SHARED, GoldCase, corpus_cases, real_cases
from paatosparser.markup import read_markup

LABELS = ("ORG", "PERSON", "LOC", "BODY", "ROLE")
TEXTS = CORPUS.parent / "texts"
SENTENCES = CORPUS.parent.parent / "models" / "fi_paatos" / "sentences.gold.txt"
NER = SHARED / "data" / "ner"

Span = tuple[int, int, str]
"""Characters ``[start, end)`` of a text and the label that they are marked with."""

_LABEL_OF = {"PER": "PERSON", "PERSON": "PERSON", "ORG": "ORG", "LOC": "LOC", "GPE": "LOC", "FAC": "LOC"}
_NO_SPACE_BEFORE = frozenset((".", ",", ";", ":", "!", "?", ")", "]", "%"))
_NO_SPACE_AFTER = frozenset(("(", "["))
_TEST_SETS = ("turku-ner-test", "turku-one-clean-test", "turku-one-test")


@dataclass(frozen=True, slots=True)
class NamedText:
    """A text with its marked names; ``group`` is the layout or the data set that it is from."""

    name: str
    group: str
    text: str
    spans: tuple[Span, ...]


def corpus_texts() -> list[NamedText]:
    """Return the corpus: the documents without the held-out layouts, and the texts that are there for their names."""
    found = [_of_case(case) for case in corpus_cases() if case.system not in HELD_OUT]
    return found + [
        _marked(path.name.removesuffix(".gold.txt"), f"texts/{path.parent.name}", path)
        for path in sorted(TEXTS.rglob("*.gold.txt"))
    ]


def sentence_texts() -> list[NamedText]:
    """Return the sentences that were written for the training alone."""
    return [_marked("sentences", "sentences", SENTENCES)]


def held_out_texts() -> list[NamedText]:
    """Return the documents of the held-out layouts: for the final figures only."""
    return [_of_case(case) for case in corpus_cases() if case.system in HELD_OUT]


def real_texts() -> list[NamedText]:
    """Return the real decisions; nothing where ``../shared`` is absent."""
    return [_of_case(case) for case in real_cases()]


def turku_texts(name: str) -> list[NamedText]:
    """Return a data set of ``shared/data/ner`` as texts of up to 40 sentences, one sentence a line.

    A training set leaves out the sentences of the test sets.
    """
    barred = set().union(*(_sentence_keys(test) for test in _TEST_SETS)) if name.endswith("-train") else set()
    kept = [s for s in _sentences(name) if s != [("-DOCSTART-", "O")] and _key(s) not in barred]
    return [_joined(f"{name}/{at}", name, kept[at : at + 40]) for at in range(0, len(kept), 40)]


def data_digest(texts: Iterable[NamedText]) -> str:
    """Return the SHA-256 of texts and marks."""
    digest = hashlib.sha256()
    for each in texts:
        digest.update(f"{each.group}\0{each.name}\0{each.text}\0{each.spans}\0".encode())
    return digest.hexdigest()


def _marked(name: str, group: str, path: Path) -> NamedText:
    marked = read_markup(path.read_text("utf-8"))
    return NamedText(name, group, marked.text, tuple((m.start, m.end, m.label) for m in marked.entities))


def _of_case(case: GoldCase) -> NamedText:
    marks = tuple((m.start, m.end, m.label) for m in case.marked.entities)
    return NamedText(case.name, case.system, case.marked.text, marks)


def _sentence_keys(name: str) -> set[str]:
    return {_key(sentence) for sentence in _sentences(name)}


def _key(sentence: list[tuple[str, str]]) -> str:
    return " ".join(word for word, _ in sentence)


def _sentences(name: str) -> Iterator[list[tuple[str, str]]]:
    sentence: list[tuple[str, str]] = []
    with gzip.open(NER / f"{name}.tsv.gz", "rt", encoding="utf-8") as file:
        for line in file:
            word, _, tag = line.rstrip("\n").partition("\t")
            if word:
                sentence.append((word, tag or "O"))
            elif sentence:
                yield sentence
                sentence = []
    if sentence:
        yield sentence


def _joined(name: str, group: str, sentences: list[list[tuple[str, str]]]) -> NamedText:
    """Set the tokens of sentences as running text, one sentence a line, and turn tags into spans."""
    text = ""
    spans: list[Span] = []
    for sentence in sentences:
        before = ""
        for word, tag in sentence:
            if before and word not in _NO_SPACE_BEFORE and before not in _NO_SPACE_AFTER:
                text += " "
            start, label = len(text), _label(tag, _LABEL_OF)
            text += word
            if label and tag.startswith("I-") and spans and spans[-1][2] == label:
                spans[-1] = (spans[-1][0], len(text), label)
            elif label:
                spans.append((start, len(text), label))
            before = word
        text += "\n"
    return NamedText(name, group, text, tuple(spans))


def _label(tag: str, labels: Mapping[str, str]) -> str:
    return labels.get(tag[2:], "")
