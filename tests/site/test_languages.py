"""A language is files: found by its folder, counted part by part, English where something is missing."""

import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils.translation import override

from actions.pledges import texts
from config import languages
from config.management import completeness
from config.management.completeness import parts

ROOT = Path(settings.BASE_DIR)


def report(*arguments, **options):
    out = StringIO()
    call_command("languages", *arguments, stdout=out, **options)
    return out.getvalue()


def test_a_folder_with_words_is_a_language(tmp_path):
    for code in ("fr", "pt"):
        target = tmp_path / code / "LC_MESSAGES"
        target.mkdir(parents=True)
        (target / "django.po").touch()
    (tmp_path / "de").mkdir()
    assert languages.found(tmp_path) == [("fr", "Français"), ("pt", "Português")]
    assert languages.found(settings.LOCALE_PATHS[0]) == [("es", "Español")]
    assert settings.LANGUAGES == [("en", "English"), ("es", "Español")]


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_what_a_reader_needs_is_there_in_every_language(language):
    lacking = {part.name: part.missing[:5] for part in parts(language) if part.missing and part.needed}
    assert lacking == {}
    assert len(parts(language)) > 15
    assert all(part.whole for part in parts(language))


def test_a_language_that_nobody_began_has_nothing():
    assert {part.name: part.done for part in parts("fr") if part.done} == {}
    assert "fr\n    0 %  interface: 0 of " in report("fr")
    with pytest.raises(CommandError, match="fr: interface"):
        report("fr", strict=True)


def test_what_is_missing_is_counted_and_named(tmp_path, monkeypatch):
    folder = shutil.copytree(completeness.PLEDGES, tmp_path / "content")
    monkeypatch.setattr(completeness, "PLEDGES", folder)
    path = folder / "es" / "texts.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("\nheading = ", "\nheadline = ", 1), encoding="utf-8"
    )
    said = report("es", missing=True)
    assert "99 %  words of the board" in said
    assert "form.heading" in said


def test_every_language_with_texts_says_how_a_promise_may_begin():
    assert {"I will", "I’ll", "I'll", "Voy a", "Yo"} <= set(texts.openings())
    assert texts.split_opening("Voy a escuchar") == ("Voy a", "escuchar")


def test_the_page_for_translators_names_every_part():
    page = (ROOT / "docs" / "languages.md").read_text(encoding="utf-8")
    for name in (
        "django.po",
        "texts.toml",
        "screening/fr",
        "services.json",
        "countries.json",
        "LEAVE_URL_FR",
    ):
        assert name in page
    for path in ("resources/words.py", "resources/synonyms.py", "config/chrome/crisis.py"):
        assert path in page
        assert (ROOT / path).exists()


def test_a_language_without_texts_speaks_english():
    with override("fr"):
        assert texts.texts() == texts._load("en")
