"""Every knob of a parse, in one place; the command line mirrors it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator


class Reader(StrEnum):
    """Which library reads the characters of a PDF."""

    PDFIUM = "pdfium"
    """pypdfium2: fast, the default."""
    PDFPLUMBER = "pdfplumber"
    """pdfplumber (pdfminer.six): some twenty times slower; a second opinion."""


class MediaType(StrEnum):
    """What the bytes of an input are."""

    PDF = "application/pdf"
    HTML = "text/html"
    TEXT = "text/plain"


class Recogniser(StrEnum):
    """What finds names (ORG, LOC, and the PERSON, BODY and ROLE that no rule finds)."""

    FI_PAATOS = "fi_paatos"
    """The trained model that comes with the package."""
    FI_PAATOS_VOIKKO = "fi_paatos_voikko"
    """The same with Voikko's dictionary as a second look at each word; needs the extra ``voikko`` (pyvoikko, GPL-3)."""
    STANZA = "stanza"
    """A Stanza pipeline; needs the extra ``stanza``. ``model`` may name a folder that ``stanza.download`` wrote."""
    RULES = "rules"
    """No model: what rules find is all."""


class MaskKind(StrEnum):
    """What is masked where ``mask`` names it: mentions that rules find without a look at the decision around.

    Each is the entity label of the same name.
    """

    ACCOUNT = "account"
    """Bank accounts."""
    CARD = "card"
    """Payment cards."""
    BIRTHDATE = "birthdate"
    """Birth dates, after a word that says so."""
    EMAIL = "email"
    """E-mail addresses."""
    PHONE = "phone"
    """Telephone numbers."""
    ADDRESS = "address"
    """Street and post box addresses."""


class ParseOptions(BaseModel):
    """Options of :func:`paatosparser.parse`. All have defaults; unknown names are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    reader: Reader = Reader.PDFIUM
    password: str | None = Field(default=None, repr=False)
    """Password of an encrypted PDF. An empty one is always tried."""
    media_type: MediaType | None = None
    """What the input is; ``None``: told from the bytes."""
    max_pages: int = Field(default=5000, ge=1)
    """Pages after these are left out, with an issue."""
    max_bytes: int = Field(default=500_000_000, ge=1)
    """Larger inputs are refused."""
    classify_headings: bool = True
    """Type headings that no table knows with the trained classifier; without it they are ``other``."""
    tables: bool = True
    """Read ruled and aligned tables; without it their rows are plain lines."""
    entities: bool = True
    """Find dates, statutes, sums and the other mentions; without it ``entities`` is empty."""
    recogniser: Recogniser = Recogniser.FI_PAATOS
    """What finds the names of organisations and places."""
    model: Path | None = None
    """The folder of a model of your own (``paatos train``), to use in place of the one that comes with the package."""
    show_identity_codes: bool = False
    """Leave personal identity codes (henkilötunnus) in the text; without it they are masked, in every part of it."""
    mask: tuple[MaskKind, ...] = ()
    """What else to mask, in every part of the text: kinds, or a text with their names (``"account,card"``)."""

    @field_validator("mask", mode="before")
    @classmethod
    def _names_kinds(cls, mask: object) -> object:
        if isinstance(mask, str):
            mask = [name for part in mask.split(",") if (name := part.strip().lower())]
        if not isinstance(mask, Iterable):
            return mask
        named = set(mask)
        if not named <= set(MaskKind):
            raise ValueError(f"it must be some of {', '.join(MaskKind)}")
        return tuple(kind for kind in MaskKind if kind in named)

    @field_validator("model")
    @classmethod
    def _is_for_a_recogniser(cls, model: Path | None, info: ValidationInfo) -> Path | None:
        if model is not None and info.data.get("recogniser") is Recogniser.RULES:
            raise ValueError("rules use no model; name a recogniser that does")
        return model
