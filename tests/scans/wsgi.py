"""The site as if every request came from another household.

A program sends from one address, and the caps for one address would end it after a handful of forms. Here each
request has an address of its own, so what lies behind a form is looked at. The caps themselves have tests.
"""

import ipaddress
import random

from config.wsgi import application as site


def application(environ, start_response):
    environ["REMOTE_ADDR"] = str(ipaddress.IPv4Address(random.getrandbits(32)))
    return site(environ, start_response)
