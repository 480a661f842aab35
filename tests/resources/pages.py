"""What every page of the directory is held to."""

import itertools
import re

import html5lib

LIST = "/resources/"
NOT_IN_A_TITLE = re.compile(
    r"rape|sexual|assault|abuse|violence|harass|survivor|victim|crisis", re.IGNORECASE
)


def text(response):
    return response.content.decode()


def valid(response):
    """A page that parses without error, with one h1 and no id twice."""
    page = text(response)
    html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    assert page.count("<h1") == 1
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    levels = [
        int(level) for level in re.findall(r"<h([1-6])", page[page.index("<main") : page.index("</main>")])
    ]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert not NOT_IN_A_TITLE.search(re.search(r"<title>(.*?)</title>", page, re.DOTALL)[1])
    return page
