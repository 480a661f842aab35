"""What a scan needs to know of its site, told from inside: `tell` runs in the site's own shell."""

import json
import secrets
import time
from urllib.parse import parse_qsl, urlencode

from allauth.mfa.totp.internal import auth as totp
from django.contrib import admin
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.core import signing
from django.test import RequestFactory
from django.urls import resolve, reverse
from django.utils import translation

from actions.guidance.models import Action
from actions.pledges import moderation
from actions.pledges.forms import PledgeForm
from actions.pledges.models import Pledge
from actions.pledges.report_form import ReportForm
from config.staff import sittings
from resources import self_confirm
from resources.confirm_form import ConfirmForm
from resources.models import Service
from resources.problem_form import ProblemForm
from tests.site import addresses

TOKENS = 3000  # so that hardly two forms of a run are the same sitting
FORMS = {
    "pledge": PledgeForm.token_salt,
    "report": ReportForm.token_salt,
    "problem": ProblemForm.token_salt,
    "confirm": ConfirmForm.token_salt,
    "planted": "scan.planted",
}


def tell(folder):
    """Print, as JSON, what a scan cannot know from outside; write the tokens of forms into the folder."""
    for name, salt in FORMS.items():
        text = "\n".join(token(salt) for _ in range(TOKENS))
        (folder / f"tokens-{name}").write_text(text, encoding="ascii")
    who = owner()
    fill(who)
    print(json.dumps({"paths": paths(), "lists": lists(who), **samples(), **cookies(who)}))  # noqa: T201


def token(salt):
    """As in a form that was opened ten minutes ago: one just opened is refused, and so is one of yesterday."""
    return signing.dumps([secrets.token_urlsafe(32), int(time.time()) - 600], salt=salt)


def paths():
    """One address of each kind, with a sample that exists."""
    kinds = {}
    for language in ("en", "es"):
        found = addresses.pages(language) + (addresses.machines() if language == "en" else [])
        with translation.override(language):
            for path in found:
                kinds.setdefault((language, resolve(path).view_name), path)
    return sorted(set(kinds.values()))


def fill(by):
    """Promises on the board and one that waits: on an empty board half of the addresses do not exist."""
    for number in range(20):
        sent = moderation.submit(
            sitting=f"scan {number}",
            language="en",
            text=f"I will ask first, number {number}",
            nickname="Sam",
            near="A01",
        )
        if number and sent.pledge.status == "pending":
            moderation.approve(sent.pledge.pk, version=sent.pledge.version, by=by)
    moderation.submit(sitting="scan tap", language="en", action_key="A01")


def samples():
    sent = moderation.submit(sitting="the sitting of a scan", language="en", text="I will look at every page")
    service = Service.objects.published().with_contacts().order_by("slug").first()
    pledge = Pledge.objects.on_the_wall().order_by("pk").first()
    return {
        "words": sent.words,
        "slug": service.slug,
        "contact": str(service.contacts.first().pk),
        "confirm": self_confirm.make(service, by=None),
        "pledge": pledge.public_id,
        "action": Action.objects.published().in_language("en").one_tap().first().slug,
    }


def lists(owner):
    """Each list of the desk with its search and the filters that are our code: (path, names).

    Filters that Django makes of a field are the same code everywhere: looked at on the list of people only.
    """
    found = []
    request = RequestFactory().get("/")
    request.user = owner
    for model, page in sorted(admin.site._registry.items(), key=lambda pair: pair[0]._meta.label):
        shown = page.get_changelist_instance(request)
        asked = {"q": "a"} if page.search_fields else {}
        for spec in shown.filter_specs:
            if isinstance(spec, admin.SimpleListFilter) or model is get_user_model():
                for choice in spec.choices(shown):
                    asked |= dict(parse_qsl(choice["query_string"].lstrip("?")))
        if asked:
            path = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
            found.append([f"{path}?{urlencode(asked)}", ",".join(asked)])
    return found


def owner():
    """Somebody who may open all of the desk."""
    made, _new = get_user_model().objects.get_or_create(
        username="scan-owner", defaults={"is_staff": True, "is_superuser": True}
    )
    if not sittings.has_factor(made):
        totp.TOTP.activate(made, totp.generate_totp_secret())
    return made


def cookies(owner):
    """A session of the owner, whose second factor was shown in it, and one of somebody who is about to sign in."""
    inside, door = SessionStore(), SessionStore()
    inside.update({
        SESSION_KEY: str(owner.pk),
        BACKEND_SESSION_KEY: "config.staff.backend.StaffBackend",
        HASH_SESSION_KEY: owner.get_session_auth_hash(),
        sittings.STARTED: time.time(),
        sittings.SEEN: time.time(),
        sittings.PROVEN: str(owner.pk),
    })  # fmt: skip
    door["_csrftoken"] = secrets.token_hex(16)
    inside.create()
    door.create()
    return {
        "staff": f"s={inside.session_key}",
        "door": f"s={door.session_key}",
        "door_token": door["_csrftoken"],
    }
