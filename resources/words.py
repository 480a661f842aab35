"""Words as both databases compare them: folded, stemmed and written in letters that no engine reads its own way.

Pure, and total: any string gives tokens, none raises. A token is `a`-`z` and `0`-`9`, or letters of another script.
"""

import importlib
import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.util import find_spec, module_from_spec
from threading import Lock
from typing import Any

LONGEST_TEXT = 20_000  # characters; the rest of a text is not searched
LONGEST_TOKEN = 40
SHORTEST_STEM = 3

# What NFKD leaves whole although people type it without the stroke, and Arabic letters that people mix up.
ALIKE = str.maketrans(
    {"ı": "i", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ħ": "h",
     "ة": "ه", "ى": "ي", "ـ": None, "`": "'", "´": "'", "’": "'", "‘": "'", "ʼ": "'", "＇": "'"}
)  # fmt: skip
ENDINGS = frozenset({"s", "t", "m", "re", "ve", "ll", "d"})  # after an English apostrophe
# Scripts without spaces between words: every two neighbouring characters are a token.
UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)
PLAIN = re.compile(r"[a-z0-9']+")  # what `_runs` finds in a text of ASCII, faster
MIXED = re.compile(r"[a-z]+|[0-9]+")

# Words that carry no meaning of their own in a search; a phrase of `Synonym` may still contain them.
_STOP = """
a an the and or but if of to in on at by for from with without as than then so that this these those there here
i im ive id me my mine myself we us our you your he hes him his she shes her hers it its they them their
who what which when where how why is am are was were be been being do does did done have has had having will would
can could should may might must not no nor too very just also any some someone somebody something think thought
el la los las un una unos unas lo al del de y e o u en con sin por para que como si no ni se me te le les nos mi mis
tu tus su sus yo ella ello ellos ellas nosotros usted ustedes este esta esto estos estas ese esa eso esos esas
es soy eres era eran fue fueron ser estar estoy estaba he ha han hay habia muy mas pero cuando donde
quien alguien algo creo
"""
STOP = frozenset(_STOP.split())
# Words of sentences. They say nothing beside others, and are only looked for when there is nothing else.
_FILLER = """
son help helps helping need needs needed want wants looking find get got getting give please about after before into
out over up down now today yesterday last night day week month year ago again still always never keep keeps kept
because while during once only really know dont doesnt didnt wont isnt wasnt cant couldnt make made makes go went
going come came say said says tell told take took let like feel feeling one two person people woman women girl girls
guy guys lady man men hombre hombres happened happen happens happening was ever everyone anyone anybody
contact service services number support phone call
ayuda ayudar ayudame necesito necesita necesitamos quiero quiere busco buscar buscando encontrar hoy ayer anoche
noche dia dias semana mes ano anos ahora despues antes durante porque siempre nunca otra vez puedo puede pueden
hacer hizo hace hacen dijo dice decir tengo tiene tienen siento paso pasa pasando sucedio persona personas gente mujer
mujeres chica chicas numero telefono servicio servicios apoyo favor todo todos nada hola hello hi
"""
FILLER = frozenset(_FILLER.split())

# Words that may stand inside a known phrase (“posted all the pictures of me”). Never one that says who did what.
_BETWEEN = """
a an the my his your our their all of to just really very so el la los las un una mi mis su sus de del muy
"""
BETWEEN = frozenset(_BETWEEN.split())

_STEMMERS = {"en": "english", "es": "spanish"}
STEMMED = tuple(_STEMMERS)  # languages whose forms of words the search knows
_LOCK = Lock()  # a stemmer keeps its word in itself, and requests run in threads


def fold(text: str) -> str:
    """Lower case, without accents and without characters that do not show."""
    if text.isascii():
        return text[:LONGEST_TEXT].lower().replace("`", "'")
    plain = unicodedata.normalize("NFKD", text[:LONGEST_TEXT].casefold()).translate(ALIKE)
    return "".join(filter(None, map(_folded, plain)))


