"""The trained recogniser as a spaCy pipeline: its folder, its mentions and sentences, and how it fails."""

from __future__ import annotations

import json
import pickle
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.clock import assert_linear

spacy = pytest.importorskip("spacy", reason="spaCy is not installed; it comes with paatosparser[spacy]")

from spacy.tokens import Doc, DocBin  # noqa: E402

from paatosparser import modelstore  # noqa: E402
from paatosparser.errors import ModelError  # noqa: E402
from paatosparser.mentions.types import Context  # noqa: E402
from paatosparser.nlp import load  # noqa: E402
from paatosparser.nlp.components import SENTENCES  # noqa: E402
from paatosparser.nlp.crf import FORMAT, load_tagger  # noqa: E402
from paatosparser.nlp.extensions import plain_value  # noqa: E402
from paatosparser.nlp.recognisers import find_with_names  # noqa: E402

STORED = Path(__file__).resolve().parents[2] / "models" / "fi_paatos"
MAY_FORK = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
"""Python 3.12 warns of what spaCy does on Linux, where the run of the tests has threads."""

TEXT = (
    "Päätös\nKaupunginhallitus päätti 12.2.2024 myydä tontin Rakennusliike Männistö Oy:lle kuntalain 14 §:n 2 mom. "
    "nojalla.\n\nEsittelijä kaupunginjohtaja Elina Laavi\nTyömaa alkaa Rovaniemellä 29.10. klo 16.30."
)
MENTIONS = [
    ("BODY", "Kaupunginhallitus", "kaupunginhallitus"),
    ("DATE", "12.2.2024", None),
    ("ORG", "Rakennusliike Männistö Oy:lle", "Rakennusliike Männistö Oy"),
    ("LAW", "kuntalain 14 §:n 2 mom.", "Kuntalaki"),
    ("ROLE", "kaupunginjohtaja", None),
    ("PERSON", "Elina Laavi", "Elina Laavi"),
    ("LOC", "Rovaniemellä", "Rovaniemi"),
    ("DATE", "29.10.", None),
]


@pytest.fixture(scope="module")
def nlp() -> Any:
    return load()


def mentions(doc: Doc) -> list[tuple[str, str, str | None]]:
    return [(ent.label_, ent._.paatos_text, ent._.paatos_base) for ent in doc.ents]


def facts(doc: Doc) -> list[tuple[Any, ...]]:
    return [
        (span.label_, span._.paatos_chars, span._.paatos_base, span._.paatos_value, span._.paatos_rule)
        for span in doc.spans["paatos"]
    ]


def starts(doc: Doc) -> list[int]:
    return [sentence.start_char for sentence in doc.sents]


# -- mentions ----------------------------------------------------------------------------------------------------------


def test_the_folder_is_a_pipeline(nlp: Any) -> None:
    from_folder = spacy.load(STORED)
    assert from_folder.pipe_names == nlp.pipe_names == [SENTENCES, "paatos_names"]
    assert mentions(from_folder(TEXT)) == mentions(nlp(TEXT)) == MENTIONS
    assert load() is not nlp


def test_it_finds_what_rules_and_model_find(nlp: Any) -> None:
    assert facts(nlp(TEXT)) == [
        (hit.label.value, (hit.start, hit.end), hit.base or None, plain_value(hit), hit.rule)
        for hit in find_with_names(TEXT, Context())
    ]
    assert {"model: fi_paatos", "date", "given and family"} <= {fact[-1] for fact in facts(nlp(TEXT))}


def test_alone_it_writes_no_entities_unless_asked() -> None:
    names = spacy.blank("fi")
    names.add_pipe("paatos_names", config={"date": "2024-02-20", "spans_key": "nimet"})
    doc = names(TEXT)
    assert doc.ents == ()
    assert [(span.label_, span.text, span._.paatos_base) for span in doc.spans["nimet"]] == MENTIONS
    assert doc.spans["nimet"][-1]._.paatos_value["start"] == "2024-10-29"


def test_a_short_name_that_the_text_gives(nlp: Any) -> None:
    doc = nlp("Sopimus tehdään Elinvoimakeskus Oy:n (jatkossa EVK) kanssa. Vuokran maksaa EVK.")
    assert ("ORG", "EVK", "Elinvoimakeskus Oy") in mentions(doc)


def test_the_tokens_are_those_of_the_blank_pipeline(nlp: Any) -> None:
    text = f"{TEXT} Ks. https://www.lahti.fi/a, esim. 1 200 €/kk (alv 0 %), KEHA-keskus ja Oy:n; 5-vuotias"
    assert [token.text for token in nlp.make_doc(text)] == [token.text for token in spacy.blank("fi")(text)]


# -- sentences ---------------------------------------------------------------------------------------------------------

