import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from resources.models import Service
from tests.factories_resources import make_service
from tests.resources.pages import LIST, text, valid

pytestmark = pytest.mark.django_db


def queries_of(visitor, path):
    with CaptureQueriesContext(connection) as queries:
        assert visitor.get(path).status_code == 200
    return len(queries)


def test_the_number_of_queries_is_fixed(visitor):
    def grow(size):
        for number in range(Service.objects.count(), size):
            service = make_service(
                f"line-{number:02}", contacts=[("phone", "1"), ("sms", "2")], languages=["en", "fr"]
            )
            service.sources.create(title="A")
        quiet = "?country=GB&open=1&free=1&anonymous=1&quiet=speak"
        addresses = (
            LIST + "?country=GB",
            LIST + quiet,
            "/resources/line-00/",
            "/resources/line-00/?quiet=look",
        )
        return [queries_of(visitor, address) for address in addresses]

    counts = grow(2)
    assert counts == grow(30)
    assert counts[0] <= 20
    assert max(counts[2:]) <= 15


def test_every_page_of_the_real_catalogue_is_a_good_page(visitor, catalogue):
    services = list(Service.objects.published().order_by("slug"))
    for service in services[::10]:
        page = valid(visitor.get(service.get_absolute_url()))
        for contact in service.contacts.all():
            assert f'href="{contact.href.replace("&", "&amp;")}"' in page
    for query in ("?country=", "?country=US", "?country=GB-SCT", "?country=JP&need=legal", "?country=TV"):
        valid(visitor.get(LIST + query))
    assert visitor.get("/resources/rainn-national-sexual-assault-hotline/").status_code == 200


def test_no_note_for_staff_reaches_a_page(visitor, catalogue):
    for service in Service.objects.published().exclude(editor_note="")[:40]:
        page = text(visitor.get(service.get_absolute_url()))
        assert service.editor_note not in page or service.editor_note in service.public_note
