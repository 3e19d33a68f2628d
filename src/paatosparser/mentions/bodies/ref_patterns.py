"""Patterns of references to other decisions: days, section numbers and court numbers as they stand together.

Sources: minutes of Finnish municipalities in both languages; the citation forms of Finlex for court decisions
(``KHO:2018:85``, ``KHO 2018:85``, ``HFD 2018:85``, ``MAO:123/20``). Every pattern begins with a digit, a section sign
or a fixed word and has bounded repetitions, so none takes more than linear time.
"""

from __future__ import annotations

import re

from paatosparser.patterns import pattern
from paatosparser.tables.bodies import courts

DAY_SIGN = "\ue000"
"""What stands for each character of a day in the text that these patterns read: the finder of dates has read them."""
_DATE = rf"{DAY_SIGN}{{4,48}}"
_NO_LETTER = r"(?<![A-Za-zÅÄÖåäö\d_./:-])"
_GAP = r"[ \t\u00a0]{0,3}\n?[ \t\u00a0]{0,3}"
_SEP = rf"(?:{_GAP}[,;:]?{_GAP})"
_STROKE = r"[ \u00a0]?/[ \u00a0]?"
_MORE = r"(?:\s?[-–]\s?\d{1,4}(?!\d))?"
_SIGN_FIRST = r"§{1,2}[ \u00a0]?(?:\d{1,4})(?!\d)"
_SIGN_IN_CASE = r"§{1,2}(?::(?:t|n|ssä|stä|ien))?[ \u00a0]?(?:\d{1,4})(?!\d)"
_SIGN_LAST = r"\d{1,4}[ \u00a0]?§"
_AFTER = r"(?![\w]|[./]\d)"
_YEAR_TAIL = r"(?:/(?:19|20)\d\d)?"
_TAIL = rf"{_MORE}{_YEAR_TAIL}{_AFTER}"

CORE = pattern(
    rf"{_NO_LETTER}(?:"
    rf"(?P<date_section>(?P<d1>{_DATE})(?:{_STROKE}|{_SEP})(?P<open>\(?)(?P<s1>{_SIGN_IN_CASE}){_TAIL})"
    rf"|(?P<date_section_last>(?P<d2>{_DATE})(?:{_STROKE}|{_SEP})(?P<s2>{_SIGN_LAST})(?!\w))"
    rf"|(?P<stroke>(?P<d3>{_DATE})/(?:§[ ]?)?(?P<s3>\d{{1,4}}){_AFTER})"
    rf"|(?P<section_stroke>(?P<s4>{_SIGN_FIRST}){_STROKE}(?P<d4>{_DATE})(?!\d))"
    rf"|(?P<section_date>(?P<s5>{_SIGN_FIRST}){_YEAR_TAIL}{_SEP}(?P<d5>{_DATE})(?!\d))"
    rf"|(?P<section_last_date>(?P<s6>{_SIGN_LAST})(?:{_STROKE}|{_SEP})(?P<d6>{_DATE})(?!\d))"
    rf"|(?P<row>(?P<s7>\d{{1,4}})[ \t](?P<d7>{_DATE})(?!\d))"
    rf"|(?P<numbered>(?P<d8>{_DATE}),?\s(?:nro|nr|n:o|t\.|taltio|dnro|liggare)\s?(?P<n8>[A-ZÅÄÖ]?\d{{1,5}}(?:/\d{{2,4}}(?:/\d)?)?){_AFTER})"
    rf"|(?P<section>(?P<s9>{_SIGN_FIRST}){_TAIL})"
    rf"|(?P<section_last>(?P<s10>{_SIGN_LAST})(?!\w|:))"
    r")"
)
"""A date with a section number in any order, or a section number alone."""

_COURT = "|".join(courts())
COURT = pattern(
    rf"(?P<named>{_COURT})(?:(?::\s?|\s)(?P<number>(?:19|20)\d\d[:-](?:[A-Z]:)?\d{{1,4}}"
    r"|(?:19|20)\d\d/\d{1,5}|[HM]?\d{1,5}/(?:(?:19|20)\d\d|\d\d))"
    rf"|\s(?P<day>{_DATE})(?:\s?/\s?|,?\s(?:t\.?|taltio|liggare|nro|nr)\s?)(?P<archive>\d{{1,5}}))"
    r"(?![\w:]|/\d)"
)
"""A court by its short name with a number: ``KHO:2019:12``, or day and archive number: ``KHO 12.3.2018 t. 1234``."""

EU_COURT = pattern(r"[CTF][-\u2010-\u2012]\d{1,4}/\d\d(?: P(?:PU)?)?(?![\w/-])")
"""A case of the EU's courts by its number: ``C-454/06``, ``T-12/19 P``."""

EU_COURT_NEAR = pattern(
    r"tuomioistui|tuomio[nt]?\b|yhdistety|ennakkoratkais|oikeustapau|\b(?:EUT|EYT)|domstol|förenade mål|\bmål(?:et)?\b",
    re.IGNORECASE,
)
"""Words of which one stands by such a number; by itself it may be a drawing's or a device's."""

COURT_GENITIVE = pattern(
    rf"(?<![\w:])(?P<named>{_COURT}):(?:n|s)\s(?:[^\W\d_]{{1,12}}\s)?(?P<word>[^\W\d_]{{4,16}})\s\Z"
)
"""A court by its short name in the genitive before the word for its decision: ``KHO:n päätös``."""

BODY_AFTER = pattern(r",[ \u00a0]?")
"""What stands before a body after a section and date in one run: ``§ 41, 5.2.2018, kaupunginhallitus``."""

COURT_NUMBER = pattern(r"\d{1,5}/(?:19|20)\d\d(?![\w/])")
"""The number of a court's decision; the court is named shortly before."""

TOKEN = pattern(rf"\d+|§+|{DAY_SIGN}+")
"""Where a date or a section number may begin."""
