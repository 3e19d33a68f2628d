"""The recogniser by Stanza: exact places, any text, folders of both kinds, no network, errors that say what to do."""

from __future__ import annotations

import itertools
import json
import logging
import math
import shutil
import socket
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.clock import assert_linear, repeated

from paatosparser import modelstore
from paatosparser.errors import ModelError
from paatosparser.labels import EntityLabel
from paatosparser.mentions import find_entities
from paatosparser.mentions.types import Context, Hit
from paatosparser.nlp import stanza_names
from paatosparser.nlp.recognisers import finder_of, model_folder
from paatosparser.nlp.stanza_names import LONGEST_WORD, MODEL, StanzaTagger, load_recogniser, marginals
from paatosparser.options import Recogniser

ROOT = Path(__file__).resolve().parents[2]
STORED = ROOT / "models" / MODEL
STANZA = "stanza"
PIECES = ("Lahden kaupunki ", "Oy ", "Matti ", "Meikäläinen", "kaupunginhallitus\n", "20.2.2024 ", "§", "Kh", ". ", "–")
TEXT = (
    "Kaupunginhallitus päätti myydä tontin Rakennusliike Männistö Oy:lle.\n"
    "Esittelijä kaupunginjohtaja Elina Laavi\n"
    "Asiasta on sovittu Kemijärven kaupungin kanssa, ja työmaa alkaa Rovaniemellä.\n"
)

needs_stanza = pytest.mark.skipif(
    find_spec("stanza") is None, reason="Stanza is not installed; it comes with paatosparser[stanza]"
)


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every way out of this machine fail."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    for name in ("connect", "connect_ex", "sendto", "bind"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)


def check(text: str, hits: list[Hit]) -> None:
    before = 0
    for hit in hits:
        assert before <= hit.start < hit.end <= len(text)
        assert text[hit.start : hit.end] == text[hit.start : hit.end].strip()
        assert hit.rule.startswith("model: stanza ")
        assert 0.0 <= hit.score <= 1.0
        assert round(hit.score, 3) == hit.score
        before = hit.end


def named(tagger: StanzaTagger, text: str) -> list[tuple[str, str]]:
    return [(hit.label.value, text[hit.start : hit.end]) for hit in tagger.find(text)]


# -- the stored model --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def tagger() -> StanzaTagger:
    return load_recogniser(STANZA)


@needs_stanza
def test_names_of_a_decision(tagger: StanzaTagger) -> None:
    assert named(tagger, TEXT) == [
        ("BODY", "Kaupunginhallitus"),
        ("ORG", "Rakennusliike Männistö Oy:lle"),
        ("ROLE", "kaupunginjohtaja"),
        ("PERSON", "Elina Laavi"),
        ("ORG", "Kemijärven kaupungin"),
        ("LOC", "Rovaniemellä"),
    ]
    assert {hit.rule for hit in tagger.find(TEXT)} == {"model: stanza paatos"}
    assert tagger.model.startswith(f"{MODEL}@")


@needs_stanza
def test_names_have_base_forms_and_give_way_to_rules(tagger: StanzaTagger) -> None:
    found = find_entities(TEXT, Context(), finder_of(tagger))
    bases = {(hit.label, hit.base) for hit in found}
    assert (EntityLabel.ORG, "Kemijärven kaupunki") in bases
    assert (EntityLabel.LOC, "Rovaniemi") in bases
    assert next(hit.rule for hit in found if hit.label is EntityLabel.BODY) != tagger.rule


@needs_stanza
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=40).map("".join))
def test_places_are_exact(text: str) -> None:
    check(text, load_recogniser(STANZA).find(text))


