import json

import pytest

from config.chrome import crisis
from resources import channels
from resources.crisis_lines import CONTENT, as_text, crisis_table
from resources.hours import is_always


@pytest.fixture(scope="module")
def table():
    return crisis_table()


def test_the_committed_file_is_what_the_catalogue_gives(table):
    """When it fails: ./run manage build_crisis"""
    assert (crisis.DATA / "crisis.json").read_text(encoding="utf-8") == as_text(table)


def test_the_file_has_one_place_per_line_and_reads_back(table):
    text = as_text(table)
    assert text.count("\n") == len(table) + 2
    assert json.loads(text) == table
    assert list(table) == sorted(table)


def test_every_country_has_its_emergency_number(table):
    numbers = json.loads((CONTENT / "emergency_numbers.json").read_text(encoding="utf-8"))["countries"]
    assert set(numbers) <= set(table)
    assert table["GB"]["emergency"] == ["999", "112"]
    assert table["GB-SCT"]["emergency"] == table["GB"]["emergency"]
    assert table["JP"] | {"line": None} == {
        "emergency": [], "police": "110", "ambulance": "119", "sure": True, "line": None,
    }  # fmt: skip
    assert not table["AF"]["sure"]


def test_every_main_line_dials_and_keeps_its_promise(table):
    services = {
        s["slug"]: s for s in json.loads((CONTENT / "services.json").read_text(encoding="utf-8"))["services"]
    }
    lines = {code: row["line"] for code, row in table.items() if row["line"]}
    assert len(lines) > 90
    for code, line in lines.items():
        assert channels.href(line["channel"], line["value"]), code
        found = [c for c in services[line["slug"]]["contacts"] if c["value"] == line["value"]]
        assert line["always"] == is_always(found[0]["hours_osm"] or ""), code


@pytest.fixture
def content(tmp_path):
    def write(line, **service):
        row = {
            "slug": "line", "name": "Line", "country": "GB", "confidence": "high", "website": None,
            "contacts": [{"channel": "phone", "value": "988", "display": "988", "free": True, "hours_osm": None,
                          "timezone": None, "translations": {}}],
            **service,
        }  # fmt: skip
        numbers = {"general": ["999"], "police": "999", "ambulance": None, "confidence": "low"}
        files = {
            "emergency_numbers": {"countries": {"GB": numbers}},
            "main_lines": line,
            "services": {"services": [row]},
        }
        for name, data in files.items():
            (tmp_path / f"{name}.json").write_text(json.dumps(data), encoding="utf-8")
        return tmp_path

    return write


def test_a_region_has_the_numbers_of_its_country_and_its_own_line(content):
    table = crisis_table(content({"GB-SCT": {"service": "line", "value": "988"}}))
    assert table["GB"]["line"] is None
    assert table["GB-SCT"]["emergency"] == ["999"]
    assert table["GB-SCT"]["line"]["slug"] == "line"
    assert table["GB-SCT"]["line"]["always"] is False
    assert table["GB-SCT"]["sure"] is False


def test_a_territory_with_its_own_code_may_use_the_line_listed_as_a_region_of_its_state(content):
    written = content({"PR": {"service": "line", "value": "988"}}, country="US", region="US-PR")
    numbers = {
        "countries": {"PR": {"general": ["911"], "police": "911", "ambulance": None, "confidence": "high"}}
    }
    (written / "emergency_numbers.json").write_text(json.dumps(numbers), encoding="utf-8")
    assert crisis_table(written)["PR"]["line"]["slug"] == "line"


@pytest.mark.parametrize(
    ("line", "service", "message"),
    [
        ({"GB": {"service": "none", "value": "988"}}, {}, "not in the catalogue"),
        ({"GB": {"service": "line", "value": "989"}}, {}, "does not dial"),
        ({"GB": {"service": "line", "value": "988"}}, {"confidence": "low"}, "a draft"),
        ({"GB": {"service": "line", "value": "988"}}, {"country": "FR"}, "which is for FR"),
        ({"FR": {"service": "line", "value": "988"}}, {}, "no emergency numbers"),
        (
            {"GB": {"service": "line", "value": "https://x.example.org/"}},
            {"contacts": [{"channel": "chat", "value": "https://x.example.org/"}]},
            "does not dial",
        ),
    ],
)
def test_a_main_line_that_readers_must_not_see_is_refused(content, line, service, message):
    with pytest.raises(ValueError, match=message):
        crisis_table(content(line, **service))
