"""The score that MDN's HTTP Observatory would give, by its own table, without asking anybody.

Source: mdn/mdn-http-observatory, src/grader/charts.js (SCORE_TABLE) and src/analyzer/tests, read at 94042bbf. It starts
at 100, and bonuses count from 90 on. The most is 165: 5 of it for a cookie, which we do not have, and 5 for a
preloaded domain, which is a decision of the operator.
"""

import re

import pytest
from django.test import Client

UNSAFE = re.compile(r"unsafe-|\*|\bhttps?:|\bdata:|\bblob:")
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
SIX_MONTHS = 15768000


def policy(response):
    """Directive to its sources."""
    parts = [part.split() for part in response["Content-Security-Policy"].split(";")]
    assert len({name for name, *_sources in parts}) == len(parts), (
        "a directive that is there twice counts once"
    )
    return {name: sources for name, *sources in parts}


def content_policy(response, _moved):
    found = policy(response)
    loose = [name for name, sources in found.items() if UNSAFE.search(" ".join(sources))]
    if loose:
        return -20
    return 10 if found["default-src"] == ["'none'"] else 5


def transport(response, _moved):
    found = re.match(r"max-age=(\d+)", response.get("Strict-Transport-Security", ""))
    return -20 if not found else 0 if int(found[1]) >= SIX_MONTHS else -10


def scripts(response, _moved):
    tags = re.findall(r"<script\b[^>]*>", response.content.decode())
    foreign = [tag for tag in tags if not re.search(r'\ssrc="/(?!/)', tag)]
    if foreign:
        return -50
    return 5 if tags and all('integrity="sha' in tag for tag in tags) else 0


TABLE = {
    "content security policy": content_policy,
    "cookies": lambda response, _moved: -40 if response.cookies else 0,
    "cross-origin sharing": lambda response, _moved: -50 if "Access-Control-Allow-Origin" in response else 0,
    "embedder policy": lambda r, _m: 10 if r.get("Cross-Origin-Embedder-Policy") == "require-corp" else 0,
    "opener policy": lambda r, _m: 10 if r.get("Cross-Origin-Opener-Policy") == "same-origin" else 0,
    "resource policy": lambda r, _m: 10 if r.get("Cross-Origin-Resource-Policy") == "same-origin" else 0,
    "redirection": lambda _r, moved: (
        0 if moved.get("Location", "").startswith("https://testserver/") else -20
    ),
    "referrer policy": lambda r, _m: 5 if r.get("Referrer-Policy") in PRIVATE else -5,
    "transport security": transport,
    "integrity": scripts,
    "nosniff": lambda r, _m: 0 if r.get("X-Content-Type-Options") == "nosniff" else -5,
    "frames": lambda response, _moved: 5 if policy(response)["frame-ancestors"] == ["'none'"] else -20,
}


@pytest.fixture
def served(db, settings):
    """As in production: over HTTPS, and what plain HTTP answers."""
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 63072000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    return Client(), Client()


@pytest.mark.parametrize("path", ["/", "/es/", "/iwill/new/"])
def test_the_score_is_at_least_145(served, path):
    secure, plain = served
    response, moved = secure.get(path, secure=True), plain.get(path)
    points = {name: rule(response, moved) for name, rule in TABLE.items()}
    base = 100 + sum(value for value in points.values() if value < 0)
    score = base + (sum(value for value in points.values() if value > 0) if base >= 90 else 0)
    assert score >= 145, points
    assert score == 155, points  # the most without a cookie and without a preloaded domain


@pytest.mark.django_db
def test_the_policy_names_everything_and_allows_nothing_loose():
    for path in ("/about/", "/admin/sign-in/"):
        found = policy(Client().get(path))
        assert not UNSAFE.search(
            " ".join(s for n, sources in found.items() for s in sources if n != "img-src")
        )
        assert found["object-src"] == found["base-uri"] == found["default-src"] == ["'none'"]
        assert found["script-src"] == found["style-src"] == ["'self'"]
