"""Whether sqlmap gets SQL into any field, and whether it got to the code behind each.

It knows which database it talks to, so it sends each field about twenty words that would work there, and no others:
that is what lets it end. Not the technique that waits for slow answers: on a busy machine every answer is slow.
"""

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from tests.scans.calling import SAME_SITE, BrokenError, asked_enough, call
from tests.scans.fields import targets

OPTIONS = (
    "--batch", "--dbms", "sqlite", "--level", 1, "--risk", 1, "--technique", "BEU", "-H", SAME_SITE, "--timeout", 60,
    "--retries", 1, "--flush-session", "--disable-coloring",
)  # fmt: skip
AT_ONCE = 3
NOTHING = "all tested parameters do not appear to be injectable"
FOUND = re.compile(r"^Parameter: (.+?)$\n +Type: (.+?)$", re.M)
ANSWER = re.compile(r"^HTTP response \[#\d+\] \((\d+)", re.M)
SIGNED_OUT = re.compile(r"^Location: /admin/(sign-in|second-factor)/", re.M)
CAPPED = ("403", "429")
LEAST = 2  # answers from behind the form: at least to what sqlmap sends unchanged, to see whether the page is steady


def sqlmap(program, site, folder, minutes):
    """A target that did not end, or was kept out, is a finding of its own; the others are looked at all the same."""
    found, sent = [], 0

    def one(target):
        try:
            return target, *look(program, site, folder, minutes, target)
        except BrokenError as error:
            return target, [("not looked at", target.path, str(error))], 0

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for target, points, answers in pool.map(one, targets(site.told)):
            print(f"  sqlmap, {target.name}: {answers} answers, {len(points)} findings", flush=True)  # noqa: T201
            found += points
            sent += answers
    return found + asked_enough(site, max(sent, 500))


def look(program, site, folder, minutes, target):
    """((technique, path, field) of each hole, how many requests) of one target. BrokenError when it saw too little."""
    name = re.sub(r"\W+", "-", target.name)
    traffic = folder / f"sqlmap-{name}.txt"
    said = call(
        program, "-u", site.url + target.path, *OPTIONS, *asked_as(target, site.told, folder), "-t", traffic,
        "--output-dir", folder / f"sqlmap-{name}", seconds=minutes * 240, folder=folder,
    )  # fmt: skip
    points = FOUND.findall(said)
    if NOTHING not in said and not points:
        raise BrokenError(f"{target.name}: {said.strip()[-300:]}")
    text = traffic.read_text(encoding="utf-8", errors="replace")
    traffic.unlink()
    answers = Counter(ANSWER.findall(text))
    judge(target, answers, signed_out=bool(SIGNED_OUT.search(text)))
    return [(kind, target.path, field) for field, kind in points], answers.total()


def judge(target, answers, *, signed_out=False):
    """BrokenError when throttle, trap or sign-in kept the program out: then it looked at nothing."""
    if (
        answers[target.reached] < LEAST
        or signed_out
        or sum(answers[s] for s in CAPPED) * 10 > answers.total()
    ):
        raise BrokenError(f"{target.name}: not behind it, {dict(answers)}{' and signed out' * signed_out}")


def asked_as(target, told, folder):
    """The options for what is sent, and by whom."""
    if target.reached != "200":
        yield f"--ignore-code={target.reached}"  # else it goes home
    if target.data:
        yield from ("--data", target.data)
    if target.fields:
        yield from ("-p", target.fields)
    if target.token:
        pool = str(folder / f"tokens-{target.token}")
        yield from ("--eval", f"import random; started = random.choice(open({pool!r}).read().split())")
    if target.who:
        yield from ("--cookie", told[target.who], "--drop-set-cookie")
