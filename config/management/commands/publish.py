from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.edition import pages, servers
from config.edition.folder import CURRENT, Busy, Edition, alone

EVERY = 100  # pages between two lines of progress


class Command(BaseCommand):
    help = (
        "Write every page to read into FOLDER as files, so that a web server gives help while this site is off "
        "(docs/static-edition.md). Only what changed is written; readers get the new edition in one step. "
        "If a page cannot be made, the old edition stays. Run it every hour."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)
        parser.add_argument("--host", help="The public name of the site. Else the first of ALLOWED_HOSTS.")
        parser.add_argument(
            "--no-countries", action="store_true", help="No first page and list for each country."
        )

    def handle(self, *args, folder, host, no_countries, **options):
        if settings.DEBUG:
            raise CommandError(
                "In development the style sheet is many files. Run it with DEBUG=0, after collectstatic."
            )
        host = host or public_name()
        folder = folder.absolute()
        try:
            with alone(folder):
                edition = Edition(folder)
                try:
                    self.write(edition, host, not no_countries)
                except BaseException:
                    edition.drop()
                    raise
        except Busy:
            raise CommandError("Another run is writing to this folder.") from None
        except pages.Refused as refused:
            raise CommandError(f"{refused} The old edition stays as it is.") from None
        except OSError as error:
            raise CommandError(
                f"{error.strerror}: {error.filename}. The old edition stays as it is."
            ) from None
        self.stdout.write(
            f"{len(edition.hashes)} files: {edition.written} written, {edition.linked} unchanged, {edition.gone} gone. "
            f"Readers see {folder / CURRENT}."
        )

    def write(self, edition, host, countries):
        for number, page in enumerate(pages.published(host, countries), start=1):
            edition.add(page.file, page.body)
            if number % EVERY == 0:
                self.stdout.write(f"{number} pages …")
        for name, text in servers.SNIPPETS.items():
            fresh = edition.folder / f".{name}"
            fresh.write_text(text(), encoding="utf-8")
            fresh.replace(edition.folder / name)
        edition.finish()


def public_name():
    """The first name in ALLOWED_HOSTS that is a name."""
    named = [name for name in settings.ALLOWED_HOSTS if "*" not in name and not name.startswith(".")]
    if not named:
        raise CommandError("ALLOWED_HOSTS names no host. Say it with --host.")
    return named[0]
