"""Forms of nouns and adjectives on the UD treebanks of Finnish: how many of those in print the one inflector makes.

``python -m benchmarks.entities.forms [--missed]`` reads ``shared/data/ud`` and prints, for the test sets of TDT, FTB,
OOD and PUD, the share of the annotated forms that :func:`paatosparser.language.forms.forms` makes from the annotated
base form: by the rules alone, and with the genitive where the sets hold it, as the tables give it. Each pair of form
and base form counts once. Left out are instructives and comitatives, comparatives, possessives and clitics, typing
errors, abbreviations and dialect, which it does not make, and words with a hyphen or a digit.
"""

from __future__ import annotations

import argparse
import gzip
import sys
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from benchmarks.gold import SHARED
from benchmarks.grids import count, grid, share
from paatosparser.language.forms import forms

UD = SHARED / "data" / "ud"
TESTS = {"TDT": "fi_tdt-ud-test", "FTB": "fi_ftb-ud-test", "OOD": "fi_ood-ud-test", "PUD": "fi_pud-ud-test"}

_NOT_MADE = {"Ins", "Com"}
_NOT_PLAIN = ("Person[psor]", "Clitic", "Typo", "Abbr", "Style")
_SHORTEST = 3


class Word(NamedTuple):
    """A form in print with its base form, in lower case; ``genitive`` tells whether it is that of the singular."""

    form: str
    base: str
    genitive: bool


def main(arguments: Iterable[str] | None = None) -> None:
    """Print the shares, by set; ``--missed`` also prints the forms that are not made though the genitive is known."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--missed", action="store_true", help="print the forms that are not made")
    options = parser.parse_args(None if arguments is None else list(arguments))
    sets = {name: set(_words(file)) for name, file in TESTS.items()}
    genitives = {word.base: word.form for words in sets.values() for word in sorted(words) if word.genitive}
    rows = []
    for name, words in {**sets, "all": set().union(*sets.values())}.items():
        known = [word for word in words if word.base in genitives]
        missed = sorted(word for word in known if word.form not in forms(word.base, genitives[word.base]))
        by_rules = sum(word.form in forms(word.base) for word in words)
        rows.append(
            (name, count(len(words)), share(by_rules / len(words)), share((len(known) - len(missed)) / len(known)))
        )
        if options.missed and name == "all":
            sys.stderr.writelines(f"{word.base}\t{genitives[word.base]}\t{word.form}\n" for word in missed)
    sys.stdout.write(grid(("set", "forms", "by rules alone", "with the genitive"), rows) + "\n")


def _words(file: str) -> Iterator[Word]:
    with gzip.open(UD / f"{file}.conllu.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if len(cells) < 10 or cells[3] not in ("NOUN", "ADJ"):
                continue
            features = dict(feature.split("=", 1) for feature in cells[5].split("|") if "=" in feature)
            form, base = cells[1].casefold(), cells[2].replace("#", "").casefold()
            if features.get("Case", "Ins") in _NOT_MADE or "Number" not in features:
                continue
            if any(name in features for name in _NOT_PLAIN) or features.get("Degree", "Pos") != "Pos":
                continue
            if form.isalpha() and len(form) >= _SHORTEST:
                yield Word(form, base, features["Case"] == "Gen" and features["Number"] == "Sing")


if __name__ == "__main__":
    main()
