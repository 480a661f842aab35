"""What the mail to moderators says: how much waits in each queue and how long. No names, no words, no ids."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actions.pledges.models import Case

CAP = 1_000


@dataclass(frozen=True)
class Waiting:
    """One queue. `rows` on the desk, CAP + 1 for more; `days` since the oldest came."""

    label: str
    rows: int
    days: int

    @property
    def line(self) -> str:
        shown = _("more than %(cap)s") % {"cap": CAP} if self.rows > CAP else str(self.rows)
        since = ngettext("the oldest for %(days)s day", "the oldest for %(days)s days", self.days)
        if not self.days:
            since = _("the oldest since today")
        return f"{self.label}: {shown}, " + since % {"days": self.days}


def waiting(today: dt.date | None = None) -> list[Waiting]:
    """The queues in which something waits, in the order in which they are read."""
    today, found = today or timezone.localdate(), []
    for queue in Case.Queue:
        rows = Case.objects.in_queue(queue)
        number = rows.order_by()[: CAP + 1].count()
        if number:
            oldest = rows.order_by().aggregate(day=Min("opened_on"))["day"]
            found.append(Waiting(str(queue.label), number, (today - oldest).days))
    return found


def desk_address() -> str:
    """The address of the desk; "" where the settings name no host that people could open."""
    hosts = [host.lstrip(".") for host in settings.ALLOWED_HOSTS if host.strip(".") and "*" not in host]
    scheme = "https" if settings.HTTPS else "http"
    return f"{scheme}://{hosts[0]}{settings.STAFF_PATH}" if hosts else ""


def written(queues: list[Waiting]) -> tuple[str, str]:
    """(subject, text). The subject says nothing about the site: it stands on locked screens."""
    lines = [
        _("This waits on the desk:"),
        "",
        *(f"- {queue.line}" for queue in queues),
        "",
        *filter(None, [desk_address()]),
        _("Nobody has to do this today. Stop when you need to."),
    ]
    return _("Something waits on the desk"), "\n".join(lines) + "\n"


def send(subject: str, text: str, to: list[str]) -> int:
    """A mail for each, so that nobody sees the address of another; how many went. Raises what smtplib raises."""
    mails = [EmailMessage(subject, text, settings.DEFAULT_FROM_EMAIL, [address]) for address in to]
    return get_connection().send_messages(mails) or 0
