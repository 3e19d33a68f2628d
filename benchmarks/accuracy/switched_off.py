"""What each part of the search for names is worth: the same texts with one part at a time switched off.

``python -m benchmarks.accuracy.switched_off [--only PART …] [--json FILE]`` parses the real decisions and the held-out
layouts as plain text, the whole path, and scores exact spans as :mod:`benchmarks.accuracy.whole` does. Where a part is
one that the recogniser learns with, it is trained anew without it, in memory, on the same texts by the same config
(some minutes each; five models in all). Every model has the stored model's calibration and least score.

- ``everything``: the stored model ``fi_paatos`` and the rules; ``with Voikko``: ``fi_paatos_voikko`` in its place.
- ``rules alone``: no model.
- ``model alone``: no rule finds anything, neither as a mention nor as a feature of the model. Only the five labels of
  names can be found.
- ``hits unseen``: that model beside the rules: they are merged, but the model does not see what the rules found.
- ``no tables``: the model's features hold nothing of municipalities, places, given and family names, bodies, heads of
  organisations, company forms and titles (``known_of`` gives nothing; its memory of a text, which needs given names
  and company forms, is empty). Rules, values and what is done with a found name keep their tables.
- ``no clusters``: no clusters of words.
- ``no document sense``: nothing that is known from elsewhere in the text: short names that the text gives, family names
  seen before, the model's memory (beside a company's form, beside a given name).
- ``no Turku NER``: trained on this project's own texts alone.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

from models.training.name_data import LABELS, corpus_texts, sentence_texts, turku_texts

from benchmarks.accuracy.runs import GROUPS, measure
from benchmarks.accuracy.scoring import Score, total
from benchmarks.gold import HELD_OUT, GoldCase, corpus_cases, real_cases
from benchmarks.grids import count, grid, share
from benchmarks.names.whole import FOLDER, stored_maker
from paatosparser import ParseOptions
from paatosparser.errors import ModelError
from paatosparser.mentions.types import Hit, NameFinder
from paatosparser.modelstore import read_metadata
from paatosparser.nlp.calibration import Calibration
from paatosparser.nlp.crf import CLUSTERS_FILE, NameTagger, read_clusters
from paatosparser.nlp.features import FeatureMaker
from paatosparser.nlp.match import Match
from paatosparser.nlp.recognisers import finder_of, name_finder
from paatosparser.nlp.tokens import Segment
from paatosparser.nlp.training_model import train_names
from paatosparser.options import Recogniser

NAMES = "names"
"""The five labels of names together."""
ALL = "all"
FULL = "everything"

_FEATURES = "paatosparser.nlp.features"
_NO_TABLES: Mapping[str, Any] = {
    f"{_FEATURES}.known_of": lambda _: (),
    f"{_FEATURES}.is_given_name": lambda _: False,
    f"{_FEATURES}.is_company_form": lambda _: False,
}
_NO_SHORT_FORMS: Mapping[str, Any] = {"paatosparser.mentions.short_forms": lambda *_: []}
_NO_RULES: Mapping[str, Any] = {"paatosparser.mentions.FINDERS": (), **_NO_SHORT_FORMS}
_NO_SENSE: Mapping[str, Any] = {
    f"{_FEATURES}._memory": lambda _: {},
    "paatosparser.mentions.people.bare._seen": lambda *_: [],
    **_NO_SHORT_FORMS,
}


class BlindMaker(FeatureMaker):
    """Makes the features of one who does not know what the rules found."""

    def features(self, found: Sequence[Segment], hits: Iterable[Hit]) -> list[list[list[str]]]:  # noqa: ARG002
        """Return the features of each token of each segment."""
        return super().features(found, ())


@dataclass(frozen=True, slots=True)
class Part:
    """What is switched off: ``off`` are the places that are patched, while training and while parsing.

    ``off_in_parse`` are patched while parsing alone. ``maker`` makes the features of a model that is trained for this;
    without one, ``stored`` is the recogniser that serves.
    """

    name: str
    stored: Recogniser = Recogniser.FI_PAATOS
    maker: Callable[[], FeatureMaker] | None = None
    off: Mapping[str, Any] = field(default_factory=dict)
    off_in_parse: Mapping[str, Any] = field(default_factory=dict)
    turku: bool = True


def _blind() -> FeatureMaker:
    return BlindMaker(read_clusters((FOLDER / CLUSTERS_FILE).read_bytes()))


PARTS = (
    Part(FULL),
    Part("with Voikko", stored=Recogniser.FI_PAATOS_VOIKKO),
    Part("rules alone", stored=Recogniser.RULES),
    Part("model alone", maker=_blind, off_in_parse=_NO_RULES),
    Part("hits unseen", maker=_blind),
    Part("no tables", maker=stored_maker, off=_NO_TABLES),
    Part("no clusters", maker=lambda: FeatureMaker({})),
    Part("no document sense", maker=stored_maker, off=_NO_SENSE),
    Part("no Turku NER", maker=stored_maker, turku=False),
)


def cases() -> list[tuple[str, GoldCase]]:
    """Return the texts with their groups: the real decisions (none where ``../shared`` is absent), the held-out."""
    held_out = [("held_out", case) for case in corpus_cases() if case.system in HELD_OUT]
    return [("real", case) for case in real_cases()] + held_out


class Switchboard:
    """Measures parts one after another; parts that need the same model share it."""

    def __init__(self, texts: Sequence[tuple[str, GoldCase]]) -> None:
        self._texts = texts
        self._config: dict[str, Any] = json.loads((FOLDER / "config.json").read_text("utf-8"))
        self._trained: dict[Callable[[], FeatureMaker], NameTagger] = {}

    def measure(self, part: Part) -> dict[str, Any]:
        """Return the counts of a part by group, system and label."""
        with ExitStack() as stack:
            for place, nothing in part.off.items():
                stack.enter_context(patch(place, nothing))
            finder = self._finder(part)
            for place, nothing in part.off_in_parse.items():
                stack.enter_context(patch(place, nothing))
            stack.enter_context(patch("paatosparser.pipeline.name_finder", lambda *_: finder))
            return _counts(self._texts)

    def _finder(self, part: Part) -> NameFinder | None:
        if part.maker is None:
            return name_finder(part.stored)
        shared = part.turku and not part.off
        tagger = self._trained.get(part.maker) if shared else None
        if tagger is None:
            tagger = self._train(part, part.maker())
            if shared:
                self._trained[part.maker] = tagger
        return finder_of(tagger)

    def _train(self, part: Part, maker: FeatureMaker) -> NameTagger:
        own = corpus_texts() + sentence_texts()
        other = [text for name in self._config["other_data"] for text in turku_texts(name)] if part.turku else []
        weights = train_names(own, other, self._config, maker)
        return NameTagger(weights, maker, calibration=Calibration.of_metadata(read_metadata(FOLDER)))


def _counts(texts: Sequence[tuple[str, GoldCase]]) -> dict[str, Any]:
    scores: dict[str, dict[str, list[Score]]] = defaultdict(lambda: defaultdict(list))
    for group, case in texts:
        scores[group][case.system].append(measure(case, ParseOptions()))
    return {
        group: {
            system: {label: asdict(match) for label, match in sorted(total(of_system).entities.items())}
            for system, of_system in sorted(systems.items())
        }
        for group, systems in scores.items()
    }


def matches(systems: Mapping[str, Mapping[str, Mapping[str, int]]]) -> dict[str, Match]:
    """Return the sums over systems by label, of the five names (:data:`NAMES`) and of all labels (:data:`ALL`)."""
    sums: dict[str, Match] = defaultdict(Match)
    for labels in systems.values():
        for label, counts in labels.items():
            for name in (label, ALL, *([NAMES] if label in LABELS else [])):
                sums[name].add(Match(**counts))
    return sums


def parts_table(run: Mapping[str, Any]) -> str:
    """Return the F1 of each part by label, on each group of texts."""
    columns = (*LABELS, NAMES, ALL)
    groups = list(next(iter(run["parts"].values())))
    rows = []
    for group in groups:
        for name, measured in run["parts"].items():
            sums = matches(measured[group])
            rows.append([f"{GROUPS[group]}, {name}", *(share(sums[label].f1) for label in columns)])
    return grid(["F1", *LABELS, "all five", "all labels"], rows)


def systems_table(run: Mapping[str, Any]) -> str:
    """Return the F1 of the whole path by system and label."""
    rows = []
    for group, systems in run["parts"].get(FULL, {}).items():
        for system, labels in systems.items():
            sums = matches({system: labels})
            shares = [share(sums[label].f1) for label in (*LABELS, NAMES, ALL)]
            rows.append([f"{GROUPS[group]}, {system}", count(sums[ALL].gold), *shares])
    return grid(["F1", "marks", *LABELS, "all five", "all labels"], rows)


def switched_off_report(run: Mapping[str, Any]) -> str:
    """Return the tables of a run."""
    return f"{parts_table(run)}\n\n{systems_table(run)}"


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    names = [part.name for part in PARTS]
    parser.add_argument(
        "--only", nargs="+", choices=names, default=names, metavar="PART", help=f"of {', '.join(names)}"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures down; those of other parts stay")
    chosen = parser.parse_args()
    board = Switchboard(cases())
    run: dict[str, Any] = {"parts": {}}
    for part in PARTS:
        if part.name not in chosen.only:
            continue
        try:
            run["parts"][part.name] = board.measure(part)
        except ModelError as error:
            sys.stderr.write(f"{part.name}: {error.message}\n")
        if chosen.json:
            _store(run, chosen.json)
    sys.stdout.write(switched_off_report(run) + "\n")


def _store(run: dict[str, Any], path: Path) -> None:
    """Write figures down; those of other parts that the file has stay."""
    stored = json.loads(path.read_text("utf-8"))["parts"] if path.is_file() else {}
    both = stored | run["parts"]
    ordered = {"parts": {part.name: both[part.name] for part in PARTS if part.name in both}}
    path.write_text(json.dumps(ordered, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
