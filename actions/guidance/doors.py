"""Which guides stand beside a service or a list of services. Fixed words and addresses: a door costs no query."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from resources.vocabulary import FEAR_TO_HARM

Label = str | Promise


@dataclass(frozen=True)
class Door:
    """A guide by its address, and what the reader would say who needs it. `slug` does not change with the language."""

    slug: str
    title: Label

    @property
    def url(self) -> str:
        return reverse("guidance:guide", args=[self.slug])


TOLD = Door("when-someone-tells-you", _("Someone told you? What to say"))
OPTIONS = Door("your-options", _("Your options, in your own time"))
SAW = Door("in-the-moment", _("You saw something? One safe thing to do"))
ONLINE = Door("online", _("It happens online: what you can do"))
WORK = Door("at-work", _("It happens at work: what you can do"))
CAMPUS = Door("campus-and-school", _("It happens at school or university: what you can do"))
KIDS = Door("kids-and-consent", _("With children: small habits that help"))
LOOKING_BACK = Door("looking-back", _("Looking back at your own behaviour"))

BY_NEED: Mapping[str, Door] = {
    "online_abuse": ONLINE,
    "workplace": WORK,
    "campus": CAMPUS,
    "children_and_teens": KIDS,
    "bystander_training": SAW,
    "prevention": SAW,
}
MOST = 3


def doors(needs: Iterable[str], audiences: Iterable[str]) -> list[Door]:
    """Codes of the directory to at most MOST doors. Whoever fears to do harm is led to one guide only, and nobody else
    is led to it: a service that is also for everybody keeps the doors of everybody."""
    audiences = set(audiences)
    if FEAR_TO_HARM in audiences and "anyone" not in audiences:
        return [LOOKING_BACK]
    fitting = [BY_NEED[code] for code in needs if code in BY_NEED]
    return list(dict.fromkeys([OPTIONS, TOLD, *fitting]))[:MOST]
