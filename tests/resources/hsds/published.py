"""The published HSDS schemas, which are not ours to copy: they are read where they lie beside the repository."""

import json
import os
import re
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from jsonschema import Draft202012Validator, FormatChecker

FOLDER = Path(os.environ.get("UPSTANDER_HSDS") or Path(settings.BASE_DIR).parent / "shared" / "hsds")
needs_the_schemas = pytest.mark.skipif(
    not FOLDER.exists(),
    reason="NOT COMPARED WITH HSDS: the published schemas do not lie in ../shared/hsds nor where UPSTANDER_HSDS says",
)
FORMATS = FormatChecker()


@FORMATS.checks("date-time", raises=ValueError)
def is_moment(text):
    return not isinstance(text, str) or ("T" in text and datetime.fromisoformat(text).tzinfo is not None)


@FORMATS.checks("uri")
def is_uri(text):
    """RFC 3986: a scheme, and only characters that may stand in an address."""
    allowed = r"[a-z][a-z0-9+.-]*:(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+"
    return not isinstance(text, str) or (re.fullmatch(allowed, text) is not None and text.count("#") < 2)


def read(name):
    return json.loads((FOLDER / name).read_text())


@cache
def validator(name):
    return Draft202012Validator(read(f"compiled/{name}.json"), format_checker=FORMATS)


def faults(name, record):
    """What the published schema says against a record."""
    return [f"{'/'.join(map(str, e.path))}: {e.message[:120]}" for e in validator(name).iter_errors(record)]
