import pytest
from django.contrib.staticfiles.storage import staticfiles_storage


def test_the_sheet_that_is_served_is_one_file():
    name = staticfiles_storage.stored_name("css/site.css")
    with staticfiles_storage.open(name) as sheet:
        text = sheet.read().decode()
    assert "@import" not in text
    assert ".crisis" in text
    assert "@media print" in text


@pytest.mark.parametrize("name", ["leave", "replace", "kiosk"])
def test_a_script_of_readers_is_too_short_for_a_browser_to_keep(name):
    """From 1,024 characters on Chromium writes what it compiled into a file that names our host."""
    with staticfiles_storage.open(staticfiles_storage.stored_name(f"js/{name}.js")) as script:
        text = script.read().decode()
    assert "/*" not in text
    assert len(text) < 1024
