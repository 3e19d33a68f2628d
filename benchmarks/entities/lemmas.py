"""Base forms of running words on the UD treebanks of Finnish: which analyser a search index should use.

``python -m benchmarks.entities.lemmas [--json FILE]`` reads ``shared/data/ud`` and prints, for the test sets of TDT,
FTB, OOD and PUD, how often an analyser gives the annotated base form, for all words and for proper nouns alone.
Punctuation, symbols, numbers and the parts of contracted words (``ettei``) are left out; capitals and the marks of
where parts of a compound meet count for nothing. Every word is read by itself, as an index does. What is chosen here
was chosen on the development parts of TDT and FTB.

One base form a word:

- ``surface``: the word as it stands.
- ``simplemma``: its Finnish list and rules (MIT); its greedy way gives the same within 0.001.
- ``Voikko, first``: its first reading as :mod:`paatosparser.search.voikko` orders them, the surface where it has none.
- ``choice``: simplemma's, where Voikko has it too or where it stands in simplemma's list; else Voikko's, of the kind
  that is right most often in TDT's development part; of a word with a capital that neither knows, the package's own
  rules for places. ``choice, words learnt``: what a word mostly is in TDT's development part comes before all that.
- ``names as LOC``, ``names as PERSON``: the package's rules for names, :mod:`paatosparser.language.base_forms`, on
  single words. They serve names that were found, not running words, so only the proper nouns tell.

Several, one of which has to be right; ``base forms a word`` says how many there are:

- ``Voikko, any``: all its readings. ``with verbs``: and the verb of a participle (``tehty`` of ``tehdä``), nouns in
  ``-minen``.
- ``index``: what the search index takes (:mod:`paatosparser.search.analysis`): those, with simplemma's where its list
  has the word or Voikko none, and with the place's as above.
- ``index, no Voikko``: the same without Voikko: simplemma's, for a compound that it does not list by the parts that it
  does, and the place's.

Compounds: of the words that TDT, OOD and PUD mark as compounds, how many Voikko splits into parts the last of which is
the annotated one's (recall), and how many of the words that it splits are marked so (precision).

Words a second: by the processor time of one core, over a thousand forms that were not read before; running text repeats
its words, and who keeps what was read is several times as fast. ``simplemma, low memory`` is the same list kept small.
Seconds and peak memory until the first word is read are those of a fresh process, less those of an empty one.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

import simplemma

from benchmarks.gold import SHARED
from benchmarks.grids import count, grid, share
from paatosparser.labels import EntityLabel
from paatosparser.language.base_forms import base_form
from paatosparser.nlp.match import Match
from paatosparser.nlp.morphology import dictionary_word
from paatosparser.search import voikko
from paatosparser.search.analysis import Analyser, load_analyser, place_base
from paatosparser.search.word_lists import is_listed, list_base

SPEED_FORMS = 1000
UD = SHARED / "data" / "ud"
LEARN = "fi_tdt-ud-dev"
TESTS = {"TDT": "fi_tdt-ud-test", "FTB": "fi_ftb-ud-test", "OOD": "fi_ood-ud-test", "PUD": "fi_pud-ud-test"}

WITH_COMPOUNDS = ("TDT", "OOD", "PUD")
"""The sets whose base forms say where the parts of a compound meet."""

LOADING = {
    "simplemma": "import simplemma; simplemma.lemmatize('alkuun', lang='fi')",
    "simplemma, low memory": "import simplemma; simplemma.lemmatize('alkuun', lang='fi', low_memory=True)",
    "Voikko": "import pyvoikko; pyvoikko.analyse('alkuun')",
}
"""Analyser -> what reads a first word with it."""

_COSTS = """import time
def memory(): return int(open('/proc/self/status').read().split('VmHWM:')[1].split()[0]) / 1024
empty, begin = memory(), time.process_time()
{}
print(time.process_time() - begin, memory() - empty)
"""
"""``ru_maxrss`` would not do: it holds what the process was before it became this one. Linux alone tells."""
_OTHER = frozenset(("PUNCT", "SYM", "NUM"))
_VERB = re.compile(r"\[Lt\](?:\[I\w+\])*\[Xp\]([^\[]+)\[X\]")
_MINEN = re.compile(r"\[X\]([^\[]+)\[Tn4\]")


class Word(NamedTuple):
    """A word of a treebank, its base form in lower case, without marks of compounds, and a compound's last part."""

    form: str
    lemma: str
    proper: bool
    head: str = ""


class Candidate(NamedTuple):
    """A base form, and the kind of reading that gives it (class, ``participle``, ``minen``)."""

    base: str
    kind: str


