"""The stored models: checked when they are loaded, quick to load, and the same as what scikit-learn would say."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from models.training.heading_data import data_digest
from tests.clock import HANG

import paatosparser
from paatosparser import modelstore
from paatosparser.errors import ExitCode, ModelError
from paatosparser.structure.classifier import (
    FORMAT,
    MODEL,
    MODEL_FILE,
    SUBHEADING,
    HeadingContext,
    features,
    load_classifier,
    own_features,
    state_features,
)

ROOT = Path(__file__).resolve().parents[1]
STORED = ROOT / "models" / MODEL
SUBSET = ("espoo", "viranhaltija", "ruotsi_x")
"""Layouts whose headings the small training reads: Finnish and Swedish, with subheadings."""

DECISION = """\
Kunnanhallitus 5.2.2024 § 12
Tontin myyminen

Päätös
Hyväksyttiin.

Mitä tämän jälkeen tapahtuu
Kauppakirja allekirjoitetaan toukokuussa.
""".encode()


# -- what is stored ----------------------------------------------------------------------------------------------------


@pytest.fixture
def trainer(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return the module of ``models/heading_types/train``."""
    monkeypatch.setattr(sys, "path", [str(ROOT), *sys.path])
    loader = SourceFileLoader("heading_types_train", str(STORED / "train"))
    spec = spec_from_loader(loader.name, loader)
    assert spec is not None
    module = module_from_spec(spec)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    loader.exec_module(module)
    return module


