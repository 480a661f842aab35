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


def untranslated(catalogue):
    """Sentences of a catalogue that nobody translated, or somebody only guessed at."""
    return [e.msgid for e in catalogue if not e.obsolete and (not e.translated() or e.fuzzy)]


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_missing_or_doubtful(language):
    assert len(catalogue(language)) > 300
    assert untranslated(catalogue(language)) == []


@pytest.mark.parametrize("language", OTHERS)
def test_placeholders_and_tags_survive(language):
    wrong = []
    for entry in catalogue(language):
        forms = [(entry.msgid, entry.msgstr)] if not entry.msgid_plural else []
        forms += [(entry.msgid_plural, text) for number, text in entry.msgstr_plural.items() if number > 0]
        wrong += [m for m, t in forms if sorted(PLACEHOLDER.findall(m)) != sorted(PLACEHOLDER.findall(t))]
    assert wrong == []


def copy_of_the_source(folder):
    for name in ("actions", "config", "resources", "templates"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("*.mo", "__pycache__"))
    shutil.copy(ROOT / "manage.py", folder)


def unknown(folder):
    """Sentences in the source below a folder that its catalogues do not hold: extracts again, and compares."""
    if not shutil.which("xgettext"):
        pytest.skip("XGETTEXT IS MISSING: install gettext to check that no new sentence lacks a translation")
    files = [folder / "config" / "locale" / language / "LC_MESSAGES" / "django.po" for language in OTHERS]
    before = [ids(polib.pofile(str(path))) for path in files]
    languages = [part for language in OTHERS for part in ("-l", language)]
    subprocess.run(
        [sys.executable, "manage.py", "makemessages", *languages, "--no-location", "--no-wrap"],
        cwd=folder,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"},
        check=True,
        capture_output=True,
    )
    after = [ids(polib.pofile(str(path))) for path in files]
    return set().union(*(new - old for old, new in zip(before, after, strict=True)))


def test_the_catalogues_hold_every_sentence_of_the_source(tmp_path):
    """Needs GNU gettext, which running the site does not."""
    copy_of_the_source(tmp_path)
    assert unknown(tmp_path) == set()


def ids(entries):
    return {(entry.msgctxt, entry.msgid) for entry in entries if not entry.obsolete}
