"""A note for the reader's own calendar that says nothing: RFC 5545, one day, "Reminder", no address, no name."""

import datetime as dt
import uuid

from django.utils.translation import gettext as _

DAYS = 30
LINE = 75  # octets in a line, without its end (RFC 5545, 3.1)


def fold(line: str) -> str:
    """One content line as lines of at most 75 octets; a letter is never cut in two."""
    parts, room = [""], LINE
    for letter in line:
        size = len(letter.encode())
        if size > room:
            parts.append("")
            room = LINE - 1  # the blank that begins a folded line counts
        parts[-1] += letter
        room -= size
    return "\r\n ".join(parts) + "\r\n"


def escaped(text: str) -> str:
    """A text value (RFC 5545, 3.3.11)."""
    for letter in ("\\", ";", ","):
        text = text.replace(letter, f"\\{letter}")
    return text.replace("\n", "\\n")


def calendar(today: dt.date) -> bytes:
    """The file: one all-day note 30 days after `today`, with an alarm at nine. Its id is random and leads nowhere.

    The time stamp is the day, not the minute, and nothing names this site: other people may look at the calendar.
    """
    title, day = escaped(_("Reminder")), today + dt.timedelta(days=DAYS)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Reminder//Reminder//EN",
        "BEGIN:VEVENT",
        f"UID:{uuid.uuid4()}",
        f"DTSTAMP:{today:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + dt.timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{title}",
        "TRANSP:TRANSPARENT",
        "CLASS:PRIVATE",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{title}",
        "TRIGGER:PT9H",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(fold(line) for line in lines).encode()