def test_plain_weights_say_what_scikit_learn_says(trainer: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Trained on a part of the corpus without rounding, both give the same probabilities to one in a million."""
    from sklearn import feature_extraction, linear_model

    made: list[Any] = []
    for module, name in ((feature_extraction, "DictVectorizer"), (linear_model, "LogisticRegression")):
        monkeypatch.setattr(module, name, _keeping(getattr(module, name), made))
    examples = [example for example in trainer.corpus_examples() if example.layout in SUBSET]
    assert {example.layout for example in examples} == set(SUBSET)
    config = json.loads((STORED / "config.json").read_text()) | {"decimals": 15, "max_iter": 200}
    plain = trainer.train(examples, config)
    vectorizer, regression = made
    rows = [features(example.context) for example in examples]
    for example, expected in zip(examples, regression.predict_proba(vectorizer.transform(rows)), strict=True):
        context = example.context
        own = plain.scores(own_features(context.heading, context.following))
        state = plain.scores(state_features(context.open_section, context.seen))
        found = plain.probabilities(own, state)
        assert list(found) == list(regression.classes_)
        assert list(found.values()) == pytest.approx(list(expected), abs=1e-6)


def _keeping(kind: Callable[..., Any], made: list[Any]) -> Callable[..., Any]:
    """Return a maker of ``kind`` that keeps what it makes."""

    def make(*args: Any, **kwargs: Any) -> Any:
        made.append(kind(*args, **kwargs))
        return made[-1]

    return make


def test_the_stored_classifier_gives_probabilities() -> None:
    model = load_classifier()
    found = model.probabilities(model.scores(features(HeadingContext("Kaupunginjohtajan päätösesitys", "rationale"))))
    assert sum(found.values()) == pytest.approx(1.0)
    assert set(found) <= {kind.value for kind in paatosparser.SectionType} | {SUBHEADING}


def test_a_class_that_is_barred_gets_no_probability() -> None:
    model = load_classifier()
    context = HeadingContext("Päätöksen tausta ja tarkoitus", "header")
    best, _ = model.best(context)
    other, probability = model.best(context, barred=frozenset((best,)))
    assert other != best
    assert 0.0 < probability <= 1.0


@pytest.mark.parametrize(
    ("heading", "following", "kind"),
    [
        ("Kunnanjohtajan päätösesitys asiassa", ("Kunnanhallitus päättää myydä tontin.",), "proposal"),
        ("Valmistelusta vastasi", ("rehtori Veikko Salo, puh. 040 123 4567",), "preparer"),
        ("Näin päätökseen haetaan muutosta", ("Oikaisuvaatimus on tehtävä 14 päivän kuluessa.",), "appeal"),
        ("Päätöksen saavat tiedoksi", ("Hakija", "Tekninen toimi"), "distribution"),
        ("Liitteenä olevat asiakirjat", ("Kartta", "Kauppakirja"), "attachments"),
    ],
)
def test_the_stored_classifier_types_new_headings(heading: str, following: tuple[str, ...], kind: str) -> None:
    context = HeadingContext(heading, "rationale", following)
    assert load_classifier().best(context, barred=frozenset((SUBHEADING,)))[0] == kind


def test_the_metadata_name_the_files_and_the_data() -> None:
    metadata = modelstore.read_metadata(STORED)
    assert (metadata["name"], metadata["format"]) == (MODEL, FORMAT)
    assert set(metadata["files"]) == {MODEL_FILE}
    assert metadata["config"] == json.loads((STORED / "config.json").read_text())
    assert len(metadata["data"]["digest"]) == 64
    assert metadata["licence"]


def test_the_stored_classifier_is_trained_on_the_headings_of_today() -> None:
    """Where this fails: ``make train``, since a heading or a document of the corpus changed."""
    assert modelstore.read_metadata(STORED)["data"]["digest"] == data_digest()


# -- models that cannot be used ----------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return the folder of a copy of the model that is looked in first."""
    shutil.copytree(STORED, tmp_path / MODEL)
    monkeypatch.setenv(modelstore.VARIABLE, str(tmp_path))
    _forget()
    yield tmp_path / MODEL
    _forget()


def _forget() -> None:
    load_classifier.cache_clear()
    modelstore.read_model_file.cache_clear()


def change_a_byte(folder: Path) -> None:
    data = bytearray((folder / MODEL_FILE).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / MODEL_FILE).write_bytes(data)


def cut_off(folder: Path) -> None:
    data = (folder / MODEL_FILE).read_bytes()
    (folder / MODEL_FILE).write_bytes(data[: len(data) // 2])


def take_the_weights_away(folder: Path) -> None:
    (folder / MODEL_FILE).unlink()


def raise_the_format(folder: Path) -> None:
    edit(folder, format=FORMAT + 1)


def forget_the_digest(folder: Path) -> None:
    edit(folder, files={})


def break_the_metadata(folder: Path) -> None:
    (folder / "metadata.json").write_text("{")


def empty_the_metadata(folder: Path) -> None:
    (folder / "metadata.json").write_text("[]")


def make_the_metadata_bytes(folder: Path) -> None:
    (folder / "metadata.json").write_bytes(b"\xff\xfe\x00")


def spoil_the_files(folder: Path) -> None:
    edit(folder, files=None)


def edit(folder: Path, **values: object) -> None:
    metadata = json.loads((folder / "metadata.json").read_text())
    (folder / "metadata.json").write_text(json.dumps(metadata | values))


FAULTS = [
    (change_a_byte, "damaged"),
    (cut_off, "damaged"),
    (take_the_weights_away, "cannot be read"),
    (raise_the_format, "another version"),
    (forget_the_digest, "damaged"),
    (break_the_metadata, "damaged"),
    (empty_the_metadata, "damaged"),
    (make_the_metadata_bytes, "damaged"),
    (spoil_the_files, "damaged"),
]


@pytest.mark.parametrize(("damage", "words"), FAULTS)
def test_a_model_that_does_not_fit_is_a_model_error(damage: Callable[[Path], None], words: str, folder: Path) -> None:
    damage(folder)
    with pytest.raises(ModelError, match=words) as caught:
        load_classifier()
    assert (caught.value.code, caught.value.exit_code) == ("model", ExitCode.MODEL)
    assert caught.value.message.endswith(".")
    assert "\n" not in caught.value.message


def test_a_model_that_is_nowhere_is_a_model_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(modelstore, "model_folders", lambda: [tmp_path])
    with pytest.raises(ModelError, match="missing") as caught:
        modelstore.find_model(MODEL)
    assert modelstore.VARIABLE in caught.value.message


def test_a_parse_that_needs_no_model_does_not_ask_for_it(folder: Path) -> None:
    change_a_byte(folder)
    with pytest.raises(ModelError):
        paatosparser.parse(DECISION)
    options = paatosparser.ParseOptions(classify_headings=False)
    assert len(paatosparser.parse(DECISION, options=options).decisions) == 1


def test_the_command_line_ends_with_the_code_of_a_missing_model(folder: Path, tmp_path: Path) -> None:
    raise_the_format(folder)
    (tmp_path / "a.txt").write_bytes(DECISION)
    done = subprocess.run(
        [sys.executable, "-m", "paatosparser", "parse", "a.txt"],
        capture_output=True,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "NO_COLOR": "1"},
        timeout=HANG,
    )
    assert (done.returncode, done.stdout) == (ExitCode.MODEL, b"")
    assert b"another version" in done.stderr
    assert b"Traceback" not in done.stderr


# -- what models there are ---------------------------------------------------------------------------------------------


def test_the_models_that_come_along_are_whole() -> None:
    found = {state.name: state for state in modelstore.stored_models()}
    for name, kind in [(MODEL, "headings"), ("fi_paatos", "names: fi_paatos")]:
        state = found[name]
        assert (state.kind, state.damage, state.missing) == (kind, "", ())
        assert state.licence
        assert state.version
        assert state.size > 100_000
        assert state.folder == ROOT / "models" / name


def test_of_two_models_with_a_name_the_one_that_is_loaded_is_listed(folder: Path) -> None:
    (state,) = [state for state in modelstore.stored_models() if state.name == MODEL]
    assert state.folder == folder
    assert len([state for state in modelstore.stored_models([STORED]) if state.name == MODEL]) == 2


@pytest.mark.parametrize(("damage", "words"), FAULTS)
def test_a_damaged_model_is_listed_as_one(damage: Callable[[Path], None], words: str, folder: Path) -> None:
    damage(folder)
    (state,) = [state for state in modelstore.stored_models() if state.name == MODEL]
    if words == "another version":  # a list does not know which version who loads it wants
        assert not state.damage
    else:
        assert words in state.damage


def test_what_a_model_needs_and_is_not_installed(folder: Path) -> None:
    edit(folder, needs=["json", "ei_ole"])
    (state,) = [state for state in modelstore.stored_models() if state.name == MODEL]
    assert (state.damage, state.missing) == ("", ("ei_ole",))


def test_a_folder_without_models_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(modelstore, "model_folders", lambda: [tmp_path, tmp_path / "none"])
    assert modelstore.stored_models() == []


@pytest.fixture
def packaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a model that is installed as a package of its own, and of no other."""
    folder = tmp_path / "site" / "oma_malli"
    shutil.copytree(STORED, folder)
    about = tmp_path / "site" / "oma_malli-1.0.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: oma_malli\nVersion: 1.0.0\n")
    (about / "entry_points.txt").write_text(f"[{modelstore.GROUP}]\noma_malli = oma_malli\npoistettu = ei_ole\n")
    monkeypatch.syspath_prepend(tmp_path / "site")
    return folder


def test_a_model_that_is_a_package_is_found_and_listed(packaged: Path) -> None:
    assert modelstore.installed_models() == {"oma_malli": packaged}
    assert modelstore.find_model("oma_malli") == packaged
    (state,) = [state for state in modelstore.stored_models() if state.name == "oma_malli"]
    assert (state.folder, state.kind, state.damage) == (packaged, "headings", "")
    assert "oma_malli" not in sys.modules


def test_a_folder_that_the_user_names_comes_before_a_package(
    packaged: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own" / packaged.name
    shutil.copytree(STORED, own)
    monkeypatch.setenv(modelstore.VARIABLE, str(own.parent))
    assert modelstore.find_model(packaged.name) == own
    assert [state.folder for state in modelstore.stored_models() if state.name == packaged.name] == [own]


@pytest.mark.usefixtures("packaged")
def test_a_package_that_is_gone_has_no_model() -> None:
    with pytest.raises(ModelError, match=r"'poistettu' is missing; pip install poistettu, or set PAATOS_MODELS"):
        modelstore.find_model("poistettu", "pip install poistettu")


# -- weight ------------------------------------------------------------------------------------------------------------


def test_loading_needs_no_library_that_only_training_does() -> None:
    code = (
        "from paatosparser.structure.classifier import load_classifier; load_classifier(); import sys; "
        "print(*{'lxml', 'numpy', 'pdfplumber', 'pypdfium2', 'scipy', 'sklearn', 'spacy'} & {*sys.modules})"
    )
    command = [sys.executable, "-c", code]
    environment = {"PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(command, capture_output=True, check=True, env=environment, timeout=HANG)
    assert done.stdout.split() == []
