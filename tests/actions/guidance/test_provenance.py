"""Points and sources on one side, pieces on the other: nothing is drawn from without a way back."""

import html
import re

import pytest

from actions.guidance.models import Action, Article, Guide, Idea, Point, Source, Word
from actions.guidance.wording import GROUPS, grouped
from tests.actions.guidance.test_pages import main_of, order_of, plain, text_of

pytestmark = pytest.mark.django_db
AT_LEAST_USED = 120  # of 145 points


def item(page, mark):
    """The list item that begins at `mark`."""
    return page.split(mark, 1)[1].split("</li>", 1)[0]


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_point_is_listed_with_all_its_uses_or_the_reason_for_none(content, client, language):
    page = main_of(text_of(client, f"{'' if language == 'en' else '/es'}/act/sources/points/"))
    pieces = [row for model in (Guide, Action, Word, Idea) for row in model.objects.filter(language=language)]
    points = Point.objects.filter(article__language=language)
    used = 0
    for point in points:
        part = item(page, f"<b>{point.key}</b>")
        drawn = {row.get_absolute_url() for row in pieces if point.key in row.seeds}
        links = set(re.findall(r'href="([^"]+)"', part))
        assert links == drawn, point.key
        assert bool(point.unused) != bool(drawn), point.key
        assert (html.escape(point.unused) in part) or not point.unused
        used += bool(drawn)
    assert len(points) == 145
    assert used >= AT_LEAST_USED
    assert re.search(rf"\b{used}\b\D+\b145\b", plain(page))


def test_the_page_of_an_article_gives_the_reason_too(content, client):
    for article in Article.objects.filter(language="en").prefetch_related("points"):
        page = text_of(client, article.get_absolute_url())
        for point in article.points.all():
            part = item(page, f'id="{point.key}"')
            assert ("Not used." in part) == bool(point.unused)
            assert point.unused in html.unescape(part)


def test_a_shared_idea_or_a_barrier_leads_to_its_points_guides_and_actions(content, client):
    page = main_of(text_of(client, "/act/sources/ideas/"))
    for idea in Idea.objects.filter(language="en"):
        part = page.split(f'id="{idea.slug}"', 1)[1].split('class="move flow"', 1)[0]
        assert html.escape(idea.what_we_do) in part
        assert re.findall(r">(S\d\.\d+)</a>", part) == idea.seeds
        for model, keys in ((Guide, idea.guides), (Action, idea.actions)):
            for row in model.objects.filter(language="en", key__in=keys):
                assert f'href="{row.get_absolute_url()}"' in part
        assert not idea.barrier or idea.guides or idea.actions


def test_every_source_stands_once_below_a_guide_that_names_it(content, client):
    page = main_of(text_of(client, "/act/sources/"))
    guides = list(Guide.objects.filter(language="en"))
    sections = re.split(r'<section class="flow" id="', page)
    place = {guide.slug: text for guide in guides for text in sections if text.startswith(f'{guide.slug}"')}
    for source in Source.objects.all():
        assert page.count(f'id="source-{source.key}"') == 1
        naming = [guide for guide in guides if source.key in guide.sources]
        if not naming:
            assert f'id="source-{source.key}"' in sections[-1]
            continue
        first, *others = naming
        assert f'id="source-{source.key}"' in place[first.slug], source.key
        part = item(page, f'id="source-{source.key}"')
        assert re.findall(r'href="/act/guides/([^/]+)/"', part) == [guide.slug for guide in others]


def test_words_say_first_what_to_say_and_name_what_they_rest_on(content, client):
    page = main_of(text_of(client, "/act/words/"))
    for word in Word.objects.filter(language="en"):
        part = item(page, f'id="{word.slug}"')
        text = html.unescape(part)
        assert order_of(text, word.say, word.title, "swap__why")
        assert plain(word.html["reason"]).strip() in plain(part)
        for key in word.seeds:
            assert f"#{key}" in part
        for key in word.sources:
            assert f"#source-{key}" in part
        assert part.count("/act/facts/#") == len(word.facts)
        assert ("Partly our own judgement" in part) == word.house_rule
        assert word.seeds or word.sources or word.facts


def test_every_word_stands_in_one_group_and_a_new_one_at_the_end(content):
    words = list(Word.objects.filter(language="en"))
    keys = [key for _title, keys in GROUPS.values() for key in keys]
    assert sorted(keys) == sorted(word.key for word in words)
    groups = grouped([*words, Word(key="L99")])
    assert sorted(word.key for group in groups for word in group.words) == sorted([*keys, "L99"])
    assert [word.key for word in groups[-1].words] == ["L99"]
    assert [group.anchor for group in grouped(words)] == [f"g-{name}" for name in GROUPS]


def test_pages_that_may_be_hard_offer_a_way_round_in_their_head(content, client):
    paths = [guide.get_absolute_url() for guide in Guide.objects.filter(language="en")]
    paths += [article.get_absolute_url() for article in Article.objects.filter(language="en")]
    for path in [*paths, "/act/words/", "/act/practise/", "/act/sources/points/"]:
        head = main_of(text_of(client, f"{path}?country=IE")).split('<div class="wrap page', 1)[0]
        assert order_of(head, "Before you read.", "/resources/?country=IE&amp;need=crisis_support"), path
        assert re.search(r'class="tap" href="/act/(guides|actions)/\?country=IE"', head), path