SENTENCES_OF = [
    ["Kuntalain 36 §:n 1 mom. mukaan valtuusto päättää.", "Asia on kiireellinen."],
    ["Lain (410/2015) 14 §:n 2 mom. 3 kohta on kumottu.", "Muu on ennallaan."],
    ["Kokous on 29.10. Lahdessa.", "Kutsu lähetetään."],
    ["Kokous alkaa klo 16.30. ", "Paikalla on tarjoilu."],
    ["Päätös on tehty 12.3.2024. ", "Siitä voi valittaa."],
    ["Päätös tehtiin vuonna 2025.", "Siitä valitettiin."],
    ["Kunta hankkii esim. Hollolasta kalusteita.", "Hinta on 5 000 euroa."],
    ["Lautakunta käsittelee mm. Lahden ja ns. Heinolan asiat."],
    ["Vs. kaupunginjohtaja J. Virtanen esitti asian.", "Se hyväksyttiin."],
    ["Hinta on 1,2 milj. euroa.", "Siihen lisätään alv."],
    ["Puh. 044 123 4567. ", "Sähköposti kirjaamo@lahti.fi."],
    ["Onko asia selvä?", "On!", "Hyvä."],
    ["Asian valmisteli Aino Laine.", "(Liite 1)"],
    ["Kokous pidettiin 1. luokassa.", "Läsnä oli 12."],
    ["1. Kokouksen avaus\n", "2. Läsnäolijat\n", "3. Muut asiat"],
    ["Otsikko:\n", "- ensimmäinen kohta\n", "- toinen kohta"],
    ["a) tontti\n", "b) rakennus"],
    ["Päätösehdotus\n\n", "Kaupunginhallitus päättää myydä tontin."],
    ["Kaupunginhallitus\n", "12.3.2024"],
    ["Tontti on vuokrattu Lahden kaupungilta vuoteen 2045 asti, ja sen\nvuokraa korotetaan."],
    ["Lahti\tHeinola\n", "Hollola\tAsikkala"],
    ["Enligt 14 § 2 mom. i kommunallagen beslutar fullmäktige.", "Ärendet är brådskande."],
]


def by_space(nlp: Any, text: str) -> Doc:
    words = text.split(" ")
    return Doc(nlp.vocab, words=words, spaces=[True] * (len(words) - 1) + [False])


def by_character(nlp: Any, text: str) -> Doc:
    return Doc(nlp.vocab, words=list(text), spaces=[False] * len(text))


@pytest.fixture(scope="module")
def marker() -> Any:
    blank = spacy.blank("fi")
    blank.add_pipe(SENTENCES)
    return blank


@pytest.mark.parametrize("expected", SENTENCES_OF, ids=lambda expected: expected[0][:30])
def test_sentences(marker: Any, expected: list[str]) -> None:
    text = "".join(one if one.endswith(("\n", " ")) else f"{one} " for one in expected).strip()
    doc = marker(text)
    assert [sentence.text.strip() for sentence in doc.sents] == [one.strip() for one in expected]
    assert doc.has_annotation("SENT_START", require_complete=True)
    characters = marker(by_character(marker, text))
    assert [sentence.text.strip() for sentence in characters.sents] == [one.strip() for one in expected]
    if "\n" not in text:
        assert starts(marker(by_space(marker, text))) == starts(doc)


def test_a_token_with_two_sentences_belongs_to_the_first(marker: Any) -> None:
    doc = marker(by_space(marker, "Asia hyväksyttiin.\nKokous päättyi.\n\nPöytäkirjan"))
    assert [sentence.text for sentence in doc.sents] == ["Asia hyväksyttiin.\nKokous", "päättyi.\n\nPöytäkirjan"]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "Lahti", "\n\nLahti päätti.", "🏛️ \u00ad\u200b 👩‍⚖️", ". . . A. B! 1"])
def test_sentences_of_any_text(marker: Any, text: str) -> None:
    doc = marker(text)
    assert "".join(token.text_with_ws for sentence in doc.sents for token in sentence) == doc.text == text


def test_what_was_known_of_sentences_is_overwritten(marker: Any) -> None:
    words = ["Kokous", "on", "29.10.", "Lahdessa."]
    doc = marker(Doc(marker.vocab, words=words, sent_starts=[True, True, False, True]))
    assert [token.is_sent_start for token in doc] == [True, False, False, False]
    assert starts(marker(doc)) == [0]


def test_entities_and_spans_stay(nlp: Any) -> None:
    doc = nlp(TEXT)
    before = (facts(doc), mentions(doc), starts(doc))
    nlp.get_pipe(SENTENCES)(doc)
    assert (facts(doc), mentions(doc), starts(doc)) == before


