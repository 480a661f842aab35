"""Ways to reach somebody: phones, e-mail addresses, links, handles, street addresses. Pure.

Every pattern begins at a place where it cannot begin again further on in the same run of characters, and repeats are
bounded or exclude each other, so that the time grows with the length of the text and no faster.
"""

import re
from collections.abc import Iterator

import phonenumbers

from actions.pledges.screening.reading import Reading, Word

Slices = list[tuple[int, int]]  # slices of the folded text

REGIONS = (
    "US",
    "GB",
    "ES",
    "MX",
    "AR",
    "CO",
    "IN",
    "DE",
    "AU",
    "FR",
)  # whose ways of writing numbers are tried
DIGITS = re.compile(r"(?<![\w.,])[+(]{0,2}\d(?:[ ().\-/_*~:]{0,3}[\doOlI]){5,17}(?!\w)")
DATE = re.compile(
    r"(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|(?:19|20)\d\d(?:\W{1,3}(?:19|20)\d\d)+|(?:19|20)\d\d([./-])\d\d?\1\d\d?)"
)
LETTERS_AS_DIGITS = str.maketrans("oOlI", "0011")
FEWEST_DIGITS = 7  # local numbers; shorter ones are years, ages and help lines of three digits

AT = r"(?: ?@ ?| ?[\[(<{] ?(?:at|arroba|a) ?[\])>}] ?| (?:at|arroba) )"
DOT = r"(?: ?\. ?| ?[\[(<{] ?(?:dot|punto|\.) ?[\])>}] ?| (?:dot|punto) )"
NAME = r"[a-z0-9](?:[a-z0-9-]{0,40})"
EMAIL = re.compile(rf"(?<![\w.+%-])[\w.+%-]{{1,64}}{AT}{NAME}(?:{DOT}{NAME}){{1,4}}", re.I)
SIGN = re.compile(r"@|[\[(<{]")  # an "at" in words needs "dot" or a known provider; a sign does not
PROVIDER = re.compile(
    r"(?:@| at | arroba |[\[(<{] ?(?:at|arroba) ?[\])>}]) ?"
    r"(?:gmail|hotmail|outlook|yahoo|icloud|proton(?:mail)?|gmx)\b",
    re.I,
)
LOCAL_PART = re.compile(r"[\w.+%-]{1,64}$")
URL = re.compile(r"(?<!\w)(?:h(?:tt|xx)ps?\s?:\s?/{1,2}|www\s?\.\s?)[^\s]{1,200}", re.I)
DOMAIN = re.compile(rf"(?<![\w.@-]){NAME}(?:{DOT}{NAME}){{1,4}}(/[^\s]{{0,100}})?", re.I)
DOTS = re.compile(DOT, re.I)

HANDLE = re.compile(r"(?<![\w@.])@ ?[\w.]{2,40}|(?<!\w)u/\w{3,30}|(?<!\w)\w{2,32}#\d{4}(?!\w)")
PLACES_NOT_HANDLES = {"home", "work", "school", "all", "everyone", "night", "uni", "once", "casa", "todos"}
USER_NAME = re.compile(r"(?<![\w@.])(?=\w{0,40}\d)[a-z]{3,20}(?:_[a-z0-9]{2,20}|\d{2,6})(?!\w)", re.I)
NOT_USER_NAMES = re.compile(
    r"(?:covid|gen|top|mp|ps|goal|page|day|step|no|web)_?\d+|.*(?:st|nd|rd|th)$", re.I
)
SAYS = {"is", "es", "as", "como", "handle", "usuario", "name", "user"}


def phones(reading: Reading) -> Slices:
    """Numbers of 7 to 15 digits that could be dialled somewhere, in digits or in words; no dates, no years."""
    found = [m.span() for m in DIGITS.finditer(reading.text) if _is_number(m.group())]
    return found + list(_spoken(reading))


def _is_number(written: str) -> bool:
    if DATE.fullmatch(written.strip(" ().")) or sum(c.isdigit() for c in written) < FEWEST_DIGITS - 1:
        return False
    digits = re.sub(r"[^\d+]", "", written.translate(LETTERS_AS_DIGITS))
    if not FEWEST_DIGITS <= len(digits.lstrip("+")) <= 15:
        return False
    return any(_possible(digits, region) for region in ((None,) if digits[0] == "+" else REGIONS))


def _possible(digits: str, region: str | None) -> bool:
    try:
        number = phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_possible_number(number)


