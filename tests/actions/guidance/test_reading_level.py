"""Every text of the site is easy to read, in every language that we have a formula for."""

import re

import html5lib
import pytest
from django.utils import translation

from actions.guidance.loading import read
from actions.guidance.reading_level import count, english_grade, fernandez_huerta, plain, sentences, szigriszt
from actions.pledges import texts

LANGUAGES = ("en", "es")
# The limits: a school year in the US; INFLESZ "bastante fácil" begins at 65; Fernández Huerta "fácil" at 80.
GRADE, GRADE_HELP, POINTS, FACIL = 7, 6, 65, 80
# One section or one sentence is measured with less certainty: a grade more, or one band of INFLESZ less ("normal").
GRADE_SHORT, POINTS_SHORT = 8, 55
LONGEST = {"en": 25, "es": 30}  # words in a sentence; 25 is the limit of the guidance of GOV.UK
HELP_GUIDES = {"G2", "G3", "G9", "G11"}
HELP_PAGES = ("safety", "privacy", "accessibility", "about", "board-rules")


def faults(name, text, language, *, grade=GRADE, points=POINTS):
    """Sentences about a text that is too hard."""
    if language == "en":
        return [f"{name}: grade {level:.1f}"] if (level := english_grade(text)) > grade else []
    found = szigriszt(text), fernandez_huerta(text)
    easy = found[0] >= points and (points < POINTS or found[1] >= FACIL)
    return [] if easy else [f"{name}: {found[0]:.0f} Szigriszt, {found[1]:.0f} Fernández Huerta"]


def short(name, text, language):
    return faults(name, text, language, grade=GRADE_SHORT, points=POINTS_SHORT)


def too_long(name, text, language):
    return [f"{name}: {line}" for line in sentences(text) if count(line, language).words > LONGEST[language]]


@pytest.fixture(scope="module", params=LANGUAGES)
def library(request):
    return request.param, read()[request.param]


def test_guides_are_easy_to_read_and_help_guides_easier(library):
    language, records = library
    found = []
    for guide in records["guide"]:
        key, grade = guide["key"], GRADE_HELP if guide["key"] in HELP_GUIDES else GRADE
        front = "\n".join([guide["summary"], guide["audience"], guide["content_note"], *guide["card"]])
        found += faults(key, plain(guide["body"]), language, grade=grade)
        found += short(f"{key} front", front, language)
        found += too_long(key, front + "\n" + plain(guide["body"]), language)
        for section in re.split(r"^## ", guide["body"], flags=re.MULTILINE):
            title, _, body = section.partition("\n")
            found += short(f"{key} {title}", plain(body), language)
    assert not found


def test_actions_are_easy_to_read(library):
    language, records = library
    found = []
    for action in records["action"]:
        parts = [action["risk"], action["limits"], *action["steps"], *action["words"], action["pledge"]]
        found += faults(action["key"], "\n".join(parts), language)
        found += too_long(action["key"], "\n".join(parts), language)
    assert not found


def test_stories_are_easy_to_read(library):
    language, records = library
    found = []
    for story in records["scenario"]:
        parts = [story["situation"]]
        parts += [choice[name] for choice in story["choices"] for name in ("text", "leads", "safer")]
        found += faults(story["key"], "\n".join(parts), language)
        found += too_long(story["key"], "\n".join(parts), language)
    assert not found


def test_facts_are_easy_to_read_and_so_is_what_they_leave_out(library):
    """What it measures and leaves out is often a few nouns, which the formulas are not made for: judged together."""
    language, records = library
    found = []
    for fact in records["fact"]:
        found += short(fact["key"], fact["title"], language)
        found += too_long(fact["key"], "\n".join([fact["title"], fact["caveats"]]), language)
    for name in ("title", "caveats", "measures"):
        together = "\n".join(fact[name] for fact in records["fact"])
        found += faults(name, together, language) if name != "measures" else short(name, together, language)
    assert not found


def test_reasons_for_words_and_what_we_say_of_articles_are_easy_to_read(library):
    """A reason is one short line: the reasons are judged together, as they stand on their page."""
    language, records = library
    found = faults("words", "\n".join(word["reason"] for word in records["word"]), language)
    for article in records["article"]:
        found += faults(article["key"], "\n".join([article["about"], *article["problems"]]), language)
    found += faults("ideas", "\n".join(f"{i['title']}\n{i['what_we_do']}" for i in records["idea"]), language)
    assert not found


def strings(value, key=""):
    """Every text in a block of texts.toml."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from strings(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner, key)
    elif isinstance(value, str) and key not in ("code", "kind", "name", "screen", "to", "tip_refs"):
        yield re.sub(r"\{\w+\}", "", value)  # names that are filled in


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_someone_in_need_meets_on_the_board_is_easy_to_read(language):
    with translation.override(language):
        written = texts.texts()
    found = []
    for key, screen in written["screens"].items():
        found += faults(key, "\n".join(strings(screen["block"])), language, grade=GRADE_HELP)
    for name in ("form", "board_rules", "good_pledge"):
        found += faults(name, "\n".join(strings(written[name])), language, grade=GRADE_HELP)
    codes = "\n".join(row.get("template", "") for row in written["decline"]["code"])
    assert found + faults("decline", codes, language, grade=GRADE_HELP) == []


LINES = {"p", "li", "dt", "dd", "td", "th", "summary", "div", "section", "label"}


def text_of(node):
    """What is read of a part of a page: no headings, no buttons, a line for each paragraph, item or cell."""
    tag = str(node.tag).rpartition("}")[2]
    if tag in ("h1", "h2", "h3", "script", "style", "svg", "form", "nav", "button"):
        return "\n"
    inner = (node.text or "") + "".join(text_of(child) + (child.tail or "") for child in node)
    return f"\n{inner}\n" if tag in LINES else inner


@pytest.mark.django_db
@pytest.mark.parametrize("page", HELP_PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_about_the_site_are_easy_to_read(client, page, language):
    prefix = "" if language == "en" else f"/{language}"
    answer = client.get(f"{prefix}/{page}/")
    tree = html5lib.parse(answer.content.decode(), namespaceHTMLElements=False)
    text = re.sub(r"[ \t]*\n\s*", "\n", text_of(tree.find(".//main")))
    assert count(text, language).words > 40
    assert not faults(page, text, language, grade=GRADE_HELP)
