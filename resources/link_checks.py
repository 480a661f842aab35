"""Which links and numbers to look at, what came of it, and how it is said. The only writer of `LinkCheck`.

Looking itself is in `link_run`: nothing here touches the network, so pages may ask `troubled`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from resources import numbers
from resources.channels import NUMBERED
from resources.models import Contact, LinkCheck, Service

Weight, Kind = LinkCheck.Weight, LinkCheck.Kind
EVERY = 7  # days between two looks at something that was fine
AGAIN = 1  # days until the next look at something that was not
STUBBORN = 3  # looks in a row after which "could not tell" is worth a person's time


@dataclass(frozen=True)
class Verdict:
    """How a problem is said, and how much it weighs. `grows`: a finding when it stays for STUBBORN looks."""

    sentence: str | Promise
    weight: int
    grows: bool = False


def _refused(sentence: str | Promise) -> Verdict:
    return Verdict(sentence, Weight.FINDING)


_CLOSED = gettext_lazy("We did not open it: it leads to a private place on a network.")
_TYPED = gettext_lazy("We did not open it: it is not written like the address of a public web page.")

# Codes of `safe_fetch`, then our own, then those of `numbers`. Honest words: an open page may still be a wrong page.
VERDICTS: Mapping[str, Verdict] = {
    **{code: _refused(_TYPED) for code in ("scheme", "port", "login", "name", "text")},
    "address": _refused(_CLOSED),
    "lookup": Verdict(gettext_lazy("The name of the site was not found."), Weight.UNSURE, grows=True),
    "connection": Verdict(gettext_lazy("The site did not answer."), Weight.UNSURE, grows=True),
    "time": Verdict(gettext_lazy("The site took too long to answer."), Weight.UNSURE, grows=True),
    "secure": Verdict(gettext_lazy("No encrypted connection came about."), Weight.UNSURE, grows=True),
    "broken": Verdict(gettext_lazy("The answer of the site made no sense to us."), Weight.UNSURE, grows=True),
    "circle": Verdict(gettext_lazy("The site sent us round in circles."), Weight.UNSURE),
    "trouble": Verdict(
        gettext_lazy("The site said that it is in trouble itself."), Weight.UNSURE, grows=True
    ),
    "kept_out": Verdict(
        gettext_lazy("The site does not let programs in. A person has to look."), Weight.UNSURE
    ),
    "busy": Verdict(gettext_lazy("The site asked us to come back later."), Weight.UNSURE),
    "certificate": Verdict(
        gettext_lazy("The site cannot prove that it is itself: browsers warn before they open it."),
        Weight.FINDING,
    ),
    "missing": Verdict(gettext_lazy("The site says that this page does not exist."), Weight.FINDING),
    "moved": Verdict(gettext_lazy("The link leads to another site now."), Weight.FINDING),
    "parked": Verdict(gettext_lazy("The link leads to a page that sells site names."), Weight.FINDING),
    "downgraded": Verdict(gettext_lazy("It opens, but the last step is not encrypted."), Weight.NOTE),
    **{
        code: Verdict(finding.sentence, Weight.NOTE if finding.note else Weight.FINDING)
        for code, finding in numbers.FINDINGS.items()
    },
}


@dataclass
class Target:
    """Something to look at: a link, or a number with every way in which services name it."""

    value: str
    kind: str
    said: list[tuple[str, str, str]] = field(default_factory=list)  # channel, country, display


def targets() -> dict[str, Target]:
    """Every link and number of services that run, drafts included, by value. Two queries."""
    found: dict[str, Target] = {}
    running = Service.objects.filter(status="active")
    for website in running.exclude(website="").values_list("website", flat=True):
        found.setdefault(website, Target(website, Kind.LINK))
    contacts = Contact.objects.filter(service__in=running).exclude(channel="email")
    rows = contacts.values_list("value", "channel", "service__country", "display")
    for value, channel, country, display in rows.order_by("value", "channel", "pk"):
        is_number = channel in NUMBERED and not value.startswith("http")
        target = found.setdefault(value, Target(value, Kind.NUMBER if is_number else Kind.LINK))
        target.said.append((channel, country, display))
    return found


def due(found: Mapping[str, Target], today: date, *, every: int = EVERY) -> list[Target]:
    """What to look at now: never seen first, then what waited longest. One query."""
    seen = {
        value: day + timedelta(days=AGAIN if weight >= Weight.UNSURE else every)
        for value, day, weight in LinkCheck.objects.values_list("target", "checked_on", "weight")
    }
    waiting = [target for target in found.values() if seen.get(target.value, today) <= today]
    return sorted(waiting, key=lambda target: (seen.get(target.value, date.min), target.value))


def forget(found: Mapping[str, Target]) -> int:
    """Take away results about values that no service names any more."""
    gone = [pk for pk, value in LinkCheck.objects.values_list("pk", "target") if value not in found]
    for start in range(0, len(gone), 500):
        LinkCheck.objects.filter(pk__in=gone[start : start + 500]).delete()
    return len(gone)


def number_problem(target: Target) -> str:
    """The heaviest code of `numbers.FINDINGS` among the ways in which services name this number; "" when none."""
    codes = [
        numbers.plausibility(channel, target.value, country, display)
        for channel, country, display in target.said
    ]
    return max(filter(None, codes), key=lambda code: VERDICTS[code].weight, default="")


@transaction.atomic
def record(
    target: Target, problem: str, *, on: date, status_class: str = "", final_host: str = ""
) -> LinkCheck:
    """Note one look. `problem`: a code of VERDICTS or "". Raises KeyError for an unknown code."""
    verdict = VERDICTS[problem] if problem else None
    check, created = LinkCheck.objects.select_for_update().get_or_create(
        target=target.value, defaults={"kind": target.kind, "checked_on": on}
    )
    if not created:
        check.times = F("times") + 1
    check.kind, check.problem, check.checked_on = target.kind, problem, on
    check.status_class, check.final_host = status_class, final_host[:253]
    check.failures = check.failures + 1 if verdict else 0
    check.first_failed_on = (check.first_failed_on or on) if verdict else None
    check.weight = weigh(verdict, check.failures) if verdict else Weight.FINE
    check.save()
    check.refresh_from_db()
    return check


def weigh(verdict: Verdict, failures: int) -> int:
    """A site that was silent once may be asleep; one that stays silent deserves a look."""
    return Weight.FINDING if verdict.grows and failures >= STUBBORN else verdict.weight


def sentence(check: LinkCheck) -> str:
    """What the last look gave, in plain words, with how long it has been so."""
    if not check.problem:
        return (
            _("It opened. That does not say that the page is right.")
            if check.kind == Kind.LINK
            else _("It can exist. Only dialling tells who answers.")
        )
    verdict = VERDICTS.get(check.problem)
    said = str(verdict.sentence) if verdict else check.problem
    if check.final_host:
        said += f" ({check.final_host})"
    if check.first_failed_on is None or (verdict and verdict.weight == Weight.NOTE):
        return said
    counted = ngettext(
        "Seen %(count)d time, since %(date)s.",
        "Seen %(count)d times in a row, since %(date)s.",
        check.failures,
    )
    # Translators: the order of a date: j day, F month, Y year.
    since = date_format(check.first_failed_on, _("j F Y"))
    return f"{said} {counted % {'count': check.failures, 'date': since}}"


def troubled(values: Iterable[str]) -> dict[str, str]:
    """Of these links and numbers (`Contact.value`, `Service.website`) the ones to look at, with the sentence why.

    One query. For a page of values, not for the whole directory.
    """
    worst = LinkCheck.objects.filter(target__in=set(values), weight=Weight.FINDING)
    return {check.target: sentence(check) for check in worst}
