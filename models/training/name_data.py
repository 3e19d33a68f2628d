"""Texts with marked names for the training and measuring of the name recogniser: the corpus, real texts, Turku NER."""

from __future__ import annotations

from pathlib import Path

from benchmarks.gold import CORPUS, HELD_OUT, SHARED, GoldCase, corpus_cases, real_cases

from paatosparser.nlp.training_data import (
    LABELS,
    NamedText,
    Span,
    data_digest,
    marked_text,
    sentence_key,
    tagged_sentences,
    tagged_texts,
)

__all__ = [
    "LABELS",
    "NER",
    "NamedText",
    "Span",
    "corpus_texts",
    "data_digest",
    "held_out_texts",
    "real_texts",
    "sentence_texts",
    "turku_texts",
]

TEXTS = CORPUS.parent / "texts"
SENTENCES = CORPUS.parent.parent / "models" / "fi_paatos" / "sentences.gold.txt"
NER = SHARED / "data" / "ner"

_TEST_SETS = ("turku-ner-test", "turku-one-clean-test", "turku-one-test")


def corpus_texts() -> list[NamedText]:
    """Return the corpus: the documents without the held-out layouts, and the texts that are there for their names."""
    found = [_of_case(case) for case in corpus_cases() if case.system not in HELD_OUT]
    return found + [
        marked_text(path, name=path.name.removesuffix(".gold.txt"), group=f"texts/{path.parent.name}")
        for path in sorted(TEXTS.rglob("*.gold.txt"))
    ]


def sentence_texts() -> list[NamedText]:
    """Return the sentences that were written for the training alone."""
    return [marked_text(SENTENCES, name="sentences", group="sentences")]


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
    tests = _TEST_SETS if name.endswith("-train") else ()
    barred = frozenset(sentence_key(sentence) for test in tests for sentence in tagged_sentences(_path(test)))
    return tagged_texts(_path(name), barred)


def _path(name: str) -> Path:
    return NER / f"{name}.tsv.gz"


def _of_case(case: GoldCase) -> NamedText:
    marks = tuple((m.start, m.end, m.label) for m in case.marked.entities)
    return NamedText(case.name, case.system, case.marked.text, marks)
