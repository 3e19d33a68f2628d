"""The spaCy factories: one for each finder, those that run all of them with overlaps settled, and one for sentences.

A factory imports its finder when a component is made: where paatosparser is installed, spaCy loads this module with
every pipeline, also with those that use none of it.

The annotations here are no texts (``from __future__ import annotations``): spaCy 3.7 needs the classes.
"""

from importlib import import_module
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from paatosparser.kinds import KINDS
from paatosparser.mentions.types import Context, Finder
from paatosparser.nlp.extensions import add_mentions, register_extensions
from paatosparser.nlp.sentences import SentenceMarker
from paatosparser.nlp.settings import KEYS, context_of

SPANS_KEY = "paatos"
"""The span group that the components extend, unless they are told another."""

FINDERS = {kind.factory: f"mentions.{kind.find}" for kind in KINDS.values() if kind.find} | {
    "paatos_rules": "mentions.find_entities",
    "paatos_names": "nlp.recognisers.find_with_names",
}
"""Factory -> its finder, by the place in this package. Each has an entry point in ``pyproject.toml`` as well."""

MODELS = {"paatos_names": "nlp.crf.load_tagger"}
"""Factory -> what loads its model when a component is made, so that a missing one is told then."""

SENTENCES = "paatos_sentences"
"""The factory that finds no mentions: it marks sentences."""


class MentionFinder:
    """A component: finds mentions in the text of a Doc, whatever its tokens.

    The mentions go to ``doc.spans[spans_key]``; with ``set_ents`` also to ``doc.ents``, where they give way to the
    entities that are there. ``doc._.paatos_context`` has priority over the settings that the component was made with.
    """

    def __init__(
        self, find: Finder, name: str, settings: dict[str, Any], spans_key: str = SPANS_KEY, *, set_ents: bool = False
    ) -> None:
        self.name = name
        self._find = find
        self._settings = settings
        self._context = context_of(settings, name)
        self._spans_key = spans_key
        self._set_ents = set_ents

    def __call__(self, doc: Doc) -> Doc:
        """Add the mentions of a Doc to it, and return it."""
        spans = add_mentions(doc, self._find(doc.text, self._context_of(doc)), self._spans_key)
        if self._set_ents:
            _add_entities(doc, spans)
        return doc

    def _context_of(self, doc: Doc) -> Context:
        own = doc._.paatos_context
        if own is None:
            return self._context
        if not isinstance(own, dict):
            raise ValueError(f"doc._.paatos_context must be a dict with the keys {', '.join(KEYS)}, not {own!r}.")
        return context_of(self._settings | own, "doc._.paatos_context")


def _add_entities(doc: Doc, spans: list[Span]) -> None:
    """Add spans to the entities of a Doc where they overlap none that is there; of ours the longer ones win."""
    taken = {token for entity in doc.ents for token in range(entity.start, entity.end)}
    free = [span for span in spans if taken.isdisjoint(range(span.start, span.end))]
    doc.set_ents(filter_spans(free), default="unmodified")


def _at(place: str) -> Any:
    """Return what is at a place in this package."""
    module, _, member = f"paatosparser.{place}".rpartition(".")
    return getattr(import_module(module), member)


def _register(factory: str) -> Any:
    """Make a finder's factory known to spaCy. Its arguments are checked here, to say in a sentence what is wrong."""

    def create(
        nlp: Language,
        name: str,
        spans_key: Any,
        set_ents: Any,
        date: Any,
        language: Any,
        organisation: Any,
        body: Any,
    ) -> MentionFinder:
        if not isinstance(spans_key, str) or not spans_key:
            raise ValueError(f"The spans_key of {name} must be a text such as {SPANS_KEY!r}, not {spans_key!r}.")
        if not isinstance(set_ents, bool):
            raise ValueError(f"The set_ents of {name} must be true or false, not {set_ents!r}.")
        settings = {
            "date": date,
            "language": "sv" if language is None and nlp.lang == "sv" else language,
            "organisation": organisation,
            "body": body,
        }
        if factory in MODELS:
            _at(MODELS[factory])()
        return MentionFinder(_at(FINDERS[factory]), name, settings, spans_key, set_ents=set_ents)

    defaults = {"spans_key": SPANS_KEY, "set_ents": False} | dict.fromkeys(KEYS)
    return Language.factory(factory, default_config=defaults, assigns=("doc.spans",), func=create)


def _sentences(nlp: Language, name: str) -> SentenceMarker:  # noqa: ARG001 (spaCy gives both)
    return SentenceMarker(name)


register_extensions()
_FACTORIES = {factory: _register(factory) for factory in FINDERS} | {
    SENTENCES: Language.factory(SENTENCES, assigns=("token.is_sent_start", "doc.sents"), func=_sentences)
}


def __getattr__(name: str) -> Any:
    """Return a factory by its name, for the entry points."""
    if name not in _FACTORIES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return _FACTORIES[name]
