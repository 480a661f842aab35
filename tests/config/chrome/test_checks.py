import pytest

from config.chrome.checks import default_country_is_known


@pytest.mark.parametrize(("code", "faults"), [("", 0), ("GB", 0), ("GB-SCT", 0), ("gb", 1), ("Narnia", 1)])
def test_a_country_that_nobody_knows_stops_the_start(settings, code, faults):
    settings.DEFAULT_COUNTRY = code
    assert len(default_country_is_known()) == faults
