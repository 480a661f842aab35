"""The site as it is served, to somebody who has had every form open for a while: no test waits until it may send one.

Whoever says "just-opened" in a header gets forms as they are (test_journeys.py waits as long as a person must).
"""

from threading import local

from django.core import signing

from config.safety import forms
from config.wsgi import application as site

OPEN_FOR = 60  # seconds
asked = local()
as_it_is = forms.new_token


def new_token(salt):
    token = as_it_is(salt)
    if asked.just_opened:
        return token
    bits, began = signing.loads(token, salt=salt)
    return signing.dumps([bits, began - OPEN_FOR], salt=salt)


forms.new_token = new_token


def application(environ, start_response):
    asked.just_opened = "HTTP_JUST_OPENED" in environ
    return site(environ, start_response)
