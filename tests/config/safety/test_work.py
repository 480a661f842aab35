"""Proof of work: what counts as work, for which form, and that it is never a wall."""

import hashlib
import re

import pytest
import time_machine
from django.conf import settings

from config.safety import work
from config.safety.forms import WorkMixin, new_token


def test_fourteen_zero_bits_and_not_one_less():
    assert work.zero_bits(bytes([0, 0b00000011])) == 14
    assert work.zero_bits(bytes([0, 0b00000100])) == 13
    assert work.zero_bits(bytes(4)) == 32
    number = work.solve("a token")
    assert hashlib.sha256(f"a token{number}".encode()).hexdigest().startswith(("000", "001", "002", "003"))
    assert work.proves("a token", number)
    assert not work.proves("another token", number)
    almost = next(
        str(n) for n in range(100_000) if work.proves("t", str(n), 13) and not work.proves("t", str(n))
    )
    assert not work.proves("t", almost)


@pytest.mark.parametrize("number", ["", "-1", "1.5", "x", "１２", "9" * 11, " 1", "1\n", "\x00", "1e3", "²"])
def test_only_plain_digits_are_looked_at(number):
    assert not work.proves("token", number, bits=0)
    assert work.proves("token", "1", bits=0)


def test_script_and_server_ask_for_the_same():
    script = (settings.BASE_DIR / "config/static/js/work.js").read_text()
    assert 32 - int(re.search(r"getUint32\(0\) < 2 \*\* (\d+)", script).group(1)) == work.BITS
    assert (
        int(re.search(r"wait\((\d+)\)", script).group(1)) <= 1000
    )  # milliseconds that a press of the button waits
    most = int(float(re.search(r"n < (\w+) &&", script).group(1)))
    assert len(str(most)) <= work.LONGEST
    assert (1 - 2**-work.BITS) ** most < 0.00001  # who gives up too early would be slow for no reason


class NoteForm(WorkMixin):
    pass


def sent(seconds=60, **data):
    with time_machine.travel(1_800_000_000, tick=False):
        token = new_token(NoteForm.token_salt)
    with time_machine.travel(1_800_000_000 + seconds, tick=False):
        form = NoteForm({"started": token, "website": "", "work": work.solve(token), **data})
        form.full_clean()
    return form


def test_a_form_says_whether_work_was_done():
    assert sent().cleaned_data["work"] is True


@pytest.mark.parametrize("number", ["", "0", "x" * 5000, "\x00", "'><script>"])
def test_without_work_a_form_is_as_valid_as_with_it(number):
    form = sent(work=number)
    assert form.errors == {}
    assert form.cleaned_data["work"] is False


def test_work_for_a_token_that_was_made_up_counts_nothing():
    form = sent(started="made up", work=work.solve("made up"))
    assert "started" in form.errors
    assert form["work"].value() == ""


def test_work_survives_a_form_that_comes_back_and_goes_with_an_old_token():
    quick = sent(seconds=1)
    assert quick.errors
    assert work.proves(quick["started"].value(), quick["work"].value())
    assert sent(seconds=25 * 3600)["work"].value() == ""
