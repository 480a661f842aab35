"""Contacts that must not be published. Their list stays outside the repository; where it lies beside it, we compare."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings

LIST = Path(settings.BASE_DIR).parent / "shared" / "content" / "withheld.json"
CONTENT = Path(settings.BASE_DIR) / "resources" / "content"


@pytest.mark.skipif(
    not LIST.exists(), reason="the list of withheld contacts does not lie beside the repository"
)
def test_no_withheld_contact_is_in_the_catalogue():
    withheld = json.loads(LIST.read_text())["do_not_publish"]["contacts"]
    services = json.loads((CONTENT / "services.json").read_text())["services"]
    shown = {(c["channel"], digits(c["value"])) for service in services for c in service["contacts"]}
    assert len(withheld) > 20
    assert [c for c in withheld if digits(c["value"]) and (c["channel"], digits(c["value"])) in shown] == []
    texts = json.dumps(services, ensure_ascii=False)
    # The same number may be published for calls and withheld for texting; every other one is nowhere at all.
    spoken = {number for _channel, number in shown}
    numbers = {digits(c["value"]) for c in withheld} - spoken - {""}
    assert [n for n in numbers if len(n) > 6 and n.removeprefix("1") in digits(texts)] == []


def digits(text):
    return re.sub(r"\D", "", text)
