"""Views that are imported when somebody opens them: each is there, and none of allauth's is forgotten."""

import pytest
from django.urls import URLResolver, get_resolver
from django.utils.module_loading import import_string

from config.staff.urls import SECOND_FACTOR


@pytest.mark.parametrize("dotted", [dotted for _route, dotted, _name in SECOND_FACTOR])
def test_a_view_that_is_imported_later_is_there(dotted):
    assert callable(import_string(dotted))


def routes(patterns, before=""):
    """(address, name) of every page under these patterns."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, before + str(pattern.pattern))
        else:
            yield before + str(pattern.pattern), pattern.name


def test_the_pages_of_the_second_factor_are_those_of_allauth():
    """The list is written out, so that nothing is imported for it; a new release may add or rename a page."""
    ours = {(route, f"mfa_{name}") for route, _dotted, name in SECOND_FACTOR}
    assert ours == set(routes(get_resolver("allauth.mfa.urls").url_patterns))
