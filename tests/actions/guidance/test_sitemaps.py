from types import SimpleNamespace

from actions.guidance.models import Guide
from actions.guidance.sitemaps import SITEMAPS


def locations(name):
    entries = SITEMAPS[name]().get_urls(site=SimpleNamespace(domain="x.example"), protocol="https")
    for entry in entries:
        assert entry["location"] in {other["location"] for other in entry["alternates"]}
    return [entry["location"].removeprefix("https://x.example") for entry in entries]


def test_every_piece_is_listed_once_under_the_path_of_its_language(content):
    found = locations("guides") + locations("actions") + locations("articles")
    assert len(found) == len(set(found)) == 2 * (14 + 55 + 5)
    assert "/act/guides/your-options/" in found
    assert "/es/act/guides/your-options/" in found


def test_pages_that_only_fall_back_or_are_unpublished_are_left_out(content):
    Guide.objects.filter(key="G1", language="es").delete()
    Guide.objects.filter(key="G2").update(published=False)
    found = locations("guides")
    assert "/act/guides/in-the-moment/" in found
    assert "/es/act/guides/in-the-moment/" not in found
    assert "/act/guides/staying-safe/" not in found


def test_every_index_page_is_listed_and_exists(content, client):
    found = locations("guidance")
    assert {"/act/", "/es/act/sources/"} <= set(found)
    assert len(found) == 22
    assert all(client.get(path).status_code == 200 for path in found)