@needs_stanza
@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t\u00a0",
        "LAHDEN KAUPUNGIN TEKNINEN LAUTAKUNTA PÄÄTTI " * 20,
        "🏛️👩‍⚖️ Lahti 🎉🎉 Kh🙂",
        "Лахти 拉赫蒂 لاهتي Λάχτι Lahti",
        "a\u0308" * 500 + "\u200b\u200d\ufeff",
        "\x00\x01 Lahti \ud800",
        "<PAD> <UNK> <ROOT> <EMPTY>",
        "-" * 5000,
        "(" * 3000 + "A" * 300_000,
    ],
)
def test_any_text(tagger: StanzaTagger, text: str) -> None:
    check(text, tagger.find(text))


@needs_stanza
def test_time_is_linear(tagger: StanzaTagger) -> None:
    """A paragraph without an end mark."""
    words = "Kaupunginhallitus myönsi Lahden kaupungin avustuksen Matti Virtaselle ja muille "

    assert_linear(lambda text: check(text, tagger.find(text)), repeated(words), 4000 * len(words) // 9)


@needs_stanza
def test_threads_take_turns(tagger: StanzaTagger) -> None:
    texts = [f"Tekninen johtaja Matti Virtanen ja Yritys {number} Oy Lahdessa.\n" * 5 for number in range(6)]
    alone = [tagger.find(text) for text in texts]
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(tagger.find, texts)) == alone


@needs_stanza
def test_it_loads_once() -> None:
    assert load_recogniser(STANZA) is load_recogniser(STANZA)


@needs_stanza
def test_the_folder_is_a_pipeline_of_stanza_too() -> None:
    """With the tokenizer that was trained with it."""
    import stanza

    pipeline = stanza.Pipeline(
        "fi", dir=str(STORED), processors="tokenize,ner", download_method=None, use_gpu=False, logging_level="ERROR"
    )
    document = pipeline("Tontti myytiin Rakennusliike Männistö Oy:lle. Kaupunginjohtaja Elina Laavi päätti asian.")
    assert [len(sentence.tokens) for sentence in document.sentences] == [6, 6]
    assert ("Elina Laavi", "PERSON") in {(entity.text, entity.type) for entity in document.ents}


def test_metadata() -> None:
    metadata = modelstore.read_metadata(STORED)
    assert (metadata["name"], metadata["format"]) == (MODEL, stanza_names.FORMAT)
    assert metadata["licence"] == "CC-BY-SA-4.0"
    assert sum(path.stat().st_size for path in STORED.rglob("*") if path.is_file()) < 20_000_000
    stanza_names._checked(STORED)


# -- marginals ---------------------------------------------------------------------------------------------------------


@needs_stanza
def test_marginals_are_those_of_all_paths() -> None:
    import torch

    torch.manual_seed(7)
    tags, lengths = 3, [4, 2]
    logits, transitions = torch.randn(2, 4, tags), torch.randn(tags, tags)
    found = marginals(logits, transitions, lengths)
    for at, length in enumerate(lengths):
        shares = torch.zeros(length, tags)
        for path in itertools.product(range(tags), repeat=length):
            score = sum(float(logits[at, place, tag]) for place, tag in enumerate(path))
            score += sum(float(transitions[one, other]) for one, other in itertools.pairwise(path))
            for place, tag in enumerate(path):
                shares[place, tag] += math.exp(score)
        assert torch.allclose(found[at, :length], shares / shares.sum(1, keepdim=True), atol=1e-4)


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        ("O S-ORG S-ORG O", [(1, 1, "ORG"), (2, 2, "ORG")]),
        ("B-PER I-PER E-PER B-PER E-PER", [(0, 2, "PER"), (3, 4, "PER")]),
        ("B-LOC I-LOC B-LOC I-ORG", [(0, 1, "LOC"), (2, 2, "LOC"), (3, 3, "ORG")]),
        ("I-LOC O I-LOC", [(0, 0, "LOC"), (2, 2, "LOC")]),
        ("E-ORG I-ORG", [(0, 0, "ORG"), (1, 1, "ORG")]),
    ],
)
def test_spans_of_tags(tags: str, spans: list[tuple[int, int, str]]) -> None:
    assert list(stanza_names._spans(tags.split())) == spans


