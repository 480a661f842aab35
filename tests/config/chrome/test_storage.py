from django.contrib.staticfiles.storage import staticfiles_storage


def test_the_sheet_that_is_served_is_one_file():
    name = staticfiles_storage.stored_name("css/site.css")
    with staticfiles_storage.open(name) as sheet:
        text = sheet.read().decode()
    assert "@import" not in text
    assert ".crisis" in text
    assert "@media print" in text
