"""Training of a recogniser of names with marked-up decisions of one's own: what ``paatos train`` does.

    from pathlib import Path
    from paatosparser.nlp.training import train_recogniser

    trained = train_recogniser([Path("merkityt")], Path("mallit"))
    paatosparser.parse("paatos.pdf", options=paatosparser.ParseOptions(model=trained.folder))

The examples that the shipped model was trained on come with the package; the decisions are added to them. There is no
chance in the training: the same texts give the same model.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from paatosparser.errors import MarkupError, OutputError
from paatosparser.modelstore import METADATA_FILE, find_model, read_metadata, read_model_file
from paatosparser.nlp.calibration import Calibration
from paatosparser.nlp.crf import CLUSTERS_FILE, FORMAT, MODEL, MODEL_FILE, VOIKKO_MODEL, NameTagger, read_clusters
from paatosparser.nlp.features import FeatureMaker
from paatosparser.nlp.match import Match
from paatosparser.nlp.morphology import load_morphology
from paatosparser.nlp.recognisers import Tagger, load_recogniser
from paatosparser.nlp.training_data import (
    EXAMPLES_FILE,
    NamedText,
    base_examples,
    data_digest,
    mark_counts,
    marked_texts,
    tagged_texts,
)
from paatosparser.nlp.training_folds import calibration_by_folds
from paatosparser.nlp.training_model import train_names
from paatosparser.nlp.training_scores import count_names, plain_figures
from paatosparser.options import Recogniser

NAME = "own"
HOLD_OUT = 5
LICENCE = "CC-BY-SA-4.0"
SPOKEN_ROUNDS = 40  # rounds of a training between two messages
_NAME = re.compile(r"[a-z][a-z0-9_]*")

Tell = Callable[[str], None]
"""Is told how the training goes on, a sentence at a time."""


@dataclass(frozen=True, slots=True)
class Training:
    """What came of a training: the folder of the model, and what it was trained on.

    ``figures`` are, by model (``fi_paatos`` and the new one), the counts of each label on ``measured_on`` decisions
    that neither was trained on; empty where none were held out.
    """

    folder: Path
    decisions: int
    marks: Mapping[str, int]
    measured_on: int = 0
    figures: Mapping[str, Mapping[str, Match]] = field(default_factory=dict)


def train_recogniser(
    marked: Sequence[Path],
    out: Path,
    *,
    name: str = NAME,
    recogniser: Recogniser = Recogniser.FI_PAATOS,
    iob: Sequence[Path] = (),
    check_on: Sequence[Path] = (),
    hold_out: int = HOLD_OUT,
    tell: Tell = lambda _: None,
) -> Training:
    """Train a recogniser on marked-up decisions and the examples that come with the package; write ``out/name``.

    ``marked`` and ``check_on`` are files or folders in the mark-up of ``docs/training.md``, ``iob`` files of tokens
    with tags. Before the model that is stored is trained on all of ``marked``, every ``hold_out``-th decision is held
    out to measure on (0: none); where ``check_on`` names decisions, those are measured on instead, and never trained
    on. A model that was in the folder before is replaced when the new one is whole.

    Raises a :class:`~paatosparser.errors.PaatosError`: for files that cannot be read or break the mark-up, without any
    mark, for a folder that cannot be written, and for a missing model or library.
    """
    with _model_folder(out, name) as part:
        apart = marked_texts(check_on) if check_on else []
        own = [text for text in marked_texts(marked) if text.name not in {each.name for each in apart}]
        if not any(mark_counts(own).values()):
            raise MarkupError("There is no marked name in these files; mark some, as docs/training.md shows.")
        others = [text for path in iob for text in tagged_texts(path)]
        base = base_examples()
        run = _Run(recogniser, base, others, tell)
        marks = sum(mark_counts(own).values())
        tell(f"decisions of your own: {len(own)}, names marked in them: {marks}; examples: {len(base)}")
        held_out = apart or (own[hold_out - 1 :: hold_out] if hold_out else [])
        figures: dict[str, dict[str, Match]] = {}
        if held_out:
            kept = [text for text in own if text not in held_out]
            tell(f"training without what is measured on (decisions: {len(held_out)})")
            figures = {
                recogniser.value: count_names(load_recogniser(recogniser), held_out),
                name: count_names(run.tagger(kept), held_out),
            }
        tell("training on all decisions")
        weights = run.weights(own)
        tell("finding out what its scores are worth, by training without a part at a time")
        calibration = run.calibration(own)
        facts = {"sources": run.sources(len(own), iob), "own": {"decisions": len(own), "marks": mark_counts(own)}}
        facts |= {"texts": len(base) + len(own), "digest": data_digest([*base, *own, *others])}
        write_model(part, name, recogniser, weights, calibration, facts, run.config, clusters=run.clusters)
        if figures:
            plain = {model: plain_figures(counts) for model, counts in figures.items()}
            _write_json(part / "metrics.json", {"decisions": len(held_out), **plain})
    return Training(out / name, len(own), mark_counts(own), len(held_out), figures)


class _Run:
    """What the trainings of one call have in common."""

    def __init__(
        self, recogniser: Recogniser, base: Sequence[NamedText], others: Sequence[NamedText], tell: Tell
    ) -> None:
        self.clusters = read_model_file(MODEL, CLUSTERS_FILE, FORMAT)
        self.config: dict[str, Any] = read_metadata(find_model(recogniser.value))["config"] | {"other_data": []}
        self._base = base
        self._others = others
        self._tell = tell
        morphology = load_morphology() if recogniser.value == VOIKKO_MODEL else None
        self._maker = FeatureMaker(read_clusters(self.clusters), morphology)

    def weights(self, own: Sequence[NamedText]) -> bytes:
        return train_names([*self._base, *own], self._others, self.config, self._maker, self._rounds)

    def tagger(self, own: Sequence[NamedText]) -> Tagger:
        return NameTagger(self.weights(own), self._maker)

    def calibration(self, own: Sequence[NamedText]) -> Calibration:
        return calibration_by_folds([*self._base, *own], self._others, self.config, self._maker, self._rounds)

    def sources(self, decisions: int, iob: Sequence[Path]) -> dict[str, str]:
        stored = read_metadata(find_model(MODEL))["data"]["sources"]
        return {
            EXAMPLES_FILE: "the examples that come with paatosparser, this project's own text",
            "own": f"{decisions} marked-up decisions",
            **{path.name: "tokens with tags" for path in iob},
            CLUSTERS_FILE: stored[CLUSTERS_FILE],
        }

    def _rounds(self, number: int, most: int) -> None:
        if number % SPOKEN_ROUNDS == 0:
            self._tell(f"round {number} of at most {most}")


def write_model(
    folder: Path,
    name: str,
    recogniser: Recogniser,
    weights: bytes,
    calibration: Calibration,
    facts: Mapping[str, Any],
    config: Mapping[str, Any],
    *,
    clusters: bytes | None = None,
    more_files: Mapping[str, bytes] | None = None,
) -> None:
    """Write a model's files and their metadata into a folder; without ``clusters`` it uses those of ``fi_paatos``."""
    files = {MODEL_FILE: packed(weights)} | dict(more_files or {})
    if clusters is not None:
        files[CLUSTERS_FILE] = clusters
    for file, data in files.items():
        (folder / file).write_bytes(data)
    metadata = {
        "name": name,
        "recogniser": recogniser.value,
        "format": FORMAT,
        "licence": LICENCE,
        "needs": ["pycrfsuite", *(["pyvoikko"] if recogniser is Recogniser.FI_PAATOS_VOIKKO else [])],
        "data": facts,
        "config": config,
        "calibration": {"slope": calibration.slope, "intercept": calibration.intercept},
        "files": {file: hashlib.sha256(files[file]).hexdigest() for file in sorted(files)},
    }
    _write_json(folder / METADATA_FILE, metadata)


