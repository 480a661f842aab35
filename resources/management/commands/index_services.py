"""Keep the search in step with the services."""

from django.core.management.base import BaseCommand

from resources import search_index
from resources.models import Service


class Command(BaseCommand):
    help = "Index the services that changed since they were last indexed. Safe to rerun, also after a crash."

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="every service, whether it changed or not")

    def handle(self, *, all, **options):
        keys = list(Service.objects.values_list("pk", flat=True)) if all else search_index.behind()
        if not keys:
            self.stdout.write("Every service is indexed.")
            return
        done = search_index.index(keys, lambda n: self.stdout.write(f"  {n} of {len(keys)}", ending="\n"))
        self.stdout.write(f"{done} services indexed.")
