import re
from datetime import date

import html5lib
import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from resources import discreet, takeaway
from resources.card import FACE, Line, faces
from resources.models import Service
from tests.factories_resources import make_contact, make_service
from tests.resources.pages import valid

LIST, CARD = "/resources/", "/resources/card/"


def text(response):
    return response.content.decode()


def shown(response):
    """What stands on the card itself, without the form beside it."""
    page = valid(response)
    return re.search(r'<section class="flow" id="card".*?</section>', page, re.DOTALL)[0]


def query(**lists):
    data = QueryDict(mutable=True)
    for name, values in lists.items():
        data.setlist(name.replace("_", "-"), values)
    return data


# --- what is written on paper ----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("value", "display", "written"),
    [
        ("+448085002222", "0808 500 2222", "0808 500 2222"),
        ("988", "988", "988"),
        ("+18554842846", "855-4-VICTIM (855-484-2846)", "855-484-2846"),
        ("+18008717741", "Statewide Sexual Assault Helpline 800-871-7741", "800-871-7741"),
        ("+18889567273", "Information line 888-956-RAPE (7273)", "+1 888-956-7273"),
        ("+18335877233", "Report by phone 833-5US-SAFE (587-7233)", "+1 833-587-7233"),
        ("+64800733843", "0800 REFUGE (733 843)", "+64 800 733 843"),
        ("+16173996720", "Legal help 617-399-6720 ext. 19", "617-399-6720, ext. 19"),
        ("988", "Call 988, then press 1", "988, press 1"),
        ("195", "195, opción 7", "195, opción 7"),
        ("*120*7867#", "*120*7867# (USSD please-call-me)", "*120*7867#"),
    ],
)
def test_a_number_on_paper_has_no_words_and_is_whole(value, display, written):
    assert discreet.bare(value, display) == written


# --- the form carries it ---------------------------------------------------------------------------------
def test_picks_are_clean_once_each_and_at_most_twelve():
    many = [f"line-{n}" for n in range(30)]
    assert takeaway.picks(query(pick=["b", "a", "b", "../x", "", "<b>", "x" * 101])) == ("b", "a")
    assert takeaway.picks(query(pick=many)) == tuple(many[: takeaway.MOST])
    assert takeaway.picks(query(pick=["a", "b"], drop=["a", "zz"])) == ("b",)


def test_junk_choices_are_the_first_of_each_table():
    chosen = takeaway.choices(query(size=["x"], names=["\x01"], heading=["../"], copies=["99"]))
    assert (chosen.size, chosen.names, chosen.heading, chosen.copies) == ("wallet", "plain", "notes", 1)


def test_a_nickname_is_one_short_line():
    assert takeaway.choices(query(as_x=["  Aunt\nMay \x07 "])).nicknames == {"x": "Aunt May"}
    assert len(takeaway.choices(query(as_x=["m" * 500])).nicknames["x"]) == takeaway.LONGEST_NICKNAME


def test_nothing_is_cut_from_a_wallet_card():
    lines = [Line(str(n), "", "", "1" * (40 if n % 3 == 0 else 9), "", "", True) for n in range(11)]
    filled = faces(lines)
    assert [line for face in filled for line in face] == lines
    assert all(sum(line.room for line in face) <= FACE for face in filled)


@pytest.mark.django_db
def test_picks_survive_searching_filtering_and_paging(visitor):
    for number in range(25):
        make_service(f"line-{number:02}", needs=["legal" if number < 3 else "emotional_support"])
    sent = {"country": "GB", "pick": ["line-01", "line-24"]}
    for more in ({}, {"q": "listens"}, {"need": "legal"}, {"page": "2"}, {"q": "no-such-words"}):
        page = valid(visitor.post(LIST, {**sent, **more}))
        here = re.findall(r'type="checkbox" name="pick" value="([\w-]+)" checked', page)
        travelling = re.findall(r'type="hidden" name="pick" value="([\w-]+)"', page)
        assert sorted([*here, *travelling]) == ["line-01", "line-24"]
        assert "2 on your card" in page
        assert not [link for link in re.findall(r'(?:href|action)="([^"]*)"', page) if "pick" in link]
    page = text(visitor.get(LIST + "?country=GB&pick=line-01"))
    assert 'value="line-01" checked' not in page  # an address cannot fill somebody's card


@pytest.mark.django_db
def test_the_way_from_the_list_and_from_a_listing_leads_to_the_card(visitor):
    service = make_service("harbour-line", contacts=[("phone", "988")])
    assert f'formaction="{CARD}"' in text(visitor.get(LIST + "?country=GB"))
    page = valid(visitor.get(service.get_absolute_url()))
    hidden = '<input type="hidden" name="pick" value="harbour-line">'
    assert re.search(
        rf'method="post" action="{CARD}"[^>]*>(\s*<input type="password"[^>]*>)?\s*{hidden}', page
    )


