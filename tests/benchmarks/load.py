"""Readers and writers, many at once, and what they saw. Each asks over HTTP, as a browser does."""

import contextlib
import http.client
import re
import threading
import time
from urllib.parse import urlencode

FORM = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}


def ask(port, method, path, body=None, timeout=30, **headers):
    """(status, headers, text). Raises OSError when nobody answers."""
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)) as connection:
        connection.request(method, path, body, {"Accept-Language": "en-GB", **headers})
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read().decode(errors="replace")


def wait_for(port, path="/readyz", longest=60):
    """Seconds until the path answers 200."""
    start = time.monotonic()
    while time.monotonic() - start < longest:
        with contextlib.suppress(OSError, http.client.HTTPException):
            if ask(port, "GET", path, timeout=2)[0] == 200:
                return time.monotonic() - start
        time.sleep(0.02)
    raise SystemExit(f"{path} did not answer within {longest} s.")


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))] if values else 0.0


class Load(threading.Thread):
    """One reader or writer that goes on until `done`. `seen` has (when, status or name of the error, seconds)."""

    def __init__(self, port, done, pause=0.0):
        super().__init__(daemon=True)
        self.port, self.done, self.pause, self.seen = port, done, pause, []

    def run(self):
        while not self.done.is_set():
            start = time.monotonic()
            try:
                what = self.once()
            except (OSError, http.client.HTTPException) as error:
                what = type(error).__name__  # the connection broke: the browser of a reader says so
                time.sleep(0.02)
            self.seen.append((start, what, time.monotonic() - start))
            if self.pause:
                time.sleep(self.pause)


class Reader(Load):
    """Opens one page after the other."""

    pages = ("/", "/iwill/", "/resources/", "/act/guides/", "/safety/")

    def once(self):
        page = self.pages[len(self.seen) % len(self.pages)]
        return ask(self.port, "GET", page, **{"Accept-Encoding": "gzip"})[0]


class Writer(Load):
    """Sends a promise each time; `kept` are those that were answered with the page that thanks."""

    tokens: list
    lock = threading.Lock()

    def __init__(self, number, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.number, self.kept = number, []

    def once(self):
        with Writer.lock:
            token = Writer.tokens.pop()
        text = f"I will ask writer {letters(self.number)} how they are, {letters(len(self.seen))}"
        body = urlencode(
            {"started": token, "website": "", "agree": "on", "as_it_is": "1", "text": text, "work": ""}
        )
        status, _headers, page = ask(self.port, "POST", "/iwill/new/", body, **FORM)
        if status == 200 and 'id="return-link"' in page:
            self.kept.append(text)
        return status


def letters(number):
    """A number in letters: three digits and more may look like a telephone number to the screening."""
    return re.sub(r"\d", lambda digit: "abcdefghij"[int(digit[0])], str(number))


def load(port, *, readers, writers, pause=0.0):
    """Start them; returns (threads, the event that stops them)."""
    done = threading.Event()
    threads = [Reader(port, done, pause) for _ in range(readers)]
    threads += [Writer(number, port, done, pause) for number in range(writers)]
    for thread in threads:
        thread.start()
    return threads, done


def stored(site):
    """Every promise in the database, by its words, as a fresh process reads them."""
    said = site.manage(
        "shell", "-v0", "-c",
        "from actions.pledges.models import Pledge\nfor t in Pledge.objects.values_list('text', flat=True): print(t)",
    )  # fmt: skip
    return said.splitlines()


def summary(threads, kind):
    """{requests, answers by status, p50 and p95 in ms} of the readers or writers."""
    seen = [row for thread in threads if isinstance(thread, kind) for row in thread.seen]
    counts = {}
    for _when, what, _took in seen:
        counts[str(what)] = counts.get(str(what), 0) + 1
    took = [took * 1000 for _when, what, took in seen if what == 200]
    return {
        "requests": len(seen),
        "answers": counts,
        "p50 ms": round(percentile(took, 0.5)),
        "p95 ms": round(percentile(took, 0.95)),
    }