def test_a_long_word_keeps_its_ends() -> None:
    word = "a" * 100 + "lle"
    assert len(stanza_names._shortened(word)) == LONGEST_WORD
    assert stanza_names._shortened(word).endswith("lle")


# -- a folder as stanza.download writes it -----------------------------------------------------------------------------

RESOURCES: dict[str, Any] = {
    "fi": {
        "lang_name": "Finnish",
        "tokenize": {"tdt": {"md5": ""}},
        "ner": {"turku": {"md5": "", "dependencies": [{"model": "pretrain", "package": "conll17"}]}},
        "pretrain": {"conll17": {"md5": ""}},
        "packages": {"default": {"tokenize": "tdt", "ner": "turku"}},
    }
}


@pytest.fixture(scope="module")
def official(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder as the official one is laid out, with a small model of the types of Turku NER."""
    import torch
    from stanza.models import ner_tagger
    from stanza.models.common.pretrain import PretrainedWordVocab

    folder = tmp_path_factory.mktemp("resources")
    for name in ("ner", "pretrain"):
        (folder / "fi" / name).mkdir(parents=True)
    (folder / "resources.json").write_text(json.dumps(RESOURCES))
    vocabulary = PretrainedWordVocab(["myi", "tontin", "oy"])
    vectors = folder / "fi" / "pretrain" / "conll17.pt"
    torch.save({"vocab": vocabulary.state_dict(), "emb": torch.ones(len(vocabulary), 4)}, vectors)
    words = ["Elina", "Laavi", "myi", "Männistö", "Oy:lle", "Lahdessa", "auton", "Windows", "."]
    tags = ["B-PER", "I-PER", "O", "B-ORG", "I-ORG", "B-LOC", "O", "B-PRO", "O"]
    sentence = [
        {"id": [at + 1], "text": word, "ner": tag} for at, (word, tag) in enumerate(zip(words, tags, strict=True))
    ]
    data = folder / "data.json"
    data.write_text(json.dumps([sentence] * 8))
    sizes = "--hidden_dim=12 --char_emb_dim=8 --char_hidden_dim=8 --optim=adam --lr=0.05 --dropout=0 --batch_size=4"
    logger = logging.getLogger("stanza")
    level = logger.level
    logger.setLevel("ERROR")
    ner_tagger.main(
        [
            *(f"--train_file={data}", f"--eval_file={data}", f"--wordvec_pretrain_file={vectors}"),
            *(f"--save_dir={folder / 'fi' / 'ner'}", "--save_name=turku.pt", "--shorthand=fi_turku", "--cpu"),
            *(*sizes.split(), "--max_steps=40"),
        ]
    )
    logger.setLevel(level)
    return folder


@needs_stanza
@pytest.mark.usefixtures("no_network")
def test_types_of_another_model_are_mapped_or_left_out(official: Path) -> None:
    tagger = load_recogniser(STANZA, official)
    assert named(tagger, "Elina Laavi myi Männistö Oy:lle Lahdessa auton Windows .") == [
        ("PERSON", "Elina Laavi"),
        ("ORG", "Männistö Oy:lle"),
        ("LOC", "Lahdessa"),
    ]
    assert tagger.rule == "model: stanza turku"
    assert tagger.model.startswith(f"{official.name}@")


@needs_stanza
@pytest.mark.usefixtures("no_network")
def test_nothing_that_is_missing_is_fetched(official: Path, tmp_path: Path) -> None:
    shutil.copytree(official, tmp_path / "m")
    (tmp_path / "m" / "fi" / "pretrain" / "conll17.pt").unlink()
    with pytest.raises(ModelError, match="missing or damaged"):
        load_recogniser(STANZA, tmp_path / "m")


@needs_stanza
@pytest.mark.parametrize("content", [b"", b"no model", b"PK\x03\x04broken", b"\x80\x02}q\x00."])
def test_weights_that_are_none(
    official: Path, tmp_path: Path, content: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(official, tmp_path / "m")
    (tmp_path / "m" / "fi" / "ner" / "turku.pt").write_bytes(content)
    with pytest.raises(ModelError, match="missing or damaged"):
        load_recogniser(STANZA, tmp_path / "m")
    assert capfd.readouterr() == ("", "")


@needs_stanza
def test_weights_run_no_code(official: Path, tmp_path: Path) -> None:
    import torch

    class Trap:
        def __reduce__(self) -> tuple[Any, ...]:
            return Path.touch, (tmp_path / "sprung",)

    shutil.copytree(official, tmp_path / "m")
    torch.save({"model": Trap()}, tmp_path / "m" / "fi" / "ner" / "turku.pt")
    with pytest.raises(ModelError, match="missing or damaged"):
        load_recogniser(STANZA, tmp_path / "m")
    assert not (tmp_path / "sprung").exists()


@needs_stanza
@pytest.mark.parametrize("resources", ["", "[]", "{}", '{"fi": {}}', '{"en": {"packages": {"default": {}}}}'])
def test_resources_without_finnish(tmp_path: Path, resources: str) -> None:
    (tmp_path / "resources.json").write_text(resources)
    with pytest.raises(ModelError, match="missing or damaged"):
        load_recogniser(STANZA, tmp_path)


# -- errors that need no Stanza ----------------------------------------------------------------------------------------


@pytest.fixture
def present(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let something stand in for Stanza where it is not installed: what is checked here comes before it is used."""
    if find_spec("stanza") is None:
        monkeypatch.setitem(sys.modules, "stanza", type(sys)("stanza"))
        monkeypatch.setattr(sys.modules["stanza"], "Pipeline", None, raising=False)


def test_where_it_is_missing_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "stanza", None)
    with pytest.raises(ModelError, match=r"^Stanza is not installed.*paatosparser\[stanza\]"):
        load_recogniser(STANZA, tmp_path)


