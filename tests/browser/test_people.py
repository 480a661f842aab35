"""What the people in the product table came to do, in each way they may have to do it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.people import WAYS, Person

TOLD = "/act/guides/when-someone-tells-you/"
# Another country than the browser's: its code, its emergency number, its main line.
LINES = {"": ("GB", "999", "+448085002222"), "/es": ("AR", "911", "137")}
OWN_WORDS = {"": "I will walk with my neighbour", "/es": "Voy a acompañar a mi vecina"}


@pytest.fixture(params=WAYS)
def person(open_page, request):
    person = Person(open_page, request.param)
    yield person
    assert person.page.context.cookies() == []


def test_a_survivor_finds_a_line_and_leaves(person):
    page = person.page
    person.open("/")
    person.press(page.locator(".crisis summary"))
    country, danger, line = LINES[person.prefix]
    person.press(page.locator(f'.crisis a[href$="country={country}"]').first)
    person.sees(page.locator(f'.call[href="tel:{danger}"]'))
    person.sees(page.locator(f'.call--main[href="tel:{line}"]'))
    person.press(person.link("/resources/"))
    person.sees(page.locator(".entry .trace"))
    person.press(page.locator(".entry h3 a").first)
    person.sees(
        page.locator('#touch ~ ul a[href^="tel:"], #touch ~ ul a[href^="sms:"], #touch ~ ul a[href^="http"]')
    )
    person.press(page.locator("#leave"))
    page.wait_for_url(re.compile(r"^https://(weather|tiempo)\.example/"))


def test_somebody_who_was_told_finds_words_and_help_to_pass_on(person):
    person.open("/")
    person.press(person.link(TOLD))
    person.sees(person.page.locator(".say li"))
    person.press(person.page.locator(f'main a[href^="{person.prefix}/resources/"]:visible').first)
    person.sees(person.page.locator('a[href^="tel:"]'))


def test_a_bystander_gets_one_safe_thing_to_do(person):
    page = person.page
    person.open("/")
    person.press(person.link("/act/find/"))
    for answer in ["now", "workplace", "charge", "no", "minute"]:
        person.press(page.locator(f'.choice[value="{answer}"]'))
    person.sees(page.locator(".move .say"))
    person.open("/act/practise/")
    person.press(page.locator(f'main a[href^="{person.prefix}/act/practise/"]').first)
    person.press(page.locator(f'main a[href^="{person.prefix}/act/practise/"][href*="/a/"]').first)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert re.search(r"/act/practise/[^/]+/a/", page.url)


def test_who_wants_to_change_something_finds_a_step_and_a_line(person):
    page = person.page
    person.open("/act/actions/")
    person.press(
        page.locator(
            'main .story a[href*="/act/actions/"]:visible, main li a[href*="/act/actions/"]:not([href*="?"]):visible'
        ).first
    )
    person.sees(page.locator("main .steps li, main ol li"))
    person.open("/act/guides/looking-back/")
    person.sees(page.locator('main a[href^="tel:"], main a[href*="/resources/"]'))


def test_a_promise_is_made_found_again_and_taken_down(person):
    page = person.page
    person.open("/iwill/")
    person.press(person.link("/iwill/new/"))
    person.write(page.locator("#id_text"), OWN_WORDS[person.prefix])
    form = page.locator("form:has(#id_text)")
    person.tick(form.locator("[name=agree]"))
    person.press(form.locator("button.btn").first)
    person.press(page.locator('a[href*="/iwill/mine/"]:visible').first)
    person.sees(page.get_by_text(OWN_WORDS[person.prefix]))
    away = page.locator("form:has([name=do][value=delete])")
    person.tick(away.locator("input[type=checkbox]").first)
    person.press(away.locator("button.btn").first)
    expect(page.get_by_text(OWN_WORDS[person.prefix])).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
