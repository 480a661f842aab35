"""Markdown and plain lines -> sanitised HTML. Pure: knows no database, no request and no settings.

Two walls: markdown-it lets no HTML through, and nh3 keeps only the few tags named here. Links may lead to
https, http, tel, sms and mailto addresses and to paths of this site, nowhere else. Both are imported when something
is rendered, which is when somebody edits: pages show what is stored, and the two took 3 MB of each worker.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, TypedDict

from django.utils.text import slugify

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

TAGS = {
    *("p", "h3", "h4", "ul", "ol", "li", "a", "strong", "em", "blockquote", "br", "hr"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"a": {"href", "rel"}, "h3": {"id"}, "h4": {"id"}, "th": {"scope"}, "ol": {"start"}}
CLASSES = {"a": {"small"}, "ul": {"say", "say--big"}}
SCHEMES = {"http", "https", "tel", "sms", "mailto"}
OWN_SCHEMES = ("action", "guide", "fact", "scenario", "need")

_SAFE_HREF = re.compile(r"(?:https?://|tel:|sms:|mailto:|/(?![/\\])|#)", re.IGNORECASE)
_OWN = re.compile(rf"(?:{'|'.join(OWN_SCHEMES)}):", re.IGNORECASE)
_CITATION = re.compile(r"\[([A-Z][A-Z0-9]{1,11})\]")
ID_IN_TEXT = re.compile(r"\b(?:(?P<point>S\d\.\d+)|(?P<action>A\d\d)|(?P<fact>F\d\d)|(?P<guide>G\d{1,2}))\b")
_KEYS_IN_BRACKETS = re.compile(r"\(([A-Z][A-Z0-9]{1,11}(?:, [A-Z][A-Z0-9]{1,11})*)\)")
_QUOTED = re.compile(r"[\"“”«»]")


@dataclass(frozen=True)
class Target:
    """Where a key leads: a path of this site, and the name of what is there."""

    url: str
    title: str = ""


Links = Mapping[
    str, Target
]  # "action:A05", "guide:G3", "fact:F08", "need:legal", "point:S1.25", "source:TALK"


class Section(TypedDict):
    """A part of a body: `title` as plain text, empty for what stands before the first heading."""

    id: str
    title: str
    html: str


@dataclass
class Body:
    """A rendered body, and sentences about what could not be rendered as it was meant."""

    sections: list[Section] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def _keep_attribute(tag: str, name: str, value: str) -> str | None:
    return None if name == "href" and not _SAFE_HREF.match(value) else value


def clean(dirty: str) -> str:
    """Only our own tags, attributes and kinds of link come through."""
    import nh3

    return nh3.clean(
        dirty,
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        url_schemes=SCHEMES,
        attribute_filter=_keep_attribute,
        link_rel=None,
        clean_content_tags={"script", "style"},
    )


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    options = {"html": False, "typographer": True, "quotes": "“”‘’"}
    parser = MarkdownIt("commonmark", options).enable(["table", "smartquotes"])
    parser.disable(["code", "fence", "backticks"])  # nobody needs code here, and four blanks happen
    # Every address becomes a token, so that a wrong one is reported instead of shown as raw Markdown.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


def render_body(text: str, links: Links, sources: Sequence[str] = ()) -> Body:
    """Markdown -> sections at its ## headings. `sources`: keys that may be cited, in the order they are listed.

    [TALK] becomes a link to #source-TALK with its number in `sources`; action:KEY and its like become paths.
    """
    body, parser = Body(), _parser()
    tokens = parser.parse(text)
    for token in tokens:
        if token.type == "inline" and token.children is not None:
            token.children = list(_inline(token.children, links, sources, body.faults))
        elif token.type == "th_open":
            token.attrSet("scope", "col")
    groups = list(_split(tokens))
    used: set[str] = set()
    for number, (title, group) in enumerate(groups):
        opening = number == 0 or (number == 1 and not groups[0][0])
        _level_headings(group, used)
        _mark_words(group, big=opening)
        section = clean(parser.renderer.render(group, parser.options, {}))
        body.sections.append({"id": _anchor(title, used) if title else "", "title": title, "html": section})
    return body


def _split(tokens: list[Token]) -> Iterator[tuple[str, list[Token]]]:
    """(title, tokens) per top-level heading of level 1 or 2, and one without title before the first."""
    title, place = "", 0
    group: list[Token] = []
    while place < len(tokens):
        token = tokens[place]
        if token.type == "heading_open" and token.level == 0 and token.tag in ("h1", "h2"):
            if group or title:
                yield title, group
            title, group, place = _plain(tokens[place + 1]) or "…", [], place + 3
            continue
        group.append(token)
        place += 1
    if group or title:
        yield title, group


def _plain(inline: Token) -> str:
    return "".join(child.content for child in inline.children or [] if child.type == "text").strip()


def _anchor(title: str, used: set[str]) -> str:
    """An id that no other heading of the page has. Its beginning keeps it apart from the ids of the page itself."""
    base = anchor = f"s-{slugify(title) or 'part'}"
    number = 1
    while anchor in used:
        number += 1
        anchor = f"{base}-{number}"
    used.add(anchor)
    return anchor


def _level_headings(tokens: list[Token], used: set[str]) -> None:
    """Below the ## of a section come ### and ####, without a jump."""
    last = 2
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            last = min(max(int(token.tag[1]), 3), last + 1, 4)
            token.tag = tokens[place + 2].tag = f"h{last}"
            token.attrSet("id", _anchor(_plain(tokens[place + 1]), used))


