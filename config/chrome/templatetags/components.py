"""Template tags for the components in templates/components/. Built in: no {% load %} needed."""

import re
from functools import lru_cache

from django import template
from django.templatetags.static import static
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language_bidi

from config.chrome.carried import carry
from config.chrome.integrity import integrity
from config.chrome.lean import lean

register = template.Library()

ICONS = {
    "phone",
    "text",
    "chat",
    "mail",
    "out",
    "go",
    "print",
    "check",
    "eye",
    "plus",
    "cross",
    "video",
    "pin",
}
FIGURE_CLASSES = {"sand": "one", "sun": "one one--sun", "up": "one one--up"}


@register.simple_block_tag(takes_context=True)
def carried(context, content):
    """{% carried %}…{% endcarried %}: what the reader chose travels in every link in it (config/chrome/carried.py).

    And what no reader needs is left out of it (config/chrome/lean.py).
    """
    request = context.get("request")
    page = lean(content)
    return mark_safe(carry(page, request) if request else page)  # noqa: S308


@register.simple_tag
def place_options(places, chosen):
    """The <option> of each place (config.chrome.crisis.Place), with the chosen code selected.

    They are the same for everybody but for that one, and two hundred of them were a fifth of a page's work.
    """
    options = _place_options(tuple(places))
    if not chosen:
        return options
    value = f'value="{escape(chosen)}"'
    return mark_safe(options.replace(f"{value}>", f"{value} selected>", 1))  # noqa: S308  both were escaped


@lru_cache(maxsize=8)
def _place_options(places):
    return format_html_join("\n", '<option value="{}">{}</option>', ((p.code, p.name) for p in places))


@register.simple_tag
def script(name):
    """One of our scripts, which the browser runs only if it is unchanged."""
    return format_html('<script src="{}"{} defer></script>', static(name), unchanged(name))


@register.simple_tag
def sheet(name):
    """One of our style sheets, which the browser uses only if it is unchanged."""
    return format_html('<link rel="stylesheet" href="{}"{}>', static(name), unchanged(name))


def unchanged(name):
    """The attribute with the fingerprint of a static file."""
    found = integrity(name)
    return format_html(' integrity="{}"', found) if found else ""


@register.simple_tag
def icon(name, turn=False):
    """An icon of the sprite (components/sprite.html); decoration, so hidden from screen readers.

    `turn`: it points somewhere, so it turns round in right-to-left text. Raises KeyError for an unknown name.
    """
    if name not in ICONS:
        raise KeyError(f"no icon {name!r}")
    return format_html(
        '<svg class="icon{}" viewBox="0 0 24 24" aria-hidden="true"><use href="#i-{}"/></svg>',
        mark_safe(" icon--turn") if turn else "",
        name,
    )


@register.simple_tag
def figures(words):
    """People on the edge of a page head: "sand up sun", left to right. The one who acts steps over the line."""
    people = [
        (FIGURE_CLASSES[word], 15 * place, 5 if word == "up" else 2)
        for place, word in enumerate(words.split())
    ]
    uses = format_html_join("", '<use class="{}" href="#one" x="{}" y="{}" width="12" height="40"/>', people)
    return format_html(
        '<svg class="art" viewBox="0 0 {} 42" preserveAspectRatio="xMinYMax" aria-hidden="true">{}</svg>',
        15 * len(people) - 3,
        uses,
    )


NUMBER = re.compile(r"(\+?\d[\d ()-]*\d)")


@register.filter
def numbers(text):
    """A text whose numbers keep their order: from right to left, "0808 500" would be read "500 0808"."""
    if not get_language_bidi():
        return text
    parts = enumerate(NUMBER.split(str(text)))
    return format_html_join("", "{}", ((format_html("<bdi>{}</bdi>", p) if n % 2 else p,) for n, p in parts))


@register.inclusion_tag("components/door.html")
def door(url, title, text="", people=""):
    """One way in: the whole row is the link. `people` are figures, as in {% figures %}."""
    return {"url": url, "title": title, "text": text, "people": people}
