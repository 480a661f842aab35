"""Parts that templates are made of."""

import pytest
from django.template import engines
from django.utils.translation import override


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
