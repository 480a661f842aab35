"""Interface translations, compiled without system tools: a contributor edits a .po file and nothing else."""

from pathlib import Path

import polib
from django.conf import settings


def catalogues() -> list[Path]:
    """Every django.po of the site."""
    return sorted(
        path for folder in settings.LOCALE_PATHS for path in Path(folder).glob("*/LC_MESSAGES/django.po")
    )


def compile_languages() -> list[str]:
    """Write django.mo beside every django.po that is newer. Returns the languages that were compiled."""
    done = []
    for path in catalogues():
        compiled = path.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < path.stat().st_mtime:
            polib.pofile(str(path)).save_as_mofile(str(compiled))
            done.append(path.parts[-3])
    return done
