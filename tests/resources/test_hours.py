import json

import pytest
from django.utils import translation

from resources import channels, hours
from resources.loading import PATH

SENTENCES = {
    "24/7": "Open day and night",
    "Mo-Fr 09:00-17:00": "Monday to Friday 09:00 to 17:00",
    "Mo-Fr 09:00-18:00; PH off": "Monday to Friday 09:00 to 18:00, closed on public holidays",
    "Mo-Su 17:00-24:00": "Every day 17:00 to 24:00",
    "Mo-Su 18:00-06:00": "Every day 18:00 to 06:00 the next day",
    "Mo-Su,PH 07:30-19:30": "Every day 07:30 to 19:30, public holidays too",
    "Mo-Fr 08:30-17:00; Tu 08:30-19:00": (
        "Monday and Wednesday to Friday 08:30 to 17:00; Tuesday 08:30 to 19:00"
    ),
    "Mo-We 09:00-15:00; Th-Fr 14:00-20:00": "Monday to Wednesday 09:00 to 15:00; Thursday and Friday 14:00 to 20:00",
    "Mo-Fr 11:00-20:00; Sa 09:00-14:00": "Monday to Friday 11:00 to 20:00; Saturday 09:00 to 14:00",
    "Mo-Fr 09:00-12:00,13:00-17:00": "Monday to Friday 09:00 to 12:00 and 13:00 to 17:00",
    "Fr-Mo 10:00-12:00": "Monday and Friday to Sunday 10:00 to 12:00",
    "Mo-Fr 09:00-17:00; PH 10:00-12:00": "Monday to Friday 09:00 to 17:00, on public holidays 10:00 to 12:00",
    "Sa,Su 10:00-12:00": "Saturday and Sunday 10:00 to 12:00",
}


@pytest.mark.parametrize(("osm", "sentence"), SENTENCES.items())
def test_hours_become_one_plain_sentence(osm, sentence):
    assert hours.sentence(osm) == sentence


def catalogue_strings():
    services = json.loads(PATH.read_text(encoding="utf-8"))["services"]
    return sorted({c["hours_osm"] for s in services for c in s["contacts"] if c["hours_osm"]})


@pytest.mark.parametrize("osm", catalogue_strings())
def test_every_string_of_the_catalogue_is_read(osm):
    text = hours.sentence(osm)
    assert text != osm
    assert not any(code in text.split() for code in (*hours.DAYS, "PH", "off"))


def test_hours_that_depend_on_the_place_name_its_time():
    assert (
        hours.sentence("Mo-Fr 09:00-17:00", "Europe/London")
        == "Monday to Friday 09:00 to 17:00 (London time)"
    )
    assert hours.sentence("Mo-Su 10:00-12:00", "America/Argentina/Buenos_Aires").endswith(
        "(Buenos Aires time)"
    )
    assert hours.sentence("24/7", "Europe/London") == "Open day and night"


def test_the_city_is_named_in_the_language_of_the_page():
    with translation.override("es"):
        assert hours.city("Europe/London") == "Londres"
        assert hours.city("America/La_Paz") == "La Paz"


@pytest.mark.parametrize(
    "osm",
    [
        "sunrise-sunset",
        "Mo-Fr",
        "Mo-Fr 9-17",
        "Jan Mo 09:00-10:00",
        "Mo-Xx 09:00-10:00",
        "Mo 25:00-26:00",
        "Mo 09:00-24:30",
        "PH off",
        "Mo-Fr 09:00-17:00;",
    ],
)
def test_a_string_outside_the_grammar_is_shown_as_it_is(osm):
    assert hours.sentence(osm) == osm


def test_unknown_hours_are_said_as_unknown():
    assert (
        hours.sentence("", "Europe/London", channels.CHANNELS["phone"].unknown)
        == "Hours not known: call to ask"
    )
    assert hours.sentence("", "", channels.CHANNELS["chat"].unknown) == "Hours not known"


def test_only_day_and_night_counts_as_always():
    assert hours.is_always("24/7")
    assert hours.is_always("Mo-Su 00:00-24:00")
    assert not hours.is_always("Mo-Su 08:30-24:00")
    assert not hours.is_always("")
