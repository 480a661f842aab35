"""The site in the browser, in two more languages that are made for tests (pseudo.py)."""

import os
from pathlib import Path

from tests.browser.site_settings import *  # noqa: F403
from tests.browser.site_settings import LANGUAGES, LOCALE_PATHS

LANGUAGES = [*LANGUAGES, ("ar", "العربية"), ("fi", "Pitkäsanainen")]
LOCALE_PATHS = [Path(os.environ["PSEUDO"]), *LOCALE_PATHS]