def _mark_words(tokens: list[Token], big: bool) -> None:
    """Quotations of words a person can use become a list in the voice of a person."""
    for place, token in enumerate(tokens):
        if token.type != "blockquote_open":
            continue
        end = next(
            n
            for n in range(place, len(tokens))
            if tokens[n].type == "blockquote_close" and tokens[n].level == token.level
        )
        inner = tokens[place + 1 : end]
        only_lines = all(t.type in ("paragraph_open", "inline", "paragraph_close") for t in inner)
        if not only_lines or not any(_QUOTED.search(t.content) for t in inner):
            continue
        token.tag = tokens[end].tag = "ul"
        token.attrSet("class", "say say--big" if big else "say")
        for part in inner:
            if part.type != "inline":
                part.tag = "li"


def _inline(
    children: list[Token], links: Links, sources: Sequence[str], faults: list[str]
) -> Iterator[Token]:
    """The tokens of a line with links resolved, pictures replaced by their text and citations linked."""
    open_links: list[bool] = []  # for each link we are in: is it kept?
    for token in children:
        if token.type == "link_open":
            href = _resolve(str(token.attrGet("href") or ""), links, faults)
            open_links.append(bool(href))
            if href:
                yield _link_open(href)
        elif token.type == "link_close":
            if open_links.pop():
                yield token
        elif token.type == "image":
            faults.append(f"the picture {token.content!r} is left out")
            yield _text(token.content)
        elif token.type == "text" and not open_links:
            yield from _citations(token.content, sources)
        else:
            yield token


def _resolve(href: str, links: Links, faults: list[str]) -> str:
    """An address that may stand in a page, or nothing."""
    if _OWN.match(href):
        target = links.get(href)
        if target is None:
            faults.append(f"the link {href} leads nowhere")
        return target.url if target else ""
    if not _SAFE_HREF.match(href):
        faults.append(f"the link {href} is of a kind that is not allowed")
        return ""
    return href


def _text(content: str) -> Token:
    from markdown_it.token import Token

    return Token("text", "", 0, content=content)


def _link_open(href: str, small: bool = False) -> Token:
    from markdown_it.token import Token

    token = Token("link_open", "a", 1, attrs={"href": href})
    if re.match(r"https?:", href, re.IGNORECASE):
        token.attrSet("rel", "noopener noreferrer")
    if small:
        token.attrSet("class", "small")
    return token


def _citations(text: str, sources: Sequence[str]) -> Iterator[Token]:
    """Text with [KEY] turned into a small link for the keys of this page; other brackets stay as they are."""
    from markdown_it.token import Token

    start = 0
    for match in _CITATION.finditer(text):
        if match[1] not in sources:
            continue
        yield _text(text[start : match.start()])
        yield _link_open(f"#source-{match[1]}", small=True)
        yield _text(f"[{sources.index(match[1]) + 1}]")
        yield Token("link_close", "a", -1)
        start = match.end()
    yield _text(text[start:])


def citations(text: str) -> set[str]:
    """The keys in brackets in a body, known or not."""
    return set(_CITATION.findall(text))


def render_line(text: str, links: Links) -> str:
    """Plain text -> HTML. Ids such as A36 and F29 and source keys in brackets become links where they are known.

    Guides and actions are called by their title; points, facts and sources by the number shown beside them.
    """

    def named(match: re.Match[str]) -> str:
        kind = str(match.lastgroup)
        target = links.get(f"{kind}:{match[0]}")
        if target is None:
            return match[0]
        words = f"“{target.title}”" if kind in ("action", "guide") else match[0]
        return f'<a href="{html.escape(target.url)}">{html.escape(words, quote=False)}</a>'

    def listed(match: re.Match[str]) -> str:
        keys = match[1].split(", ")
        if not all(f"source:{key}" in links for key in keys):
            return match[0]
        found = (f'<a href="{html.escape(links[f"source:{key}"].url)}">{key}</a>' for key in keys)
        return f"({', '.join(found)})"

    escaped = html.escape(text, quote=False)
    return clean(_KEYS_IN_BRACKETS.sub(listed, ID_IN_TEXT.sub(named, escaped)))
