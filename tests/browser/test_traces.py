"""What a search leaves on the device and on the server: a whole Chromium profile, byte by byte, after it was closed."""

import re
import shutil
import sqlite3
import zlib
from contextlib import closing

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ARGUMENTS, chromium
from tests.browser.visits import visit
from tests.site.checks import TELLING

TYPED = (
    "quizzaciously",
    "zyzzyvascope",
    "absquatulated",
)  # in no dictionary, listing or program: every hit is ours
VISITED = ("kakorrhaphy", "widdershinsly", "collywobbler")
KEPT = "floccinaucical"  # what the same search finds when something does keep a word
# What Playwright switches off for machines, and people have: memory of forms, and pages kept for Back.
MACHINE = ["--enable-automation", "--disable-back-forward-cache", "--disable-extensions"]
GZIP = b"\x1f\x8b\x08"
ENOUGH = 8 << 20  # bytes of one unpacked piece


@pytest.fixture
def person(browser, site, tmp_path, playwright):
    """Opens a page in a profile on disk; `leave` closes the browser and gives the folder that it leaves."""
    folder = tmp_path / "profile"
    context = playwright.chromium.launch_persistent_context(
        folder,
        executable_path=chromium(),
        args=ARGUMENTS,
        ignore_default_args=MACHINE,
        viewport={"width": 360, "height": 740},
        base_url=site.url,
    )

    def leave():
        context.close()
        return folder

    yield context.pages[0], leave
    context.close()


def spellings(word):
    """As a file may hold it: plain, in two bytes a letter, and either with a capital."""
    return [
        text.encode(code) for text in (word, word.upper(), word.title()) for code in ("utf-8", "utf-16-le")
    ]


def unpacked(content):
    """Every gzip piece anywhere in it: an answer in the disk cache, a report that waits to be sent."""
    for found in re.finditer(re.escape(GZIP), content):
        try:
            yield zlib.decompressobj(31).decompress(content[found.start() :], ENOUGH)
        except zlib.error:
            continue


def kept(folder, word):
    """Names of the files that hold the word, packed or not."""
    needles = spellings(word)
    return sorted(
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink()
        for content in [path.read_bytes()]
        if any(needle in piece for piece in [content, *unpacked(content)] for needle in needles)
    )


def found_in(folder, sentences):
    """Sentence to the file that holds it, packed or not: one look at every file for all of them."""
    needles = {text: (text.encode(), text.encode("utf-16-le")) for text in sentences}
    found = {}
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            content = path.read_bytes()
            for piece in [content, *unpacked(content)]:
                found |= {
                    t: path.name for t, forms in needles.items() if any(form in piece for form in forms)
                }
    return found


def visited(folder, tmp_path):
    """Addresses and titles in the history."""
    copy = shutil.copy(folder / "Default" / "History", tmp_path / "history.sqlite3")
    with closing(sqlite3.connect(copy)) as history:
        return [" ".join(row) for row in history.execute("SELECT url, title FROM urls")]


def rows(folder, tmp_path, name, query):
    """What a database of the profile holds; a browser that never needed one has none."""
    found = [path for path in folder.glob(f"Default/**/{name}") if path.is_file()]
    answers = []
    for number, path in enumerate(found):
        copy = shutil.copy(path, tmp_path / f"{number}-copy.sqlite3")
        with closing(sqlite3.connect(copy)) as database:
            answers += database.execute(query).fetchall()
    return answers


def bubbles(reading):
    """How often the browser asked whether to keep a password, by its own count. Waits until its files are written."""
    reading.wait_for_timeout(3000)  # it asks over the page that is in front
    page = reading.context.new_page()
    page.goto("chrome://histograms/PasswordBubble.DisplayDisposition")
    page.wait_for_timeout(1000)
    found = re.search(r"DisplayDisposition recorded (\d+) samples", page.locator("body").inner_text())
    page.close()
    return int(found[1]) if found else 0


def search_for(page, words):
    box = page.get_by_role("searchbox")
    box.click()
    box.press("ControlOrMeta+a")
    box.press_sequentially(words)
    page.get_by_role("button", name="Search").click()
    page.wait_for_load_state("networkidle")


def test_searched_words_are_nowhere_on_the_device_and_in_no_log(person, site, tmp_path):
    page, leave = person
    page.goto("/resources/?country=GB")
    search_for(page, f"{TYPED[0]} helpline")
    expect(page.get_by_role("searchbox")).to_have_value(f"{TYPED[0]} helpline")
    page.locator(".entry h3 a").first.click()
    expect(page.get_by_role("heading", name="Get in touch")).to_be_visible()
    page.get_by_role("navigation", name="You are here").get_by_role("link", name="Find help").click()
    search_for(page, TYPED[1])
    page.goto("/iwill/new/")
    page.get_by_label("Your pledge").press_sequentially(f"You should be {TYPED[2]}")
    page.get_by_role("button", name="Send my pledge").click()  # comes back with something to fix
    expect(page.get_by_label("Your pledge")).to_have_value(f"You should be {TYPED[2]}")
    asked_to_keep = bubbles(page)
    folder = leave()
    history = visited(folder, tmp_path)
    assert any(f"{site.url}/resources/" in line for line in history), "the profile does keep where we were"
    for word in TYPED:
        assert kept(folder, word) == []
        assert [line for line in history if word in line] == []
        assert kept(site.folder, word) == []
        assert word not in site.log.read_text()
    assert asked_to_keep == 0, "no question whether to keep a password"


