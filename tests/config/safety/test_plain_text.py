import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.safety.plain_text import LONGEST, one_line


@pytest.mark.parametrize(
    "text",
    [
        "I will talk to my brother",
        "Yo preguntaré primero",
        "family 👩‍👩‍👧",
        "می‌خواهم",
        "क्षत्रिय",
        "Nguyễn Thị Tuyết",
        "שָׁלוֹם",
        "ภาษาไทย",
        "日本語",
    ],
)
def test_living_languages_stay_as_they_are(text):
    import unicodedata

    assert one_line(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("abc\u202egnp.exe", "abcgnp.exe"),
        ("sui\u200bcide", "suicide"),
        ("a\U000e0041\U000e0042b", "ab"),
        ("a\x00b", "ab"),
        ("  two\n\tlines ", "two lines"),
        ("e" + "\u0301\u0302\u0303\u0304\u0305\u0306" * 3, None),
    ],
)
def test_what_hides_or_defaces_is_dropped(text, expected):
    cleaned = one_line(text)
    assert len(cleaned) <= 5 if expected is None else cleaned == expected


@given(st.text(max_size=300))
def test_cleaning_twice_changes_nothing(text):
    assert one_line(one_line(text)) == one_line(text)


def test_a_hostile_text_cannot_stall_a_worker():
    start = time.perf_counter()
    assert len(one_line("\u0301\u0327" * 200_000)) <= LONGEST
    assert time.perf_counter() - start < 0.5
