"""What the recogniser of names is trained on: marked-up decisions, tokens with tags, and the examples that come along.

Marked-up decisions are files in the mark-up of :mod:`paatosparser.markup`; the examples that the shipped model was
trained on lie beside it as ``examples.json.gz``.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from paatosparser.errors import InputNotFound, InputUnreadable, MarkupError, ModelError
from paatosparser.markup import read_markup
from paatosparser.modelstore import read_model_file
from paatosparser.nlp.crf import FORMAT, MODEL

LABELS = ("ORG", "PERSON", "LOC", "BODY", "ROLE")
"""What is learned; other marks of a text are left aside."""

EXAMPLES_FILE = "examples.json.gz"
MARKED_ENDING = ".gold.txt"
SENTENCES_A_TEXT = 40
"""How many sentences of a file of tokens make a text."""

Span = tuple[int, int, str]
"""Characters ``[start, end)`` of a text and the label that they are marked with."""

TaggedSentence = list[tuple[str, str]]
"""Tokens with their tags: ``B-PER``, ``I-PER``, ``O``."""

_LABEL_OF = {
    **{label: label for label in LABELS},
    "PER": "PERSON",
    "GPE": "LOC",
    "FAC": "LOC",
}
_NO_SPACE_BEFORE = frozenset((".", ",", ";", ":", "!", "?", ")", "]", "%"))
_NO_SPACE_AFTER = frozenset(("(", "["))
_DOCUMENT_LINE = "-DOCSTART-"


@dataclass(frozen=True, slots=True)
class NamedText:
    """A text with its marked names; ``group`` is the layout or the data set that it is from."""

    name: str
    group: str
    text: str
    spans: tuple[Span, ...]


def mark_counts(texts: Iterable[NamedText]) -> dict[str, int]:
    """Return how many marks of each label texts have."""
    counts = Counter(label for text in texts for _, _, label in text.spans)
    return {label: counts[label] for label in LABELS}


def data_digest(texts: Iterable[NamedText]) -> str:
    """Return the SHA-256 of texts and marks."""
    digest = hashlib.sha256()
    for each in texts:
        digest.update(f"{each.group}\0{each.name}\0{each.text}\0{each.spans}\0".encode())
    return digest.hexdigest()


# -- marked-up decisions -----------------------------------------------------------------------------------------------


def marked_texts(paths: Iterable[Path]) -> list[NamedText]:
    """Return the marked-up decisions of files and folders; of a folder, all below it whose names end in ``.gold.txt``.

    A file that is named twice is read once. Raises :class:`~paatosparser.errors.InputNotFound` for a path that is not
    there, or a folder without such files, and :class:`~paatosparser.errors.MarkupError` with file and line.
    """
    files = dict.fromkeys(file for path in paths for file in _files_of(path))
    return [marked_text(file, name=str(file), group=f"own/{file}") for file in files]


def marked_text(path: Path, *, name: str, group: str) -> NamedText:
    """Return a marked-up file as a text with names. Raises as :func:`marked_texts` does."""
    source = _read(path)
    try:
        marked = read_markup(source)
    except MarkupError as exc:
        raise MarkupError(f"{path}: {exc.message}; see the marks in docs/training.md.") from None
    return NamedText(name, group, marked.text, tuple((m.start, m.end, m.label) for m in marked.entities))


def _files_of(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = sorted(path.rglob(f"*{MARKED_ENDING}"))
    if not found:
        raise InputNotFound(f"{path}: There is no marked-up file in the folder; their names end in {MARKED_ENDING}.")
    return found


def _read(path: Path) -> str:
    try:
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        return data.decode("utf-8-sig")
    except FileNotFoundError as exc:
        raise InputNotFound(f"{path}: The file does not exist; check its path.") from exc
    except UnicodeDecodeError as exc:
        raise InputUnreadable(f"{path}: The file is no UTF-8 text; save it as UTF-8.") from exc
    except (OSError, EOFError, zlib.error) as exc:
        raise InputUnreadable(f"{path}: The file cannot be read; check the file and its permissions.") from exc


# -- tokens with tags --------------------------------------------------------------------------------------------------


def tagged_texts(path: Path, barred: frozenset[str] = frozenset()) -> list[NamedText]:
    """Return a file of tokens with tags as texts of some sentences, one sentence a line.

    A line is a token, a tab and a tag (``B-PER``, ``I-PER``, ``O``); an empty line ends a sentence. Types are mapped to
    our labels, and what has none is left unmarked. ``barred`` are sentences to leave out (:func:`sentence_key`).
    Raises a :class:`~paatosparser.errors.PaatosError` that names the file, and the line of a fault.
    """
    kept = [sentence for sentence in tagged_sentences(path) if sentence_key(sentence) not in barred]
    name = path.name.removesuffix(".gz").removesuffix(".tsv")
    return [
        _joined(f"{name}/{at}", name, kept[at : at + SENTENCES_A_TEXT]) for at in range(0, len(kept), SENTENCES_A_TEXT)
    ]


def tagged_sentences(path: Path) -> list[TaggedSentence]:
    """Return the sentences of a file of tokens with tags. Raises as :func:`tagged_texts` does."""
    return [found for found in _sentences(path) if found != [(_DOCUMENT_LINE, "O")]]


def sentence_key(sentence: TaggedSentence) -> str:
    """Return what tells a sentence from others: its tokens."""
    return " ".join(word for word, _ in sentence)


def _sentences(path: Path) -> Iterator[TaggedSentence]:
    sentence: TaggedSentence = []
    for number, line in enumerate(_read(path).split("\n"), start=1):
        word, _, tag = line.rstrip("\r").partition("\t")
        tag = tag or "O"
        if word and tag != "O" and tag[:2] not in ("B-", "I-"):
            raise MarkupError(f"{path}: line {number}: '{tag}' is no tag; one is O, B-PER, I-PER and the like.")
        if word:
            sentence.append((word, tag))
        elif sentence:
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def _joined(name: str, group: str, sentences: Sequence[TaggedSentence]) -> NamedText:
    """Set the tokens of sentences as running text, one sentence a line, and turn tags into spans."""
    text = ""
    spans: list[Span] = []
    for sentence in sentences:
        before = ""
        for word, tag in sentence:
            if before and word not in _NO_SPACE_BEFORE and before not in _NO_SPACE_AFTER:
                text += " "
            start, label = len(text), _LABEL_OF.get(tag[2:], "")
            text += word
            if label and tag.startswith("I-") and spans and spans[-1][2] == label:
                spans[-1] = (spans[-1][0], len(text), label)
            elif label:
                spans.append((start, len(text), label))
            before = word
        text += "\n"
    return NamedText(name, group, text, tuple(spans))


# -- the examples that come along --------------------------------------------------------------------------------------


def base_examples() -> list[NamedText]:
    """Return the marked texts that come with the package: what the shipped model was trained on, without Turku NER.

    Raises :class:`~paatosparser.errors.ModelError` where they are missing or damaged.
    """
    try:
        stored = json.loads(gzip.decompress(read_model_file(MODEL, EXAMPLES_FILE, FORMAT)))
        return [_example(one) for one in stored]
    except (ValueError, TypeError, KeyError, OSError, EOFError) as exc:
        raise ModelError(f"The examples of the model '{MODEL}' are damaged; install paatosparser again.") from exc


def stored_examples(texts: Iterable[NamedText]) -> bytes:
    """Return texts as the bytes of ``examples.json.gz``; the same texts give the same bytes."""
    plain = [
        {"name": each.name, "group": each.group, "text": each.text, "spans": [list(span) for span in each.spans]}
        for each in texts
    ]
    return gzip.compress(json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode(), 9, mtime=0)


def _example(stored: Mapping[str, object]) -> NamedText:
    spans = stored["spans"]
    if not isinstance(spans, list):
        raise TypeError("spans")
    return NamedText(
        str(stored["name"]),
        str(stored["group"]),
        str(stored["text"]),
        tuple((int(start), int(end), str(label)) for start, end, label in spans),
    )
