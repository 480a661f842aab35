from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from config import loaded
from config.languages import compile_languages
from config.staff.demo import demo_staff

LOADERS = (
    ("Database", "migrate"),
    ("Directory", "load_resources"),
    ("What people type", "load_synonyms"),
    ("Guidance", "load_guidance"),
)
ALWAYS = (
    ("Search", "index_services"),
    ("What is overdue", "tidy"),
)  # time passes without a file that changes


class Command(BaseCommand):
    help = (
        "Migrate, load catalogue and guidance, delete what is overdue. Safe to rerun: what was loaded into this "
        "database already, from just these files, is not loaded a second time."
    )

    def add_arguments(self, parser):
        parser.add_argument("--demo", action="store_true", help="also make demo staff; development only")
        parser.add_argument("--again", action="store_true", help="load although no file has changed")

    def handle(self, *args, **options):
        if options["demo"] and not settings.DEBUG:
            raise CommandError("Demo staff are for development only: DEBUG is off.")
        compile_languages()
        self._load(again=options["again"])
        for title, command in ALWAYS:
            self._call(title, command)
        for name, password in (demo_staff() if options["demo"] else {}).items():
            self.stdout.write(f"  Demo {name}: sign in as {name} with {password} (shown once)")

    def _load(self, *, again):
        name = loaded.mark()
        if not again and loaded.is_loaded(name):
            self.stdout.write("  No file has changed: nothing to load.")
            return
        loaded.forget()
        for title, command in LOADERS:
            self._call(title, command)
        loaded.remember(name)

    def _call(self, title, command):
        self.stdout.write(f"  {title}")
        self.stdout.flush()
        call_command(command, stdout=self.stdout, verbosity=0 if command == "migrate" else 1)
