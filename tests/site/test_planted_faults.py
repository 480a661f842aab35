"""Faults put in on purpose: the checks that walk the site notice each of them, and say nothing without it.

A covered focus needs a browser: tests/browser/test_planted_focus.py.
"""

import copy
import logging
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, override_settings

from actions.pledges import cards
from actions.pledges.shells import Shells
from tests.config.safety.test_log_privacy import lines, traces, visit  # noqa: F401  (lines is a fixture)
from tests.site import checks
from tests.site.test_architecture import faults_of
from tests.site.test_translations import OTHERS, catalogue, copy_of_the_source, unknown, untranslated

TEMPLATES = Path(settings.BASE_DIR) / "templates"
# A page that only reads, a form, a list: in both languages.
PATHS = [f"{prefix}{path}" for prefix in ("", "/es") for path in ("/", "/about/", "/iwill/", "/iwill/new/")]
# (name, check, template, what stands there, what the fault makes of it)
ELSEWHERE = checks.nothing_from_elsewhere_or_inline
IN_TEMPLATES = [
    ("an inline script", ELSEWHERE, "base.html", "</header>", "</header><script>0</script>"),
    ("a handler", ELSEWHERE, "base.html", "<body>", '<body onload="go()">'),
    (
        "a picture of somebody else",
        ELSEWHERE,
        "base.html",
        "</footer>",
        '<img src="https://pictures.example/1.gif" alt=""></footer>',
    ),
    ("no link to leave", checks.way_out_first, "base.html", ' id="leave"', ""),
    ("no link to leave at first", checks.way_out_first, "base.html", "data-leave>", ">"),
    (
        "a title that tells",
        checks.neutral_title,
        "base.html",
        "{% block title %}",
        "Help after sexual assault {% block title %}",
    ),
    (
        "fields without labels",
        checks.valid_html,
        "pledges/_narrow.html",
        '<label for="{{ question.name }}">',
        "<label>",
    ),
]  # fmt: skip
USER_TEXT = (
    "{{ promise.text|safe }}",
    "{{ pledge.nickname | safe }}",
    "{{ form.text.value|linebreaksbr|safe }}",
)


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    """A process keeps what it made of its templates, for they do not change while it runs. Here they do."""
    monkeypatch.setattr("actions.pledges.views.board.SHELLS", Shells())
    cards._frame.cache_clear()
    yield
    cards._frame.cache_clear()


def sets_a_cookie(get_response):
    def respond(request):
        response = get_response(request)
        response.set_cookie("seen", "1")
        return response

    return respond


def writes_down_who_asked(get_response):
    log = logging.getLogger("visits")

    def respond(request):
        log.warning("asked by %s", request.META["REMOTE_ADDR"])
        return get_response(request)

    return respond


def walk():
    client = Client(headers={"Accept-Language": "en-GB"}, raise_request_exception=False)
    return [(path, client.get(path)) for path in PATHS]


def planted(folder, name, before, after):
    """The settings in which a template stands with a fault in it, before the real one."""
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    assert before in text, "the fault no longer fits the template"
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text.replace(before, after), encoding="utf-8")
    changed = copy.deepcopy(settings.TEMPLATES)
    changed[0]["DIRS"] = [folder, *changed[0]["DIRS"]]
    return override_settings(TEMPLATES=changed)


@pytest.mark.django_db
def test_without_a_fault_the_checks_say_nothing():
    walked = walk()
    for check in {checks.headers_and_no_cookie, *(check for _name, check, *_rest in IN_TEMPLATES)}:
        assert checks.faults(walked, check) == {}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "check", "template", "before", "after"), IN_TEMPLATES, ids=[fault[0] for fault in IN_TEMPLATES]
)
def test_a_fault_in_a_template_is_noticed(tmp_path, name, check, template, before, after):
    with planted(tmp_path, template, before, after):
        found = checks.faults(walk(), check)
    assert found, name
    if template == "base.html":
        assert sorted(found) == sorted(PATHS), "on every page"


@pytest.mark.django_db
def test_a_cookie_is_noticed():
    with override_settings(MIDDLEWARE=[f"{__name__}.sets_a_cookie", *settings.MIDDLEWARE]):
        found = checks.faults(walk(), checks.headers_and_no_cookie)
    assert sorted(found) == sorted(PATHS)


@pytest.mark.django_db
def test_an_address_in_a_log_is_noticed(lines, monkeypatch):  # noqa: F811
    visit(monkeypatch)
    assert traces(lines) == []
    with override_settings(MIDDLEWARE=[f"{__name__}.writes_down_who_asked", *settings.MIDDLEWARE]):
        visit(monkeypatch)
    assert traces(lines) == ["203.0.113.77"]


def test_a_sentence_that_no_catalogue_holds_is_noticed(tmp_path):
    copy_of_the_source(tmp_path)
    page = tmp_path / "templates" / "home.html"
    page.write_text(page.read_text() + '{% translate "A sentence nobody knows" %}', encoding="utf-8")
    assert unknown(tmp_path) == {(None, "A sentence nobody knows")}


@pytest.mark.parametrize("language", OTHERS)
def test_a_missing_and_a_guessed_translation_are_noticed(language):
    entries = catalogue(language)
    assert untranslated(entries) == []
    first, second = [entry for entry in entries if not entry.obsolete and not entry.msgid_plural][:2]
    first.msgstr = ""
    second.flags.append("fuzzy")
    assert untranslated(entries) == [first.msgid, second.msgid]


@pytest.mark.parametrize("fault", [*USER_TEXT, "{% autoescape off %}", '<p style="color: red">', "<script>"])
def test_text_of_readers_that_is_not_escaped_is_noticed_in_every_template(fault):
    """The same look that reads every template, at each of them with the fault at its end."""
    for path in TEMPLATES.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert len(faults_of(text + fault)) == len(faults_of(text)) + 1, path.name
