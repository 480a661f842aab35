"""A promise without a test, and a claim that is not in the register, are faults."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from config.promises import AREAS, on_page, proven
from config.promises.limits import figures

ROOT = Path(__file__).parents[2]
PROMISES = [promise for area in AREAS for promise in area.promises]
LEFT_OUT = [row for area in AREAS for row in area.left_out]
PAGES = ("safety", "privacy", "accessibility")
# The rows that we set out with, by area: each is promised, or left out with a reason.
ROWS = {"A": 18, "B": 8, "C": 11, "D": 15, "E": 13, "F": 9, "G": 8, "H": 9, "I": 8, "J": 13, "K": 12, "L": 7}


@cache
def names_in(path):
    """Names of the test functions of a file."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and n.name.startswith("test_")}


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.id)
def test_every_promise_has_tests_that_exist_and_a_limit(promise):
    assert promise.tests, "a promise without a test"
    for name in promise.tests:
        path, _colons, function = name.partition("::")
        assert function in names_in(path), name
    assert str(promise.words).format(**figures()).endswith(".")
    assert str(promise.limit).format(**figures()).endswith(".")
    assert set(promise.pages) <= set(PAGES)


def test_every_row_is_promised_or_left_out_with_a_reason():
    named = [row.id for row in (*PROMISES, *LEFT_OUT)]
    assert len(named) == len(set(named))
    wanted = {f"{letter}{number}" for letter, most in ROWS.items() for number in range(1, most + 1)}
    assert wanted - set(named) == set()
    for area in AREAS:
        assert {row.id[0] for row in (*area.promises, *area.left_out)} <= {area.letter}
    assert all(len(row.reason) > 20 for row in LEFT_OUT)
    assert proven() >= 110


@pytest.mark.django_db
def test_the_register_shows_every_promise_with_its_limit_and_its_tests(client):
    page = client.get("/safety/promises/").content.decode()
    for promise in PROMISES:
        assert f'id="{promise.id}"' in page
        for name in promise.tests:
            assert name in page
    for row in LEFT_OUT:
        assert row.id in page
    assert str(proven()) in page


@pytest.mark.django_db
@pytest.mark.parametrize("name", PAGES)
def test_a_page_shows_its_promises_and_claims_nothing_else(name, client):
    page = client.get(f"/{name}/").content.decode()
    for promise in on_page(name):
        assert f'href="/safety/promises/#{promise.id}"' in page, promise.id
    source = (ROOT / f"templates/chrome/{name}.html").read_text(encoding="utf-8")
    sentences = re.findall(r'{% translate "([^"]+)"', source)
    sentences += re.findall(r"{% blocktranslate[^%]*%}(.*?){% endblocktranslate", source, re.DOTALL)
    claims = [sentence for sentence in sentences if CLAIMS.search(sentence)]
    assert claims == [], "sentences that claim something stand in config/promises/"


# Words in which a site speaks about what it does. Advice, and facts about the world, need none of them.
CLAIMS = re.compile(r"\b(we|our|us|this site|never|no cookies?|nothing|nobody)\b", re.IGNORECASE)
