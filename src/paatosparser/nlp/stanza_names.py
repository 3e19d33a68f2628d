"""The recogniser of names by Stanza: a BiLSTM with a CRF, from a folder of models on this machine.

Stanza is imported when it is first needed. It comes with the package ``fi_paatos_stanza``, which is the model of this
project, or with the extra ``paatosparser[stanza]`` for other models. A folder is one that ``stanza.download("fi",
folder)`` wrote, or ``fi_paatos_stanza``, which is laid out in the same way and has a ``metadata.json`` besides: its
files are checked against it. No network is asked, whatever the folder lacks.

The tokens and sentences are those of :mod:`paatosparser.nlp.tokens` with both kinds of folder, so that places are exact
and lines, numbers and abbreviations of decisions are cut as elsewhere here. Stanza's own tokenizer is not loaded.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from paatosparser.errors import ModelError
from paatosparser.labels import EntityLabel
from paatosparser.mentions.types import Hit
from paatosparser.modelstore import METADATA_FILE, find_model, read_folder_file, read_metadata
from paatosparser.nlp.calibration import Calibration
from paatosparser.nlp.crf import DIGEST_DIGITS, DIGITS, LABELS
from paatosparser.nlp.tokens import Segment, segments

MODEL = "fi_paatos_stanza"
FORMAT = 1  # of the model's files
INSTALL = f"pip install {MODEL} brings it and Stanza"
AGAIN = f"install {MODEL} again, or train it anew"
RESOURCES_FILE = "resources.json"
LANGUAGE = "fi"
RULE = "model: stanza"
BATCH = 64  # segments; more takes memory and gains little
LONGEST_WORD = 60  # characters that the model reads: its time and memory grow with the longest word

_LABEL_OF = {label.value: label for label in LABELS} | {"PER": EntityLabel.PERSON}
"""A model's type -> label. Names of other types are left out."""


class _Tagged(NamedTuple):
    """The tags of a segment (``B-ORG``, ``S-PER``, ``O``) and how probable the model holds each."""

    tags: Sequence[str]
    scores: Sequence[float]


class StanzaTagger:
    """A loaded Stanza pipeline. It may be used by several threads, which then take turns. Its hits have ``rule``.

    ``model`` tells which weights these are: the folder's name and the first digits of the SHA-256 of the NER. Without a
    ``calibration`` the scores are what the model gives.
    """

    def __init__(self, pipeline: Any, model: str = "", calibration: Calibration | None = None) -> None:
        self.model = model
        self._calibration = calibration
        processor = pipeline.processors["ner"]
        self._trainer = processor.trainers[0]
        self._config = processor.configs[0]
        self._column = column = self._trainer.args["predict_tagset"]
        self._vocabulary = self._trainer.vocab
        self._numbers = {tag: at for at, tag in enumerate(self._vocabulary["tag"].items(column))}
        self.rule = f"{RULE} {dict(pipeline.load_list)['ner'][0].package}"
        self._lock = threading.Lock()
        self._outputs: list[Any] = []
        self._trainer.model.register_forward_hook(lambda _model, _input, output: self._outputs.append(output))

    def find(self, text: str, hits: Iterable[Hit] = ()) -> list[Hit]:  # noqa: ARG002 (it goes by the words alone)
        """Return the names in a text, in order and without overlap; ``hits`` is there for recognisers that use it."""
        found = segments(text)
        return [
            hit for segment, tagged in zip(found, self._tag(found), strict=True) for hit in self._hits(segment, tagged)
        ]

    def _hits(self, segment: Segment, tagged: _Tagged) -> Iterator[Hit]:
        for first, last, name in _spans(tagged.tags):
            if name in _LABEL_OF:
                score = round(min(tagged.scores[first : last + 1]), DIGITS)
                if self._calibration is not None:
                    score = self._calibration.of(score)
                yield Hit(_LABEL_OF[name], segment[first].start, segment[last].end, self.rule, score=score)

    def _tag(self, found: Sequence[Segment]) -> list[_Tagged]:
        """Return the tags of segments. Those of like length go to the model together: what is short waits for none."""
        if not found:
            return []
        from stanza.models.common.doc import Document
        from stanza.models.ner.data import DataLoader
        from torch import no_grad

        order = sorted(range(len(found)), key=lambda at: len(found[at]))
        words = (enumerate(found[at], 1) for at in order)
        document = Document(
            [[{"id": (number,), "text": _shortened(token.word)} for number, token in each] for each in words]
        )
        tagged: list[_Tagged] = []
        with self._lock, no_grad():
            loader = DataLoader(
                document, BATCH, self._config, vocab=self._vocabulary, evaluation=True, preprocess_tags=False
            )
            for batch in loader:
                tagged += self._tag_batch(batch)
        return [each for _, each in sorted(zip(order, tagged, strict=True), key=lambda pair: pair[0])]

    def _tag_batch(self, batch: Any) -> list[_Tagged]:
        """Return the tags of a batch, in the order in which its segments came in."""
        rows = self._trainer.predict(batch, unsort=False)
        _, logits, transitions = self._outputs.pop()
        self._outputs.clear()
        likely = marginals(logits[self._column], transitions[self._column], [len(row) for row in rows])
        tagged = [
            _Tagged(row, likely[at, range(len(row)), [self._numbers.get(tag, 0) for tag in row]].tolist())
            for at, row in enumerate(rows)
        ]
        places = batch[5]
        return [each for _, each in sorted(zip(places, tagged, strict=True), key=lambda pair: pair[0])]