def read_words(name: str) -> list[Word]:
    """Return the words of a treebank that have a base form worth looking up."""
    words = []
    contracted = 0
    with gzip.open(UD / f"{name}.conllu.gz", "rt", encoding="utf-8") as file:
        for line in file:
            row = line.rstrip("\n").split("\t")
            if len(row) < 10:
                contracted = 0
                continue
            number, form, lemma, kind = row[:4]
            if "-" in number:
                contracted = int(number.partition("-")[2])
            elif number.isdigit() and int(number) > contracted and kind not in _OTHER and any(map(str.isalpha, form)):
                parts = [part for part in lemma.split("#") if part]
                words.append(Word(form, plain(lemma), kind == "PROPN", plain(parts[-1]) if len(parts) > 1 else ""))
    return words


def plain(lemma: str) -> str:
    """Return a base form without what counts for nothing: capitals, and marks of where parts of a compound meet."""
    bare = lemma.replace("#", "") if lemma.strip("#") else lemma
    return bare.casefold().replace("=", "").replace("--", "-")


def readings(form: str) -> tuple[Candidate, ...]:
    """Return what Voikko's dictionary says of a word, in its order; of a word joined by hyphens it may know the end."""
    word = dictionary_word(form).lstrip("-")
    found = [Candidate(one.base, one.kind) for one in voikko.readings(word)]
    head, hyphen, last = word.rpartition("-")
    if not found and hyphen and last:
        found = [Candidate(f"{head}-{one.base}", one.kind) for one in voikko.readings(last)]
    return tuple(dict.fromkeys(found))


def more_readings(form: str) -> tuple[Candidate, ...]:
    """Return :func:`readings` with the verbs of participles and the nouns in -minen."""
    found = [*readings(form)]
    word = dictionary_word(form).lstrip("-")
    if found and "-" not in word:
        for one in voikko.readings(word):
            inner = one.output
            if "[Bc]" in inner:
                continue
            if "[R" in inner and (verb := _VERB.search(inner)):
                found.append(Candidate(plain(verb[1]), "participle"))
            if stem := _MINEN.search(inner):
                found.append(Candidate(f"{plain(stem[1])}minen", "minen"))
    return tuple(dict.fromkeys(found))


def small(form: str) -> str:
    """Return simplemma's base form, by the list that is kept small."""
    return plain(simplemma.lemmatize(form, lang="fi", low_memory=True))


def heads(form: str) -> set[str]:
    """Return the last parts of a compound by Voikko; none where it is none."""
    return {one.parts[-1] for one in voikko.readings(dictionary_word(form).lstrip("-")) if one.parts}


class Choice:
    """Chooses one base form; ``learn`` are the words that it learns from."""

    def __init__(self, learn: Sequence[Word], *, keep_words: bool) -> None:
        seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
        offered: Counter[str] = Counter()
        right: Counter[str] = Counter()
        for word in learn:
            seen[word.form.casefold()][word.lemma] += 1
            for kind in {one.kind for one in more_readings(word.form)}:
                offered[kind] += 1
                right[kind] += any(one == (word.lemma, kind) for one in more_readings(word.form))
        self._known = {form: lemmas.most_common(1)[0][0] for form, lemmas in seen.items()} if keep_words else {}
        self._worth = {kind: right[kind] / times for kind, times in offered.items()}

    def __call__(self, form: str) -> str:
        """Return the base form of a word."""
        known = self._known.get(form.casefold())
        if known is not None:
            return known
        other, found = list_base(form), more_readings(form)
        if is_listed(form) or any(one.base == other for one in found):
            return other
        if found:
            return max(found, key=lambda one: self._worth.get(one.kind, 0.0)).base
        return place_base(form) if form[0].isupper() else other


Reader = Callable[[str], tuple[str, ...]]
"""A form to the base forms that an analyser offers; one of them has to be right."""


def _one(read: Callable[[str], str]) -> Reader:
    return lambda form: (read(form),)


def _voikko_first(form: str) -> tuple[str, ...]:
    found = readings(form)
    return (found[0].base,) if found else (form.casefold(),)


def _voikko_any(form: str) -> tuple[str, ...]:
    return tuple(one.base for one in readings(form)) or (form.casefold(),)


def _verbs_any(form: str) -> tuple[str, ...]:
    return tuple(one.base for one in more_readings(form)) or (form.casefold(),)


def readers() -> Iterator[tuple[str, Reader]]:
    """Yield the analysers by name."""
    learn = read_words(LEARN)
    yield "surface", _one(str.casefold)
    yield "simplemma", _one(list_base)
    yield "simplemma, low memory", _one(small)
    yield "Voikko, first", _voikko_first
    yield "choice", _one(Choice(learn, keep_words=False))
    yield "choice, words learnt", _one(Choice(learn, keep_words=True))
    yield "names as LOC", _one(place_base)
    yield "names as PERSON", _one(lambda form: plain(base_form(EntityLabel.PERSON, form)))
    yield "Voikko, any", _voikko_any
    yield "Voikko with verbs, any", _verbs_any
    yield "index", lambda form: load_analyser(Analyser.VOIKKO)(form).bases
    yield "index, no Voikko", lambda form: load_analyser(Analyser.SIMPLEMMA)(form).bases