@lru_cache(maxsize=10_000)
def _folded(character: str) -> str:
    if character.isascii():
        return character
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Cs"):
        return ""
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)


def tokens(text: str, most: int = 2_000) -> list[str]:
    """The words of a text in order, folded; at most `most`."""
    found: list[str] = []
    folded = fold(text)
    for run in PLAIN.findall(folded) if folded.isascii() else _runs(folded):
        found += _parts(run)
        if len(found) >= most:
            break
    return found[:most]


def _runs(folded: str) -> Iterator[str]:
    """Pieces between spaces and signs. An apostrophe stays inside its word until `_parts` has seen it."""
    piece = ""
    for character in [*folded, " "]:
        if character == "'" or unicodedata.category(character)[0] in "LN" or _is_vowel_sign(character):
            piece += character
        elif piece:
            yield piece
            piece = ""


def _is_vowel_sign(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Mc")  # those with a combining class are gone by now


def _parts(run: str) -> Iterator[str]:
    if "'" not in run and run.isascii():
        yield run[:LONGEST_TOKEN]
        return
    pieces = [piece for piece in run.split("'") if piece]
    if len(pieces) > 1 and pieces[-1] in ENDINGS:  # women's, can't, I'm
        last = pieces.pop()
        pieces[-1] += "" if last == "s" else last
    for piece in pieces:
        if piece.isascii():
            yield piece[:LONGEST_TOKEN]
            continue
        start = 0
        for match in UNSPACED.finditer(piece):
            yield from filter(None, [piece[start : match.start()][:LONGEST_TOKEN]])
            yield from _pairs(match.group())
            start = match.end()
        yield from filter(None, [piece[start:][:LONGEST_TOKEN]])


def _pairs(run: str) -> Iterator[str]:
    yield from (run[at : at + 2] for at in range(max(1, len(run) - 1)))


@cache
def _stemmer(language: str) -> Any:
    """The stemmer of one language. The package itself imports all its 36, of which 34 took 3 MB of each worker."""
    package, name = "snowballstemmer", _STEMMERS[language]
    spec = find_spec(package)
    if spec and package not in sys.modules:
        sys.modules[package] = module_from_spec(spec)  # a package with a path, and nothing in it
    module = importlib.import_module(f"{package}.{name}_stemmer")
    return getattr(module, f"{name.title()}Stemmer")()


# A stem takes up to a millisecond, and a search asks for each several times. Few are kept: readers type them,
# so they are soon pushed out, and nobody can fill the memory with words.
@lru_cache(maxsize=1_000)
def stem(token: str, language: str) -> str:
    """The stem in "en" or "es"; the token itself when it is short or of another script."""
    if not (token.isascii() and token.isalpha()):
        return token
    if language == "es" and token.endswith(("cion", "sion")):
        token = token[:-2] + "ón"  # the rule for -ción waits for the accent that we folded away
    with _LOCK:
        found = fold(_stemmer(language).stemWord(token))
    return found if len(found) >= SHORTEST_STEM else fold(token)


def forms(token: str) -> tuple[str, ...]:
    """What is compared: the token and its stems in both languages, each once."""
    return tuple(dict.fromkeys((token, stem(token, "en"), stem(token, "es"))))


def halves(token: str) -> tuple[str, ...]:
    """The words of “1800respect”; empty for a token of one kind."""
    parts = MIXED.findall(token) if token.isascii() else []
    return tuple(parts) if len(parts) > 1 else ()


def written(token: str) -> str:
    """A token in letters that neither engine splits, folds or takes for an operator."""
    if token.isascii() and token.isalnum():
        return token
    return "uxq" + token.encode("utf-8", "replace").hex()


def content(found: list[str]) -> list[str]:
    """Without stop words."""
    return [token for token in found if token not in STOP]


def anchor(phrase: str, language: str) -> str:
    """The stem by which a phrase is looked up: that of its longest word with a meaning; "" when it has none."""
    return stem(max(content(tokens(phrase)), key=len, default=""), language)
