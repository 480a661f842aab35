import html
import re
from itertools import pairwise

import html5lib
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from actions.guidance.models import (
    Action,
    Article,
    Choice,
    Fact,
    Guide,
    Idea,
    Scenario,
    Source,
    Word,
)
from actions.guidance.stored_html import refresh
from tests.actions.guidance.test_titles import SUBJECT

pytestmark = pytest.mark.django_db

INDEX = [
    *("/act/", "/act/guides/", "/act/actions/", "/act/practise/", "/act/words/", "/act/facts/"),
    *("/act/sources/", "/act/sources/points/", "/act/sources/ideas/"),
]


def pages(language="en"):
    """The address of every page of the guidance in one language."""
    prefix = "" if language == "en" else f"/{language}"
    found = [f"{prefix}{path}" for path in INDEX]
    for folder, model in (
        *(("guides", Guide), ("actions", Action)),
        *(("sources", Article), ("practise", Scenario)),
    ):
        slugs = model.objects.filter(language=language).values_list("slug", flat=True)
        found += [f"{prefix}/act/{folder}/{slug}/" for slug in slugs]
    choices = Choice.objects.filter(scenario__language=language).values_list("scenario__slug", "key")
    return found + [f"{prefix}/act/practise/{slug}/{key}/" for slug, key in choices]


