"""Staff sign in: an app, a passkey from Chromium's virtual authenticator, a recovery code."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import desk
from tests.browser.engines import violations

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
SMALL = """() => [...document.querySelectorAll('.signin a, .signin button, .signin__field input')]
    .filter(e => e.checkVisibility() && e.type !== 'checkbox' && e.getBoundingClientRect().height < 44)
    .map(e => e.outerHTML.slice(0, 90))"""


def is_inside(page):
    expect(page).to_have_url(re.compile("/admin/$"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.fixture
def page(open_page, site):
    """A passkey belongs to a name, not to a number: the site under its other address."""
    page = open_page(width=320, base_url=site.url.replace("127.0.0.1", "localhost"))
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    yield page
    assert page.errors == []


def test_an_app_and_its_recovery_codes(page, site):
    desk.make_person(site, "app-person")
    desk.send_password(page, "app-person")
    _secret, codes = desk.enrol_app(page)
    is_inside(page)
    assert len(codes) == 10
    desk.sign_out(page)
    desk.send_password(page, "app-person")
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("not right")
    page.get_by_label("Code").fill(codes[0])
    page.get_by_role("button", name="Sign in").click()
    is_inside(page)


def test_the_code_of_an_app(page, site):
    desk.make_person(site, "code-person")
    desk.send_password(page, "code-person")
    secret, _codes = desk.enrol_app(page)
    desk.sign_out(page)
    desk.send_password(page, "code-person")
    page.get_by_label("Code").fill(desk.code(secret, step=1))  # that of now was spent by enrolling
    page.get_by_role("button", name="Sign in").click()
    is_inside(page)


def test_a_passkey_alone_and_as_second_step(page, site):
    desk.make_person(site, "key-person")
    desk.send_password(page, "key-person")
    page.get_by_role("link", name="Set up a passkey").click()
    page.get_by_role("button", name="Set up").click()
    page.get_by_role("link", name="I have written them down").click()
    is_inside(page)
    desk.sign_out(page)
    page.goto("/admin/")
    page.get_by_role("button", name="Use a passkey").click()
    is_inside(page)
    desk.sign_out(page)
    desk.send_password(page, "key-person")
    page.get_by_role("button", name="Use a passkey").click()
    is_inside(page)


def test_the_pages_follow_the_rules_and_fit_a_small_phone(page, site):
    desk.make_person(site, "rules-person")
    faults = {}

    def look(name):
        page.wait_for_load_state()
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        if found := [*violations(page), *page.evaluate(SMALL), *(["wide"] if wide else [])]:
            faults[name] = found

    page.goto("/admin/sign-in/")
    look("sign in")
    desk.send_password(page, "rules-person")
    look("nothing yet")
    page.goto("/admin/second-factor/totp/activate/")
    look("app")
    page.get_by_label("Code from the app").fill("000000")
    desk.press(page, page.get_by_role("button", name="Set up"))
    look("wrong code")
    page.goto("/admin/second-factor/webauthn/add/")
    look("passkey")
    page.get_by_role("button", name="Set up").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    look("codes")
    for path in ("", "recovery-codes/", "recovery-codes/generate/", "webauthn/reauthenticate/"):
        page.goto(f"/admin/second-factor/{path}")
        look(path)
    page.goto("/admin/second-factor/")
    desk.press(page, page.get_by_role("link", name="Take Passkey 1 away"))
    look("take away")
    page.goto("/admin/")
    desk.sign_out(page)
    desk.send_password(page, "rules-person")
    look("second step")
    assert faults == {}
    assert [url for url in page.requested if "localhost" not in url] == []


def test_it_works_without_javascript(open_page, site):
    desk.make_person(site, "plain-person")
    page = open_page(javascript=False)
    desk.send_password(page, "plain-person")
    _secret, codes = desk.enrol_app(page)
    is_inside(page)
    desk.sign_out(page)
    desk.send_password(page, "plain-person")
    expect(page.get_by_role("button", name="Use a passkey")).to_be_hidden()
    page.get_by_label("Code").fill(codes[0])
    page.get_by_role("button", name="Sign in").click()
    is_inside(page)
