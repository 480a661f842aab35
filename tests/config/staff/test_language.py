"""No address of the desk names a language: it speaks that of the browser."""

import pytest


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "language"), [("es-AR,es;q=0.9", "es"), ("en-GB", "en"), ("fr,de", "en"), ("", "en")]
)
def test_the_desk_speaks_the_language_of_the_browser_and_sets_no_cookie_for_it(
    client, moderator, asked, language
):
    for browser, path in ((client, "/admin/sign-in/"), (moderator, "/admin/pledges/pledge/desk/")):
        page = browser.get(path, headers={"Accept-Language": asked})
        assert page.status_code == 200
        assert f'<html lang="{language}' in page.content.decode()
        assert page["Content-Language"] == language
        assert "django_language" not in page.cookies
    assert '<html lang="en">' in client.get("/about/", headers={"Accept-Language": asked}).content.decode()
