"""Whether the page that is being made will be read for hours, from a file (config/edition/).

Such a page says nothing that may be wrong a minute later: no "open now", no promise that can be taken down, and no
form with a token for one sitting.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_LASTING: ContextVar[bool] = ContextVar("lasting", default=False)


def is_lasting() -> bool:
    """Whether the page will last."""
    return _LASTING.get()


@contextmanager
def lasting() -> Iterator[None]:
    """Every page that is made within will last."""
    before = _LASTING.set(True)
    try:
        yield
    finally:
        _LASTING.reset(before)
