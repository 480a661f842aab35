"""Keeps the HTML that is stored beside the texts up to date. Pages show it as it is and render nothing.

A link depends on other rows (their address, their title, whether they have a page), so after any change all
pieces are rendered again, and those whose HTML differs are written.
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from actions.guidance.links import links_in
from actions.guidance.models import Action, Article, Fact, Guide, Idea, Scenario, Word
from actions.guidance.rendering import Links, render_body, render_line

# Plain texts that may name other pieces, such as "follow A36". Everything else is escaped by the templates.
LINES: Mapping[Any, tuple[str, ...]] = {
    Action: ("risk", "limits", "steps"),
    Article: ("about", "problems"),
    Fact: ("value", "caveats"),
    Guide: (),
    Scenario: (),
    Word: ("reason",),
    Idea: ("what_we_do",),
}


def refresh() -> int:
    """Render every piece in every language. Returns how many rows were written."""
    written = 0
    for language, _name in settings.LANGUAGES:
        links = links_in(language)
        for model, fields in LINES.items():
            rows = list(model.objects.filter(language=language))
            stale = [row for row in rows if _render(row, fields, links)]
            names = ["html", "sections"] if model is Guide else ["html"]
            written += model.objects.bulk_update(stale, names, batch_size=100)
    return written


def _render(row: Any, fields: tuple[str, ...], links: Links) -> bool:
    """Set the HTML of a row. True when it differs from what was there."""
    before = (row.html, getattr(row, "sections", None))
    row.html = {name: _lines(getattr(row, name), links) for name in fields}
    if isinstance(row, Guide):
        row.sections = render_body(row.body, links, row.sources).sections
    return before != (row.html, getattr(row, "sections", None))


def _lines(value: str | list[str], links: Links) -> str | list[str]:
    if isinstance(value, str):
        return render_line(value, links)
    return [render_line(line, links) for line in value]
