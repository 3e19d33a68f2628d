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
    """A named organisation: Lahden kaupunki, KEHA-keskus, a company, an association."""
    BODY = "BODY"
    """A decision-making body: kaupunginhallitus, Ksylk."""
    PERSON = "PERSON"
    """A person's name."""
    ROLE = "ROLE"
    """A title that stands beside a person's name."""
    LOC = "LOC"
    """A place: a municipality as a place, a district, a building, a farm."""
    ADDRESS = "ADDRESS"
    """A street with a number, or a postal address."""
    DATE = "DATE"
    """A day, month, year or stretch of days."""
    LAW = "LAW"
    """A cited act with its provisions: statutes, EU acts, by-laws with a section."""
    REF = "REF"
    """Another decision: body, date and section, or a court's precedent."""
    CASE = "CASE"
    """A case id (diaarinumero)."""
    MONEY = "MONEY"
    """A sum with its currency."""
    BID = "BID"
    """A business id (Y-tunnus)."""
    PROP = "PROP"
    """A property identifier (kiinteistötunnus)."""
    EMAIL = "EMAIL"
    """An e-mail address."""
    PHONE = "PHONE"
    """A phone number."""
    URL = "URL"
    """A web address."""
    ACCOUNT = "ACCOUNT"
    """A bank account: an IBAN, or a Finnish number of the old form after its label."""
    CARD = "CARD"
    """A payment card."""
    BIRTHDATE = "BIRTHDATE"
    """The day on which a person was born; it is no DATE besides."""
    PIC = "PIC"
    """A personal identity code (henkilötunnus), masked."""


class Precision(StrEnum):
    """How exactly a date is given."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"


class ActKind(StrEnum):
    """What kind of act is cited."""

    STATUTE = "statute"
    """An act of the Statutes of Finland (Suomen säädöskokoelma)."""
    EU = "eu"
    """A regulation, directive or treaty of the European Union."""
    BYLAW = "bylaw"
    """A municipal by-law (hallintosääntö)."""


class ResolvedBy(StrEnum):
    """How the cited act was told."""

    NUMBER = "number"
    NAME = "name"
    ABBREVIATION = "abbreviation"
    CONTEXT = "context"
    """By an act named before (``Lain 51 §:n``)."""


class Vat(StrEnum):
    """Whether value added tax is in it."""

    INCLUDED = "included"
    EXCLUDED = "excluded"


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
