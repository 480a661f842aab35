"""One form of a flood, with the small caps that its tests are made for (the fixture `caps`)."""

from django.test import Client

from actions.pledges.forms import PledgeForm
from config.safety import work
from config.safety.forms import new_token
from tests.conftest import SAME_ORIGIN

ALL, SLOW, EACH = 12, 5, 3
ADVERT = "I will buy cheap watches from my friend, number {}!"


def post(number, address, worked=False, **typed):
    token = new_token(PledgeForm.token_salt)
    data = {
        "started": token,
        "website": "",
        "agree": "on",
        "not_that": "1",
        "text": ADVERT.format(number),
        **typed,
    }
    if worked:
        data["work"] = work.solve(token)
    return Client(headers=SAME_ORIGIN, REMOTE_ADDR=address).post("/iwill/new/", data)
