"""Write the one-file edition of every country into a folder: for USB sticks, libraries and intranets."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from resources import offline


class Command(BaseCommand):
    help = "Write the one-file editions of all countries. Run it again at any time: files are replaced one by one."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)
        parser.add_argument("--country", action="append", help="only this one (ISO alpha-2); may be repeated")
        parser.add_argument("--language", action="append", help="only this language; may be repeated")

    def handle(self, *, folder, country, language, **options):
        countries = _known(country, offline.countries())
        languages = _known(language, [code for code, _name in settings.LANGUAGES])
        written = size = 0
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for code in languages:
                with translation.override(code):
                    for number, place in enumerate(countries, start=1):
                        size += _write(folder, place)
                        written += 1
                        if options["verbosity"] > 1 or number % 50 == 0 or number == len(countries):
                            self.stdout.write(f"{code}: {number} of {len(countries)}")
        except OSError as error:
            raise CommandError(f"{written} files were written, then: {error}") from error
        self.stdout.write(f"{written} files, {size // 1000} kB, in {folder}")


def _known(asked, every):
    """What was asked for, as we write it; everything when nothing was. Raises CommandError for one we do not know."""
    names = {each.casefold(): each for each in every}
    try:
        return [names[each.casefold()] for each in asked] if asked else every
    except KeyError as error:
        raise CommandError(f"We have no edition for {error.args[0]}.") from error


def _write(folder, country):
    """A reader never meets half a file: the new one takes the place of the old at once. Returns its bytes."""
    data = offline.edition(country, timezone.localdate()).encode()
    path = folder / offline.file_name(country)
    draft = path.with_suffix(".part")
    draft.write_bytes(data)
    draft.replace(path)
    return len(data)
