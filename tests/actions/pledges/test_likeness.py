"""What is nearly the same is one row at the desk; honest promises that only sound alike are not."""

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.guidance.models import Action
from actions.pledges import likeness
from actions.pledges.models import MARK_LENGTH
from tests.actions.pledges.screening import corpus

BASE = "I will ask every friend of mine what they need before I do anything"
SALE = "I will buy the cheapest shoes in town at number 17, and so should you"
SPANISH = "Voy a preguntar a cada amiga qué necesita antes de hacer cualquier cosa"

VARIANTS = [
    (BASE, "I will ask every friend of mine what they want before I do anything", "another word"),
    (BASE, "I will ask every friend of mine what they need before I do anything xqzt", "one word more"),
    (BASE, "I will ask each friend of mine what they need before doing anything", "two other words"),
    (BASE, "I will, before I do anything, ask every friend of mine what they need", "another order"),
    (BASE, "I WILL ASK EVERY FRIEND OF MINE WHAT THEY NEED BEFORE I DO ANYTHING", "capitals"),
    (BASE, "I will аsk every friеnd of mine whаt they nееd before I do anything", "look-alike letters"),
    (BASE, "I will ask every friend of mine 🔥🔥 what they need!!! before I do anything ❤", "signs"),
    (BASE, "I will ask every fri\u200bend of mi\u200dne what they need before I do anything", "invisible signs"),
    (BASE, "I will 4sk ev3ry fr13nd of mine what th3y n33d b3for3 I do 4nything", "digits for letters"),
    (BASE, "I will asssk every friiiiend of mine what they need before I do anything", "letters repeated"),
    (BASE, "I will a s k every friend of mine what they need before I do anything", "letters apart"),
    (BASE, "I am going to ask every friend of mine what they need before I do anything", "another beginning"),
    (SALE, SALE.replace("17", "4711"), "another number"),
    (SALE, SALE.replace("shoes", "boots"), "another thing to sell"),
    (SPANISH, SPANISH.replace("amiga", "amigo"), "another ending"),
    (SPANISH, SPANISH.replace("é", "e").upper(), "without accents"),
]  # fmt: skip

DIFFERENT = [
    ("I will ask first", "I will listen first"),
    ("I will believe my sister", "I will believe my brother"),
    ("I will ask before I touch", "I will ask before I hug"),
    ("I will walk home with friends", "I will walk home alone no more"),
    ("I will stop the joke", "I will stop the music"),
    ("I will heal", "I will help"),
    ("Voy a preguntar primero", "Voy a escuchar primero"),
    ("Voy a creerle a mi hermana", "Voy a creerle a mi vecina"),
    ("I will", "I will"[::-1]),
]


def folded(one, other):
    return likeness.alike(one, other) and bool(set(likeness.marks(one)) & set(likeness.marks(other)))


@pytest.mark.parametrize(("one", "other", "_why"), VARIANTS, ids=[why for _o, _v, why in VARIANTS])
def test_a_variant_is_folded(one, other, _why):
    assert folded(one, other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_honest_short_promises_are_not_folded(one, other):
    assert not likeness.alike(one, other)


@pytest.mark.django_db
@pytest.mark.usefixtures("guidance")
@pytest.mark.parametrize("language", ["en", "es"])
def test_no_ready_made_promise_is_folded_with_another(language):
    pledges = [a.pledge for a in Action.objects.in_language(language).one_tap()]
    assert len(pledges) == 51
    assert [pair for pair in itertools.combinations(pledges, 2) if folded(*pair)] == []


# Disguises of one text that stand in the corpus more than once, or the same text in two lists.
SAME = [
    {"Yo preguntaré primero.", "Yo preguntaré primero"},
    {"I will heal.", "I will heal"},
    {"I will answer 555.010.4477", "I will answer ٠٧٧٠٠٩٠٠١٢٣"},
    {
        "I will tell D4ve to stop",
        "I will tell Dаvе to stop",
        "I will tell Ｄａｖｅ to stop",
        "I will tell daaaave to stop",
    },
    {"I will call her a b1tch", "I will call her a bіtch"},
]
# Really different, and folded all the same: whoever reads the case sees both, and nothing unread is published.
KNOWN = {"Voy a recordar que todos los hombres son basura", "Voy a recordar que no todos los hombres son así"}


def test_of_four_hundred_different_texts_one_pair_is_folded():
    lists = [
        found for name, found in vars(corpus).items() if name.isupper() and isinstance(found, list | tuple)
    ]
    pool = {row if isinstance(row, str) else row[0] for found in lists for row in found}
    assert len(pool) > 400
    pairs = [{*pair} for pair in itertools.combinations(sorted(pool), 2) if folded(*pair)]
    assert [pair for pair in pairs if not any(pair <= same for same in SAME)] == [KNOWN]


@given(st.text(max_size=200))
def test_any_text_has_its_marks_and_is_like_itself(text):
    found = likeness.marks(text)
    assert len(found) == likeness.BANDS
    assert all(len(mark) == MARK_LENGTH for mark in found)
    assert found == likeness.marks(text)
    assert likeness.alike(text, text)


def test_marks_stay_the_same_from_one_process_and_one_release_to_the_next():
    """They are stored: whoever changes how they are made must say what happens to those of open cases."""
    assert likeness.marks("I will ask first")[:2] == ["e83f0103d31ba5c8", "bba195de05a4fb74"]


def test_a_text_takes_less_than_a_millisecond():
    long = (BASE + " and then I will listen for as long as it takes them to say it")[:120]
    start = time.process_time()
    for _ in range(200):
        likeness.marks(long)
    assert (time.process_time() - start) / 200 < 0.003  # 0.3 ms on an idle core; a busy one is no failure