@pytest.mark.usefixtures("present")
@pytest.mark.parametrize("name", ["absent", "."])
def test_a_folder_that_is_none(tmp_path: Path, name: str) -> None:
    with pytest.raises(ModelError, match=r"no folder of Stanza's models.*stanza\.download"):
        load_recogniser(STANZA, tmp_path / name)


@pytest.mark.usefixtures("present")
def test_a_stored_model_that_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(modelstore, "model_folders", lambda: [tmp_path])
    with pytest.raises(ModelError, match=f"'{MODEL}' is missing"):
        load_recogniser.__wrapped__(STANZA)


@pytest.mark.usefixtures("present")
@pytest.mark.parametrize(
    ("metadata", "message"),
    [
        ({"format": 0, "files": {}}, "another version"),
        ({"format": stanza_names.FORMAT, "files": {"resources.json": "0"}}, "damaged"),
        ({"format": stanza_names.FORMAT, "files": {"absent": "0"}}, "cannot be read"),
        ({"format": stanza_names.FORMAT}, "damaged"),
        ([], "damaged"),
    ],
)
def test_a_folder_that_does_not_fit_its_metadata(tmp_path: Path, metadata: object, message: str) -> None:
    (tmp_path / "resources.json").write_text("{}")
    (tmp_path / "metadata.json").write_text(json.dumps(metadata))
    with pytest.raises(ModelError, match=message):
        load_recogniser(STANZA, tmp_path)


def test_the_stored_model_is_found_by_its_recogniser() -> None:
    assert model_folder(Recogniser.STANZA) == STORED
    assert model_folder(Recogniser.STANZA, Path("oma")) == Path("oma")
    assert model_folder(Recogniser.RULES) is None


def test_labels() -> None:
    assert stanza_names._LABEL_OF["PER"] is EntityLabel.PERSON
    assert "DATE" not in stanza_names._LABEL_OF
