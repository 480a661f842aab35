from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from config.languages import compile_languages
from config.staff import demo_staff


class Command(BaseCommand):
    help = "Migrate, load catalogue and guidance, and in development make demo staff. Safe to rerun."

    def handle(self, *args, **options):
        compile_languages()
        self.step("Database")
        call_command("migrate", verbosity=0, stdout=self.stdout)
        self.step("Directory")
        call_command("load_resources", stdout=self.stdout)
        self.step("Guidance")
        call_command("load_guidance", stdout=self.stdout)
        if settings.DEBUG:
            for name, password in demo_staff().items():
                self.stdout.write(f"  Demo {name}: sign in as {name} with {password} (shown once)")

    def step(self, title):
        self.stdout.write(f"  {title}")
        self.stdout.flush()
