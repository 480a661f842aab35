"""One page of every kind, from the URLconf and the sitemap, so that a new kind cannot be forgotten."""

import json
import re
import urllib.request
from dataclasses import dataclass, field

from django.urls import resolve, reverse

from tests.site.addresses import is_for_machines, names

LISTING = "/resources/rape-sexual-abuse-support-line-england-wales/"
# Shown only in development, where its builders look at it.
NOT_SERVED = {"gallery"}
# A pledge on the board, the private page of one, and a letter to a service: made once, for the kinds that need a row.
MAKE = """
import json
from django.contrib.auth.models import User
from django.urls import reverse
from actions.pledges import moderation
from resources import self_confirm
from resources.models import Service
service = Service.objects.published()[0]
by = User.objects.get(username='browser-moderator')
sent = moderation.submit(sitting='a kind of page', language='en', text='I will look at every kind of page')
moderation.approve(sent.pledge.pk, version=1, by=by)
print(json.dumps({
    'pledges:pledge': reverse('pledges:pledge', args=[sent.pledge.public_id]),
    'pledges:report': reverse('pledges:report', args=[sent.pledge.public_id]),
    'pledges:mine': reverse('pledges:mine', args=[sent.secret]),
    'resources:confirm': reverse('resources:confirm', args=[self_confirm.make(service, by=None)]),
}))
"""


@dataclass(frozen=True)
class Kind:
    """A page: its path and, when only a sent form leads to it, the fields of that form."""

    path: str
    fields: dict[str, str] = field(default_factory=dict)

    def open(self, page):
        page.goto(self.path)
        if self.fields:
            with page.expect_navigation():
                page.evaluate(SEND, [self.path, self.fields])
        page.wait_for_load_state()


SEND = """([action, fields]) => {
    const form = document.createElement('form');
    form.method = 'post';
    form.action = action;
    for (const [name, value] of Object.entries(fields)) {
        const field = document.createElement('input');
        field.name = name;
        field.value = value;
        form.append(field);
    }
    document.body.append(form);
    form.submit();
}"""
# Pages that no address leads to: answers to forms, help screens, errors.
SENT = {
    "search": Kind("/resources/", {"q": "helpline", "country": "GB"}),
    "next question": Kind("/act/find/", {"when": "now"}),
    "it happened to me": Kind("/act/find/", {"about": "me"}),
    "moves": Kind("/act/find/", {"when": "now", "show": "now"}),
    "help screen": Kind("/iwill/new/", {"about_me": "on", "text": "something"}),
    "something to fix": Kind("/iwill/new/", {"text": ""}),
    "nothing chosen": Kind(f"{LISTING}problem/", {"reason": ""}),
    "card": Kind("/resources/card/", {"pick": LISTING.split("/")[2]}),
    "card for telling": Kind("/act/card/", {"whom": "told"}),
    "not found": Kind("/nothing/"),
    "not a private page": Kind("/iwill/mine/not-a-link/"),
    "cannot be read": Kind("/?q=%00"),
}


def every_kind(site):
    """Name to Kind: a page of every route, and those of SENT. KeyError for a route without an example."""
    with urllib.request.urlopen(f"{site.url}/sitemap.xml") as listed:
        paths = re.findall(r"<loc>https?://[^/]+(/[^<]*)</loc>", listed.read().decode())
    examples = {resolve(path).view_name: path for path in reversed(paths) if not path.startswith("/es/")}
    examples |= {
        "resources:detail": LISTING,
        "resources:problem": f"{LISTING}problem/",
        "guidance:choice": "/act/practise/the-seat-on-the-bus/b/",
    }
    examples |= json.loads(site.run(MAKE).splitlines()[-1])
    found = {}
    for name, has_parameters in sorted(names().items()):
        if not is_for_machines(name) and name not in NOT_SERVED:
            found[name] = Kind(examples[name] if has_parameters else reverse(name))
    return {**found, **SENT}
