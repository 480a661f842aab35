from dataclasses import replace

import pytest
from django.http import QueryDict

from resources.forms import FilterForm
from resources.search import SearchParams

CHOICES = {
    "need": [("legal", "Legal help"), ("reporting", "Reporting it")],
    "audience": [("men", "Men")],
    "channel": [("phone", "Call")],
    "language": [("en", "English")],
}


def params(query, country="GB"):
    form = FilterForm(QueryDict(query), country=country, choices=CHOICES, regions={"GB-SCT", "US-WY"})
    return form.params()


def test_everything_asked_for_is_understood():
    asked = params(
        "q=a+b&need=reporting&need=legal&audience=men&channel=phone&language=en&region=GB-SCT&page=3"
    )
    assert asked == SearchParams(
        "a b", "GB", "GB-SCT", ("legal", "reporting"), ("men",), ("en",), ("phone",), page=3
    )


@pytest.mark.parametrize(
    "query",
    ["", "need=beer&audience=&channel=fax&language=xx", "page=0&page=-1", "page=x", "page=%D9%A3", "page=1e9",
     "region=US-WY", "region=GB-XXX", "region=%00", "q=+%00+", "q", "csrfmiddlewaretoken=x&website=1",
     "page=99999999999999999999999", "need[]=legal", "q=%20%20"],
)  # fmt: skip
def test_junk_is_no_filter(query):
    asked = params(query)
    assert asked.without("page") == SearchParams(country="GB")
    assert asked.page in (0, 1)


def test_the_words_end_after_two_hundred_characters():
    assert len(params("q=" + "x" * 5000).q) == 200


def test_a_country_that_is_a_part_of_one_names_the_region():
    assert params("", country="GB-SCT") == SearchParams(country="GB", region="GB-SCT")
    assert params("", country="GB-WLS") == SearchParams(country="GB")


def test_a_region_of_another_country_falls_away():
    assert params("region=US-WY", country="GB").region == ""
    assert params("region=us-wy", country="US").region == "US-WY"
    assert params("region=US-WY", country="").region == ""


@pytest.mark.parametrize(
    ("query", "changes"),
    [
        (
            "open=1&free=on&anonymous=true&quiet=look",
            {"open": True, "free": True, "anonymous": True, "quiet": "look"},
        ),
        ("open=0&free=&anonymous=maybe&quiet=loud", {}),
        ("quiet=look&quiet=speak&open=1&open=", {"quiet": "speak"}),
        ("drop=need:legal&need=legal&need=reporting&page=3", {"need": ("reporting",)}),
        ("drop=open&open=1&free=1", {"free": True}),
        ("drop=all&open=1&free=1&quiet=look&q=x&need=legal&region=GB-SCT", {}),
        ("drop=country&q=x&page=4", {"q": "x"}),
        ("drop=page&drop=q:x&q=x", {}),
        ("drop=%00&q=x", {"q": "x"}),
    ],
)
def test_ticks_and_chips_are_understood(query, changes):
    assert params(query) == replace(SearchParams(country="GB"), **changes)
