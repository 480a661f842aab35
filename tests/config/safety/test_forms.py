"""The trap: people pass, programs do not, and what was typed always comes back."""

import time_machine
from django import forms

from config.safety.forms import TrapMixin, new_token


class NoteForm(TrapMixin):
    text = forms.CharField()


def sent(seconds, **changes):
    with time_machine.travel(1_800_000_000, tick=False):
        token = new_token(NoteForm.token_salt)
    with time_machine.travel(1_800_000_000 + seconds, tick=False):
        form = NoteForm({"text": "what I typed", "started": token, "website": "", **changes})
        form.full_clean()
    return form


def test_a_person_passes():
    for seconds in (3, 600, 23 * 3600):
        assert not sent(seconds).errors


def test_too_quick_is_asked_to_wait_and_keeps_the_same_token():
    form = sent(1)
    assert "very quick" in form.errors["started"][0]
    assert form["text"].value() == "what I typed"
    with time_machine.travel(1_800_000_004, tick=False):
        assert NoteForm({**form.data, "started": form["started"].value()}).is_valid()


def test_too_old_keeps_the_text_and_gets_a_new_token():
    form = sent(25 * 3600)
    assert "more than a day" in form.errors["started"][0]
    assert form["text"].value() == "what I typed"
    assert form["started"].value() != sent(0)["started"].value()


def test_a_missing_or_forged_token_gets_a_new_one():
    for token in ("", "x", "a:b:c", new_token("another form")):
        form = sent(10, started=token)
        assert "send it again" in form.errors["started"][0]
        assert form["started"].value() != token


def test_the_hidden_box_catches_programs_and_is_emptied():
    form = sent(10, website="https://spam.example")
    assert "hidden box" in form.errors["website"][0]
    assert form["website"].value() == ""
    assert form["text"].value() == "what I typed"


def test_one_sitting_has_one_name():
    form = sent(10)
    again = NoteForm(form.data)
    with time_machine.travel(1_800_000_060, tick=False):
        assert again.is_valid()
    assert again.cleaned_data["started"] == form.cleaned_data["started"]
    assert len(form.cleaned_data["started"]) >= 43  # 256 bits
