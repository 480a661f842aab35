"""The words of the interface are as easy to read as the guides."""

import re
from statistics import median

import polib
import pytest
from django.conf import settings

from actions.guidance.reading_level import count, english_grade, sentences, szigriszt

CATALOGUE = settings.LOCALE_PATHS[0] / "es" / "LC_MESSAGES" / "django.po"
STAFF = re.compile(
    r"templates/(admin|staff|account|mfa)/|/admin|/desk/|management/|config/staff/|hsds|models|checks"
)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}|</?\w+[^>]*>")
SENTENCE = 6  # words; what is shorter is a label, which the formulas are not made for
