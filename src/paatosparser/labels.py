"""The names that everything shares: section types, entity labels, document kinds.

The strings are the ones printed in the JSON output and used in marked-up corpus files.
"""

from __future__ import annotations

from enum import StrEnum


class SectionType(StrEnum):
    """What a part of a decision is. The Finnish word is the commonest heading it is printed under."""

    HEADER = "header"
    """Document head: organisation, body, date, section number, title, case id."""
    PRESENTER = "presenter"
    """Esittelijä."""
    PREPARER = "preparer"
    """Valmistelija, Lisätietojen antaja."""
    PROPOSAL = "proposal"
    """Päätösehdotus."""
    DECISION = "decision"
    """Päätös."""
    RATIONALE = "rationale"
    """Perustelut, Selostus, Kuvaus."""
    SUMMARY = "summary"
    """Tiivistelmä."""
    PROCEEDINGS = "proceedings"
    """Käsittely, Kokouskäsittely."""
    VOTING = "voting"
    """Äänestys."""
    COUNTER_PROPOSAL = "counter_proposal"
    """Vastaehdotus, Muutosehdotus."""
    DISSENT = "dissent"
    """Eriävä mielipide."""
    DISQUALIFICATION = "disqualification"
    """Esteellisyys."""
    APPEAL = "appeal"
    """Muutoksenhaku."""
    ACTIONS = "actions"
    """Toimenpiteet, Täytäntöönpano."""
    DISTRIBUTION = "distribution"
    """Tiedoksi, Jakelu, Ote."""
    ATTACHMENTS = "attachments"
    """Liitteet."""
    BACKGROUND_MATERIAL = "background_material"
    """Oheismateriaali."""
    PREVIOUS_HANDLING = "previous_handling"
    """Aikaisempi käsittely: an earlier body's own text inside the item."""
    LEGAL_BASIS = "legal_basis"
    """Toimivalta, Sovelletut oikeusohjeet."""
    IMPACT = "impact"
    """Vaikutusten arviointi."""
    ATTENDANCE = "attendance"
    """Läsnä, Poissa."""
    SIGNATURES = "signatures"
    """Allekirjoitukset."""
    APPROVAL = "approval"
    """Pöytäkirjan tarkastus, Nähtävilläolo."""
    OTHER = "other"
    """Anything else with a heading of its own."""


class HeadingSource(StrEnum):
    """How the start and the type of a section were told, from the surest to the least sure."""

    TABLE = "table"
    """A known heading is printed: its words stand in ``tables/headings.tsv``."""
    CLASSIFIER = "classifier"
    """A heading that no table knows is printed; the trained classifier typed it."""
    SETTING = "setting"
    """A heading that no table knows is printed and could not be typed; how it is set shows that it is one."""
    LAYOUT = "layout"
    """No heading is printed; the lines themselves show what begins."""
    START = "start"
    """The beginning of the document or decision."""


class EntityLabel(StrEnum):
    """What a mention in the text is."""

    ORG = "ORG"
    BODY = "BODY"
    PERSON = "PERSON"
    ROLE = "ROLE"
    LOC = "LOC"
    ADDRESS = "ADDRESS"
    DATE = "DATE"
    LAW = "LAW"
    REF = "REF"
    CASE = "CASE"
    MONEY = "MONEY"
    BID = "BID"
    PROP = "PROP"
    EMAIL = "EMAIL"
    PHONE = "PHONE"
    URL = "URL"


class DocumentKind(StrEnum):
    """What a whole file is."""

    ITEM = "item"
    """One decision of a meeting, standing alone."""
    MINUTES = "minutes"
    """Pöytäkirja: the minutes of a whole meeting."""
    AGENDA = "agenda"
    """Esityslista: what will be decided; it holds no decisions yet."""
    EXTRACT = "extract"
    """Pöytäkirjanote."""
    OFFICER_DECISION = "officer_decision"
    """Viranhaltijapäätös."""
    OTHER = "other"
    """Something else: a report, an attachment, a letter. It holds no decision."""


class Language(StrEnum):
    """The language a document is written in."""

    FI = "fi"
    SV = "sv"
    MIXED = "mixed"