def measure(words: Mapping[str, Sequence[Word]]) -> dict[str, Any]:
    """Return the shares of right base forms by analyser and set, with words a second and base forms a word."""
    forms = list(dict.fromkeys(word.form for of_set in words.values() for word in of_set))
    step = max(1, len(forms) // SPEED_FORMS)
    measured: dict[str, Any] = {}
    analysers = dict(readers())
    speeds = {name: _speed(read, forms[at % step :: step]) for at, (name, read) in enumerate(analysers.items())}
    for name, read in analysers.items():
        offered = {form: read(form) for form in forms}
        measured[name] = {
            "sets": {title: _shares(of_set, offered) for title, of_set in words.items()},
            "per_word": sum(len(set(found)) for found in offered.values()) / len(offered),
            "words_per_second": round(speeds[name]),
        }
    return measured


def _speed(read: Reader, forms: Sequence[str]) -> float:
    """Return the forms a second that an analyser reads, with none of them seen before."""
    read("alkuun")  # what is loaded once is no part of the speed
    voikko.readings.cache_clear()
    begin = time.process_time()
    for form in forms:
        read(form)
    return len(forms) / (time.process_time() - begin)


def _shares(words: Sequence[Word], offered: Mapping[str, tuple[str, ...]]) -> dict[str, float | None]:
    right = [(word.lemma in offered[word.form], word.proper) for word in words]
    names = [ok for ok, proper in right if proper]
    return {
        "all": sum(ok for ok, _ in right) / len(right) if right else None,
        "proper": sum(names) / len(names) if names else None,
    }


def compounds(words: Iterable[Word]) -> Match:
    """Return how many words are marked as compounds, how many Voikko splits, and how many of these with the right head.

    A word that is marked and split counts as right where the last parts are the same.
    """
    match = Match()
    for word in words:
        found = heads(word.form)
        match.gold += bool(word.head)
        match.claimed += bool(found)
        match.right += word.head in found
    return match


def loading_costs() -> dict[str, dict[str, float]]:
    """Return the seconds and the mebibytes that each analyser needs before it has read a word."""
    costs = {}
    for name, statement in LOADING.items():
        command = [sys.executable, "-c", _COSTS.format(statement)]
        told = subprocess.run(command, capture_output=True, check=True, text=True).stdout.split()  # noqa: S603 (our own)
        costs[name] = {"seconds": round(float(told[0]), 2), "mebibytes": round(float(told[1]))}
    return costs


def lemmas_table(run: Mapping[str, Any]) -> str:
    """Return the figures of a run as a table."""
    sets = list(next(iter(run["analysers"].values()))["sets"])
    rows = [
        [
            name,
            *(share(one["sets"][title]["all"]) for title in sets),
            *(share(one["sets"][title]["proper"]) for title in sets),
            f"{one['per_word']:.2f}",
            count(one["words_per_second"]),
        ]
        for name, one in run["analysers"].items()
    ]
    head = ["", *sets, *(f"{title} names" for title in sets), "base forms a word", "words/s"]
    return grid(head, [["words", *_counts(run, sets), "", ""], *rows])


def lemmas_report(run: Mapping[str, Any]) -> str:
    """Return the tables of a run."""
    rows = [
        [title, count(counts["gold"]), share(Match(**counts).precision), share(Match(**counts).recall)]
        for title, counts in run["compounds"].items()
    ]
    costs = [[name, f"{one['seconds']:.1f} s", f"{one['mebibytes']:.0f} MiB"] for name, one in run["loading"].items()]
    tables = [
        lemmas_table(run),
        grid(["", "compounds", "precision", "recall"], rows),
        grid(["", "until the first word", "memory"], costs),
    ]
    return "\n\n".join(tables)


def _counts(run: Mapping[str, Any], sets: Sequence[str]) -> list[str]:
    return [count(run["words"][title][part]) for part in ("all", "proper") for title in sets]


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures down")
    chosen = parser.parse_args()
    words = {title: read_words(name) for title, name in TESTS.items()}
    run = {
        "words": {
            title: {"all": len(of_set), "proper": sum(word.proper for word in of_set)}
            for title, of_set in words.items()
        },
        "analysers": measure(words),
        "loading": loading_costs(),
        "compounds": {title: asdict(compounds(words[title])) for title in WITH_COMPOUNDS},
    }
    if chosen.json:
        chosen.json.write_text(json.dumps(run, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(lemmas_report(run) + "\n")


if __name__ == "__main__":
    main()
