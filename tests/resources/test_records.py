import json
from datetime import timedelta

import pytest
from django.utils import timezone

from resources.records import Faults, parse
from tests.factories_resources import contact, record


def faults(services, compiled_on="2026-11-20"):
    with pytest.raises(Faults) as caught:
        parse(json.dumps({"compiled_on": compiled_on, "note": "", "services": services}))
    return caught.value.sentences


FAULTS = [
    ({"name": ""}, "harbour-line: name is empty or not text."),
    ({"name": "x" * 201}, "harbour-line: name is longer than 200 characters."),
    ({"description": None}, "harbour-line: description is empty or not text."),
    ({"slug": "Harbour Line"}, "Harbour Line: slug is not like two-words."),
    ({"kind": "pub"}, "harbour-line: kind 'pub' is not known."),
    ({"needs": []}, "harbour-line: needs is an empty list."),
    ({"needs": ["beer"]}, "harbour-line: needs has unknown entries: beer."),
    ({"audiences": ["cats"]}, "harbour-line: audiences has unknown entries: cats."),
    ({"languages": ["tlh"]}, "harbour-line: languages has unknown entries: tlh."),
    ({"country": "gb"}, "harbour-line: country is not like GB."),
    ({"region": "Scotland"}, "harbour-line: region is not like GB-SCT."),
    ({"region": "US-WY"}, "harbour-line: region US-WY is not in country GB."),
    ({"country": None, "region": "US-WY"}, "harbour-line: region US-WY is not in country None."),
    ({"website": "javascript:alert(1)"}, "harbour-line: website is not a web address that can be linked."),
    ({"cost_free": "yes"}, "harbour-line: cost_free is neither true, false nor null."),
    ({"confidence": "sure"}, "harbour-line: confidence 'sure' is not known."),
    ({"newest_source_year": "2026"}, "harbour-line: newest_source_year is not a year."),
    ({"second_check": "maybe"}, "harbour-line: second_check 'maybe' is not known."),
    (
        {"second_check_contacts": ["999"]},
        "harbour-line: second_check_contacts '999' is not among its contacts.",
    ),
    ({"contacts": "988"}, "harbour-line: contacts is not a list of rows."),
    ({"colour": "red"}, "harbour-line: colour is not a field of the format."),
    (
        {"sources": [{"title": "", "url": None, "says": None}]},
        "harbour-line: source 1 title is empty or not text.",
    ),
    (
        {"sources": [{"title": "A", "url": "file:///x", "says": None}]},
        "harbour-line: source 1 url is not a web address that can be linked.",
    ),
    ({"contacts": [contact(channel="fax")]}, "harbour-line: contact 1 channel 'fax' is not known."),
    ({"contacts": [contact(display=" ")]}, "harbour-line: contact 1 display is empty or not text."),
    (
        {"contacts": [contact(translations={"es": {"hours": "x"}})]},
        "harbour-line: contact 1 translations es: hours is not a field of the format.",
    ),
    (
        {"contacts": [contact(translations={"es": {"display": "0808 000 0001"}})]},
        "harbour-line: contact 1 shows another number in 'es'.",
    ),
    (
        {"contacts": [contact(timezone="Mars/Base")]},
        "harbour-line: contact 1 timezone 'Mars/Base' is not known.",
    ),
    ({"contacts": [contact(free=1)]}, "harbour-line: contact 1 free is neither true, false nor null."),
    (
        {"contacts": [contact(value="0808 000")]},
        "harbour-line: contact 1 value '0808 000' is not one that phone can use.",
    ),
    ({"contacts": [contact(), contact()]}, "harbour-line: contact phone/+448080000000 stands there twice."),
]


@pytest.mark.parametrize(("change", "sentence"), FAULTS, ids=[sentence for _change, sentence in FAULTS])
def test_every_kind_of_fault_is_a_sentence_with_record_and_field(change, sentence):
    assert faults([record(**change)]) == [sentence]


def test_a_missing_field_and_a_doubled_slug_are_faults():
    row = record()
    del row["website"]
    assert faults([row]) == ["harbour-line: website is missing."]
    assert faults([record(), record()]) == ["harbour-line: slug is used 2 times."]


def test_a_file_that_is_not_a_catalogue_is_a_fault():
    for content in ("", "[]", "{}", '{"services": 3}'):
        with pytest.raises(Faults):
            parse(content)
    assert faults([record()], compiled_on="20.11.2026") == [
        "The file: compiled_on is not a date like 2026-11-20."
    ]
    assert faults(["x", None]) == ["Record 1 is not an object.", "Record 2 is not an object."]


def test_all_faults_are_collected():
    assert len(faults([record("a", name=""), record("b", kind="pub", country="x"), record("c")])) == 3


def test_a_record_has_one_canonical_form():
    first = parse(
        json.dumps({"compiled_on": "2026-11-20", "services": [record(needs=["legal", "crisis_support"])]})
    )
    second = parse(
        json.dumps({"compiled_on": "2026-11-20", "services": [record(needs=["crisis_support", "legal"])]})
    )
    assert first.records == second.records
    assert first.records[0]["region"] == ""
    assert first.records[0]["cost_free"] is True
    assert first.records[0]["contacts"][0]["anonymous"] is None


def test_the_file_was_not_compiled_tomorrow():
    today = timezone.localdate()
    parse(json.dumps({"compiled_on": today.isoformat(), "note": "", "services": [record()]}))
    tomorrow = (today + timedelta(days=1)).isoformat()
    assert faults([record()], compiled_on=tomorrow) == [
        "The file: compiled_on is a day that has not come yet."
    ]
