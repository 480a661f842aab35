"""Every sentence of the interface, in every language of the site."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
OTHERS = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|</?\w+[^>]*>")


def catalogue(language):
    return polib.pofile(str(ROOT / "config" / "locale" / language / "LC_MESSAGES" / "django.po"))


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_missing_or_doubtful(language):
    entries = [entry for entry in catalogue(language) if not entry.obsolete]
    assert len(entries) > 300
    assert [entry.msgid for entry in entries if not entry.translated()] == []
    assert [entry.msgid for entry in entries if entry.fuzzy] == []


@pytest.mark.parametrize("language", OTHERS)
def test_placeholders_and_tags_survive(language):
    wrong = []
    for entry in catalogue(language):
        forms = [(entry.msgid, entry.msgstr)] if not entry.msgid_plural else []
        forms += [(entry.msgid_plural, text) for number, text in entry.msgstr_plural.items() if number > 0]
        wrong += [m for m, t in forms if sorted(PLACEHOLDER.findall(m)) != sorted(PLACEHOLDER.findall(t))]
    assert wrong == []


def test_the_catalogues_hold_every_sentence_of_the_source(tmp_path):
    """Extracts again and compares. Needs GNU gettext, which running the site does not."""
    if not shutil.which("xgettext"):
        pytest.skip("XGETTEXT IS MISSING: install gettext to check that no new sentence lacks a translation")
    for name in ("actions", "config", "resources", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("*.mo", "__pycache__"))
    shutil.copy(ROOT / "manage.py", tmp_path)
    before = {language: ids(catalogue(language)) for language in OTHERS}
    arguments = [part for language in OTHERS for part in ("-l", language)]
    subprocess.run(
        [
            sys.executable,
            "manage.py",
            "makemessages",
            *arguments,
            "--no-location",
            "--no-wrap",
        ],
        cwd=tmp_path,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"},
        check=True,
        capture_output=True,
    )
    for language in OTHERS:
        path = tmp_path / "config" / "locale" / language / "LC_MESSAGES" / "django.po"
        assert ids(polib.pofile(str(path))) - before[language] == set()


def ids(entries):
    return {(entry.msgctxt, entry.msgid) for entry in entries if not entry.obsolete}