def test_a_parsed_doc_is_refused(marker: Any) -> None:
    doc = Doc(marker.vocab, words=["Kunta", "päätti"], heads=[1, 1], deps=["nsubj", "ROOT"])
    with pytest.raises(ValueError) as caught:  # noqa: PT011 (the whole message is compared)
        marker.get_pipe(SENTENCES)(doc)
    assert str(caught.value) == (
        "paatos_sentences must stand before the parser; the sentences of this Doc follow its parse."
    )


def test_time_is_linear(marker: Any) -> None:
    def make(words: int) -> Doc:
        return marker.make_doc("Valtuusto päätti asiasta. " * (words // 4))

    assert_linear(marker.get_pipe(SENTENCES), make, 50_000)


# -- storing and sending -----------------------------------------------------------------------------------------------


def test_a_pipeline_comes_back_from_disk_and_bytes(nlp: Any, tmp_path: Path) -> None:
    doc = nlp(TEXT)
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    assert again.meta["performance"] == nlp.meta["performance"]
    by_bytes = load().from_bytes(nlp.to_bytes())
    for other in (again, by_bytes, pickle.loads(pickle.dumps(nlp))):  # noqa: S301 (our own)
        assert (facts(other(TEXT)), starts(other(TEXT))) == (facts(doc), starts(doc))


def test_a_doc_comes_back(nlp: Any) -> None:
    doc = nlp(TEXT)
    (binned,) = DocBin(docs=[doc], store_user_data=True).get_docs(spacy.blank("fi").vocab)
    for back in (Doc(spacy.blank("fi").vocab).from_bytes(doc.to_bytes()), binned, doc.copy()):
        assert (facts(back), starts(back)) == (facts(doc), starts(doc))
        assert mentions(back) == MENTIONS


@MAY_FORK
def test_several_processes(nlp: Any) -> None:
    texts = [f"Kokous {day}.3. Lahdessa. Urakan saa Yritys {day} Oy." for day in range(1, 9)]
    alone = [(facts(doc), starts(doc)) for doc in nlp.pipe(texts)]
    together = nlp.pipe(texts, n_process=2, batch_size=2)
    assert [(facts(doc), starts(doc)) for doc in together] == alone
    assert [len(sentences) for _, sentences in alone] == [2] * 8


# -- the stored folder -------------------------------------------------------------------------------------------------


def test_the_meta_data() -> None:
    """Where the figures differ: ``models/fi_paatos/train`` writes both."""
    meta = json.loads((STORED / "meta.json").read_text("utf-8"))
    figures = json.loads((STORED / "metrics.json").read_text("utf-8"))["real, with rules"]
    assert (meta["name"], meta["lang"], meta["license"]) == ("fi_paatos", "fi", "CC-BY-SA-4.0")
    assert meta["version"].split(".")[0] == str(FORMAT)
    performance = meta["performance"]
    assert {name: scores["f"] for name, scores in performance.pop("ents_per_type").items()} == {
        name: scores["f1"] for name, scores in figures.items() if name != "all"
    }
    whole = figures["all"]
    assert performance == {"ents_p": whole["precision"], "ents_r": whole["recall"], "ents_f": whole["f1"]}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a copy of the model, in the one folder that is looked in; nothing is loaded yet."""
    shutil.copytree(STORED, tmp_path / "fi_paatos")
    monkeypatch.setattr(modelstore, "model_folders", lambda: [tmp_path])
    caches = (load_tagger, modelstore.read_model_file)
    for cache in caches:
        cache.cache_clear()
    yield tmp_path / "fi_paatos"
    for cache in caches:
        cache.cache_clear()


def test_a_copy_of_the_folder(folder: Path) -> None:
    assert load().path == folder
    assert mentions(load()(TEXT)) == MENTIONS


def test_a_missing_model(folder: Path) -> None:
    shutil.rmtree(folder)
    for make in (load, lambda: spacy.load(STORED), lambda: spacy.blank("fi").add_pipe("paatos_names")):
        with pytest.raises(ModelError, match="The model 'fi_paatos' is missing; install paatosparser again"):
            make()


def test_a_damaged_model(folder: Path) -> None:
    (folder / "model.crfsuite.gz").write_bytes(b"no model")
    with pytest.raises(ModelError, match="The model 'fi_paatos' is damaged"):
        load()


def test_names_that_are_no_pipeline() -> None:
    with pytest.raises(ModelError, match="The model 'xx' is missing"):
        load("xx")
    with pytest.raises(ModelError, match="The model 'heading_types' is no spaCy pipeline; 'fi_paatos' is one"):
        load("heading_types")


def test_without_spacy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(ImportError) as caught:
        load()
    assert str(caught.value) == "spaCy is not installed; it comes with pip install 'paatosparser[spacy]'."
