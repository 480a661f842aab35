"""Broken requests get a clear page with help on it, never a bare error."""

import time

import pytest
from django.test import Client

BROKEN = {
    "a charset nobody reads": {
        "data": b"text=x",
        "content_type": "application/x-www-form-urlencoded; charset=utf-16",
    },
    "no boundary": {"data": b"text=x", "content_type": "multipart/form-data"},
    "a broken body": {"data": b"--x\r\nnonsense", "content_type": "multipart/form-data; boundary=x"},
    "too large": {"data": b"text=" + b"x" * 100_000, "content_type": "application/x-www-form-urlencoded"},
    "too many fields": {"data": b"a=1&" * 1000, "content_type": "application/x-www-form-urlencoded"},
    "json": {"data": b"{}", "content_type": "application/json"},
}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", BROKEN)
@pytest.mark.parametrize(
    "path", ["/iwill/new/", "/resources/", "/es/iwill/new/", "/nothing/", "/iwill/mine/x/", "/act/find/"]
)
def test_a_body_that_nobody_can_read(kind, path):
    client = Client(
        raise_request_exception=False, headers={"Sec-Fetch-Site": "same-origin", "Accept-Language": "en-GB"}
    )
    response = client.post(path, **BROKEN[kind])
    assert response.status_code < 500
    assert b"tel:999" in response.content
    assert response["Cache-Control"] == "no-store"


FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"
FILE = b'--x\r\nContent-Disposition: form-data; name="f"; filename="a.txt"\r\n\r\nhello\r\n'
FIELD = b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nhello\r\n'
OVERSIZED = {
    "10 MB": (FORM, b"text=" + b"x" * (10 << 20)),
    "10 MB in parts": (PARTS, FIELD.replace(b"hello", b"x" * (10 << 20)) + b"--x--\r\n"),
    "5,000 fields": (FORM, b"&".join(b"f%d=1" % n for n in range(5000))),
    "5,000 fields in parts": (PARTS, FIELD * 5000 + b"--x--\r\n"),
    "2,000 files": (PARTS, FILE * 2000 + b"--x--\r\n"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", OVERSIZED)
def test_what_is_far_too_large_is_refused_before_anybody_works_on_it(kind):
    """In processor time, so that a busy machine does not count; the answer is our page, with help on it."""
    content_type, body = OVERSIZED[kind]
    client = Client(raise_request_exception=False, headers={"Sec-Fetch-Site": "same-origin"})
    client.get("/iwill/new/")  # what is made once is made
    start = time.process_time()
    response = client.generic("POST", "/iwill/new/", body, content_type)
    assert response.status_code in (400, 413)
    assert time.process_time() - start < 0.5
    assert b"/help/" in response.content or b"tel:" in response.content


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    ["/iwill/new/?action=%00", "/resources/?q=%00", "/iwill/?before=%00", "/act/actions/?when=%00", "/%00/"],
)
def test_a_nul_byte_is_refused_before_a_database_sees_it(path):
    assert Client(raise_request_exception=False).get(path).status_code in (400, 404)


@pytest.mark.django_db
@pytest.mark.parametrize("header", ["x" * 5000, "en-\x80", ";;q=;", "*", "zz-ZZ;q=nan", "en;q=0.0000001"])
def test_odd_languages_do_no_harm(header):
    assert Client(headers={"Accept-Language": header}).get("/about/").status_code == 200
