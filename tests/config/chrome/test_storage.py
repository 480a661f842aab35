import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import FileSystemStorage

from config.chrome.storage import SheetStorage, minified


def test_the_sheet_that_is_served_is_one_file():
    name = staticfiles_storage.stored_name("css/site.css")
    with staticfiles_storage.open(name) as sheet:
        text = sheet.read().decode()
    assert "@import" not in text
    assert ".crisis" in text
    assert "@media print" in text


@pytest.mark.parametrize("name", ["leave", "replace", "kiosk", "work"])
def test_a_script_of_readers_is_too_short_for_a_browser_to_keep(name):
    """From 1,024 characters on Chromium writes what it compiled into a file that names our host."""
    with staticfiles_storage.open(staticfiles_storage.stored_name(f"js/{name}.js")) as script:
        text = script.read().decode()
    assert "/*" not in text
    assert len(text) < 1024


def test_a_part_that_changed_reaches_the_sheet_at_the_next_collecting(tmp_path):
    """What was collected before is folded, and newer than the part: it must be made anew all the same."""
    source = tmp_path / "source"
    (source / "css").mkdir(parents=True)
    (source / "css" / "site.css").write_text("@import url(part.css);\n")
    target = SheetStorage(location=tmp_path / "target", base_url="/static/")
    (tmp_path / "target" / "css").mkdir(parents=True)
    paths = {f"css/{name}": (FileSystemStorage(source), f"css/{name}") for name in ("site.css", "part.css")}
    for colour in ("red", "teal"):
        (source / "css" / "part.css").write_text(f"a {{ color: {colour}; }}\n")
        (tmp_path / "target" / "css" / "part.css").write_text(f"a {{ color: {colour}; }}\n")
        if colour == "red":  # Django copies what is newer than its copy, and the sheet itself never is again
            (tmp_path / "target" / "css" / "site.css").write_text("@import url(part.css);\n")
        list(target.post_process(paths))
        assert colour in (tmp_path / "target" / target.stored_name("css/site.css")).read_text()


@pytest.mark.parametrize(
    ("written", "served"),
    [
        ("a {\n  color: red; /* why */\n  margin: 0 1px;\n}\n", "a{color:red;margin:0 1px}"),
        (
            ".a :is(b, c) > d, e:hover { top: calc(1px + 2px - 3px) }",
            ".a :is(b,c)>d,e:hover{top:calc(1px + 2px - 3px)}",
        ),
        (
            "@media (min-width: 40em) and (hover) { a { b: c } }",
            "@media (min-width:40em) and (hover){a{b:c}}",
        ),
        ('q::after { content: " ;  { , "; }', 'q::after{content:" ;  { , "}'),
        ("a + b ~ c { d: url(x  y.svg) !important }", "a + b ~ c{d:url(x  y.svg) !important}"),
    ],
)
def test_a_sheet_loses_only_characters_that_say_nothing(written, served):
    assert minified(written) == served
