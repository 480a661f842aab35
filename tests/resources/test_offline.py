import base64
import hashlib
import re
from datetime import date
from io import StringIO

import html5lib
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from resources import discreet, offline
from resources.models import Address, Contact, Location, Service
from tests.factories_resources import make_contact, make_service
from tests.resources.pages import NOT_IN_A_TITLE

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)
LARGEST = 400_000


def get(visitor, country="gb", prefix=""):
    return visitor.get(f"{prefix}/resources/offline/{country}.html")


def test_it_is_a_download_with_a_name_that_says_nothing(visitor):
    response = get(visitor)
    assert response.status_code == 200
    assert response["Content-Disposition"] == 'attachment; filename="numbers-gb.html"'
    assert "noindex" in response["X-Robots-Tag"]
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies
    assert "numbers-gb-es.html" in get(visitor, prefix="/es")["Content-Disposition"]


@pytest.mark.parametrize(
    ("country", "status"), [("GB", 200), ("ie", 200), ("zz", 404), ("gbr", 404), ("g%00", 400)]
)
def test_only_countries_that_we_know(visitor, country, status):
    assert get(visitor, country).status_code == status


def test_hidden_contacts_and_confidential_addresses_stay_out():
    service = make_service(
        contacts=[("phone", "+448080000000")], what_to_expect="A person answers.", not_for="Children."
    )
    make_contact(service, {"value": "+448000000001", "hidden": "unsafe"})
    place = Location.objects.create(name="Refuge", confidential=True)
    Address.objects.create(
        location=place,
        address_1="7 Secret Street",
        city="Leeds",
        state_province="",
        postal_code="LS1",
        country="GB",
    )
    service.locations.add(place)
    page = offline.edition("GB", TODAY)
    for there in (
        "+448080000000",
        "A person answers.",
        "Children.",
        "Shows in the call log",
        "Made on 21 November 2026",
    ):
        assert there in page
    for absent in ("000000001", "Secret Street", "LS1", "Refuge"):
        assert absent not in page


def test_a_checked_contact_says_so_and_others_say_where_they_come_from():
    service = make_service(contacts=[("phone", "1"), ("sms", "2")])
    service.contacts.filter(channel="sms").update(checked_on=date(2026, 11, 3), checked_how="website")
    page = offline.edition("GB", TODAY)
    assert page.count("From published sources 20 Nov 2026") == 1
    assert page.count("Checked 3 Nov 2026") == 1


def test_parts_of_the_country_have_a_heading_of_their_own():
    for slug, fields in {
        "whole": {},
        "wales": {"region": "GB-WLS"},
        "scot": {"region": "GB-SCT"},
        "any": {"country": ""},
    }.items():
        make_service(slug, **fields)
    make_service("france", country="FR")
    assert [(section.anchor, len(section.entries)) for section in offline.sections("GB")] == [
        ("gb", 1), ("gb-sct", 1), ("gb-wls", 1), ("any", 1)
    ]  # fmt: skip


def test_the_number_of_queries_is_fixed():
    def cost(size):
        for number in range(Service.objects.count(), size):
            make_service(f"line-{number:02}", contacts=[("phone", "1"), ("sms", "2")], languages=["en", "fr"])
        with CaptureQueriesContext(connection) as queries:
            offline.edition("GB", TODAY)
        return len(queries)

    make_service("anywhere", country="", contacts=[("phone", "1")])
    assert cost(2) == cost(20) <= 20


def test_the_command_writes_every_country_again_and_again(tmp_path):
    make_service(contacts=[("phone", "+448080000000")])
    out = StringIO()
    for _ in range(2):
        call_command("write_offline", tmp_path, country=["gb", "IE"], stdout=out)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "numbers-gb-es.html", "numbers-gb.html", "numbers-ie-es.html", "numbers-ie.html",
    ]  # fmt: skip
    assert "+448080000000" in (tmp_path / "numbers-gb.html").read_text()
    assert "4 files" in out.getvalue()
    with pytest.raises(CommandError, match="zz"):
        call_command("write_offline", tmp_path, country=["zz"])
    assert set(offline.countries()) >= {"GB", "US", "PR", "TV"}


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("country", ["US", "GB", "IE", "PR", "MX", "TV"])
def test_every_published_number_is_in_the_file_and_nothing_is_fetched(catalogue, country, language):
    with translation.override(language):
        page = offline.edition(country, TODAY)
    assert len(page.encode()) < LARGEST
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    services = Service.objects.published()
    wanted = [*services.for_country(country).with_contacts(), *services.beyond(country).with_contacts()]
    hrefs = {link.get("href") for link in tree.iter("a")}
    assert {contact.href for service in wanted for contact in service.contacts.all() if contact.href} <= hrefs
    names = {"".join(heading.itertext()) for heading in tree.iter("h3")}
    with translation.override(language):
        assert names == {str(service.said["name"]) for service in wanted}
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in hrefs if href.startswith("#")} <= set(ids)
    assert not NOT_IN_A_TITLE.search(tree.find(".//title").text)
    for element in tree.iter():
        assert element.tag not in ("script", "img", "iframe", "link", "form", "base", "object")
        assert not {"src", "srcset", "style", "background", "ping", "action"} & set(element.attrib)
        if (element.get("href") or "").startswith("http"):
            assert "noreferrer" in element.get("rel")
    style = tree.find(".//style").text
    assert not re.search(r"url\(|@import", style)
    policy = next(meta.get("content") for meta in tree.iter("meta") if meta.get("http-equiv"))
    assert policy.startswith("default-src 'none'")
    assert base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() in policy


def test_no_number_of_a_draft_is_in_any_file(catalogue):
    published = set(
        Contact.objects.filter(service__in=Service.objects.published()).values_list("value", flat=True)
    )
    drafts = Contact.objects.exclude(service__in=Service.objects.published()).exclude(value__in=published)
    assert drafts
    for country in drafts.values_list("service__country", flat=True).distinct():
        page = offline.edition(country or "GB", TODAY)
        for contact in drafts.filter(service__country=country):
            assert f'href="{contact.href}"' not in page


def test_what_is_said_of_a_number_comes_in_the_language_of_the_file_and_of_the_card(visitor):
    contact = make_contact(
        make_service(), {"value": "079", "display": "079, option 1", "note": "Then choose option 1."}
    )
    contact.texts.create(language="es", display="079, opción 1", note="Después elige la opción 1.")
    body = get(visitor, prefix="/es").content.decode()
    assert "<span>Después elige la opción 1.</span>" in body
    assert "option 1" not in body
    with translation.override("es"):
        assert discreet.number(contact) == "079, opción 1"