def _spoken(reading: Reading) -> Iterator[tuple[int, int]]:
    """ "zero seven seven double nine …": digits as words, also between figures."""
    run: list[Word] = []
    for word in [*reading.words, None]:
        if word and _digits_in(reading, word):
            run.append(word)
            continue
        spoken = any(not w.raw.isdigit() for w in run)
        if spoken and sum(_digits_in(reading, w) for w in run) >= FEWEST_DIGITS:
            yield run[0].start, run[-1].end
        run = []


def _digits_in(reading: Reading, word: Word) -> int:
    if word.raw.isdigit():
        return len(word.raw)
    return int(reading.lists.has("number_words", word.low) or reading.lists.has("twice_words", word.low))


def emails(reading: Reading) -> Slices:
    """Addresses with @, (at), at, arroba; the dot may be written out too. Mail providers do without the dot."""
    text = reading.text
    found = []
    for match in EMAIL.finditer(text):
        # In words ("I will be at home. Then") only a written-out dot or a known ending makes an address.
        end = _ending(reading, match.group())
        if end or SIGN.search(match.group()):
            found.append(match.span())
    for match in PROVIDER.finditer(text):
        local = LOCAL_PART.search(text[max(0, match.start() - 64) : match.start()].rstrip())
        if local:
            found.append((text.rindex(local.group(), 0, match.start()), match.end()))
    return found


def links(reading: Reading) -> Slices:
    """Addresses of pages: with http or www, a name with a known ending, or "name dot com"."""
    found = [m.span() for m in URL.finditer(reading.text)]
    for match in DOMAIN.finditer(reading.text):
        path = match.group(1) or ""
        host = match.group()[: len(match.group()) - len(path)]
        length = _ending(reading, host, with_path=bool(path))
        if length:
            found.append((match.start(), match.start() + (length if not path else len(match.group()))))
    return found


def _ending(reading: Reading, written: str, with_path: bool = False) -> int:
    """How much of "name dot com" is a name with a known ending; 0 for none. "me" and "it" need a path after them."""
    length = 0
    for match in DOTS.finditer(written):
        label = re.match(r"[A-Za-z0-9-]+", written[match.end() :])
        if label is None:
            continue
        low = label.group().lower()
        known = reading.lists.has("top_domains", low) and (
            " " not in match.group() or "." not in match.group()
        )
        short = with_path or "." not in match.group()
        if known or (short and reading.lists.has("top_domains_also_words", low)):
            length = match.end() + label.end()
    return length


def handles(reading: Reading) -> Slices:
    """Names on other sites: @name, "ig: name", "my snap is name", "add me on insta name", name_99."""
    found = []
    for match in HANDLE.finditer(reading.text):
        if match.group().lstrip("@ ").lower() not in PLACES_NOT_HANDLES:
            found.append(match.span())
    for match in USER_NAME.finditer(reading.text):
        if not NOT_USER_NAMES.fullmatch(match.group()):
            found.append(match.span())
    return found + list(_on_platforms(reading))


def _on_platforms(reading: Reading) -> Iterator[tuple[int, int]]:
    words, has = reading.words, reading.lists.has
    for at, word in enumerate(words):
        if not any(has("platforms", form) for form in word.forms):
            continue
        then = words[at + 1] if at + 1 < len(words) else None
        mark = reading.text[word.end : then.start].strip() if then else ""
        before = words[max(0, at - 5) : at]
        invited = any(has("add_me", w.low) for w in before) and any(
            w.low in ("me", "us", "mi", "nos") or w.low.endswith(("me", "nos")) for w in before
        )
        if then and mark in (":", "=", "-", "->"):
            yield word.start, then.end
        elif then and then.low in SAYS and not word.closes:
            yield word.start, words[min(at + 2, len(words) - 1)].end
        elif invited:
            yield next(w for w in before if has("add_me", w.low)).start, (then or word).end


def streets(reading: Reading) -> Slices:
    """ "12 Oak Street", "Calle Mayor 5": a number, a name, a kind of street."""
    words, has = reading.words, reading.lists.has
    found = []
    for at, word in enumerate(words):
        before, after = words[max(0, at - 4) : at], words[at + 1 : at + 5]
        numbers = [w for w in before if w.raw.isdigit() and len(w.raw) < 6]
        if (
            numbers
            and numbers[-1] is not word
            and has("street_nouns", word.low)
            and words[at - 1] not in numbers
        ):
            found.append((numbers[-1].start, word.end))
        numbers = [w for w in after if w.raw.isdigit() and len(w.raw) < 6]
        if numbers and has("street_before", word.low) and after[0] not in numbers:
            found.append((word.start, numbers[0].end))
    return found
