"""What the people who run the site came to do, each in the ways they may have to do it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import desk
from tests.browser.people import WAYS, Person
from tests.browser.test_desk import DESK, different, outcomes, seed

# Nothing at the desk is a picture that is needed: the sweep of its pages sees to that (test_desk_pages.py).
DONE = ".messagelist .success"


@pytest.fixture(params=[way for way in WAYS if way != "pictures off"])
def worker(open_page, site, request):
    """Somebody of the desk, signed in, who has one way of using it."""
    person = Person(open_page, request.param)
    number = WAYS.index(request.param)

    def sit(role):
        person.name = f"{role.split()[0].lower()}-{number}"
        if role == "owner":
            desk.make_owner(site, person.name)
        else:
            desk.make_person(site, person.name, role)
        desk.enter(person.page, site, person.name)
        language = "es" if request.param == "Spanish" else "en"
        expect(person.page.locator("html")).to_have_attribute("lang", re.compile(f"^{language}"))
        return person

    yield sit
    assert person.page.errors == []
    assert person.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_moderator_reads_decides_undoes_and_stops(worker, site):
    person = worker("Moderator")
    page = person.page
    seed(site, person.name, different(person.name, 3))
    person.press(page.locator(f'a[href="{DESK}"]').first)
    page.goto(f"{DESK}queue/new/")
    person.press(page.locator("form[method=post] button.reading__go[data-key=j]"))
    for outcome in ("approve", "decline"):
        expect(page.locator("blockquote").first).to_be_hidden()
        person.press(page.locator("summary[data-key=o]"))
        person.sees(page.locator("blockquote"))
        if outcome == "decline":
            person.tick(page.locator('input[name=code][value="D10"]'))
        person.press(page.locator(f"details button[name=outcome][value={outcome}]"))
        person.sees(page.locator("[role=status]"))
    person.press(page.locator('button[data-key="u"]').first)
    # A row may hold several that are alike, from the tests before.
    assert outcomes(site, person.name, together=True) == ["approve", "decline", "undo"]
    page.goto(f"{DESK}pause/")
    person.sees(page.get_by_role("heading", level=1))


def test_an_editor_finds_what_to_check_checks_it_and_changes_a_listing(worker):
    person = worker("Editor")
    page = person.page
    person.press(page.locator('a[href="/admin/resources/contacttocheck/"]').first)
    person.press(page.locator("#result_list tbody th a").nth(20 + WAYS.index("Spanish")))
    person.sees(page.locator(".desk__value"))
    person.press(page.locator('button[name=do][value="confirm_website"]'))
    person.sees(page.locator(DONE))
    page.goto("/admin/resources/service/")
    person.write(page.locator("#searchbar"), "galop")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=galop*")
    person.press(page.locator("#result_list tbody th a").first)
    box = page.locator("#id_description")
    words = box.input_value()
    person.write(box, f"{words} " if not person.keys else " ")
    person.press(page.locator('input[name="_save"]').first)
    person.sees(page.locator(DONE))


def test_an_operator_adds_a_person_and_sees_that_the_site_is_well(worker, site):
    person = worker("owner")
    page = person.page
    page.goto("/admin/auth/user/add/")
    new = f"new-{person.name}"
    person.write(page.locator("#id_username"), new)
    for field in ("#id_password1", "#id_password2"):
        person.write(page.locator(field), desk.PASSWORD)
    person.press(page.locator('input[name="_save"]').first)
    person.sees(page.locator(DONE))
    page.goto("/admin/auth/user/")
    person.sees(page.locator("#result_list").get_by_text(new, exact=True))
    for path in ("/healthz", "/readyz"):
        page.goto(path)
        expect(page.locator("body")).to_have_text("ok")
    page.goto("/admin/")
