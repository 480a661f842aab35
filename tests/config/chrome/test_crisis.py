"""The help strip: right numbers for the right place, nothing stored, nothing asked of the database."""

import pytest
from django.db import connections
from django.test import RequestFactory
from django.utils import translation

from config.chrome import crisis


def reader(query="", language="", method="get", **data):
    request = getattr(RequestFactory(), method)(f"/{query}", data, headers={"Accept-Language": language})
    return crisis.reader_country(request)


@pytest.mark.parametrize(
    ("header", "country"),
    [
        ("en-GB,en;q=0.9,en-US;q=0.8", "GB"),
        ("en,en-GB;q=0.9", "GB"),
        ("es-MX", "MX"),
        ("de-AT,de;q=0.9", "AT"),
        ("es,en-US;q=0.8", ""),
        ("es-419", ""),
        ("zh-Hant-TW", "TW"),
        ("", ""),
        ("*", ""),
        (",;=", ""),
        ("x" * 5000, ""),
    ],
)
def test_the_first_language_says_where_the_reader_may_be(header, country):
    assert crisis.country_of_language(header) == country


def test_a_tapped_country_comes_before_everything_else(settings):
    settings.DEFAULT_COUNTRY = "IE"
    assert reader("?country=GB", "es-MX") == "GB"
    assert reader("?country=gb-sct", "es-MX") == "GB-SCT"
    assert reader("", "es-MX") == "IE"
    assert reader("?country=", "es-MX") == ""
    settings.DEFAULT_COUNTRY = ""
    assert reader("?country=Narnia", "es-MX") == "MX"
    assert reader("", "es-MX", method="post", country="GB") == "GB"


def numbers(code):
    return [(str(n.label), n.value) for n in crisis.crisis_for(code).numbers]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("GB", [("In danger", "999")]),
        ("US", [("In danger", "911")]),
        ("AU", [("In danger", "000")]),
        ("DE", [("Police", "110"), ("Ambulance", "112")]),
        ("JP", [("Police", "110"), ("Ambulance", "119")]),
        ("SG", [("Police", "999"), ("Ambulance", "995")]),
        ("GB-SCT", [("In danger", "999")]),
        ("", [("In danger, in many countries", "112")]),
        ("XX", [("In danger, in many countries", "112")]),
    ],
)
def test_emergency_numbers(code, expected):
    assert numbers(code) == expected


def test_every_place_shows_a_number_and_its_name():
    for code in crisis._read("crisis.json"):
        shown = crisis.crisis_for(code)
        assert shown.numbers, code
        assert shown.place.name != code
        for number in shown.numbers:
            assert number.value.isdigit(), (code, number)


def test_main_lines_dial():
    assert crisis.crisis_for("GB").line.href == "tel:+448085002222"
    assert crisis.crisis_for("GB-SCT").line.href == "tel:+448088010302"
    assert crisis.crisis_for("US").line.href == "tel:+18006564673"
    for code in crisis._read("crisis.json"):
        line = crisis.crisis_for(code).line
        if line:
            assert "#" not in line.href
            assert " " not in line.href
            assert str(line.promise)


def test_nothing_is_promised_that_is_not_known():
    always = crisis.Line("n", "1", "1", "phone", True, True, "24/7", "s", {})
    unknown = crisis.Line("n", "1", "1", "phone", None, False, None, "s", {})
    assert str(always.promise) == "Free, day and night"
    assert str(unknown.promise) == "Hours not known"


def test_a_line_that_is_not_for_the_whole_country_says_so():
    assert crisis.crisis_for("GB").line.covers == "England and Wales"
    assert crisis.crisis_for("US").line.covers == ""
    with translation.override("es"):
        assert crisis.crisis_for("GB").line.covers == "Inglaterra y Gales"


def test_words_beside_a_number_follow_the_language():
    assert crisis.crisis_for("MX").line.display == "079, option 1"
    with translation.override("es"):
        assert crisis.crisis_for("MX").line.display == "079, opción 1"
        assert crisis.crisis_for("GB").line.display == "0808 500 2222"


def test_parts_of_a_country_are_one_tap_away():
    codes = [place.code for place in crisis.crisis_for("GB").others]
    assert codes[:3] == ["GB-NIR", "GB-SCT", "GB-WLS"]
    assert crisis.crisis_for("GB-SCT").others[0].code == "GB"


def test_names_follow_the_language():
    with translation.override("es"):
        assert crisis.place_name("DE") == "Alemania"
        assert crisis.place_name("GB-SCT") == "Escocia"


def test_the_strip_asks_nothing_of_the_database(client, monkeypatch):
    def gone(*args, **kwargs):
        raise AssertionError("the database was asked")

    for connection in connections.all():
        monkeypatch.setattr(connection, "cursor", gone)
        monkeypatch.setattr(connection, "connect", gone)
    response = client.get("/safety/?country=GB")
    assert b"tel:+448085002222" in response.content
