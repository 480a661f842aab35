"""A pledge comes in: own words onto the desk, a ready-made one onto the board."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from actions.pledges import cases, counting, return_link, word_code
from actions.pledges.models import Pledge
from config.safety import throttle

Status = Pledge.Status
SURGE = 100  # own words in an hour; more than that, and what came without proof of work waits apart


@dataclass(frozen=True)
class Submitted:
    """A stored pledge, the secret of its return link and the same as words. Nobody can look them up again."""

    pledge: Pledge
    secret: str
    words: str


def submit(
    *,
    sitting: str,
    language: str,
    text: str = "",
    nickname: str = "",
    plan_if: str = "",
    action_key: str = "",
    near: str = "",
    place: str = "",
    strategy: str = "",
    slow: bool = False,
) -> Submitted:
    """Store a pledge. Own words wait for a person; a ready-made one counts at once.

    `near`, `place`, `strategy`: what the board sorts written pledges by. `slow`: it came without proof of work and is
    read after the others; in an hour with more than SURGE pledges it goes to the queue of floods, unless it needs care.

    `sitting` is the random part of the form's token. The same words sent twice from one sitting are one pledge, a
    double click; other words are another pledge.
    """
    sitting = "\0".join((sitting, action_key, text, nickname, plan_if))
    secret, words = return_link.secret_for(sitting), word_code.words_for(sitting)
    today = timezone.localdate()
    values: dict[str, Any] = {
        "status": Status.PUBLISHED if action_key else Status.PENDING,
        "decided_on": today if action_key else None,
        "made_on": today,
        "language": language,
        "text": text,
        "nickname": nickname,
        "plan_if": plan_if,
        "action_key": action_key,
        "near": near,
        "place": place,
        "strategy": strategy,
        "secret_hash": return_link.fingerprint(secret),
        "words_hash": return_link.fingerprint(words),
    }
    key = return_link.fingerprint(sitting)
    pledge = Pledge.objects.filter(sitting_hash=key).first()
    if pledge is None:
        pledge = _ready_made(key, values) if action_key else _own_words(key, values, slow)
    return Submitted(pledge, secret, words)


def _ready_made(key: str, values: dict[str, Any]) -> Pledge:
    with transaction.atomic():
        pledge, created = Pledge.objects.get_or_create(sitting_hash=key, defaults=values)
        if created:
            counting.made(pledge, pledge.made_on, 1)
    return pledge


def _own_words(key: str, values: dict[str, Any], slow: bool) -> Pledge:
    """Screened and counted outside the transaction: the lock on a case that many share is short."""
    text, language = values["text"], values["language"]
    findings = cases.findings(text, values["nickname"], values["plan_if"])
    values["findings"] = cases.codes(findings)
    surge = throttle.arrived("own words") > SURGE
    queue = cases.queue_of(values["findings"], flood=slow and surge)
    with transaction.atomic():
        values["case"] = cases.open_for(text, language, findings, slow=slow, queue=queue)
        pledge, created = Pledge.objects.get_or_create(sitting_hash=key, defaults=values)
        if not created:
            cases.leave(values["case"].pk)  # the other half of a double click came first
    return pledge
