import json

import pytest

from resources import channels
from resources.loading import PATH


@pytest.mark.parametrize(
    ("channel", "value", "href"),
    [
        ("phone", "988", "tel:988"),
        ("phone", "+448085002222", "tel:+448085002222"),
        ("phone", "#8891", "tel:%238891"),
        ("phone", "*120*7867#", "tel:*120*7867%23"),
        ("sms", "741741:HOME", "sms:741741"),
        ("sms", "988:AYUDA", "sms:988"),
        ("sms", "+61458737732", "sms:+61458737732"),
        ("chat", "https://hotline.rainn.org/online", "https://hotline.rainn.org/online"),
        ("form", "http://www.acar.org/", "http://www.acar.org/"),
        ("email", "help@galop.org.uk", "mailto:help@galop.org.uk"),
        ("whatsapp", "+5491131331000", "https://wa.me/5491131331000"),
        ("videophone", "+18558121001", "tel:+18558121001"),
        ("videophone", "https://www.1800respect.org.au/", "https://www.1800respect.org.au/"),
    ],
)
def test_a_right_value_becomes_the_link_that_reaches_it(channel, value, href):
    assert channels.href(channel, value) == href


@pytest.mark.parametrize("channel", channels.CHANNELS)
@pytest.mark.parametrize(
    "value",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "java\nscript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//example.org/",
        "ftp://example.org/",
        "https://",
        "https://example",
        "https://user@example.org/",
        "https://example.org/ x",
        'https://example.org/"onclick=x',
        "https://example.org/<script>",
        "https://[::1",
        "9 8 8",
        "988;ext=1",
        "988\n",
        "988,911",
        "741741:HOME NOW",
        "741741:&body=x",
        "a@b",
        "a@b.org?bcc=c@d.org",
        "a b@example.org",
        "a@example.org\nbcc: c@d.org",
        "",
        "٩٨٨",
    ],
)
def test_a_hostile_or_broken_value_never_becomes_a_link(channel, value):
    assert channels.href(channel, value) == ""


def test_an_unknown_channel_has_no_link():
    assert channels.href("pigeon", "988") == ""


@pytest.mark.parametrize(
    ("channel", "value", "display", "button"),
    [
        ("phone", "+448085002222", "0808 500 2222", "Call 0808 500 2222"),
        ("phone", "988", "Call 988", "Call 988"),
        ("sms", "741741:HOME", "Text HOME to 741741", "Text HOME to 741741"),
        ("sms", "988", "Text 988", "Text 988"),
        ("chat", "https://a.example.org/", "Live chat", "Online chat"),
        ("chat", "https://a.example.org/", "SafeChat", "Online chat: SafeChat"),
        ("videophone", "+18558121001", "Videophone 855-812-1001", "Video call 855-812-1001"),
        ("email", "help@galop.org.uk", "help@galop.org.uk", "E-mail help@galop.org.uk"),
    ],
)
def test_the_button_says_the_verb_once_and_the_word_to_send(channel, value, display, button):
    assert channels.button(channel, value, display) == button


def test_every_channel_tells_what_stays_behind_and_has_its_own_place_in_the_order():
    assert all(str(channel.trace) for channel in channels.CHANNELS.values())
    order = sorted(channel.quietness for channel in channels.CHANNELS.values())
    assert order == list(range(1, len(channels.CHANNELS) + 1))
    assert str(channels.CHANNELS["phone"].trace) == "Shows in the call log and maybe on the bill"


def test_every_contact_of_the_catalogue_becomes_a_link():
    services = json.loads(PATH.read_text(encoding="utf-8"))["services"]
    contacts = [contact for service in services for contact in service["contacts"]]
    assert len(contacts) > 400
    assert [c["value"] for c in contacts if not channels.href(c["channel"], c["value"])] == []


@pytest.mark.parametrize(
    ("value", "display", "same"),
    [
        ("+448085002222", "0808 500 2222", True),
        ("+18006564673", "800-656-HOPE (4673)", True),
        ("+18886622873", "1-888-NO-ABUSE", True),
        ("64673:HOPE", "Text HOPE to 64673", True),
        ("079", "079, opción 1", True),
        ("https://www.1800respect.org.au/", "Video call", True),
        ("+448085000999", "0808 500 2222", False),
        ("988", "Call 911", False),
    ],
)
def test_the_number_that_is_read_is_the_one_that_is_dialled(value, display, same):
    assert channels.dials_what_it_shows(value, display) is same
