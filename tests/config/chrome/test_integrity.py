"""A script that was changed on the way does not run."""

import base64
import hashlib
import re

import pytest
from django.test import Client

from config.chrome import integrity

TAG = re.compile(r'<(?:script src|link rel="stylesheet" href)="([^"]+)" integrity="sha384-([^"]+)"')


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/about/?neutral=1&kiosk", "/admin/sign-in/"])
def test_every_script_and_sheet_of_ours_says_what_it_must_be(path):
    client = Client()
    page = client.get(path).content.decode()
    ours = [
        url for url in re.findall(r'(?:src|href)="(/static/[^"]+\.(?:js|css))"', page) if "/admin/" not in url
    ]
    said = dict(TAG.findall(page))
    assert set(said) == set(ours)
    assert said
    for url, digest in said.items():
        served = client.get(url)
        assert base64.b64encode(hashlib.sha384(served.getvalue()).digest()).decode() == digest
        served.close()


def test_in_development_it_follows_the_file_that_is_edited(monkeypatch, tmp_path):
    script = tmp_path / "x.js"
    monkeypatch.setattr(integrity, "staticfiles_storage", object())
    monkeypatch.setattr(integrity.finders, "find", lambda name: str(script) if name == "x.js" else None)
    script.write_text("one")
    first = integrity.integrity("x.js")
    script.write_text("another")
    assert first.startswith("sha384-")
    assert integrity.integrity("x.js") not in ("", first)
    assert integrity.integrity("nothing.js") == ""
    script.unlink()
    assert integrity.integrity("x.js") == ""