# --- the card --------------------------------------------------------------------------------------------
@pytest.fixture
def line(db):
    return make_service(
        "harbour-line",
        name="Harbour Rape Line",
        contacts=[
            {"value": "+448085002222", "display": "0808 500 2222", "hours_osm": "24/7", "free": True},
            {"channel": "sms", "value": "741741:HOME", "display": "Text HOME to 741741"},
            {"channel": "email", "value": "help@harbour.example", "display": "help@harbour.example"},
            {"channel": "chat", "value": "https://harbour.example/chat", "display": "Chat"},
        ],
    )


def test_without_picks_the_page_explains_and_shows_the_main_numbers(visitor, db):
    for page in (
        valid(visitor.get(CARD + "?country=GB")),
        valid(visitor.post(CARD, {"country": "GB", "pick": ["never-there", "<x>"]})),
    ):
        assert 'href="tel:+448085002222"' in page
        assert 'href="tel:999"' in page
        assert "Make a card with these" in page
        assert "Add to my card" in page
    assert "112" in valid(visitor.get(CARD + "?country="))


@pytest.mark.parametrize("prefix", ["", "/es"])
def test_every_choice_gives_a_good_page_with_a_title_that_says_nothing(visitor, line, prefix):
    chosen = {"country": "GB", "pick": "harbour-line"}
    for size in takeaway.SIZES:
        for names in takeaway.NAMES:
            page = valid(visitor.post(prefix + CARD, {**chosen, "size": size, "names": names, "copies": "4"}))
            assert "0808 500 2222" in page
    for heading, label in (("clinic", "Clinic"), ("work", "Work"), ("none", "Notes")):
        response = visitor.post(CARD, {**chosen, "heading": heading})
        assert f"<title>{label}</title>" in valid(response)
        assert ("wallet__head" in shown(response)) == (heading != "none")


def test_a_card_starts_without_names_and_telling_addresses(visitor, line):
    card = shown(visitor.post(CARD, {"country": "GB", "pick": "harbour-line"}))
    for there in ("999", "In danger", "0808 500 2222", "Text HOME to 741741", "Free, day and night"):
        assert there in card
    assert "arbour" not in card
    assert "from published sources 20 Nov 2026" in card
    named = shown(visitor.post(CARD, {"country": "GB", "pick": "harbour-line", "names": "full"}))
    assert "Harbour Rape Line" in named
    only = shown(
        visitor.post(CARD, {"country": "GB", "pick": "harbour-line", "names": "none", "size": "list"})
    )
    assert not re.search(r"danger|Free|night|arbour", only)


def test_a_service_that_has_only_a_page_still_has_a_line(visitor, db):
    make_service("web-only", website="https://web.example.org/")
    assert "web.example.org" in shown(visitor.post(CARD, {"country": "GB", "pick": "web-only"}))


def test_every_line_can_be_left_off_the_emergency_number_too(visitor, line):
    phone, sms = line.contacts.order_by("position")[:2]
    form = {"country": "GB", "pick": "harbour-line", "seen": ["999", str(phone.pk), str(sms.pk)]}
    card = shown(visitor.post(CARD, {**form, "keep": [str(sms.pk), "junk"]}))
    assert "741741" in card
    assert "999" not in card
    assert "0808 500 2222" not in card
    elsewhere = shown(visitor.post(CARD, {**form, "keep": [str(sms.pk)], "country": "US"}))
    assert "911" in elsewhere, "a number that was never offered is not unticked"
    every = [str(contact.pk) for contact in line.contacts.all()]
    assert "the card is empty" in shown(visitor.post(CARD, {**form, "seen": ["999", *every]}))


def test_a_nickname_takes_the_place_of_the_name(visitor, line):
    phone = line.contacts.order_by("position").first()
    sent = {"country": "GB", "pick": "harbour-line", "names": "full", f"as-{phone.pk}": "Aunt <May>"}
    card = shown(visitor.post(CARD, sent))
    assert "Aunt &lt;May&gt;" in card
    assert card.count("Harbour Rape Line") == 1  # the text line keeps its own


def test_hidden_contacts_drafts_and_closed_services_are_on_no_card(visitor, line):
    make_contact(line, {"value": "+448000000001", "display": "0800 000 001", "hidden": "unsafe"})
    make_contact(
        line,
        {
            "value": "+448000000002",
            "display": "0800 000 002",
            "checked_on": date(2020, 1, 1),
            "checked_how": "phone",
        },
    )
    make_service("draft", publication="draft", draft_reason="x", contacts=[("phone", "+448000000003")])
    make_service("gone", status="defunct", contacts=[("phone", "+448000000004")])
    page = valid(visitor.post(CARD, {"country": "GB", "pick": ["draft", "harbour-line", "gone"]}))
    assert "0808 500 2222" in page
    assert not re.search(r"000.?00[1-4]", page)


