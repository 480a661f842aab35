"""A language from right to left and one with long words hold the same promises: layout, the way out, forms."""

import copy
import re
import socket
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings

from tests.browser import pseudo, states
from tests.browser.engines import own, sniffer, unfold, violations

PATHS = (
    "/",
    "/resources/?country=GB",
    states.SERVICE,
    "/resources/card/",
    "/act/",
    "/act/find/",
    "/act/guides/when-someone-tells-you/",
    "/iwill/",
    "/safety/",
)
FORMS = ("pledge without words", "problem without a choice")


@pytest.fixture(scope="session")
def pseudo_site(site, tmp_path_factory):
    """A second server beside the first, on the same rows, with more languages."""
    folder = tmp_path_factory.mktemp("pseudo")
    pseudo.write(Path(settings.BASE_DIR) / "config/locale/es/LC_MESSAGES/django.po", folder)
    other = copy.copy(site)
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        other.port = probe.getsockname()[1]
    other.url, other.log = f"http://127.0.0.1:{other.port}", folder / "server.log"
    other.env = {
        **site.env,
        "DJANGO_SETTINGS_MODULE": "tests.browser.pseudo_settings",
        "PSEUDO": str(folder),
        "PORT": str(other.port),
    }
    other.start()
    yield other
    other.stop()


@pytest.fixture
def open_in(open_page, pseudo_site):
    """Every page and every form with a mistake, in one of the two languages: an iterator of (name, page)."""

    def walk(language, **options):
        page = open_page(base_url=pseudo_site.url, **options)
        for path in PATHS:
            page.goto(f"/{language}{path}")
            unfold(page)
            yield path, page
        for name in FORMS:
            states.WRONG[name](page, f"/{language}")
            yield name, page

    return walk


@pytest.mark.parametrize("width", [320, 1280])
def test_from_right_to_left_the_page_is_mirrored_and_the_way_out_is_there(open_in, width):
    faults = {}
    for name, page in open_in("ar", width=width):
        frame = page.locator("html")
        found = own(page, "sideways") + own(page, "small")
        if (frame.get_attribute("lang"), frame.get_attribute("dir")) != ("ar", "rtl"):
            found.append("not said to go from right to left")
        if not re.search("[ا-ي]", page.locator("#leave").inner_text()):
            found.append("the way out is not translated")
        leave, brand = page.locator("#leave").bounding_box(), page.locator(".brand").bounding_box()
        if not (leave["x"] < width / 2 < brand["x"] + brand["width"] and leave["x"] < brand["x"]):
            found.append(f"not mirrored: {leave} {brand}")
        if leave["x"] < 0 or leave["y"] < 0 or leave["x"] + leave["width"] > width:
            found.append("the way out is outside")
        if found:
            faults[name] = found
    assert faults == {}


def test_from_right_to_left_the_way_out_is_the_first_stop_and_stays_in_view(open_in):
    for _name, page in open_in("ar", width=320):
        page.evaluate("document.activeElement.blur()")
        page.mouse.wheel(0, 3000)
        page.wait_for_timeout(50)
        assert page.locator("#leave").evaluate(
            """e => { const b = e.getBoundingClientRect();
                return e.contains(document.elementFromPoint(b.x + b.width / 2, b.y + b.height / 2)); }"""
        )
    page.goto("/ar/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("data-leave") is not None
    assert own(page, "focus")[1] == []


def test_from_right_to_left_the_same_rules_are_followed(open_in):
    faults = {}
    for name, page in open_in("ar", width=320):
        if found := violations(page) + sniffer(page):
            faults[name] = found
    assert faults == {}


def test_numbers_to_dial_keep_their_order(open_in):
    """A number with blanks would turn around in a line from right to left."""
    for name, page in open_in("ar", width=360):
        turned = own(page, "turned")
        assert turned == [], name


def test_longer_words_fit_a_small_phone(open_in):
    faults = {}
    for name, page in open_in("fi", width=320):
        if found := own(page, "sideways") + own(page, "clipped"):
            faults[name] = found
    assert faults == {}
