"""What becomes of the recogniser's names in a parse: their values, what is left out, and which model it was."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import paatosparser
from paatosparser import Document, EntityLabel, ParseOptions
from paatosparser.errors import ExitCode
from paatosparser.nlp import crf
from paatosparser.nlp.recognisers import LEAST
from paatosparser.options import Recogniser
from paatosparser.schema import Entity, LocValue, OrgValue, PersonValue

ROOT = Path(__file__).resolve().parents[2]

DECISION = """\
Lahden kaupunki
Kaupunginhallitus 5.3.2024 § 12
Tontin myyminen

Perustelut
Lahden kaupungin ja Hollolan kunnan sopimus koskee aluetta, jonka Tornion Voima Oy vuokrasi. Lahdessa toimii
Pirkan Elinvoimakeskus Oy (jatkossa PEK). PEK:n osuus on 5 %. Sopimus on tehty Päijät-Hämeen hyvinvointialueen kanssa.

Päätös
Hyväksyttiin.
"""


@pytest.fixture(scope="module")
def document() -> Document:
    return paatosparser.parse(DECISION.encode())


def named(document: Document, base: str) -> list[Entity]:
    return [entity for entity in document.entities if entity.base == base]


@pytest.mark.parametrize(
    ("base", "value"),
    [
        ("Lahden kaupunki", OrgValue(kind="municipality", code="398")),
        ("Hollolan kunta", OrgValue(kind="municipality", code="098")),
        ("Tornion Voima Oy", OrgValue(kind="company")),
        ("Päijät-Hämeen hyvinvointialue", OrgValue(kind="wellbeing_county", code="09")),
        ("Lahti", LocValue(municipality_code="398")),
    ],
)
def test_names_have_base_forms_and_values(document: Document, base: str, value: object) -> None:
    found = named(document, base)
    assert found
    assert {entity.value for entity in found} == {value}


def test_a_name_in_two_cases_is_one_group(document: Document) -> None:
    found = named(document, "Lahden kaupunki")
    assert [entity.text for entity in found] == ["Lahden kaupunki", "Lahden kaupungin"]
    assert len({entity.group for entity in found}) == 1


def test_a_short_name_is_found_after_it_was_given(document: Document) -> None:
    found = named(document, "Pirkan Elinvoimakeskus Oy")
    assert [entity.text for entity in found] == ["Pirkan Elinvoimakeskus Oy", "PEK", "PEK:n"]
    assert len({entity.group for entity in found}) == 1


def test_scores_say_that_a_model_found_it(document: Document) -> None:
    models = [entity for entity in document.entities if entity.origin.startswith("model: ")]
    assert models
    assert all(LEAST <= entity.score <= 1 for entity in models)
    assert all(round(entity.score, 2) == entity.score for entity in models)
    assert document.source.recogniser == "fi_paatos"


def test_rules_alone_find_no_organisations() -> None:
    document = paatosparser.parse(DECISION.encode(), options=ParseOptions(recogniser=Recogniser.RULES))
    assert {entity.label for entity in document.entities}.isdisjoint((EntityLabel.ORG, EntityLabel.LOC))
    assert document.source.recogniser == "rules"


def test_no_recogniser_where_no_entities_are_looked_for() -> None:
    document = paatosparser.parse(DECISION.encode(), options=ParseOptions(entities=False))
    assert document.source.recogniser is None


@pytest.mark.parametrize(
    "text",
    [
        "Kuulutus julkaistaan lehdissä Lahden Uutiset ja Keski-Hollolan Sanomat.",
        "Kaavassa alue on osoitettu M-alueeksi ja PK-1 merkinnällä.",
    ],
)
def test_what_the_guideline_leaves_out(text: str) -> None:
    document = paatosparser.parse(DECISION.replace("Hyväksyttiin.", text).encode())
    start = document.text.index(text[:20])
    found = [entity.text for entity in document.entities if entity.start >= start and entity.label == "ORG"]
    assert not [name for name in found if name.endswith(("Uutiset", "Sanomat", "PK-1")) or "M-alue" in name]


def test_a_unit_of_a_municipality_is_an_organisation_of_its_own() -> None:
    document = paatosparser.parse(DECISION.replace("Hyväksyttiin.", "Lahden kaupungin Tilakeskus vastaa.").encode())
    start = document.text.index("Lahden kaupungin Tila")
    assert next(entity.text for entity in document.entities if entity.start >= start) == "Lahden kaupungin"


def test_persons_of_the_model_have_parts(document: Document) -> None:
    for entity in document.entities:
        if entity.label is EntityLabel.PERSON:
            assert isinstance(entity.value, PersonValue)


def paatos(models: Path, *options: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PAATOS_MODELS": str(models)}
    command = [sys.executable, "-m", "paatosparser", "parse", "-", *options]
    return subprocess.run(command, input=DECISION.encode(), capture_output=True, env=environment, check=False)


def test_a_model_of_another_version_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    for name in ("heading_types", "fi_paatos"):
        shutil.copytree(ROOT / "models" / name, tmp_path / name)
    metadata = tmp_path / "fi_paatos" / "metadata.json"
    metadata.write_text(metadata.read_text("utf-8").replace('"format": 1', '"format": 99'), "utf-8")
    done = paatos(tmp_path)
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (ExitCode.MODEL, b"", 1)
    assert b"another version" in done.stderr
    assert paatos(tmp_path, "--recogniser", "rules").returncode == ExitCode.DONE


def test_the_model_loads_once() -> None:
    assert crf.load_tagger() is crf.load_tagger()
