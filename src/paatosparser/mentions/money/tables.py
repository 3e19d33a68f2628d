"""Sums in tables whose head cell names the currency (``Hinta, euroa``, ``1 000 €``).

Their cells hold bare numbers, which are no mentions of the text; what they are worth is told by the head alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from paatosparser.language.numbers import NUMBER, PLAIN_NUMBER, SPACE, decimal_of, decimal_string, lower_in_place
from paatosparser.mentions.money.patterns import CURRENCIES, UNIT_OF_HEAD
from paatosparser.mentions.types import TableAmount
from paatosparser.patterns import pattern
from paatosparser.values import MoneyValue

_CELL = pattern(rf"(?P<sign>[-−–+]?){SPACE}?(?P<number>{NUMBER}|{PLAIN_NUMBER})")
_MINUS = frozenset("-−–")


def table_amounts(rows: Sequence[Sequence[str]]) -> list[TableAmount]:
    """Return the sums in the cells below head cells that name a currency; the first row is the head.

    Only cells that hold a number and nothing else count. Rows may be of any length; never raises.
    """
    if not rows:
        return []
    units = {column: unit for column, cell in enumerate(rows[0]) if (unit := _unit(cell)) is not None}
    found: list[TableAmount] = []
    for number, row in enumerate(rows[1:], start=1):
        for column, (code, factor) in units.items():
            match = _CELL.fullmatch(row[column].strip()) if column < len(row) else None
            if match is not None:
                amount = decimal_of(match["number"]) * factor * (-1 if match["sign"] in _MINUS else 1)
                found.append(TableAmount(number, column, MoneyValue(amount=decimal_string(amount), currency=code)))
    return found


def _unit(head: str) -> tuple[str, Decimal] | None:
    """Return the currency of a head cell and what one of its numbers is; None where it names none."""
    found = UNIT_OF_HEAD.search(lower_in_place(head))
    if found is None:
        return None
    code, factor = CURRENCIES[found["currency"]]
    return code, factor * (1000 if found["thousands"] else 1)
