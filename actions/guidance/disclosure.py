"""The card for telling: for somebody who was told, and for somebody who wants to tell. Words as tables.

The choices travel in the form and nowhere else: nothing is stored. The words rest on the guides G3 and G11 and on
the actions A28 and A30 to A33, with their sources. Nobody is named on it, and no line of it says what happened.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from resources.takeaway import HEADINGS

Label = str | Promise

# In the words of the person who holds the card.
WHOM: Mapping[str, Label] = {
    "told": _("Someone told me"),
    "tell": _("I want to tell someone"),
}
PARTS: Mapping[str, Mapping[str, Label]] = {
    "told": {
        "say": _("What to say"),
        "leave": _("What to leave out"),
        "steps": _("First steps"),
        "numbers": _("Numbers"),
    },
    "tell": {
        "say": _("What I can say"),
        "ask": _("What I can ask first"),
        "leave": _("What I can leave out"),
        "steps": _("Good to know"),
        "numbers": _("Numbers"),
    },
}
QUOTED = ("say", "ask")

LINES: Mapping[str, Mapping[str, tuple[Label, ...]]] = {
    "told": {
        "say": (
            _("I believe you."),
            _("It was not your fault."),
            _("Thank you for telling me."),
            _("What would help right now?"),
            _("You do not have to decide today."),
        ),
        "leave": (
            _("“Why” questions. They can sound like blame."),
            _("Asking for proof, or for more than they want to say."),
            _("Telling them what they must do."),
            _("Plans to get back at the person."),
            _("Telling anyone else, without a clear yes from them."),
        ),
        "steps": (
            _("Put your phone away. Let them talk, or be quiet."),
            _("Ask if they are safe, and if they are hurt."),
            _("If they passed out, or someone pressed on their neck: doctors advise a check straight away, even "
              "if nothing shows."),
            _("Say early what you may have to pass on: a child at risk, a life in danger, a duty in your job."),
            _("Offer choices: a support line, a doctor, the police, or nothing for now. They choose."),
            _("Some care works best in the first days. Say so once, gently."),
            _("Offer one real thing, such as a lift or a meal. Do what you said."),
            _("If they posted it online: thank them, ask nothing, do not share it."),
            _("A child? Stay calm, promise no secrets, and get help the same day."),
            _("Get support for yourself too. You can leave out the name."),
        ),
    },
    "tell": {
        "say": (
            _("I want to tell you something. Please just listen."),
            _("I do not want to go into details."),
            _("You do not have to fix it."),
            _("Please do not tell anyone."),
            _("What would help me now is …"),
        ),
        "ask": (
            _("What stays private, and what do you have to pass on?"),
            _("Do I have to give my name?"),
            _("Can someone stay with me? Can I choose who sees me?"),
            _("Which care works best early, and until when?"),
            _("What happens next, if I say yes? And if I say no?"),
        ),
        "leave": (
            _("Anything I do not want to say. I owe nobody details."),
            _("Who it was, where it was, and when."),
            _("Why I did or did not do something. It was not my fault."),
            _("What I will do next. I do not have to decide today."),
        ),
        "steps": (
            _("I choose whom I tell, and when. I can stop at any time."),
            _("I can write it down, or show this card."),
            _("If somebody takes it badly, I can tell somebody else. It was still not my fault."),
            _("Some care works best in the first days. I can ask later too."),
            _("I can say no to any part, and bring someone with me."),
        ),
    },
}  # fmt: skip


@dataclass(frozen=True)
class Part:
    """One block of the card. `quoted`: things to say aloud."""

    code: str
    title: Label
    lines: tuple[Label, ...]
    quoted: bool
    shown: bool


@dataclass(frozen=True)
class Card:
    """What was chosen. `whom` is "" before anything was. `heading` is a code of HEADINGS."""

    whom: str
    heading: str
    parts: list[Part]

    @property
    def title(self) -> str:
        """The name of the window, and of the card when it has one; see resources.takeaway."""
        return str(HEADINGS["notes" if self.heading == "none" else self.heading])

    @property
    def shown(self) -> list[Part]:
        return [part for part in self.parts if part.shown]


def card(data: QueryDict) -> Card:
    """`data`: `whom`, `heading`, and once the card is on the screen `seen` and `part` (codes). Junk is ignored."""
    whom = data.get("whom", "")
    whom = whom if whom in WHOM else ""
    heading = data.get("heading", "")
    seen, ticked = data.get("seen", "") == whom, set(data.getlist("part"))
    parts = [
        Part(code, title, LINES[whom].get(code, ()), code in QUOTED, code in ticked or not seen)
        for code, title in PARTS.get(whom, {}).items()
    ]
    return Card(whom, heading if heading in HEADINGS else next(iter(HEADINGS)), parts)
