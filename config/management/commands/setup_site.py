from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from config.languages import compile_languages
from config.staff.demo import demo_staff


class Command(BaseCommand):
    help = "Migrate, load catalogue and guidance, delete what is overdue. Safe to rerun."

    def add_arguments(self, parser):
        parser.add_argument("--demo", action="store_true", help="also make demo staff; development only")

    def handle(self, *args, **options):
        if options["demo"] and not settings.DEBUG:
            raise CommandError("Demo staff are for development only: DEBUG is off.")
        compile_languages()
        for title, command in (
            ("Database", "migrate"),
            ("Directory", "load_resources"),
            ("What people type", "load_synonyms"),
            ("Search", "index_services"),
            ("Guidance", "load_guidance"),
            ("What is overdue", "tidy"),
        ):
            self.stdout.write(f"  {title}")
            self.stdout.flush()
            call_command(command, stdout=self.stdout, verbosity=0 if command == "migrate" else 1)
        for name, password in (demo_staff() if options["demo"] else {}).items():
            self.stdout.write(f"  Demo {name}: sign in as {name} with {password} (shown once)")
