"""Languages of the site: found by their folder, compiled without system tools. A contributor writes a .po file."""

from pathlib import Path

from django.conf import settings
from django.conf.locale import LANG_INFO


def found(folder: Path) -> list[tuple[str, str]]:
    """(code, its own name) of every language that has words for the interface, by code. Two letters, as in addresses.

    Raises KeyError for a code that Django knows no name for.
    """
    codes = sorted(path.parts[-3] for path in folder.glob("[a-z][a-z]/LC_MESSAGES/django.po"))
    return [(code, LANG_INFO[code]["name_local"].capitalize()) for code in codes]


def catalogues() -> list[Path]:
    """Every django.po of the site."""
    return sorted(
        path for folder in settings.LOCALE_PATHS for path in Path(folder).glob("*/LC_MESSAGES/django.po")
    )


def compile_languages() -> list[str]:
    """Write django.mo beside every django.po that is newer. Returns the languages that were compiled."""
    import polib  # the settings read this module, and every start reads the settings

    done = []
    for path in catalogues():
        compiled = path.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < path.stat().st_mtime:
            polib.pofile(str(path)).save_as_mofile(str(compiled))
            done.append(path.parts[-3])
    return done
