import smtplib

from django.conf import settings
from django.core.mail import BadHeaderError
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from actions.pledges import digest


class Command(BaseCommand):
    help = (
        "Mail moderators how much waits on the desk, and nothing else about it. For a timer. Off until "
        "MODERATION_DIGEST_TO names addresses. No mail when nothing waits. --dry-run prints it."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="print the mail; send nothing")

    def handle(self, *, dry_run, **options):
        to = settings.MODERATION_DIGEST_TO
        if not to and not dry_run:
            self.stdout.write("MODERATION_DIGEST_TO names nobody, so no mail goes out.")
            return
        with translation.override(settings.LANGUAGE_CODE):
            queues = digest.waiting()
            if not queues:
                self.stdout.write("Nothing waits, so no mail goes out.")
                return
            subject, text = digest.written(queues)
        if dry_run:
            self.stdout.write(f"{subject}\n\n{text}\nIt would go to {len(to)} addresses. Nothing was sent.")
            return
        self.stdout.write(f"{self.send(subject, text, to)} mails went out.")

    def send(self, subject, text, to):
        if not settings.EMAIL_URL or not settings.MAIL_FROM:
            raise CommandError("To send mail, set EMAIL_URL and MAIL_FROM; .env.example explains them.")
        try:
            return digest.send(subject, text, to)
        except (smtplib.SMTPException, OSError, BadHeaderError, UnicodeError) as error:
            # The error itself may quote addresses and a password.
            raise CommandError(
                f"The mail server {settings.EMAIL_HOST} did not take the mail ({type(error).__name__}). "
                "Some may have gone out. Look at EMAIL_URL, MAIL_FROM and MODERATION_DIGEST_TO."
            ) from None
