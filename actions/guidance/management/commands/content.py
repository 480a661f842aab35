from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from actions.guidance import comparing, exporting, stamps
from actions.guidance.kinds import KINDS, SOURCE
from actions.guidance.loading import ContentFaults
from actions.guidance.records import CONTENT


class Command(BaseCommand):
    help = "Guidance in files and in the database: see what differs, write it back, mark translations as looked at."

    def add_arguments(self, parser):
        languages = [code for code, _name in settings.LANGUAGES]
        ways = parser.add_subparsers(dest="way", required=True)
        diff = ways.add_parser(
            "diff", help="Both sides of every field that differs. Ends with 1 if any does."
        )
        diff.add_argument(
            "what", nargs="?", default="", help=f"A key, or one of {', '.join([SOURCE.name, *KINDS])}."
        )
        diff.add_argument("--language", default="", choices=languages)
        export = ways.add_parser("export", help="Write the database back into the content files.")
        export.add_argument(
            "--folder", type=Path, default=CONTENT, help="Elsewhere than over the files here."
        )
        export.add_argument("--language", action="append", choices=languages)
        stamp = ways.add_parser(
            "stamp", help="Say that translations in the files say what the English says now."
        )
        stamp.add_argument("language", choices=languages[1:])
        stamp.add_argument("keys", nargs="*", help="Without any: all of them.")

    def handle(self, way, **options):
        try:
            getattr(self, way)(**options)
        except ContentFaults as faults:
            raise CommandError(f"The files have faults:\n{faults}") from None

    def diff(self, what, language, **options):
        gaps = list(comparing.compare(asked=what, language=language))
        for gap in gaps:
            self.show(gap)
        self.stdout.write(f"{len(gaps)} differ." if gaps else "The files and the database say the same.")
        if gaps:
            raise SystemExit(1)

    def show(self, gap):
        name = " ".join(filter(None, (gap.kind, gap.key, gap.language)))
        self.stdout.write(self.style.MIGRATE_HEADING(f"{name}: only in the {gap.only}" if gap.only else name))
        for each in gap.found:
            self.stdout.write(f"  {' '.join(filter(None, (each.part, each.field)))}")
            for side, text, style in (("file", each.old, "ERROR"), ("here", each.new, "SUCCESS")):
                for line in text.split("\n"):
                    self.stdout.write(getattr(self.style, style)(f"    {side}: {line}"))

    def export(self, folder, language, **options):
        written = exporting.export(folder, language)
        self.stdout.write(f"{len(written)} files written into {folder}.")

    def stamp(self, language, keys, **options):
        try:
            fresh = stamps.stamp(language, keys)
        except ValueError as unknown:
            raise CommandError(f"Not in this language: {unknown}") from None
        self.stdout.write(f"{len(fresh)} stamped anew. {' '.join(fresh)}".strip())
