"""People and meetings."""

from __future__ import annotations

import datetime

from paatosparser.contract import Model


class Person(Model):
    """A person of a decision's head, as printed. At least one of ``name`` and ``title`` is given."""

    name: str | None = None
    """The whole name in its printed order."""
    given: str | None = None
    """The given names; null where the order of the name could not be told."""
    family: str | None = None
    """The family name; null where the order of the name could not be told."""
    title: str | None = None
    """The official title: ``kaupunginjohtaja``."""


class Attendee(Model):
    """Somebody whom the front page of the minutes lists."""

    name: str
    role: str | None = None
    """Office or task at the meeting, as printed: ``puheenjohtaja``, ``pöytäkirjanpitäjä``."""
    present: bool = True
    """False for those listed as absent."""


class Meeting(Model):
    """The meeting that minutes or an agenda belong to. Null is what the print does not say."""

    body: str | None = None
    """The body that met: ``Kaupunginhallitus``."""
    date: datetime.date | None = None
    start_time: str | None = None
    """Time of day, ``HH:MM``."""
    end_time: str | None = None
    """Time of day, ``HH:MM``."""
    place: str | None = None
    number: str | None = None
    """The meeting's number, as printed: ``4/2024``."""
    attendance: tuple[Attendee, ...] = ()
    """Those present and absent, in printed order."""
