"""Practice stories: a note and a way round before each, what may happen, a safer way, and never a dead end."""

import html
import re

import pytest

from actions.guidance.models import Action, Choice, Guide, Scenario
from actions.guidance.stories import after, fitting, named
from tests.actions.guidance.test_pages import main_of, order_of, plain, text_of

pytestmark = pytest.mark.django_db
HELP = "/resources/?need="


def stories(language="en"):
    return list(Scenario.objects.filter(language=language).prefetch_related("choices"))


def test_the_list_offers_every_story_with_its_places_and_what_it_is_about(content, client):
    page = main_of(text_of(client, "/act/practise/"))
    text = plain(page)
    for story in stories():
        assert f'href="{story.get_absolute_url()}"' in page
        assert story.content_note.capitalize()[:1] + story.content_note[1:] in text
        for label in story.where_labels:
            assert str(label) in text
    assert order_of(page, "Before you read.", HELP, "Choose a story", "the-seat-on-the-bus")


def test_a_note_with_a_way_round_stands_before_every_story(content, client):
    every = stories()
    for story, following in zip(every, [*every[1:], None], strict=True):
        page = main_of(text_of(client, story.get_absolute_url()))
        marks = ["Before you read.", html.escape(story.content_note) or "You can leave"]
        if following:
            marks.append(f'href="{following.get_absolute_url()}">Skip this one')
        assert order_of(
            page,
            *marks,
            'href="/act/practise/">All stories',
            f"{HELP}crisis_support",
            html.escape(story.situation),
        )
        assert ("Skip this one" in page) == bool(following)
        for choice in story.choices.all():
            assert f'class="choice" href="{choice.get_absolute_url()}"' in page


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_choice_says_what_may_happen_then_what_is_safer_and_leads_on(content, client, language):
    prefix = "" if language == "en" else "/es"
    for story in stories(language):
        keys = [choice.key for choice in story.choices.all()]
        for choice in story.choices.all():
            path = f"{prefix}/act/practise/{story.slug}/{choice.key}/"
            page = main_of(text_of(client, path))
            first, second = re.findall(r"<h3>[^<]+</h3>\s*<p[^>]*>([^<]*)</p>", page)
            for shown, stored in ((first, choice.leads), (second, choice.safer)):
                assert html.unescape(shown).lower() == stored.lower(), path
                letter = re.search(r"[^\W\d_]", html.unescape(shown))[0]
                assert letter == letter.upper(), path
            assert re.findall(rf'class="choice" href="[^"]*/{story.slug}/(\w)/"', page) == keys
            assert page.count('aria-current="page"') == 1
            for key in choice.actions:
                slug = Action.objects.get(key=key, language=language).slug
                assert f'href="{prefix}/act/actions/{slug}/"' in page, path
            assert f'href="{prefix}/act/guides/' in page, path
            assert f'href="{prefix}{HELP}emotional_support"' in page, path
            assert not re.search(r"<form|<input|<button|i-cross", page), path


@pytest.mark.parametrize(
    "path",
    [
        "/act/practise/nothing/",
        "/act/practise/nothing/a/",
        "/act/practise/the-hug/z/",
        "/act/practise/the-hug/",
    ],
)
def test_a_story_or_a_choice_that_is_not_there_is_not_found(content, client, path):
    Scenario.objects.filter(slug="the-hug").update(published=False)
    assert client.get(path).status_code == 404


def test_a_story_shows_the_points_and_sources_of_the_actions_behind_it(content, client):
    page = main_of(text_of(client, "/act/practise/the-seat-on-the-bus/c/"))
    action = Action.objects.get(key="A07", language="en")
    assert Choice.objects.get(
        scenario__slug="the-seat-on-the-bus", scenario__language="en", key="c"
    ).actions == ["A07"]
    assert sorted(re.findall(r">(S\d\.\d+)</a>", page)) == sorted(action.seeds)
    assert page.count('rel="noopener noreferrer"') + page.count("not linked") == len(action.sources)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (["A01", "A02"], ["G2", "G1"]),
        (["A01"], ["G1", "G3"]),
        (["A03"], ["G3"]),
        (["A09"], []),
        ([], []),
    ],
)
def test_the_guides_that_list_most_of_the_actions_fit(wanted, found):
    lists = {"G3": ["A03", "A01"], "G2": ["A01", "A02"], "G1": ["A01"]}
    guides = [Guide(key=key, actions=actions) for key, actions in lists.items()]
    assert [guide.key for guide in fitting(guides, wanted)] == found


def test_after_the_last_story_there_is_none_and_keys_are_named_once():
    first, last = Scenario(pk=1, key="SC01"), Scenario(pk=2, key="SC02")
    assert after([first, last], first) is last
    assert after([first, last], last) is None
    actions = [Action(seeds=["S1.2", "S1.1"]), Action(seeds=["S1.1", "S1.3"])]
    assert named(actions, "seeds") == ["S1.2", "S1.1", "S1.3"]