def packed(weights: bytes) -> bytes:
    """Return weights as their file holds them; the same weights give the same bytes."""
    return gzip.compress(weights, 9, mtime=0)


def _write_json(path: Path, content: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", "utf-8")


@contextmanager
def _model_folder(out: Path, name: str) -> Iterator[Path]:
    """Give a new folder to write a model into, which takes its place as ``out/name`` at the end.

    Raises :class:`~paatosparser.errors.OutputError` where it cannot be made, before the body runs.
    """
    target = out / name
    if not _NAME.fullmatch(name):
        raise OutputError(f"'{name}' is no name for a model; use small letters, digits and _.")
    if target.exists() and not (target / METADATA_FILE).is_file():
        raise OutputError(f"{target}: It exists and is no model; name another folder.")
    try:
        out.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(prefix=f".{name}.", dir=out))
    except OSError as exc:
        raise OutputError(f"{out}: It cannot be written ({exc.strerror}); name a folder that you may write.") from exc
    try:
        yield part
        part.chmod(0o755)
        if target.exists():
            shutil.rmtree(target)
        part.replace(target)
    except OSError as exc:
        raise OutputError(f"{target}: It cannot be written ({exc.strerror}); check the free space.") from exc
    finally:
        shutil.rmtree(part, ignore_errors=True)
