"""The words of the interface that readers meet are as easy to read as the guides, in every language with a formula."""

import ast
import re
from pathlib import Path
from statistics import median

import polib
import pytest
from django.conf import settings

from actions.guidance.reading_level import count, english_grade, sentences, szigriszt

ROOT = Path(settings.BASE_DIR)
# Not for readers: the desk, commands, models, checks at the start, data for programs.
STAFF = re.compile(
    r"/(admin|desk|staff|account|mfa|management|migrations|hsds|models|database)/"
    r"|/(admin|checks|apps|validation|editing|settings|decisions|permissions|content_admin)\.py"
)
LABEL, SURE = 6, 12  # words: the formulas are not made for less than the first, and not sure below the second
GRADE, GRADE_MOST = 6, 10  # a school year in the US: half of the texts, and every one
POINTS, POINTS_LEAST = 65, 45  # INFLESZ: "bastante fácil" for half, never near "muy difícil"
LONGEST = {"en": 28, "es": 32}  # words in a sentence
TEMPLATE = re.compile(r'{% translate "([^"]+)"|{% blocktranslate[^%]*%}(.*?){% endblocktranslate', re.DOTALL)


def of_templates():
    """Sentences of templates, as the catalogue has them: placeholders by name, plural forms apart."""
    for path in sorted((ROOT / "templates").rglob("*.html")):
        if STAFF.search(str(path)):
            continue
        for one, block in TEMPLATE.findall(path.read_text(encoding="utf-8")):
            for text in re.split(r"{% plural %}", one or block):
                lines = " ".join(line.strip() for line in text.splitlines() if line.strip())
                yield re.sub(r"{{\s*(\w+)\s*}}", r"%(\1)s", lines)


def of_modules():
    """Sentences in calls of gettext."""
    for folder in ("config", "resources", "actions"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if STAFF.search(str(path)):
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                named = isinstance(node, ast.Call) and getattr(node.func, "id", "") in (
                    "_",
                    "gettext",
                    "gettext_lazy",
                )
                if named and node.args and isinstance(node.args[0], ast.Constant):
                    yield node.args[0].value


def plain(text):
    """What is read: a placeholder is a name, a tag is nothing."""
    return re.sub(r"%\(\w+\)[sd]|%[sd]|\{\w+\}", "Anna", re.sub(r"</?\w+[^>]*>", "", text))


@pytest.fixture(scope="module")
def english():
    return list(dict.fromkeys(plain(text) for text in [*of_templates(), *of_modules()]))


@pytest.fixture(scope="module")
def written(english):
    return {
        "en": english,
        "es": [
            plain(entry.msgstr)
            for entry in polib.pofile(str(settings.LOCALE_PATHS[0] / "es" / "LC_MESSAGES" / "django.po"))
            if entry.msgstr and not entry.obsolete and plain(entry.msgid) in set(english)
        ],
    }


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_words_of_the_interface_are_easy_to_read(written, language):
    texts = [text for text in written[language] if count(text, language).words >= LABEL]
    assert len(texts) > 250
    level = {text: english_grade(text) if language == "en" else szigriszt(text) for text in texts}
    sure = {text: round(n, 1) for text, n in level.items() if count(text, language).words >= SURE}
    if language == "en":
        assert median(level.values()) <= GRADE
        assert {text: grade for text, grade in sure.items() if grade > GRADE_MOST} == {}
    else:
        assert median(level.values()) >= POINTS
        assert {text: points for text, points in sure.items() if points < POINTS_LEAST} == {}
    parts = [part for text in texts for part in sentences(text)]
    assert [part for part in parts if count(part, language).words > LONGEST[language]] == []
