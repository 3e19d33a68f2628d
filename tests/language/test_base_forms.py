"""Base forms of names: the lines of ``base_forms.txt``, and what holds for any text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paatosparser.labels import EntityLabel
from paatosparser.language.base_forms import base_form


def rows() -> Iterator[tuple[EntityLabel, str, str]]:
    """Yield label, surface and base form of every line of ``base_forms.txt``."""
    label = EntityLabel.LOC
    for line in Path(__file__).with_name("base_forms.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            label = EntityLabel(line.strip("[]"))
        elif line and not line.startswith("#"):
            surface, _, base = line.replace("\\n", "\n").partition(" > ")
            yield label, surface, base or surface


ROWS = list(rows())


@pytest.mark.parametrize(("label", "surface", "base"), ROWS)
def test_base_form(label: EntityLabel, surface: str, base: str) -> None:
    assert base_form(label, surface) == base


@pytest.mark.parametrize(("label", "base"), sorted({(label, base) for label, _, base in ROWS}))
def test_base_form_of_a_base_form_is_itself(label: EntityLabel, base: str) -> None:
    assert base_form(label, base) == base


def test_other_labels_keep_their_surface() -> None:
    assert base_form(EntityLabel.DATE, "tammikuun") == "tammikuun"


@given(
    st.sampled_from([EntityLabel.ORG, EntityLabel.LOC, EntityLabel.PERSON, EntityLabel.BODY]),
    st.text(max_size=60) | st.text("aeiouyäölnrstkpdhvmj-: '\n", max_size=40) | st.from_regex(r"[A-Z][a-zåäö]{0,20}"),
)
def test_never_raises(label: EntityLabel, surface: str) -> None:
    found = base_form(label, surface)
    assert isinstance(found, str)
    assert found == base_form(label, surface)
