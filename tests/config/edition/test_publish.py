"""What is in the static edition, and what must never be."""

import re
from io import StringIO
from itertools import product

import pytest
import time_machine
from django.core.management import CommandError, call_command

from actions.guidance.models import Action
from actions.pledges import moderation
from config.edition import pages, servers
from config.lasting import lasting
from config.ready.kept import KEPT, RENDERED
from config.safety.headers import table
from tests.factories_resources import make_service

pytestmark = pytest.mark.django_db
# The walk goes along every link; guidance is left out where its content is not loaded.
FEW = {"home", "resources:list", "resources:detail", "chrome:safety", "sitemap", "robots"}
OPEN_AT_NOON = {"value": "0808 500 2222", "hours_osm": "Mo-Su 09:00-17:00", "timezone": "Europe/London"}


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(pages, "NAMES", FEW)
    monkeypatch.setattr(pages, "with_help", lambda: ["GB"])


def publish(folder):
    said = StringIO()
    call_command("publish", folder, host="testserver", stdout=said)
    return said.getvalue()


def everything(folder):
    return {file.as_posix(): file.read_text() for file in (folder / "current").resolve().rglob("*.html")}


@time_machine.travel("2026-11-20 12:00:00+00:00", tick=False)
def test_reading_pages_become_files_in_both_languages_and_for_each_country(few, tmp_path):
    make_service(contacts=[OPEN_AT_NOON])
    said = publish(tmp_path)
    root = tmp_path / "current"
    for name in (
        "",
        "es/",
        "resources/",
        "resources/harbour-line/",
        "es/safety/",
        "_country/GB/",
        "_country/GB/es/resources/",
    ):
        for twin in ("", ".gz", ".br"):
            assert (root / f"{name}index.html{twin}").is_file(), name + twin
    assert "/resources/harbour-line/" in (root / "sitemap.xml").read_text()
    assert 'href="tel:999"' in (root / "_country/GB/index.html").read_text()
    for name in re.findall(r'"/(static/[^"]+)"', (root / "index.html").read_text()):
        assert (root / name).is_file()
    assert {path.name for path in tmp_path.iterdir()} >= {"headers.nginx.conf", "headers.caddy"}
    assert "Readers see" in said
    assert " 0 unchanged" in said
    assert ": 0 written" in publish(tmp_path)


@time_machine.travel("2026-11-20 12:00:00+00:00", tick=False)
def test_a_file_says_the_hours_of_the_week_and_never_that_a_line_is_open_now(few, tmp_path, visitor):
    make_service(contacts=[OPEN_AT_NOON, ("sms", "741741")])
    make_service("day-and-night", contacts=[{"value": "116 123", "hours_osm": "24/7"}])
    address = "/resources/harbour-line/"
    assert "Open, closes at 17:00" in visitor.get(address).content.decode()
    publish(tmp_path)
    page = (tmp_path / "current" / "resources" / "harbour-line" / "index.html").read_text()
    assert "9:00" in page
    for text in everything(tmp_path).values():
        assert not re.search(r"[Cc]loses|[Cc]losed|[Oo]pens (at|in|on)\b|holiday there", text)
    assert "Open day and night" in (tmp_path / "current/resources/day-and-night/index.html").read_text()


def test_no_promise_of_anybody_is_in_a_file(few, tmp_path, moderator, visitor):
    sent = moderation.submit(sitting="one", language="en", text="I will plant a walnut tree", nickname="Sam")
    moderation.approve(sent.pledge.pk, version=1, by=moderator.user)
    assert "walnut" in visitor.get("/").content.decode()
    publish(tmp_path)
    assert [name for name, text in everything(tmp_path).items() if "walnut" in text] == []
    assert not (tmp_path / "current" / "iwill").exists()


def test_a_page_that_breaks_leaves_the_old_edition_and_says_which(few, tmp_path, monkeypatch):
    publish(tmp_path)
    before = (tmp_path / "current").resolve()
    make_service()
    monkeypatch.setattr("resources.views.service.known.facts", lambda service: 1 / 0)
    with pytest.raises(CommandError, match="harbour-line/ answered 500"):
        publish(tmp_path)
    assert (tmp_path / "current").resolve() == before
    assert len([path for path in (tmp_path / "editions").iterdir() if path.is_dir()]) == 1


def test_an_action_in_a_file_leads_to_the_form_and_holds_no_token(visitor):
    call_command("load_guidance", verbosity=0)
    path = Action.objects.published().filter(language="en").one_tap().first().get_absolute_url()
    assert 'name="website"' in visitor.get(path).content.decode()
    with lasting():
        page = visitor.get(path).content.decode()
    assert "<form" not in page
    assert re.search(r'href="/iwill/new/\?action=[\w-]+"', page)


def test_nothing_that_belongs_to_one_reader_or_to_the_board_is_published():
    board = {name for name, kept in KEPT.items() if "board" in kept.parts} - {"home"}
    assert board & pages.NAMES == set()
    assert set(RENDERED) & pages.NAMES == {"guidance:action", "guidance:find", "resources:card"}
    assert {name for name in pages.NAMES if name.startswith("pledges:")} == {"pledges:board_rules"}


def test_the_page_of_sorry_has_help_and_the_way_out(few, tmp_path):
    publish(tmp_path)
    for language, plain in (("en", "Notes"), ("es", "Notas")):
        usual = (tmp_path / "current" / "_sorry" / f"{language}.html").read_text()
        assert f'<html lang="{language}"' in usual
        assert 'id="leave"' in usual
        assert 'href="tel:112"' in usual
        assert "kiosk" not in usual
        assert f"<title>{plain}</title>" in (tmp_path / f"current/_sorry/{language}.neutral.html").read_text()


def test_the_page_of_sorry_of_a_public_machine_starts_again_and_each_of_its_links_stays(monkeypatch):
    monkeypatch.setattr(pages, "_crawled", lambda client: iter(()))
    files = {
        page.file: page.body.decode(errors="replace")
        for page in pages.published("testserver", countries=False)
    }
    starts = {"en": "/?kiosk=en", "es": "/es/?kiosk=es"}
    for language, kiosk, look in product(("en", "es"), starts, ("", ".neutral")):
        page = files[f"_sorry/{language}.kiosk-{kiosk}{look}.html"]
        assert f'<html lang="{language}"' in page
        assert 'href="tel:112"' in page
        assert f'href="{starts[kiosk]}" data-as-it-is' in page
        script = re.search(r'"/(static/js/kiosk\.[^"]+)"', page)
        assert script
        assert script[1] in files
        links = re.findall(r'<a [^>]*href="(/[^"]*)"', page)
        carried = re.findall(r'<a (?![^>]*data-as-it-is)[^>]*href="(/[^"]*)"', page)
        assert len(carried) > 5
        assert [link for link in links if f"kiosk={kiosk}" not in link] == []
        assert [link for link in carried if ("neutral=1" in link) is not bool(look)] == []


@pytest.mark.parametrize(
    ("text", "line", "left_out"),
    [(servers.nginx, 'add_header {} "{}" always;', "Server"), (servers.caddy, '{} "{}"', "")],
)
def test_the_web_server_is_given_every_header_of_the_house(text, line, left_out):
    written = text()
    for name, value in table("/").items():
        if name != left_out:
            assert line.format(name, value) in written
