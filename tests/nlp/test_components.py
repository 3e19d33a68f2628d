"""The finders as spaCy components: any tokenizer, exact places, settings, and Docs that are stored or sent on."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

spacy = pytest.importorskip("spacy", reason="spaCy is not installed; it comes with paatosparser[spacy]")

from spacy.tokens import Doc, DocBin, Span, SpanGroup  # noqa: E402
from tests.labelled import EXAMPLES  # noqa: E402

from paatosparser.kinds import KINDS  # noqa: E402
from paatosparser.labels import EntityLabel, Language  # noqa: E402
from paatosparser.mentions import find_entities  # noqa: E402
from paatosparser.mentions.types import Context, Hit  # noqa: E402
from paatosparser.nlp import FINDERS, MentionFinder  # noqa: E402
from paatosparser.nlp.extensions import plain_value  # noqa: E402

THIN = "\u2009"
MAY_FORK = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
"""Python 3.12 warns of what spaCy does on Linux, where the run of the tests has threads."""

FACTORIES: dict[str, EntityLabel] = {
    **{KINDS[label].factory: label for label in reversed(EXAMPLES) if KINDS[label].find},
    "paatos_rules": EntityLabel.REF,
    "paatos_names": EntityLabel.LOC,
}
"""Factory -> a label that it finds, by whose example it is tried."""

TEXT = (
    "Kaupunginhallitus päätti 20.2.2017 § 53. Kuntalain (410/2015) 39 §:n mukaan hinta on 12 500,50 € 🏗️ "
    f"ja vuokra 1{THIN}200{THIN}€/kk, Y-tunnus 0149669-3, kirjaamo@lahti.fi. Määräaika on 31.2.2024."
)


def by_space(nlp: Any) -> Callable[[str], Doc]:
    """A tokenizer that knows single spaces and nothing else."""

    def tokenize(text: str) -> Doc:
        words = text.split(" ")
        return Doc(nlp.vocab, words=words, spaces=[True] * (len(words) - 1) + [False])

    return tokenize


def by_character(nlp: Any) -> Callable[[str], Doc]:
    return lambda text: Doc(nlp.vocab, words=list(text), spaces=[False] * len(text))


def as_one(nlp: Any) -> Callable[[str], Doc]:
    return lambda text: Doc(nlp.vocab, words=[text], spaces=[False])


def pipeline(*factories: str, language: str = "fi", tokenizer: Callable[..., Any] | None = None, **config: Any) -> Any:
    nlp = spacy.blank(language)
    if tokenizer is not None:
        nlp.tokenizer = tokenizer(nlp)
    for factory in factories:
        nlp.add_pipe(factory, config=config)
    return nlp


@cache
def pipeline_of_one(factory: str, language: str) -> Any:
    """A pipeline that several tests look through; none changes it."""
    return pipeline(factory, language=language)


def facts(doc: Doc, key: str = "paatos") -> list[tuple[Any, ...]]:
    return [
        (span.label_, span._.paatos_chars, span._.paatos_text, span._.paatos_value, span._.paatos_rule)
        for span in doc.spans[key]
    ]


def test_every_factory_is_tried() -> None:
    assert set(FACTORIES) == set(FINDERS)


@pytest.mark.parametrize("tokenizer", [None, by_space, by_character, as_one])
@pytest.mark.parametrize("language", ["fi", "sv", "xx"])
@pytest.mark.parametrize("factory", FACTORIES)
def test_each_factory_on_any_tokens(factory: str, language: str, tokenizer: Callable[..., Any] | None) -> None:
    label = FACTORIES[factory]
    text, mention, value = EXAMPLES[label]
    nlp = pipeline_of_one(factory, language)
    doc = nlp(text if tokenizer is None else tokenizer(nlp)(text))
    (span,) = doc.spans["paatos"]
    start, end = span._.paatos_chars
    assert (doc.text[start:end], span._.paatos_text, span.label_) == (mention, mention, label)
    assert mention in span.text
    assert span._.paatos_value.items() >= value.items()
    assert span._.paatos_rule


@pytest.mark.parametrize("tokenizer", [None, by_space, by_character, as_one])
@pytest.mark.parametrize("text", [TEXT, f"🧑‍⚖️🏛️ {TEXT}", TEXT.replace(" ", "\u00a0"), TEXT.replace(" ", "\n"), "", " "])
def test_the_component_says_what_the_finder_says(text: str, tokenizer: Callable[..., Any] | None) -> None:
    if not text.strip() and tokenizer is not None:
        pytest.skip("these tokenizers make no tokens of nothing")
    doc = pipeline("paatos_rules", tokenizer=tokenizer)(text)
    assert doc.text == text
    assert facts(doc) == [
        (hit.label.value, (hit.start, hit.end), text[hit.start : hit.end], plain_value(hit), hit.rule)
        for hit in find_entities(text, Context())
    ]


def test_mentions_that_share_their_tokens_stay_apart() -> None:
    doc = pipeline("paatos_dates", "paatos_rules", tokenizer=by_space)("Kokoukset 20.2.2024,21.3.2024;100€")
    assert [(span.text, span.label_, span._.paatos_text) for span in doc.spans["paatos"]] == [
        ("20.2.2024,21.3.2024;100€", "DATE", "20.2.2024"),
        ("20.2.2024,21.3.2024;100€", "DATE", "21.3.2024"),
        ("20.2.2024,21.3.2024;100€", "MONEY", "100€"),
    ]
    assert [span._.paatos_value.get("start") for span in doc.spans["paatos"]] == ["2024-02-20", "2024-03-21", None]


def test_a_span_that_is_no_mention_knows_nothing() -> None:
    doc = pipeline("paatos_dates")("Kokous 20.2.2024")
    for span in (doc[:1], doc[1:], Span(doc, 1, 2, "LOC")):
        assert [span._.get(f"paatos_{name}") for name in ("value", "rule", "base", "chars", "text")] == [None] * 5
    assert Span(doc, 1, 2, "DATE")._.paatos_value["start"] == "2024-02-20"
    assert Span(doc, 1, 2, "DATE", span_id="its-own")._.paatos_text == "20.2.2024"


def test_base_form() -> None:
    doc = pipeline("paatos_statutes", "paatos_dates")("kuntalain 39 §:n mukaan 20.2.2024")
    assert [span._.paatos_base for span in doc.spans["paatos"]] == ["Kuntalaki", None]


def test_components_extend_one_group_in_order_and_without_duplicates() -> None:
    nlp = pipeline("paatos_money", "paatos_dates", "paatos_statutes")
    nlp.add_pipe("paatos_dates", name="again")
    doc = nlp("Kuntalain 39 §:n mukaan 20.2.2024 maksetaan 100 euroa.")
    assert [span.label_ for span in doc.spans["paatos"]] == ["LAW", "DATE", "MONEY"]
    before = facts(doc)
    assert facts(nlp(doc)) == before


def test_spans_of_others_and_attributes_of_the_group_stay() -> None:
    nlp = pipeline("paatos_dates")
    doc = nlp.make_doc("Lahti 20.2.2024 päätti")
    mine = [Span(doc, 2, 3, "VERB"), Span(doc, 0, 1, "LOC")]
    doc.spans["paatos"] = SpanGroup(doc, name="paatos", attrs={"by": "me"}, spans=mine)
    group = nlp(doc).spans["paatos"]
    assert [span.label_ for span in group] == ["LOC", "DATE", "VERB"]
    assert (group.name, group.attrs) == ("paatos", {"by": "me"})


def test_the_later_reading_of_a_mention_holds() -> None:
    nlp = pipeline("paatos_dates")
    nlp.add_pipe("paatos_dates", name="later", config={"date": "2024-02-20"})
    assert [fact[3]["start"] for fact in facts(nlp("Kokous 5.3. klo 12"))] == ["2024-03-05"]


def test_spans_key() -> None:
    doc = pipeline("paatos_dates", spans_key="päivät")("Kokous 20.2.2024")
    assert list(doc.spans) == ["päivät"]
    assert [fact[2] for fact in facts(doc, "päivät")] == ["20.2.2024"]


def test_nothing_found_leaves_an_empty_group() -> None:
    doc = pipeline("paatos_rules", set_ents=True)("Hyvää päivää")
    assert (list(doc.spans["paatos"]), doc.ents) == ([], ())


def test_entities_give_way_to_those_that_are_there() -> None:
    nlp = pipeline("paatos_dates", "paatos_references", "paatos_money", set_ents=True)
    doc = nlp.make_doc("Kaupunginhallitus 20.2.2017 § 53 myönsi 100 euroa")
    doc.set_ents([Span(doc, 0, 1, "ORG")])
    nlp(doc)
    assert [(ent.text, ent.label_) for ent in doc.ents] == [
        ("Kaupunginhallitus", "ORG"),
        ("20.2.2017", "DATE"),
        ("100 euroa", "MONEY"),
    ]
    assert doc.ents[1]._.paatos_value["start"] == "2017-02-20"
    assert [token.ent_id_ for token in doc if token.ent_id_] == []


def test_entities_do_not_overlap() -> None:
    doc = pipeline("paatos_rules", set_ents=True, tokenizer=by_space)("20.2.2024;100€ ja 12.3.2024,3.4.2024")
    assert [(ent.text, ent._.paatos_text) for ent in doc.ents] == [
        ("20.2.2024;100€", "20.2.2024"),
        ("12.3.2024,3.4.2024", "12.3.2024"),
    ]


def test_no_entities_unless_asked() -> None:
    assert pipeline("paatos_rules")(TEXT).ents == ()


@pytest.mark.parametrize("tokenizer", [None, by_space, as_one])
def test_a_doc_comes_back_from_bytes(tokenizer: Callable[..., Any] | None) -> None:
    nlp = pipeline("paatos_rules", tokenizer=tokenizer, set_ents=True)
    doc = nlp(TEXT)
    assert len(facts(doc)) > 5
    back = Doc(spacy.blank("fi").vocab).from_bytes(doc.to_bytes())
    assert facts(back) == facts(doc)
    assert [(ent.text, ent.label_) for ent in back.ents] == [(ent.text, ent.label_) for ent in doc.ents]
    assert facts(doc.copy()) == facts(doc)
    (binned,) = DocBin(docs=[doc], store_user_data=True).get_docs(spacy.blank("fi").vocab)
    assert facts(binned) == facts(doc)


def test_docs_can_be_joined_and_cut() -> None:
    nlp = pipeline("paatos_rules", tokenizer=by_space)
    first, second = nlp("Kokous 20.2.2024,21.3.2024"), nlp("hinta 100 euroa")
    both = Doc.from_docs([first, second])
    assert [fact[2] for fact in facts(both)] == ["20.2.2024", "21.3.2024", "100 euroa"]
    assert all(both.text[slice(*span._.paatos_chars)] == span._.paatos_text for span in both.spans["paatos"])
    cut = both[3:].as_doc(copy_user_data=True)
    assert cut.text == "100 euroa"
    money = Span(cut, 0, 2, "MONEY")
    assert (money._.paatos_chars, money._.paatos_value["amount"]) == ((0, 9), "100")


@MAY_FORK
def test_several_processes() -> None:
    texts = [f"Kokous {day}.3. maksaa {day} 000 €" for day in range(1, 9)]
    nlp = pipeline("paatos_rules", date="2024-02-20", set_ents=True)
    alone = [facts(doc) for doc in nlp.pipe(texts)]
    assert [facts(doc) for doc in nlp.pipe(texts, n_process=2, batch_size=2)] == alone
    assert alone[2][0][3]["start"] == "2024-03-03"


@MAY_FORK
def test_several_processes_with_a_context_for_each_doc() -> None:
    nlp = pipeline("paatos_dates")
    docs = []
    for year in (2021, 2022, 2023):
        doc = nlp.make_doc("Kokous 5.3. klo 12")
        doc._.paatos_context = {"date": f"{year}-02-20"}
        docs.append(doc)
    found = [facts(doc)[0][3]["start"] for doc in nlp.pipe(docs, n_process=2, batch_size=1)]
    assert found == ["2021-03-05", "2022-03-05", "2023-03-05"]


def test_a_pipeline_comes_back_from_disk(tmp_path: Path) -> None:
    pipeline("paatos_dates", "paatos_money", date="2024-02-20", spans_key="x").to_disk(tmp_path)
    nlp = spacy.load(tmp_path)
    assert nlp.pipe_names == ["paatos_dates", "paatos_money"]
    assert [fact[3]["start"] for fact in facts(nlp("Kokous 5.3. klo 12"), "x")] == ["2024-03-05"]


def test_what_the_doc_says_of_itself_comes_first() -> None:
    nlp = pipeline("paatos_dates", date="2024-02-20", body="Kaupunginhallitus")

    def found(own: dict[str, Any] | None) -> str | None:
        doc = nlp.make_doc("Kokous 5.3. klo 12")
        doc._.paatos_context = own
        return facts(nlp(doc))[0][3]["start"]

    assert found(None) == found({}) == found({"body": "Valtuusto", "language": "sv"}) == "2024-03-05"
    assert found({"date": "2019-06-01"}) == "2019-03-05"
    assert found({"date": None}) is None


def test_the_finder_is_told_all_settings() -> None:
    seen: list[Context] = []

    def find(text: str, context: Context) -> list[Hit]:
        seen.append(context)
        return []

    nlp = spacy.blank("fi")
    component = MentionFinder(find, "mine", {"date": "2024-02-20", "body": "Valtuusto"})
    component(nlp.make_doc("a"))
    doc = nlp.make_doc("b")
    doc._.paatos_context = {"language": "sv", "organisation": "Sibbo kommun", "body": None}
    component(doc)
    day = datetime.date(2024, 2, 20)
    assert seen == [
        Context(date=day, body="Valtuusto"),
        Context(date=day, language=Language.SV, organisation="Sibbo kommun"),
    ]


def test_the_language_is_that_of_the_pipeline() -> None:
    nlp = pipeline("paatos_dates", language="sv")
    assert nlp.get_pipe("paatos_dates")._context.language is Language.SV
    nlp.add_pipe("paatos_dates", name="finnish", config={"language": "fi"})
    assert nlp.get_pipe("finnish")._context.language is Language.FI


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ({"date": "20.2.2024"}, "The date of paatos_dates must be an ISO date such as 2024-02-20, not '20.2.2024'."),
        ({"date": "20240220"}, "The date of paatos_dates must be an ISO date such as 2024-02-20, not '20240220'."),
        ({"date": "2024-02-30"}, "The date of paatos_dates must be an ISO date such as 2024-02-20, not '2024-02-30'."),
        ({"date": 2024}, "The date of paatos_dates must be a text, not 2024."),
        ({"language": "en"}, "The language of paatos_dates must be one of fi, sv, mixed, not 'en'."),
        ({"organisation": ["Lahti"]}, "The organisation of paatos_dates must be a text, not ['Lahti']."),
        ({"body": 5}, "The body of paatos_dates must be a text, not 5."),
        ({"spans_key": ""}, "The spans_key of paatos_dates must be a text such as 'paatos', not ''."),
        ({"spans_key": None}, "The spans_key of paatos_dates must be a text such as 'paatos', not None."),
        ({"set_ents": "yes"}, "The set_ents of paatos_dates must be true or false, not 'yes'."),
    ],
)
def test_wrong_settings_are_told_in_a_sentence(config: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 (the whole message is compared)
        spacy.blank("fi").add_pipe("paatos_dates", config=config)
    assert str(caught.value) == message


def test_an_unknown_setting_is_refused() -> None:
    with pytest.raises(ValueError, match="paatos_dates"):
        spacy.blank("fi").add_pipe("paatos_dates", config={"day": "2024-02-20"})


@pytest.mark.parametrize(
    ("context", "message"),
    [
        (
            {"day": "x"},
            "doc._.paatos_context has no setting 'day'; its settings are date, language, organisation, body.",
        ),
        ({"date": "x"}, "The date of doc._.paatos_context must be an ISO date such as 2024-02-20, not 'x'."),
        ("2024", "doc._.paatos_context must be a dict with the keys date, language, organisation, body, not '2024'."),
    ],
)
def test_a_wrong_context_is_told_in_a_sentence(context: Any, message: str) -> None:
    nlp = pipeline("paatos_dates")
    doc = nlp.make_doc("Kokous 20.2.2024")
    doc._.paatos_context = context
    with pytest.raises(ValueError) as caught:  # noqa: PT011 (the whole message is compared)
        nlp(doc)
    assert str(caught.value) == message


def test_labels_are_those_of_the_output() -> None:
    assert {fact[0] for fact in facts(pipeline("paatos_rules")(TEXT))} <= set(EntityLabel)
