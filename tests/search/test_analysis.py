"""What a word is looked up by."""

from __future__ import annotations

from importlib.util import find_spec

import pytest
from tests.clock import assert_linear

from paatosparser.errors import ModelError
from paatosparser.labels import Language
from paatosparser.search import analysis, voikko
from paatosparser.search.analysis import LONGEST, Analyse, Analyser, best_analyser, load_analyser
from paatosparser.search.fields import BETWEEN_FORMS, aligned_forms, lemmas_of, words_of

NEEDS_SIMPLEMMA = pytest.mark.skipif(find_spec("simplemma") is None, reason="simplemma is not installed")
NEEDS_VOIKKO = pytest.mark.skipif(not voikko.is_installed(), reason="Voikko is not installed")
NEEDS_BOTH = pytest.mark.skipif(
    find_spec("pyvoikko") is None or voikko.c_library() is None,
    reason="pyvoikko and Voikko's C library are not both installed",
)
BOTH = pytest.mark.parametrize(
    "finnish",
    [pytest.param(Analyser.VOIKKO, marks=NEEDS_VOIKKO), Analyser.SIMPLEMMA],
    indirect=True,
)
pytestmark = NEEDS_SIMPLEMMA
HOSTILE = (
    *("", "-", ":", "'", "--", "\x00", "a\x00b", "\ud800", "a\ud800", "😀", "👩‍👩‍👧", "аbв", "İstanbul", "ß", "ﬁnal"),
    *(
        "漢字",
        "كلمة",
        "e\u0301",
        "a" * 10_000,
        "ä" * 10_000,
        "kaava" * 2000,
        "Kaava" * 2000,
        "a-" * 5000 + "a",
        "työ" * 3000,
    ),
    *(
        "a" * LONGEST,
        "kaava" * (LONGEST // 5),
        "Kaava-" * 30,
        "²",
        "1:n",
        ":n",
        "KAAVA:" + "n" * 100,
        "\u00ad",
        "\u202e",
    ),
)


@pytest.fixture
def finnish(request: pytest.FixtureRequest) -> Analyse:
    return load_analyser(request.param)


@BOTH
@pytest.mark.parametrize(
    ("word", "base", "parts"),
    [
        ("työllisyysalueiden", "työllisyysalue", {"työllisyys", "alue"}),
        ("kaavamuutoksen", "kaavamuutos", {"kaava", "muutos"}),
        ("KAAVAMUUTOS", "kaavamuutos", {"kaava", "muutos"}),
        ("vuokrasopimuksista", "vuokrasopimus", {"vuokra", "sopimus"}),
        ("asunto-osakeyhtiön", "asunto-osakeyhtiö", {"asunto", "osakeyhtiö"}),
        ("Keski-Suomessa", "keski-suomi", {"keski", "suomi"}),
        ("hallituksen", "hallitus", set()),
        ("päätöksistä", "päätös", set()),
        ("Lahdessa", "lahti", set()),
    ],
)
def test_a_finnish_word_gives_its_base_form_and_the_parts_of_a_compound(finnish, word, base, parts):
    forms = finnish(word)
    assert forms.bases[0] == base
    assert parts <= set(forms.parts)
    assert parts or not forms.parts


@BOTH
@pytest.mark.parametrize(
    ("word", "base"), [("SKS:lle", "sks"), ("sks:lle", "sks"), ("EU:n", "eu"), ("ry:n", "ry"), ("XYZ:ssä", "xyz")]
)
def test_an_ending_after_a_colon_is_none_of_the_base_form(finnish, word, base):
    assert finnish(word).bases[0] == base


@BOTH
@pytest.mark.parametrize("word", ["410/2015", "12.3.2024", "10:30", "qwertyxx"])
def test_what_is_no_word_of_finnish_stands_for_itself(finnish, word):
    assert finnish(word) == ((word,), (), False)


@NEEDS_VOIKKO
def test_voikko_tells_all_that_a_word_may_be():
    voikko = load_analyser(Analyser.VOIKKO)
    assert set(voikko("tehty").bases) == {"tehty", "tehdä"}
    assert set(voikko("hyväksyminen").bases) == {"hyväksyä", "hyväksyminen"}
    assert voikko("lumenaurauskaluston").bases[0] == "lumenaurauskalusto"
    assert {"lumi", "auraus", "kalusto"} == set(voikko("lumenaurauskaluston").parts)


SAMPLE = (
    *("päätöksistä", "kaupunginhallituksen", "kaavamuutoksen", "työllisyysalueiden", "tehty", "hyväksyminen"),
    *("järjestämistä", "aiheuttamista", "asunto-osakeyhtiön", "itä-suomen", "lahdessa", "saimaan", "niistä", "joista"),
    *("tilaa", "tuet", "oikein", "keskusta", "nuorista", "viranomaistoiminnan", "pohjoispuolelle", "oheistiloja"),
    *("ajankohtaiskatsauksen", "kahdenkymmenen", "vuokrasopimuksista", "lumenaurauskaluston", "kunnossapito"),
    *("linja-autot", "sopimukset", "tasa-arvoista", "kertoja", "qwertyxx", "eu", "2024", "ställning"),
)


@NEEDS_BOTH
@pytest.mark.parametrize("word", SAMPLE)
def test_the_c_library_and_pyvoikko_say_the_same(word):
    by_c, by_python = voikko.c_library(), voikko.python_library()
    assert by_c is not None
    read = [{(one.base, one.parts): None for one in voikko.readings_of(find(word))} for find in (by_c, by_python)]
    assert [*read[0]] == [*read[1]]


@pytest.mark.parametrize(
    ("output", "base", "parts"),
    [
        ("[Ln][Xp]katu[X]kadu[Sg][Ny]n", "katu", ()),
        ("[Lt][Xp]tehdä[X]teh[Ll][Rt][Xj]ty[X]ty[Sn][Ny]", "tehty", ()),
        (
            "[Ln][Xp]pohjoinen[X]pohjois[Bh][Bc][Ln][Xp]puoli[X]puole[Sall][Ny]lle",
            "pohjoispuoli",
            ("pohjoinen", "puoli"),
        ),
        ("[Ln][De][Xp]itä[X]it[Sn][Ny]ä-[Bc][Lep][Xp]Suomi[X]suom[Sg][Ny]en", "itä-suomi", ("itä", "suomi")),
        ("[Lp]sisä[Bh][Bc][Ln][Xp]osa[X]os[Sill][Ny]aan", "sisäosa", ("sisä", "osa")),
        ("[Ls]nyt", "nyt", ()),
    ],
)
def test_what_an_output_of_the_transducer_means(output, base, parts):
    (reading,) = voikko.readings_of([output, output])
    assert (reading.base, reading.parts) == (base, parts)


@pytest.mark.parametrize(
    ("word", "base", "parts"),
    [
        ("fastigheten", "fastighet", set()),
        ("kommunstyrelsens", "kommunstyrelse", {"kommun", "styrelse"}),
        ("skolskjutsar", "skolskjuts", {"skol"}),
        ("planläggningen", "planläggning", {"plan", "läggning"}),
        ("bygglovet", "bygglov", set()),
    ],
)
def test_swedish_words_and_compounds(word, base, parts):
    forms = load_analyser(Analyser.SIMPLEMMA, Language.SV)(word)
    assert forms.bases == (base,)
    assert parts <= set(forms.parts)


def test_in_a_text_of_both_languages_words_are_read_in_both():
    mixed = load_analyser(best_analyser(), Language.MIXED)
    assert mixed("kaavamuutoksen").bases == ("kaavamuutos",)
    assert mixed("fastigheten").bases == ("fastighet",)
    assert mixed("qwertyxx").bases == ("qwertyxx",)


@pytest.mark.parametrize("analyser", [pytest.param(Analyser.VOIKKO, marks=NEEDS_VOIKKO), Analyser.SIMPLEMMA])
@pytest.mark.parametrize("language", Language)
def test_hostile_words_are_read_in_time_in_proportion(analyser, language):
    analyse = load_analyser(analyser, language)
    for word in HOSTILE:
        assert_linear(analyse, lambda size, word=word: word[:size], len(word))
        forms = analyse(word)
        assert forms.bases
        assert all(forms.bases) or not word
        assert not any(each.isspace() or each == BETWEEN_FORMS for each in "".join((*forms.bases, *forms.parts)))


@BOTH
@pytest.mark.parametrize("joined", [" ", "", "-", ":"])
def test_fields_keep_one_base_form_for_each_word(finnish, joined):
    text = joined.join(word[:300] for word in HOSTILE)
    words = words_of(text)
    lemmas = lemmas_of(text, finnish)
    assert len(lemmas.bases.split()) == len(words) == len(aligned_forms(text, finnish))
    lemmas.bases.encode()
    lemmas.others.encode()


def test_words_of_a_text():
    assert words_of("Lain (410/2015) 36 §:n, SKS:lle 12.3.2024 klo 10:30. asunto-osakeyhtiö –d’Hondt a_b -x-") == [
        *("Lain", "410/2015", "36", "n", "SKS:lle", "12.3.2024", "klo", "10:30", "asunto-osakeyhtiö", "d’Hondt"),
        *("a", "b", "x"),
    ]
    assert words_of("?! -- \x00 😀 \ud800") == []


@pytest.mark.parametrize(
    ("missing", "analyser", "extra"),
    [("simplemma", Analyser.SIMPLEMMA, "search"), ("Voikko", Analyser.VOIKKO, "voikko")],
)
def test_a_library_that_is_not_installed_is_named(monkeypatch, missing, analyser, extra):
    if missing == "simplemma":
        monkeypatch.setattr(analysis, "find_spec", lambda name: None)
    else:
        monkeypatch.setattr(voikko, "is_installed", lambda: False)
    load_analyser.cache_clear()
    with pytest.raises(ModelError, match=rf"^{missing} is not installed.*paatosparser\[{extra}\]"):
        load_analyser(analyser)
    assert missing == "simplemma" or best_analyser() is Analyser.SIMPLEMMA
