import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.guidance.typography import curly


@pytest.mark.parametrize(
    ("plain", "marked"),
    [
        ("the person's eye", "the person’s eye"),
        ('"I believe you."', "“I believe you.”"),
        ("use 'Ask for Angela'.", "use ‘Ask for Angela’."),
        ('say ("yes")', "say (“yes”)"),
        ("'\"Yes\"'", "‘“Yes”’"),
        ("their daughters' school", "their daughters’ school"),
        ('¿Dices "no"?', "¿Dices “no”?"),
    ],
)
def test_straight_marks_become_typographic(plain, marked):
    assert curly(plain) == marked


@given(st.text())
def test_no_straight_mark_is_left_and_a_second_time_changes_nothing(text):
    once = curly(text)
    assert not {'"', "'"} & set(once)
    assert curly(once) == once
