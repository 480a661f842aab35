"""A page whose ends were compressed beforehand is the same page, and says no more by its length."""

import gzip

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from config.zipped import Around

parts = st.binary(max_size=300).map(lambda part: part * 40)


@given(parts, parts, parts)
def test_it_is_the_same_page_and_one_member_of_gzip(before, inner, after):
    around = Around(before, after)
    zipped = around.zipped(inner)
    assert gzip.decompress(zipped) == around.plain(inner) == before + inner + after
    assert (
        zipped.count(b"\x1f\x8b\x08\x08\0\0\0\0\0\xff") == 1
    )  # RFC 1952 allows more, browsers read only one


def test_each_answer_is_of_another_length():
    around = Around(b"before" * 100, b"after" * 100)
    assert len({len(around.zipped(b"inner")) for _ in range(200)}) > 20


@pytest.mark.parametrize(("accepts", "zipped"), [("gzip, br", True), ("br", False), ("", False)])
def test_a_client_gets_what_it_takes(accepts, zipped):
    response = Around(b"before ", b" after").answer(
        RequestFactory().get("/", headers={"accept-encoding": accepts}), b"inner"
    )
    body = gzip.decompress(response.content) if zipped else response.content
    assert body == b"before inner after"
    assert response.get("Content-Encoding", "") == ("gzip" if zipped else "")
    assert response["Vary"] == "Accept-Encoding"
