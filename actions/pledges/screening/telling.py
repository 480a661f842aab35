"""Words about what was. A promise is about what will be, so who tells of the past may be telling a story. Pure."""

from actions.pledges.screening.contact import Slices
from actions.pledges.screening.reading import Reading, Word

# What these find says more than "it is about the past", and it has been said then.
SAID = (
    "danger_now", "suicide", "child_at_risk", "disclosure", "harm_done", "maybe_disclosure", "past_hint",
    "other_story", "pointing",
)  # fmt: skip
SUBJECTS = {"i", "he", "she", "they", "it", "who", "that", "we", "one", "which", "guy", "man"}
ENDINGS = ("aba", "aban", "aron", "ieron")  # Spanish; no other word of the lists ends so
NEAR = 10  # words in which "someone" or "if" says that nobody in particular is meant


def past(reading: Reading) -> Slices:
    """Verbs of the past, unless they are about anybody ("if someone says I hurt them") or other lists spoke."""
    if any(reading.phrases.get(name) for name in SAID):
        return []
    words, has = reading.words, reading.lists.has
    found = []
    for at, word in enumerate(words):
        before = words[at - 1].low if at else ""
        anybody = any(has("anybody", w.low) for w in words[max(0, at - NEAR) : at])
        if not anybody and not has("not_past_after", before) and _past(reading, word, before):
            found.append((word.start, word.end))
    return found


def _past(reading: Reading, word: Word, before: str) -> bool:
    forms = {form.replace("'", "") for form in word.forms}
    listed = any(reading.lists.has("past_words", form) for form in forms)
    spanish = any(len(form) > 5 and form.endswith(ENDINGS) for form in forms)
    english = before in SUBJECTS and any(len(form) > 4 and form.endswith("ed") for form in forms)
    return listed or spanish or english
