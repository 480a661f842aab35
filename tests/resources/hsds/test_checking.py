"""An export that breaks a rule of HSDS is refused, and the file of yesterday stays."""

import json
import zipfile

import pytest
from django.core.management import CommandError, call_command

from resources.hsds import export
from resources.hsds.checking import Checker, Unfit
from tests.factories_resources import make_service

pytestmark = pytest.mark.django_db

BROKEN = {
    "no name": ({"name": ""}, "name is empty"),
    "null": ({"description": None}, "description is empty"),
    "an unknown field": ({"colour": "red"}, "colour is no field of HSDS"),
    "an unknown status": ({"status": "open"}, "status 'open' is none of"),
    "no identifier": ({"id": "17"}, "id '17' is not of type uuid"),
    "a day that is none": ({"assured_date": "2026-02-30"}, "assured_date '2026-02-30' is not of type date"),
    "a moment without a zone": ({"last_modified": "2026-02-03T10:00:00"}, "is not of type datetime"),
    "an address with a blank": ({"url": "https://example.org/a b"}, "is not of type uri"),
    "a number as text": ({"minimum_age": "12"}, "minimum_age '12' is not of type number"),
}


@pytest.mark.parametrize("fault", BROKEN)
@pytest.mark.parametrize("form", ["json", "zip"])
def test_an_export_that_breaks_a_rule_is_not_written(fault, form, tmp_path, monkeypatch):
    make_service()
    change, sentence = BROKEN[fault]
    real = export.service_full
    monkeypatch.setattr(export, "service_full", lambda row: {**real(row), **change})
    path = tmp_path / f"hsds.{form}"
    path.write_text("the file of yesterday")
    with pytest.raises(CommandError, match="Nothing was written") as refused:
        call_command("export_hsds", path)
    assert sentence in str(refused.value)
    assert path.read_text() == "the file of yesterday"
    assert list(tmp_path.iterdir()) == [path]


def test_two_rows_with_one_id_and_a_reference_to_nothing_are_found():
    with Checker() as checker:
        term = {"id": "6b0f1d0a-3f0e-5c1b-9d52-0d8a5f1c7e31", "name": "a", "description": "b"}
        checker.see("taxonomy_term", term)
        checker.see("taxonomy_term", {**term, "taxonomy_id": "6b0f1d0a-3f0e-5c1b-9d52-0d8a5f1c7e32"})
        with pytest.raises(Unfit) as found:
            checker.finish()
    assert [s.partition(": ")[2] for s in found.value.sentences] == [
        "this id is used twice.",
        "there is no taxonomy 6b0f1d0a-3f0e-5c1b-9d52-0d8a5f1c7e32.",
    ]


def test_the_command_says_what_it_did_and_what_it_cannot_do(tmp_path, capsys):
    make_service()
    call_command("export_hsds", tmp_path / "a.json")
    assert "1 services written" in capsys.readouterr().out
    assert json.loads((tmp_path / "a.json").read_text())[0]["name"] == "Harbour Line"
    call_command("export_hsds", tmp_path / "b", "--zip")
    assert zipfile.is_zipfile(tmp_path / "b")
    with pytest.raises(CommandError, match="Say --json or --zip"):
        call_command("export_hsds", tmp_path / "c.txt")
    with pytest.raises(CommandError, match="There is no folder"):
        call_command("export_hsds", tmp_path / "none" / "c.zip")
