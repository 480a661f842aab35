"""Public forms take no cookie and still refuse other sites."""

import pytest
from django.test import Client

FORMS = ["/iwill/new/", "/es/iwill/new/", "/resources/"]


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Referer": "http://testserver/iwill/new/"},
        {},
    ],
)
def test_a_form_from_elsewhere_is_refused(db, path, headers):
    response = Client().post(path, {"text": "I will wait"}, headers=headers)
    assert response.status_code == 403
    assert b'id="leave"' in response.content


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://testserver"}])
def test_our_own_form_is_taken(db, headers):
    assert Client().post("/iwill/new/", {"text": ""}, headers=headers).status_code == 400  # read, and empty


def test_staff_forms_still_need_their_token(administrator):
    client = Client(enforce_csrf_checks=True)
    client.force_login(administrator.user)
    response = client.post("/admin/logout/", headers={"Sec-Fetch-Site": "same-origin"})
    assert response.status_code == 403