def test_a_line_that_we_checked_says_so_and_the_oldest_day_stands_on_the_card(visitor, line):
    phone = line.contacts.order_by("position").first()
    line.contacts.filter(pk=phone.pk).update(checked_on=date(2026, 11, 3), checked_how="phone")
    sent = {"country": "GB", "pick": "harbour-line"}
    assert "checked 3 Nov 2026" in shown(visitor.post(CARD, {**sent, "size": "list"}))
    assert "from published sources 3 Nov 2026" in shown(visitor.post(CARD, sent))
    only = {**sent, "seen": [str(c.pk) for c in line.contacts.all()], "keep": str(phone.pk)}
    assert "checked 3 Nov 2026" in shown(visitor.post(CARD, only))


def test_a_service_can_be_taken_off_and_the_search_comes_back(visitor, line):
    make_service("other-line", contacts=[("phone", "116123")])
    sent = {
        "country": "GB",
        "pick": ["harbour-line", "other-line"],
        "q": "quince",
        "need": ["legal"],
        "drop": "other-line",
    }
    page = valid(visitor.post(CARD, sent))
    assert 'name="pick" value="harbour-line"' in page
    assert "other-line" not in page
    assert '<input type="hidden" name="q" value="quince">' in page
    assert '<input type="hidden" name="need" value="legal">' in page


def test_more_than_twelve_is_said(visitor, db):
    for number in range(14):
        make_service(f"line-{number:02}", contacts=[("phone", f"+4480800000{number:02}")])
    page = valid(visitor.post(CARD, {"country": "GB", "pick": [f"line-{n:02}" for n in range(14)]}))
    assert "A card holds 12 services" in page
    assert page.count("Take off the card") == 12


def test_nothing_is_stored_and_the_cost_is_fixed(visitor, db):
    for number in range(12):
        make_service(f"line-{number:02}", contacts=[("phone", f"+4480800000{number:02}"), ("sms", "1")])

    def cost(picks):
        with CaptureQueriesContext(connection) as queries:
            response = visitor.post(CARD, {"country": "GB", "pick": [f"line-{n:02}" for n in range(picks)]})
        assert not response.cookies
        assert response["Cache-Control"] == "no-store"
        assert all(query["sql"].startswith("SELECT") for query in queries)
        return len(queries)

    assert cost(1) == cost(12) <= 8
    assert not visitor.cookies


def test_a_form_of_another_site_is_refused(client, line):
    assert (
        client.post(CARD, {"pick": "harbour-line"}, headers={"Sec-Fetch-Site": "cross-site"}).status_code
        == 403
    )


# --- the quiet ways in, and the sitemap ------------------------------------------------------------------
def test_the_home_page_has_three_quiet_ways_in_that_stay_in_no_address(visitor, db):
    page = html5lib.parse(text(visitor.get("/?country=GB")), namespaceHTMLElements=False)
    form = next(form for form in page.iter("form") if "quiet" in form.get("class", ""))
    assert (form.get("method"), form.get("action")) == ("post", "/resources/")
    assert [button.get("value") for button in form.iter("button")] == ["speak", "look", "notmine"]
    assert [field.get("value") for field in form.iter("input") if field.get("name") != "unkept"] == ["GB"]
    assert not [link for link in page.iter("a") if "quiet" in (link.get("href") or "")]


def test_the_sitemap_has_the_card_and_not_the_files(visitor, db):
    listed = text(visitor.get("/sitemap.xml"))
    assert "/resources/card/</loc>" in listed
    assert "offline" not in listed


# --- the real catalogue: last, for it stays in the database of this module ---------------------------------
@pytest.mark.django_db
def test_no_dialled_number_of_the_catalogue_loses_a_digit_or_keeps_a_word(catalogue):
    for service in Service.objects.published().with_contacts():
        for contact in service.contacts.all():
            if contact.channel != "phone":
                continue
            written = discreet.number(contact)
            digits = re.sub(r"\D", "", written.split(",")[0]).lstrip("0")
            # Some countries write a trunk digit in front, as 8 in Lithuania: the end is compared, and the length below.
            assert re.sub(r"\D", "", contact.value).endswith(digits[-7:]), (contact.value, written)
            assert len(re.sub(r"\D", "", contact.value)) - len(digits) <= 3, (contact.value, written)
            assert not re.search(r"[A-Za-z]{4,}", re.sub(r"(ext|press|opción|option)", "", written)), written