def marginals(logits: Any, transitions: Any, lengths: Sequence[int]) -> Any:
    """Return how probable each tag is at each place of each sequence, by forward-backward over a CRF.

    ``logits`` is a tensor of sequence x place x tag, ``transitions`` of tag x following tag. What lies past the length
    of a sequence means nothing.
    """
    import torch

    size = logits.shape[1]
    inside = torch.arange(size)[None, :, None] < torch.tensor(lengths)[:, None, None]
    forward = [logits[:, 0]]
    for at in range(1, size):
        forward.append(logits[:, at] + torch.logsumexp(forward[-1][:, :, None] + transitions, 1))
    backward = [torch.zeros_like(logits[:, 0])]
    for at in range(size - 1, 0, -1):
        before = torch.logsumexp(transitions + (logits[:, at] + backward[-1])[:, None, :], 2)
        backward.append(torch.where(inside[:, at], before, 0.0))
    return torch.softmax(torch.stack(forward, 1) + torch.stack(backward[::-1], 1), 2)


def _spans(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield the names that tags of any scheme (BIO, BIOES) make: first token, last token, type."""
    first = 0
    for at, tag in enumerate(tags):
        prefix, _, name = tag.partition("-")
        if prefix in ("B", "S") or at == 0 or tags[at - 1][2:] != name or tags[at - 1][:1] in ("E", "S"):
            first = at
        if name and (
            at + 1 == len(tags) or tags[at + 1][2:] != name or tags[at + 1][0] in "BS" or prefix in ("E", "S")
        ):
            yield first, at, name


def _shortened(word: str) -> str:
    """Return a word as the model reads it: of a very long one, the beginning and the ending."""
    return word if len(word) <= LONGEST_WORD else word[: LONGEST_WORD - 20] + word[-20:]


@cache
def load_recogniser(recogniser: str, folder: Path | None = None) -> StanzaTagger:  # noqa: ARG001 (there is one)
    """Return the recogniser of a folder of Stanza's models, loaded once; without a folder, the one that is stored.

    Raises :class:`~paatosparser.errors.ModelError` where Stanza is not installed, or the folder is missing or damaged.
    """
    place = find_model(MODEL, INSTALL) if folder is None else folder
    try:
        from stanza import Pipeline
    except ImportError as exc:
        raise ModelError("Stanza is not installed; it comes with pip install 'paatosparser[stanza]'.") from exc
    calibration = _checked(place)
    try:
        pipeline = Pipeline(
            LANGUAGE,
            dir=str(place),
            processors="tokenize,ner",
            tokenize_pretokenized=True,
            download_method=None,
            use_gpu=False,
            logging_level="CRITICAL",
        )
        weights = Path(pipeline.processors["ner"].model_paths[0]).read_bytes()
        model = f"{place.resolve().name}@{hashlib.sha256(weights).hexdigest()[:DIGEST_DIGITS]}"
        return StanzaTagger(pipeline, model, calibration)
    except Exception as exc:  # a damaged file of weights fails in any of torch's and pickle's ways
        raise ModelError(
            f"The Stanza models in {place} cannot be read: the Finnish NER or what it needs is missing or damaged; "
            f"download them again with stanza.download('{LANGUAGE}')."
        ) from exc


def _checked(folder: Path) -> Calibration | None:
    """Check a folder of models, its files where it has digests of them; return what its scores are worth, if known."""
    if not (folder / RESOURCES_FILE).is_file():
        raise ModelError(
            f"{folder} is no folder of Stanza's models (it has no {RESOURCES_FILE}); "
            "name one that stanza.download wrote."
        )
    if not (folder / METADATA_FILE).is_file():
        return None
    metadata = read_metadata(folder, AGAIN)
    files = metadata.get("files")
    for file in files if isinstance(files, dict) and files else [METADATA_FILE]:  # one without files is damaged, too
        read_folder_file(folder, file, FORMAT, remedy=AGAIN, remedy_of_version=AGAIN)
    return Calibration.of_metadata(metadata) if "calibration" in metadata else None
