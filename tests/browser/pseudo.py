"""Two languages that nobody speaks: one from right to left, one with long words. For tests only.

They are made from the sentences of the interface, with placeholders and tags as they are. Texts in files (guides,
promises) have no such edition; their pages show English, marked as English.
"""

import re
from pathlib import Path

import polib

KEPT = re.compile(r"(%\(\w+\)[sd]|%[sd%]|</?[^>]+>|\{[^{}]*\}|&\w+;|https?://\S+)")
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
# Six forms in Arabic (CLDR), two in Finnish.
FORMS = {
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;",
    "fi": "nplurals=2; plural=(n != 1);",
}


def arabic(text):
    """The same number of letters, in Arabic script."""
    return "".join(LETTERS[ord(c.lower()) % len(LETTERS)] if c.isalpha() else c for c in text)


def longer(text):
    """About 60 % longer, by words that go on and on, as in German or Finnish."""
    return re.sub(r"[^\W\d_]{5,}", lambda match: match[0] + match[0][1:].lower(), text)


MAKERS = {"ar": arabic, "fi": longer}


def said(language, text):
    parts = KEPT.split(text)
    return "".join(part if number % 2 else MAKERS[language](part) for number, part in enumerate(parts))


def write(source: Path, folder: Path) -> None:
    """A compiled catalogue of each language below a folder, from the sentences of another catalogue."""
    for language, forms in FORMS.items():
        made = polib.POFile()
        made.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": forms}
        count = int(re.search(r"\d", forms)[0])
        for entry in polib.pofile(str(source)):
            if entry.obsolete:
                continue
            row = polib.POEntry(msgid=entry.msgid, msgid_plural=entry.msgid_plural, msgctxt=entry.msgctxt)
            if entry.msgid_plural:
                row.msgstr_plural = {n: said(language, entry.msgid_plural) for n in range(count)}
            else:
                row.msgstr = said(language, entry.msgid)
            made.append(row)
        target = folder / language / "LC_MESSAGES"
        target.mkdir(parents=True, exist_ok=True)
        made.save_as_mofile(str(target / "django.mo"))
