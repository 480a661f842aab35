import pytest
from django.utils import translation

from actions.pledges.screens import screen
from config.chrome.crisis import crisis_for


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", ["disclosure", "may_have_hurt", "danger"])
@pytest.mark.parametrize("country", ["GB", "JP", ""])
def test_every_screen_opens_with_help_for_every_place(guidance, language, name, country):
    with translation.override(language):
        blocks = screen(name, crisis_for(country), "https://weather.example/")
    html = " ".join([b.html for b in blocks] + [item for b in blocks for item in b.items])
    assert blocks[0].kind == "heading"
    assert 'href="tel:' in html
    assert "{" not in html


def test_deleting_is_offered_only_where_something_is_stored(guidance):
    def links(delete_url):
        return " ".join(
            b.html for b in screen("disclosure", crisis_for("GB"), "https://weather.example/", delete_url)
        )

    assert 'href="#delete"' in links("#delete")
    assert "delete" not in links("")


def test_a_disclosure_meets_the_line_of_the_country(guidance):
    blocks = screen("disclosure", crisis_for("GB"), "https://weather.example/")
    html = " ".join(item for b in blocks for item in b.items)
    assert 'href="tel:+448085002222"' in html
    assert "country=GB" in html
