import pytest

from config.chrome.checks import default_country_is_known, host_names_are_neutral


@pytest.mark.parametrize(("code", "faults"), [("", 0), ("GB", 0), ("GB-SCT", 0), ("gb", 1), ("Narnia", 1)])
def test_a_country_that_nobody_knows_stops_the_start(settings, code, faults):
    settings.DEFAULT_COUNTRY = code
    assert len(default_country_is_known()) == faults


@pytest.mark.parametrize(
    ("host", "warnings"),
    [("example.org", 0), ("rape-help.example", 1), ("Violencia.example", 1), ("grapes.example", 0)],
)
def test_a_telling_host_name_is_pointed_out(settings, host, warnings):
    settings.ALLOWED_HOSTS = ["localhost", host]
    assert len(host_names_are_neutral()) == warnings
