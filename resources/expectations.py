"""What usually happens when somebody gets in touch, for lines that have not told us. Only what is true of any line."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from resources.vocabulary import Kind

CHANNELS: Mapping[str, str | Promise] = {
    "phone": _(
        "When you call, a person may answer, or first a menu, music or a recording. You do not have to give a "
        "reason, and you can hang up at any time. If nobody answers, it is not because of you: try again, or the "
        "next step below."
    ),
    "sms": _(
        "When you text, the answer comes as a message to the same phone. It can take a while. You can stop writing "
        "at any time."
    ),
    "chat": _(
        "When you open the chat, it may ask a few questions before a person answers. You can leave one out, or close "
        "the page at any time."
    ),
    "whatsapp": _(
        "When you write on WhatsApp, they see your number, and the name and picture that you use there."
    ),
    "videophone": _("On a video call, they can see you and the room you are in."),
    "email": _("When you write an e-mail, they see your address, and the answer comes to it."),
    "form": _(
        "When you fill in a form, it may ask how to reach you. Give only what nobody else can open or answer."
    ),
}
# Said before what the channels do: here the difference matters.
KINDS: Mapping[str, str | Promise] = {
    Kind.REPORTING_AGENCY: _(
        "This is an office that takes reports. Some have to act on what they hear: ask about that before you tell "
        "them what happened."
    ),
    Kind.EDUCATION: _(
        "This is mainly for learning. It may not be staffed by people who can help in a crisis."
    ),
    Kind.COALITION: _("This is a network of local services. You can ask which one is near you."),
}
ALWAYS = _(
    "You decide how much you tell. You can ask first what they write down, and what they have to pass on to others."
)


def of_channel(code: str) -> str:
    return str(CHANNELS.get(code, ""))


def usual(kind: str, channels: Iterable[str]) -> list[str]:
    """Sentences for a service that has not told us: about its kind, about each way once, about every line."""
    said = [KINDS.get(kind, ""), *(CHANNELS.get(code, "") for code in dict.fromkeys(channels)), ALWAYS]
    return [str(text) for text in said if text]
