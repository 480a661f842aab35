"""Words that say that somebody else was hurt lead to what to say to them; words about the reader do not."""

import pytest

from resources import synonyms

pytestmark = pytest.mark.django_db
DOOR = 'note noprint"><a class="tap" href="/act/guides/when-someone-tells-you/'


@pytest.fixture(autouse=True)
def phrases(catalogue):
    """What people type, as the file has it."""
    synonyms.load()


@pytest.mark.parametrize(
    ("words", "leads"),
    [
        ("my daughter", True),
        ("my friend told me", True),
        ("she told me he hurt her", True),
        ("how to support my sister", True),
        ("my wife was raped", True),
        ("someone told me something", True),
        ("mi hija me contó", True),
        ("mi hija me conto que la tocaron", True),
        ("mi amiga me dijo", True),
        ("violaron a mi hermana", True),
        ("abusaron de mi hijo", True),
        ("my friend raped me", False),
        ("my son hurt me", False),
        ("i was raped by a friend", False),
        ("mi amigo me violó", False),
        ("I was raped", False),
        ("lawyer", False),
        ("", False),
    ],
)
def test_only_words_about_somebody_else_open_the_door(catalogue, visitor, words, leads):
    for country in ("GB", "US"):
        page = visitor.post("/resources/", {"q": words, "country": country}).content.decode()
        assert (DOOR in page) == leads


def test_friends_and_family_are_shown_the_door_but_not_on_a_watched_phone(catalogue, visitor):
    form = {"audience": "friends_and_family", "country": "GB"}
    assert DOOR in visitor.post("/resources/", form).content.decode()
    assert DOOR not in visitor.post("/resources/", form | {"quiet": "look"}).content.decode()


def test_who_fears_to_do_harm_is_led_to_looking_back_alone(catalogue, visitor):
    page = visitor.post("/resources/", {"q": "afraid i will hurt someone", "country": "GB"}).content.decode()
    assert 'href="/act/guides/looking-back/?country=GB"' in page
    assert (
        'href="/act/guides/your-options/?country=GB"' not in page.split("<main", 1)[1].split("</main", 1)[0]
    )
