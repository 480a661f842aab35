"""The mail to moderators: only when somebody asked for it and something waits, and nothing about anybody in it."""

import datetime as dt
import smtplib

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.utils import timezone

from actions.pledges import digest
from actions.pledges.models import Case
from tests.actions.pledges.conftest import make_pledge
from tests.site.checks import TELLING

pytestmark = pytest.mark.django_db
NEEDLE = "I will tell nobody about the needle"


@pytest.fixture(autouse=True)
def asked_for(settings):
    settings.MODERATION_DIGEST_TO = ["ana@example.org", "joss@example.org"]
    settings.EMAIL_URL, settings.EMAIL_HOST = "smtp://user:secret@mail.example.org", "mail.example.org"
    settings.MAIL_FROM = settings.DEFAULT_FROM_EMAIL = "desk@example.org"
    settings.ALLOWED_HOSTS = ["help.example.org"]
    settings.HTTPS = True


@pytest.fixture
def waiting():
    """A pledge since nine days and one of today, in two queues."""
    pledges = [make_pledge(text=NEEDLE, nickname="Haystack"), make_pledge(text="I will ask my team first")]
    Case.objects.filter(pk=pledges[0].case_id).update(
        queue="care", opened_on=timezone.localdate() - dt.timedelta(days=9)
    )
    return pledges


def test_it_says_how_much_waits_and_how_long_and_nothing_else(waiting, capsys):
    call_command("moderation_digest")
    assert [message.to for message in mail.outbox] == [["ana@example.org"], ["joss@example.org"]]
    message = mail.outbox[0]
    assert message.from_email == "desk@example.org"
    assert "- Needs care: 1, the oldest for 9 days\n- New: 1, the oldest since today" in message.body
    assert "https://help.example.org/admin/" in message.body
    whole = message.message().as_string()
    for secret in (NEEDLE, "needle", "Haystack", "joss", waiting[0].public_id):
        assert secret not in whole
    assert not TELLING.search(message.subject)
    assert "Upstander" not in message.subject
    assert capsys.readouterr().out == "2 mails went out.\n"


def test_nothing_waits_no_mail(capsys):
    call_command("moderation_digest")
    assert mail.outbox == []
    assert "Nothing waits" in capsys.readouterr().out


def test_it_is_off_until_somebody_is_named(waiting, settings, capsys):
    settings.MODERATION_DIGEST_TO = []
    call_command("moderation_digest")
    assert mail.outbox == []
    assert "names nobody" in capsys.readouterr().out


def test_a_dry_run_prints_and_sends_nothing(waiting, settings, capsys):
    settings.MODERATION_DIGEST_TO = []
    call_command("moderation_digest", "--dry-run")
    assert mail.outbox == []
    assert "- Needs care: 1" in capsys.readouterr().out


@pytest.mark.parametrize("missing", ["EMAIL_URL", "MAIL_FROM"])
def test_what_is_missing_is_named(waiting, settings, missing):
    setattr(settings, missing, "")
    with pytest.raises(CommandError, match=missing):
        call_command("moderation_digest")


@pytest.mark.parametrize(
    "error",
    [
        ConnectionRefusedError("refused"),
        TimeoutError("late"),
        smtplib.SMTPAuthenticationError(535, b"secret is wrong"),
        smtplib.SMTPRecipientsRefused({"ana@example.org": (550, b"no")}),
    ],
)
def test_a_mail_server_that_fails_is_one_sentence_without_secrets(waiting, monkeypatch, error):
    def fail(self, messages):
        raise error

    monkeypatch.setattr(EmailBackend, "send_messages", fail)
    with pytest.raises(CommandError) as caught:
        call_command("moderation_digest")
    assert caught.value.returncode == 1
    assert caught.value.__cause__ is None
    assert "The mail server mail.example.org did not take the mail" in str(caught.value)
    assert "secret" not in str(caught.value)
    assert "ana@" not in str(caught.value)


def test_a_flood_is_not_counted_to_its_end(monkeypatch):
    monkeypatch.setattr(digest, "CAP", 3)
    for _number in range(5):
        Case.objects.create(queue="new", language="en", opened_on=timezone.localdate())
    assert digest.waiting()[0].line == "New: more than 3, the oldest since today"


@pytest.mark.parametrize(
    ("hosts", "address"),
    [
        (["help.example.org", "b"], "https://help.example.org/admin/"),
        ([".example.org"], "https://example.org/admin/"),
        (["*"], ""),
        ([], ""),
    ],
)
def test_the_way_to_the_desk(settings, hosts, address):
    settings.ALLOWED_HOSTS = hosts
    assert digest.desk_address() == address
