"""Ways to get in touch: what the button says, where it leads, and what stays on the device afterwards.

A table, and pure functions of a channel and a value. Only a value that is plainly a number, an address or a web
page becomes a link; everything else is shown as text.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

NUMBER = re.compile(r"\+?[0-9*#]{2,20}")
DIGITS = re.compile(r"\+?[0-9]{2,16}")
WORD = re.compile(r"\w{1,20}")
EMAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,63}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
HOST = re.compile(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+\.?(:[0-9]{1,5})?")
UNSAFE = re.compile(r"[\s\x00-\x1f\x7f\"'<>\\^`{}|]")
# Displays often repeat the verb ("Text HOME to 741741", "Call 988"); the button says it once.
REPEATED = re.compile(r"(call|text|sms|video ?phone|whatsapp)\s+", re.IGNORECASE)

# What one tap dials, and everything whose value is a number.
DIALLED = ("phone", "sms")
NUMBERED = (*DIALLED, "whatsapp", "videophone")

SAYS_NOTHING = ("chat", "live chat", "online chat", "web chat", "video call")


def dial(value: str) -> str:
    """`tel:988`; `#` must be escaped or the phone would drop what follows it."""
    return "tel:" + value.replace("#", "%23") if NUMBER.fullmatch(value) else ""


def text(value: str) -> str:
    """`sms:741741`, also for "741741:HOME". The word to send is on the button, not in the link: many phones
    ignore a body there, and a message that writes itself could be sent by mistake."""
    number, _colon, word = value.partition(":")
    good = DIGITS.fullmatch(number) and (WORD.fullmatch(word) or ":" not in value)
    return f"sms:{number}" if good else ""


def page(value: str) -> str:
    """A web page, http or https, without user name, spaces or characters that could leave an attribute."""
    if UNSAFE.search(value):
        return ""
    try:
        parts = urlsplit(value)
    except ValueError:
        return ""
    return value if parts.scheme in ("http", "https") and HOST.fullmatch(parts.netloc) else ""


def write(value: str) -> str:
    return f"mailto:{quote(value, safe='@+')}" if EMAIL.fullmatch(value) else ""


def whatsapp(value: str) -> str:
    return f"https://wa.me/{value[1:]}" if value.startswith("+") and DIGITS.fullmatch(value) else ""


def video(value: str) -> str:
    return dial(value) or page(value)


@dataclass(frozen=True)
class Channel:
    """One way to get in touch. `quietness`: 1 leaves the least behind. `unknown`: what we say without hours."""

    code: str
    name: str | Promise  # in filters and facts
    verb: str | Promise  # on the button
    icon: str
    href: Callable[[str], str]
    trace: str | Promise
    quietness: int
    unknown: str | Promise
    answers_live: bool = True


ASK = _("Hours not known: call to ask")
UNKNOWN = _("Hours not known")
LATER = _("We do not know how soon they answer")

CHANNELS: Mapping[str, Channel] = {
    channel.code: channel
    for channel in (
        Channel(
            "phone",
            _("Call"),
            _("Call"),
            "phone",
            dial,
            _("Shows in the call log and maybe on the bill"),
            7,
            ASK,
        ),
        Channel(
            "sms", _("Text"), _("Text"), "text", text, _("Stays in Messages, maybe on the bill"), 6, UNKNOWN
        ),
        Channel(
            "chat",
            _("Online chat"),
            _("Online chat"),
            "chat",
            page,
            _("Stays in browser history"),
            1,
            UNKNOWN,
        ),
        Channel(
            "whatsapp",
            "WhatsApp",
            "WhatsApp",
            "chat",
            whatsapp,
            _("Stays in WhatsApp on both phones"),
            4,
            UNKNOWN,
        ),
        Channel(
            "videophone",
            _("Video call"),
            _("Video call"),
            "video",
            video,
            _("Shows in the call list of the video app"),
            3,
            UNKNOWN,
        ),
        Channel("email", _("E-mail"), _("E-mail"), "mail", write, _("Stays in sent mail"), 5, LATER, False),
        Channel(
            "form",
            _("Form on their site"),
            _("On their site"),
            "out",
            page,
            _("Stays in browser history"),
            2,
            LATER,
            False,
        ),
    )
}


# Somebody answers while the reader waits.
LIVE = tuple(code for code, channel in CHANNELS.items() if channel.answers_live)


@dataclass(frozen=True)
class Quiet:
    """What a reader who is not alone with the phone chose. `fits`: channels, the least traceable first.

    `elsewhere`: channels that are shown as plain text, to use from another device. `note`: what the choice does,
    and what it cannot do.
    """

    label: str | Promise
    fits: tuple[str, ...]
    note: str | Promise
    elsewhere: tuple[str, ...] = ()


# Someone who looks at a phone opens calls, messages, WhatsApp and mail first; what is left is a page in a private
# window. On somebody else's phone also nothing may ring back, sign in, or stand on the bill.
QUIET: Mapping[str, Quiet] = {
    "speak": Quiet(
        _("I can’t speak"),
        ("chat", "form", "videophone", "whatsapp", "email", "sms"),
        _(
            "You see ways without talking, and video calls for people who sign. Turn the sound off first: an answer "
            "can ring, and it can show on a locked screen."
        ),
    ),
    "look": Quiet(
        _("Someone may look at my phone"),
        ("chat", "form"),
        _(
            "You see only chats and forms: no call and no message stays on the phone. The page stays in the browser "
            "history, so use a private window and close it afterwards. Software that spies on a phone sees everything."
        ),
    ),
    "notmine": Quiet(
        _("This is not my phone"),
        ("chat", "form"),
        _(
            "You see chats and forms: no call, no message and nothing on the bill. The page stays in the browser "
            "history, so use a private window and close it afterwards. Numbers are only to read here: dial them from "
            "another phone, so that nobody calls back on this one."
        ),
        elsewhere=("phone",),
    ),
}


def href(channel: str, value: str) -> str:
    """Where the button leads, or "" when the value is not safely a link."""
    known = CHANNELS.get(channel)
    return known.href(value) if known else ""


def dials_what_it_shows(value: str, display: str) -> bool:
    """Whether the number that people read is the one that the phone dials: its last five digits are in it.

    Words in place of digits (NO-ABUSE) cannot be compared and are believed; so are addresses.
    """
    dialled = re.sub(r"\D", "", value.partition(":")[0])
    if value.startswith("http") or re.search(r"[A-Za-z]{3,}-?[A-Za-z]*$", display) or not dialled:
        return True
    return dialled[-5:] in re.sub(r"\D", "", display)


def same_digits(one: str, other: str) -> bool:
    """Whether two ways to write a number hold the same digits in the same order."""
    return re.sub(r"\D", "", one) == re.sub(r"\D", "", other)


def leaves_site(channel: str, value: str) -> bool:
    """Whether the link opens another web site."""
    return href(channel, value).startswith("http")


def wording(channel: str, value: str, display: str) -> str:
    """What stands after the verb: the number as people write it, the word to send, or what the page is called."""
    if channel == "sms" and ":" in value:
        number, _colon, word = value.partition(":")
        return gettext("%(word)s to %(number)s") % {"word": word, "number": number}
    rest = REPEATED.sub("", display, count=1) if REPEATED.match(display) else display
    return "" if rest.casefold() in SAYS_NOTHING else rest


def button(channel: str, value: str, display: str) -> str:
    """The whole button: "Call 0808 500 2222", "Text HOME to 741741", "Online chat: SafeChat"."""
    known = CHANNELS[channel]
    rest = wording(channel, value, display)
    if not rest:
        return str(known.verb)
    return f"{known.verb}: {rest}" if known.href is page else f"{known.verb} {rest}"
