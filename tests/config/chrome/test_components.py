"""Parts that templates are made of."""

import re

import pytest
from django.template import engines
from django.utils.translation import override

from config.chrome.crisis import Place


@pytest.mark.parametrize(
    ("language", "html"),
    [
        ("en", "Call 0808 500 2222 &lt;b&gt; O&#x27;"),
        ("ar", "Call <bdi>0808 500 2222</bdi> &lt;b&gt; O&#x27;"),
    ],
)
def test_a_number_keeps_its_order_from_right_to_left_and_nothing_gets_by(language, html):
    template = engines["django"].from_string("{{ words|numbers }}")
    with override(language):
        assert template.render({"words": "Call 0808 500 2222 <b> O'"}) == html


@pytest.mark.parametrize(
    ("chosen", "selected"),
    [("GB", ["GB"]), ("", []), ("ZZ", []), ("G", []), ('x">', ["x&quot;&gt;"]), ('"><script>', [])],
)
def test_a_place_that_was_chosen_is_selected_once_and_nothing_else_gets_in(chosen, selected):
    """What a reader sent as the place is only ever looked for, never written."""
    template = engines["django"].from_string("{% place_options places chosen %}")
    places = [Place("GB", "United Kingdom"), Place("GBS", "Elsewhere"), Place('x">', "<b>")]
    html = template.render({"places": places, "chosen": chosen})
    assert re.findall(r'value="([^"]*)" selected', html) == selected
    assert html.replace(" selected", "") == template.render({"places": places, "chosen": ""})
    assert (html.count("<option"), html.count("<b>"), html.count("<script")) == (3, 0, 0)
