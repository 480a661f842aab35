from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.management.completeness import parts


class Command(BaseCommand):
    help = "Say how much of the site there is in a language, part by part, and what is missing."

    def add_arguments(self, parser):
        parser.add_argument("language", nargs="*", help="Codes; all languages of the site without one.")
        parser.add_argument("--missing", action="store_true", help="Name everything that is missing.")
        parser.add_argument(
            "--strict", action="store_true", help="Fail when something that is needed is missing."
        )

    def handle(self, *args, language, missing, strict, **options):
        incomplete = []
        for code in language or [code for code, _name in settings.LANGUAGES]:
            self.stdout.write(f"{code}")
            for part in parts(code):
                self.stdout.write(f"  {part.percent:>3} %  {part.name}: {part.done} of {part.whole}")
                if missing:
                    self.stdout.writelines(f"           {place}" for place in part.missing)
                if part.missing and part.needed:
                    incomplete.append(f"{code}: {part.name}")
        if strict and incomplete:
            raise CommandError("Not complete: " + "; ".join(incomplete) + ".")