def text_of(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def main_of(page):
    return re.search(r"<main.*?</main>", page, re.DOTALL)[0]


def plain(page):
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_page_is_sound(content, client, language):
    """One heading of the first level, no jump, unique ids, valid HTML, a neutral title, no cookie."""
    for path in pages(language):
        response = client.get(path)
        page = response.content.decode()
        assert not response.cookies, path
        parser = html5lib.HTMLParser()
        parser.parse(page)
        assert not parser.errors, (path, parser.errors[:2])
        ids = re.findall(r'\sid="([^"]*)"', page)
        assert len(ids) == len(set(ids)), path
        levels = [int(level) for level in re.findall(r"<h([1-6])\b", main_of(page))]
        assert levels.count(1) == 1, path
        assert levels[0] == 1, path
        assert all(after <= before + 1 for before, after in pairwise(levels)), path
        title = re.search(r"<title>(.*?)</title>", page, re.DOTALL)[1]
        assert not SUBJECT.search(title), path
        assert "style=" not in main_of(page)


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_link_inside_the_guidance_leads_to_a_page_and_to_something_on_it(content, client, language):
    seen = {path: text_of(client, path) for path in pages(language)}
    for path, page in list(seen.items()):
        for href in re.findall(r'href="([^"]+)"', main_of(page)):
            address, _hash, anchor = html.unescape(href).partition("#")
            address = address.partition("?")[0] or path
            if not address.startswith(("/act/", "/es/act/")):
                continue
            if address not in seen:
                seen[address] = text_of(client, address)
            if anchor:
                assert f'id="{anchor}"' in seen[address], (path, href)


def test_links_to_the_directory_and_the_board_lead_to_pages(content, client):
    found = set()
    for path in pages():
        found |= set(re.findall(r'href="(/(?:resources|iwill)/[^"#]*)"', main_of(text_of(client, path))))
    assert any(href.startswith("/resources/?need=") for href in found)
    for href in sorted({href.partition("&")[0] for href in found}):
        assert client.get(html.unescape(href)).status_code == 200, href


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_page_shows_a_note_for_editors_or_a_remark(content, client, language):
    notes = []
    for model in (Action, Fact, Guide, Article, Scenario, Word, Idea):
        notes += [note for note in model.objects.values_list("note", flat=True) if note]
    notes += [note for note in Source.objects.values_list("note", flat=True) if note]
    assert len(notes) > 40
    for path in pages(language):
        text = plain(text_of(client, path))
        assert not [note for note in notes if note in text], path
        assert "unverified" not in text, path
        assert "Annex B" not in text, path


def test_pages_that_do_not_exist_are_not_found(content, client):
    Guide.objects.filter(key="G1").update(published=False)
    for path in ("/act/guides/in-the-moment/", "/act/guides/nothing/", "/act/actions/x/", "/act/sources/x/"):
        assert client.get(path).status_code == 404, path
    assert client.post("/act/guides/staying-safe/").status_code in (403, 405)


# --- guides ---------------------------------------------------------------------------------------------


def order_of(page, *marks):
    places = [page.index(mark) for mark in marks]
    return places == sorted(places)


def test_a_guide_opens_with_its_note_and_the_words_before_anything_else(content, client):
    page = text_of(client, "/act/guides/when-someone-tells-you/")
    assert order_of(
        page,
        "<h1",
        'class="note note--glow"',
        '<ul class="say say--big">\n<li>“I believe you.”</li>',
        'class="toc flow"',
        'id="s-what-to-leave-out"',
        'id="card"',
        'id="s-what-you-can-do-next"',
        'id="help"',
        'id="origin"',
        'id="source-TALK"',
    )


def test_every_guide_shows_its_note_card_needs_and_sources(content, client):
    for guide in Guide.objects.filter(language="en"):
        page = text_of(client, guide.get_absolute_url())
        text = plain(page)
        assert guide.content_note in text
        assert "You can leave at any time." in text
        assert (
            page.index("note--glow")
            < page.index(guide.opening[-1]["html"].strip())
            < page.index('class="toc')
        )
        assert all(line in text for line in guide.card)
        assert "<h3>Notes</h3>" in page
        for code in guide.needs:
            assert f'href="/resources/?need={code}"' in page
        for key in guide.sources:
            assert f'id="source-{key}"' in page
        for key in guide.seeds:
            assert f'#{key}">{key}</a>' in page


def test_the_survivors_guide_begins_with_what_matters_most(content, client):
    page = main_of(text_of(client, "/act/guides/your-options/"))
    assert order_of(page, "What happened was not your fault.</strong>", "Right now</h2>", "On this page")
    assert "/iwill/" not in page


def test_reading_about_oneself_never_leads_to_the_board(content, client):
    assert "/iwill/" not in main_of(text_of(client, "/act/guides/looking-back/"))


# --- actions --------------------------------------------------------------------------------------------


def test_an_action_shows_words_limits_steps_and_two_doors_in_that_order(content, client):
    page = main_of(text_of(client, "/act/actions/make-a-small-distraction/"))
    assert order_of(
        page,
        "“Hi, does this train stop at the city?”",
        "When not to.",
        '<ol class="steps"',
        'href="#card"',
        'name="action" value="make-a-small-distraction"',
        "How risky is it?",
    )


def test_an_action_to_take_with_care_shows_its_risk_before_its_words(content, client):
    for action in Action.objects.filter(language="en", care=True):
        text = plain(main_of(text_of(client, action.get_absolute_url())))
        assert text.index(action.risk) < text.index(action.words[0])
        assert text.count(action.risk) == 1


def test_an_action_without_a_pledge_has_no_door_to_the_board(content, client):
    page = main_of(text_of(client, "/act/actions/look-after-yourself-too/"))
    assert "/iwill/" not in page
    assert "two doors" not in page.lower()


def test_an_action_shows_the_facts_it_rests_on_with_what_they_leave_out(content, client):
    text = plain(text_of(client, "/act/actions/coach-boys-to-respect/"))
    fact = Fact.objects.get(key="F16", language="en")
    for part in (fact.title, fact.year, fact.population, fact.measures, fact.caveats):
        assert part in text


def test_an_action_named_in_another_is_called_by_its_title(content, client):
    page = text_of(client, "/act/actions/coach-boys-to-respect/")
    assert (
        '<a href="/act/actions/when-a-child-tells-you-stay-calm-and-get-help/">“When a child tells you'
        in page
    )


def test_the_list_of_actions_narrows_and_tolerates_junk(content, client):
    page = main_of(text_of(client, "/act/actions/?when=after&where=workplace&strategy=%3Cscript%3E"))
    assert "Check in when it is over" in page
    assert "Make a small distraction" not in page
    assert "script" not in page
    assert len(re.findall(r'aria-current="true"', page)) == 2
    nothing = main_of(text_of(client, "/act/actions/?when=before&where=online&effort=ongoing"))
    assert "Nothing fits all of this at once." in nothing
    assert text_of(client, "/act/actions/?when=%01&when[]=1&effort=")


def test_a_chosen_country_survives_the_links_of_a_page(content, client):
    page = main_of(text_of(client, "/act/actions/?country=IE"))
    assert 'href="/act/actions/make-a-small-distraction/?country=IE"' in page
    assert 'href="/act/actions/?country=IE&amp;when=before"' in page


# --- facts, sources, articles ---------------------------------------------------------------------------


def test_every_fact_stands_with_its_year_its_population_its_measure_and_its_limits(content, client):
    page = text_of(client, "/act/facts/")
    text = plain(page)
    for fact in Fact.objects.filter(language="en"):
        assert f'id="{fact.slug}"' in page
        for part in (fact.title, fact.year, fact.population, fact.measures, fact.primary_source):
            assert part in text, fact.key
    assert page.count("What it leaves out</dt>") == 31
    assert 'three quarters knew the person (<a href="/act/facts/#ireland-2022-survey">F29</a>)' in page


def test_the_sources_follow_the_articles_each_with_its_key(content, client):
    page = text_of(client, "/act/sources/")
    assert order_of(
        page,
        "/act/sources/men-answer-metoo-with-iwill/",
        'id="source-ALCBY"',
    )
    for source in Source.objects.all():
        assert f'id="source-{source.key}"' in page
        assert (f'href="{html.escape(source.url)}"' in page) == bool(source.link), source.key
    for link in re.findall(r'<a [^>]*href="https?://[^>]*>', main_of(page)):
        assert 'rel="noopener noreferrer"' in link


def test_every_point_says_what_it_is_and_where_it_was_used(content, client):
    for article in Article.objects.filter(language="en").prefetch_related("points"):
        page = text_of(client, article.get_absolute_url())
        text = plain(page)
        assert article.about in text
        for point in article.points.all():
            assert f'id="{point.key}"' in page
            assert point.text in text
            part = page.split(f'id="{point.key}"', 1)[1].split("</li>", 1)[0]
            uses = [*Guide.objects.filter(language="en"), *Action.objects.filter(language="en")]
            for piece in uses:
                assert (f'href="{piece.get_absolute_url()}"' in part) == (point.key in piece.seeds), point.key
            assert ("Contested" in part) == point.contested


def test_where_we_differ_names_points_facts_and_sources_as_links(content, client):
    page = text_of(client, "/act/sources/me-too-dissension-do-not-target-all-men/")
    for href in (
        "/act/sources/me-too-dissension-do-not-target-all-men/#S1.30",
        "/act/sources/what-men-should-be-learning-from-metoo/#S2.36",
        "/act/sources/#source-NSVRC91",
        "/act/facts/#contact-sexual-violence-us",
    ):
        assert f'href="{href}"' in page


# --- languages ------------------------------------------------------------------------------------------


def test_spanish_pages_speak_spanish_and_link_to_spanish_pages(content, client):
    page = main_of(text_of(client, "/es/act/guides/in-the-moment/"))
    assert "Primero, tómate diez segundos" in page
    assert 'href="/es/act/actions/take-ten-seconds-to-choose/"' in page
    assert 'href="/es/act/facts/#people-present-helped-more-than-harmed"' in page
    assert 'href="/es/resources/?need=crisis_support"' in page
    assert not re.search(r'href="/act/', page)


def test_a_page_that_is_not_translated_says_so_and_marks_its_language(content, client):
    for model, key in ((Guide, "G1"), (Action, "A01"), (Article, "S1"), (Fact, "F08")):
        model.objects.filter(key=key, language="es").delete()
    refresh()
    for path in (
        "/es/act/guides/in-the-moment/",
        "/es/act/actions/make-a-small-distraction/",
        "/es/act/sources/me-too-dissension-do-not-target-all-men/",
    ):
        page = text_of(client, path)
        assert '<h1 lang="en">' in page
        assert '<p class="note">' in page
    assert '<li lang="en">' in text_of(client, "/es/act/guides/")
    assert text_of(client, "/es/act/facts/").count('<p class="note small">') == 1
    other = text_of(client, "/es/act/guides/staying-safe/")
    assert "This page is not translated yet" not in other


# --- queries --------------------------------------------------------------------------------------------


def queries_of(client, path, capture):
    with capture() as found:
        text_of(client, path)
    return len(found)


PARTS = {Article: "points", Scenario: "choices"}


def double_the_content():
    """Every piece a second time under another key, with everything it refers to."""
    for model in (Source, Guide, Action, Fact, Article, Scenario, Word, Idea):
        copies = []
        for row in model.objects.all():
            parts = list(getattr(row, PARTS[model]).all()) if model in PARTS else []
            row.pk, row.key = None, f"{row.key}x"
            if model is not Source:
                row.slug = f"{row.slug}-x"
            for name in ("sources", "actions", "facts"):
                if hasattr(row, name):
                    setattr(row, name, [*getattr(row, name), *(f"{key}x" for key in getattr(row, name))])
            copies.append(row)
            if parts:
                row.save()
                copies.pop()
                for part in parts:
                    part.pk = None
                    setattr(part, model._meta.model_name, row)
                    part.save()
        model.objects.bulk_create(copies)
    for guide in Guide.objects.exclude(key__endswith="x"):
        guide.actions += [f"{key}x" for key in guide.actions]
        guide.sources += [f"{key}x" for key in guide.sources]
        guide.save()


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/act/", 2),
        ("/act/guides/", 1),
        ("/act/guides/in-the-moment/", 6),
        ("/act/actions/", 1),
        ("/act/actions/coach-boys-to-respect/", 6),
        ("/act/facts/", 3),
        ("/act/practise/", 1),
        ("/act/practise/the-seat-on-the-bus/", 5),
        ("/es/act/practise/the-seat-on-the-bus/a/", 6),
        ("/act/words/", 4),
        ("/act/sources/", 4),
        ("/es/act/sources/points/", 3),
        ("/act/sources/ideas/", 4),
        ("/es/act/sources/men-answer-metoo-with-iwill/", 5),
    ],
)
def test_a_page_asks_as_many_questions_of_twice_the_content(content, client, path, most):
    def capture():
        return CaptureQueriesContext(connection)

    before = queries_of(client, path, capture)
    double_the_content()
    assert queries_of(client, path, capture) == before <= most


@pytest.mark.parametrize("language", ["en", "es"])
def test_an_action_without_a_promise_says_why(content, client, language):
    rows = Action.objects.filter(language=language, pledge="")
    assert len(rows) == 4
    for action in rows:
        assert action.no_pledge_reason, action
        with translation.override(language):
            assert action.no_pledge_reason in plain(text_of(client, action.get_absolute_url())), action
