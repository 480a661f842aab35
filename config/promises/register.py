"""All areas in their order, and ways to look into them."""

from config.promises.access import ACCESS
from config.promises.attack import ATTACK
from config.promises.durability import DURABILITY
from config.promises.forms import FORMS
from config.promises.kept import KEPT
from config.promises.leaving import LEAVING
from config.promises.moderation import MODERATION
from config.promises.network import NETWORK
from config.promises.process import PROCESS
from config.promises.shape import Area, Promise
from config.promises.staff import STAFF
from config.promises.text import TEXT
from config.promises.transport import TRANSPORT

AREAS: tuple[Area, ...] = (
    LEAVING,
    NETWORK,
    TRANSPORT,
    KEPT,
    FORMS,
    TEXT,
    MODERATION,
    STAFF,
    ATTACK,
    DURABILITY,
    ACCESS,
    PROCESS,
)


def by_id(name: str) -> Promise:
    """The promise with this id. Raises KeyError."""
    return {promise.id: promise for area in AREAS for promise in area.promises}[name]


def on_page(page: str, letter: str = "") -> list[Promise]:
    """The promises that a page shows, in order; of one area only when a letter is given."""
    areas = [area for area in AREAS if letter in ("", area.letter)]
    return [promise for area in areas for promise in area.promises if page in promise.pages]


def proven() -> int:
    """How many promises have a test."""
    return sum(len(area.promises) for area in AREAS)
