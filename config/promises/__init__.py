"""What the site promises about safety, each with the tests that prove it and what it does not protect from.

The pages about safety, privacy and access are made from these tables: a page cannot claim what no test proves.
"""

from config.promises.register import AREAS, by_id, on_page, proven
from config.promises.shape import Area, LeftOut, Promise

__all__ = ["AREAS", "Area", "LeftOut", "Promise", "by_id", "on_page", "proven"]