def test_a_whole_visit_leaves_addresses_and_neutral_titles_and_nothing_else(person, site, tmp_path):
    page, leave = person
    sentences = visit(page, VISITED)
    assert len(sentences) > 40
    bubbles(page)  # waits until the files of the browser are written
    folder = leave()
    for word in VISITED:
        assert kept(folder, word) == []
        assert word not in site.log.read_text()
    shown = [sentence for sentence in sentences if sentence.isascii()]
    assert found_in(folder, [text[:60] for text in shown]) == {}, "text of our pages"
    own = f"127.0.0.1:{site.port}".encode()
    for name in ("Cache", "Code Cache", "Local Storage", "IndexedDB", "Service Worker"):
        files = [path for path in (folder / "Default" / name).rglob("*") if path.is_file()]
        assert [str(path) for path in files if own in path.read_bytes()] == [], name
    # Chromium notes there which sites a tab showed; what a page would store has keys that begin with "map-".
    stored = [path.read_bytes() for path in (folder / "Default" / "Session Storage").glob("*.log")]
    assert [content for content in stored if re.search(rb"map-\d+-", content)] == []
    assert rows(folder, tmp_path, "Cookies", "SELECT host_key FROM cookies") == []
    assert rows(folder, tmp_path, "Web Data", "SELECT name, value FROM autofill") == []
    history = visited(folder, tmp_path)
    ours = [line for line in history if site.url in line]
    assert len(ours) > 6, "the profile does keep where we were"
    titles = [line.partition(" ")[2] for line in ours]
    assert [title for title in titles if TELLING.search(title)] == []


def test_the_words_of_a_private_page_open_it_and_are_nowhere_on_the_device(person, site, tmp_path):
    page, leave = person
    page.goto("/iwill/new/?action=make-a-small-distraction")
    page.locator("form:has(input[name=action]) button").first.click()
    words, link = page.locator("#words").inner_text(), page.locator("#return-link").inner_text()
    page.goto("/iwill/mine/")
    page.get_by_label("Your nine words").press_sequentially(words)
    page.get_by_role("button", name="Open my page").click()
    page.get_by_role("button", name="I kept it").click()
    expect(page.get_by_text("Thank you. It is written down.")).to_be_visible()
    page.goto("/iwill/")
    expect(page.locator(".tally")).to_contain_text("kept")
    bubbles(page)
    folder = leave()
    history = visited(folder, tmp_path)
    assert any(line.startswith(f"{site.url}/iwill/mine/ ") for line in history), "the form itself is kept"
    for secret in (words, link.strip("/").split("/")[-1]):
        assert kept(folder, secret) == []
        assert kept(site.folder, secret) == []
        assert [line for line in history if secret in line] == []


def test_the_same_look_finds_what_a_careless_form_leaves(person):
    """Without autocomplete=off, for suggestions; without our field, with the tabs that can be opened again."""
    page, leave = person
    form = '<form method="post" action="/found"><input type="search" name="q"><button>Search</button>'
    for path, body in (("careless", form), ("found", "<p>Found")):
        page.route(
            f"**/{path}",
            lambda route, _request, body=body: route.fulfill(content_type="text/html", body=body),
        )
    page.goto("/careless")
    search_for(page, KEPT)
    bubbles(page)
    found = {re.sub("/(Session|Tabs)_.*", "", name) for name in kept(leave(), KEPT)}
    assert found >= {"Default/Web Data", "Default/Sessions"}


def test_the_same_count_sees_a_field_that_is_a_password(person):
    """Why ours says "one-time-code": any other password field makes the browser ask whether to keep it."""
    page, _leave = person

    def careless(route, request):
        """An ordinary password field in the form, and none on the page that answers: as when somebody logs in."""
        answer = route.fetch()
        field = (
            '<input type="password" name="p" value="longsecret123" hidden>' if request.method == "GET" else ""
        )
        route.fulfill(response=answer, body=re.sub(r'<input type="password"[^>]*>', field, answer.text()))

    page.route(re.compile("/resources/"), careless)
    page.goto("/resources/?country=GB")
    search_for(page, KEPT)
    assert bubbles(page) > 0


def test_the_same_look_finds_what_an_address_leaves(person, tmp_path):
    page, leave = person
    page.goto(f"/resources/?q={KEPT}")
    folder = leave()
    assert "Default/History" in kept(folder, KEPT)
    assert [line for line in visited(folder, tmp_path) if KEPT in line]
