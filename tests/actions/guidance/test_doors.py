"""Doors between the guidance and the directory, both ways, and the page for looking back."""

import html
import re

import pytest
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from actions.guidance import doors
from actions.guidance.models import Action, Guide
from resources.models import Contact
from resources.vocabulary import AUDIENCES, FEAR_TO_HARM, NEEDS
from tests.actions.guidance.test_pages import main_of, text_of
from tests.factories_resources import make_contact, make_service

pytestmark = pytest.mark.django_db
LOOKING_BACK = "/act/guides/looking-back/"


def every_door():
    return {doors.TOLD, doors.OPTIONS, doors.LOOKING_BACK, *doors.BY_NEED.values()}


def test_every_door_leads_to_a_guide_in_every_language(content, client):
    for language in ("en", "es"):
        for door in every_door():
            with translation.override(language):
                url = door.url
            assert client.get(url).status_code == 200, url
    assert set(doors.BY_NEED) <= set(NEEDS)


@pytest.mark.parametrize(
    ("needs", "audiences", "slugs"),
    [
        ([], [], ["your-options", "when-someone-tells-you"]),
        (["workplace", "legal"], ["anyone"], ["your-options", "when-someone-tells-you", "at-work"]),
        (["online_abuse", "campus"], ["women"], ["your-options", "when-someone-tells-you", "online"]),
        (["prevention"], [FEAR_TO_HARM, "men"], ["looking-back"]),
        # a line that is also for everybody: nobody who was hurt is led to that page
        (
            ["prevention"],
            [FEAR_TO_HARM, "anyone"],
            ["your-options", "when-someone-tells-you", "in-the-moment"],
        ),
    ],
)
def test_doors_fit_the_need_and_nobody_who_was_hurt_is_led_to_looking_back(needs, audiences, slugs):
    assert [door.slug for door in doors.doors(needs, audiences)] == slugs


def test_a_door_asks_the_database_nothing(django_assert_num_queries):
    page = Template("{% load guidance_doors %}{% guidance_doors needs audiences 'GB' %}{% told_door 'GB' %}")
    with django_assert_num_queries(0):
        shown = page.render(Context({"needs": ["campus"], "audiences": []}))
    assert shown.count('href="/act/guides/when-someone-tells-you/?country=GB"') == 2
    assert 'href="/act/guides/campus-and-school/?country=GB"' in shown


def test_a_listing_and_a_list_lead_to_the_guides_that_fit_and_not_on_a_watched_phone(content, client):
    make_service("desk-line", needs=("workplace",), country="GB", contacts=[("phone", "999")])
    page = main_of(text_of(client, "/resources/desk-line/"))
    assert 'href="/act/guides/at-work/?country=GB"' in page
    assert "/act/guides/" not in main_of(text_of(client, "/resources/desk-line/?quiet=look"))
    page = main_of(text_of(client, "/resources/?country=GB&need=workplace"))
    assert 'href="/act/guides/at-work/?country=GB"' in page
    assert "/act/guides/" not in main_of(text_of(client, "/resources/?country=GB&need=workplace&quiet=look"))


def test_every_guide_leads_to_the_needs_and_people_it_names_in_the_country_of_the_reader(content, client):
    for guide in Guide.objects.filter(language="en"):
        page = main_of(text_of(client, f"{guide.get_absolute_url()}?country=IE"))
        for code in guide.needs:
            assert f'href="/resources/?country=IE&amp;need={code}"' in page
        for code in set(guide.audiences) - {"anyone"}:
            assert f'href="/resources/?country=IE&amp;audience={code}"' in page
            assert html.escape(str(AUDIENCES[code])) in page


def test_every_action_ends_in_do_it_and_those_that_can_be_promised_in_a_promise(content, client):
    promised = 0
    for action in Action.objects.filter(language="en"):
        page = main_of(text_of(client, action.get_absolute_url()))
        assert 'href="#card"' in page, action.key
        assert (f'name="action" value="{action.slug}"' in page) == bool(action.pledge), action.key
        promised += bool(action.pledge)
    assert 0 < promised < 55


# --- looking back ---------------------------------------------------------------------------------------


@pytest.fixture
def lines():
    """Lines of two countries and of any; one number is hidden, one service is for everybody else."""
    near = make_service("near", name="Near line", audiences=(FEAR_TO_HARM,), country="GB")
    make_contact(near, ("phone", "+448088024040"), display="0808 802 4040")
    make_contact(near, ("phone", "+448088024041"), display="0808 802 4041", hidden="dead")
    away = make_service("away", name="Away line", audiences=(FEAR_TO_HARM,), country="US")
    make_contact(away, ("phone", "+18778983411"), display="877 898 3411")
    anywhere = make_service("anywhere", name="Anywhere", audiences=(FEAR_TO_HARM,), country="")
    make_contact(anywhere, ("form", "https://anywhere.example.org/"))
    make_contact(make_service("other", name="Other line", country="GB"), ("phone", "+448088024049"))


def test_looking_back_shows_lines_for_the_readers_country_then_for_any_with_what_they_leave_behind(
    content, lines, client
):
    page = main_of(text_of(client, f"{LOOKING_BACK}?country=GB"))
    assert page.index("tel:+448088024040") < page.index("https://anywhere.example.org/")
    for absent in ("0808 802 4041", "Away line", "Other line"):
        assert absent not in page
    assert str(Contact.objects.get(value="+448088024040").kind.trace) in page
    assert f"?country=GB&amp;audience={FEAR_TO_HARM}" in page
    abroad = main_of(text_of(client, f"{LOOKING_BACK}?country=ES"))
    assert "Anywhere" in abroad
    assert "tel:" not in abroad


def test_looking_back_asks_for_nothing_and_offers_no_promise(content, lines, client):
    page = main_of(text_of(client, f"{LOOKING_BACK}?country=GB"))
    assert not re.search(r"<(form|input|textarea|button)\b", page)
    assert "/iwill/" not in page
    assert 'id="actions"' not in page


@pytest.mark.parametrize("prefix", ["", "/es"])
def test_looking_back_asks_six_questions_of_any_number_of_lines(content, lines, client, prefix):
    def asked():
        with CaptureQueriesContext(connection) as found:
            text_of(client, f"{prefix}{LOOKING_BACK}?country=GB")
        return len(found)

    before = asked()
    for number in range(3):
        more = make_service(f"more-{number}", audiences=(FEAR_TO_HARM,), country="GB")
        make_contact(more, ("phone", f"+44808802405{number}"))
    assert asked() == before <= 6
