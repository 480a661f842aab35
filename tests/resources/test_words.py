import pytest
from hypothesis import given
from hypothesis import strategies as st

from resources import typos, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Línea de AYUDA", ["linea", "de", "ayuda"]),
        ("Women's Aid, can’t I'm", ["women", "aid", "cant", "im"]),
        ("24/7 LGBT+ co-op", ["24", "7", "lgbt", "co", "op"]),
        ("za\u200bcisze Łódź straße", ["zacisze", "lodz", "strasse"]),
        ("११४५ खबर गरौं", ["1145", "खबर", "गरौं"]),
        ("المُساعَدة", ["المساعده"]),
        ("113保護專線", ["113", "保護", "護專", "專線"]),
        ('"\x00 * 🙂 \ud800', []),
    ],
)
def test_words_of_any_script_are_folded(text, expected):
    assert words.tokens(text) == expected


def test_forms_of_a_word_meet_in_english_and_in_spanish():
    for one, other in (
        ("harassed", "harassment"),
        ("lawyers", "lawyer"),
        ("abogadas", "abogado"),
        ("violó", "violaron"),
    ):
        first, second = (set(words.forms(words.tokens(word)[0])) for word in (one, other))
        assert first & second, (one, other)


@given(st.text(max_size=300))
def test_any_text_gives_tokens_that_no_engine_can_misread(text):
    for token in words.tokens(text):
        assert 0 < len(token) <= words.LONGEST_TOKEN
        for form in words.forms(token):
            assert words.written(form).isascii()
            assert words.written(form).isalnum()


def test_texts_are_cut_and_counts_are_capped():
    assert len(words.tokens("a b " * 100_000)) == 2_000
    assert words.tokens("x" * 500) == ["x" * words.LONGEST_TOKEN]


@given(st.text("abc", min_size=4, max_size=7), st.integers(0, 6), st.sampled_from("abcd"))
def test_one_wrong_letter_is_near_and_shares_a_key(word, at, letter):
    at %= len(word)
    swapped = word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]
    for typed in (
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :],
        swapped,
    ):
        assert typos.is_near(typed, word)
        assert typos.keys(typed) & typos.keys(word)


@pytest.mark.parametrize(
    ("typed", "word"), [("abcd", "badc"), ("abcd", "ab"), ("abcd", "dcba"), ("abcdef", "abxyef")]
)
def test_two_wrong_letters_are_not_near(typed, word):
    assert not typos.is_near(typed, word)
