import pytest

from tests.factories_resources import make_service


@pytest.mark.django_db
def test_the_sitemap_names_published_services_only(client):
    make_service("shown")
    make_service("hidden", publication="draft", draft_reason="Low confidence")
    page = client.get("/sitemap.xml").content.decode()
    assert "/resources/shown/" in page
    assert "/es/resources/shown/" in page
    assert "hidden" not in page
