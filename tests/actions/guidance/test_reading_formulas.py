"""The counters of syllables and the formulas, against counts made by hand and grades that are published."""

import pytest

from actions.guidance import syllables
from actions.guidance.reading_level import count, english_grade, fernandez_huerta, inflesz, plain, szigriszt


def words_of(**by_count):
    return [(word, int(name[1:])) for name, words in by_count.items() for word in words.split()]


@pytest.mark.parametrize(
    ("word", "syllable_count"),
    words_of(
        n1="a I help asked talked passed phones clothes they're don't can't used eye through whole laughed",
        n2="table trouble wanted pages pushes didn't people quiet being union safely every someone nation harassed",
        n3="survivor violence everyone harassment idea radio family sexual employer privacy",
        n4="experience reality perpetrator emergency usually identify responsibly confidential non-violent",
        n5="university immobility opportunity",
    ),
)
def test_english_syllables_as_counted_by_hand(word, syllable_count):
    assert syllables.english(word) == syllable_count


@pytest.mark.parametrize(
    ("word", "syllable_count"),
    words_of(
        n1="y muy ley que quién dio bien guion",
        n2="ciudad agua guía oír día leer ayer búho cuida causa hielo",
        n3="ahora cohete creíble vergüenza prohíbe bahía caída línea antiguo",
        n4="policía mayoría aéreo lingüística agresiones murciélago",
        n5="sobreviviente adolescente investigación",
        n6="responsabilidad",
    ),
)
def test_spanish_syllables_by_the_rules_of_spelling(word, syllable_count):
    assert syllables.spanish(word) == syllable_count


@pytest.mark.parametrize(
    ("text", "words", "syllable_count", "grade"),
    [  # three examples with their counts, from the article on the Flesch-Kincaid tests in the English Wikipedia
        ("The cat sat on the mat.", 6, 6, -1.45),
        (
            "This sentence, taken as a reading passage unto itself, is being used to prove a point.",
            16,
            23,
            7.61,
        ),
        ("The australian platypus is seemingly a hybrid of a mammal and reptilian creature.", 13, 24, 11.26),
    ],
)
def test_known_english_texts_have_their_published_grade(text, words, syllable_count, grade):
    found = count(text, "en")
    assert (found.sentences, found.words, found.syllables) == (1, words, syllable_count)
    assert english_grade(text) == pytest.approx(grade, abs=0.01)


LAW_EN = (
    "Everyone is entitled to all the rights and freedoms set forth in this Declaration, without distinction of any "
    "kind, such as race, colour, sex, language, religion, political or other opinion, national or social origin, "
    "property, birth or other status."
)
LAW_ES = (
    "Toda persona tiene los derechos y libertades proclamados en esta Declaración, sin distinción alguna de raza, "
    "color, sexo, idioma, religión, opinión política o de cualquier otra índole, origen nacional o social, posición "
    "económica, nacimiento o cualquier otra condición."
)


def test_known_spanish_texts_fall_into_the_band_where_they_belong():
    line = "En un lugar de la mancha, de cuyo nombre no quiero acordarme."  # counted by hand: 12 words, 20 syllables
    assert (count(line, "es").words, count(line, "es").syllables) == (12, 20)
    assert szigriszt(line) == pytest.approx(206.835 - 62.3 * 20 / 12 - 12)
    assert fernandez_huerta(line) == pytest.approx(206.84 - 60 * 20 / 12 - 1.02 * 12)
    assert inflesz(szigriszt(line)) == "muy fácil"
    assert inflesz(szigriszt(LAW_ES)) == "muy difícil"
    assert inflesz(szigriszt("No fue tu culpa. Te creo. Aquí estoy.")) == "muy fácil"


def test_a_law_is_hard():
    assert english_grade(LAW_EN) > 14
    assert fernandez_huerta(LAW_ES) < 60


def test_names_and_figures_are_not_counted_against_a_text():
    assert count("In 2016 the Bureau of Justice Statistics said so.", "en").words == 6
    assert count('She said: "Believe me." NISVS and I agree.', "en").words == 7
    assert count("El 45,1% de las mujeres en Irlanda.", "es").syllables == 1 + 1 + 1 + 1 + 3 + 1


def test_what_is_read_of_a_guide_is_its_words_and_not_its_marks():
    body = '## Title\n\n**Bold** [words](guide:G3) [TALK].\n\n- one\n- two\n\n> "Yes."\n\n'
    body += "| a | b |\n|---|---|\n| c | d |"
    assert plain(body).split() == ["Bold", "words.", "one", "two", '"Yes."', "a", "b", "c", "d"]
    assert count("one\ntwo", "en").sentences == 2
