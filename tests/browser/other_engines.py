"""Firefox and WebKit, driven by the W3C's WebDriver commands: Firefox hears them on a socket, WebKit's driver on HTTP.

https://www.w3.org/TR/webdriver2/ and https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
Both are asked with a handful of commands, so this file stands here instead of two libraries with two dozen more.
"""

import contextlib
import glob
import json
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the name that the standard gives to a reference
SHIFT = "\ue008"
FIREFOX = ("firefox-esr", "firefox")
MINI_BROWSER = "/usr/lib/*/webkit2gtk-4.*/MiniBrowser"
QUIET = {  # a browser that asks nobody but the page
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.reportingpolicy.firstRun": False,
    "remote.prefs.recommended": False,
}


class Engine:
    """What both can do. `send` takes a command of the standard as (Marionette's name, method, path, parameters)."""

    def open(self, url):
        self.send("WebDriver:Navigate", "POST", "/url", {"url": url})

    def url(self):
        return self.send("WebDriver:GetCurrentURL", "GET", "/url")

    def run(self, code, *arguments):
        """The value that a function body returns."""
        more = {"script": code, "args": list(arguments)}
        return self.send("WebDriver:ExecuteScript", "POST", "/execute/sync", more)

    def find(self, selector):
        more = {"using": "css selector", "value": selector}
        return self.send("WebDriver:FindElement", "POST", "/element", more)[ELEMENT]

    def click(self, selector):
        element = self.find(selector)
        self.send("WebDriver:ElementClick", "POST", f"/element/{element}/click", {"id": element})

    def type(self, selector, text):
        element = self.find(selector)
        more = {"id": element, "text": text, "value": list(text)}
        self.send("WebDriver:ElementSendKeys", "POST", f"/element/{element}/value", more)

    def press(self, *keys):
        """Each key down and up, one after the other."""
        moves = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        more = {"actions": [{"type": "key", "id": "keys", "actions": moves}]}
        self.send("WebDriver:PerformActions", "POST", "/actions", more)

    def cookies(self):
        return self.send("WebDriver:GetCookies", "GET", "/cookie")

    def until(self, holds, what, longest=15):
        """Ask until it holds; AssertionError with `what` when it never does. A page between two pages may refuse."""
        end = time.monotonic() + longest
        while time.monotonic() < end:
            with contextlib.suppress(RuntimeError):
                if holds():
                    return
            time.sleep(0.05)
        raise AssertionError(f"{what}: {self.url()}")


class Firefox(Engine):
    name = "Firefox"
    back = True

    def __init__(self, folder, **preferences):
        self.folder, port = Path(folder), free_port()
        self.folder.mkdir(parents=True)
        lines = {**QUIET, "marionette.port": port, **preferences}
        text = "".join(
            f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in lines.items()
        )
        (self.folder / "user.js").write_text(text, encoding="utf-8")
        command = [self.found(), "--headless", "--marionette", "--no-remote", "--profile", str(self.folder)]
        self.process = start(command)
        self.socket = connect(port, self.process)
        self.number = 0
        self._read()  # it says which protocol it speaks
        self.send(
            "WebDriver:NewSession", "", "", {"capabilities": {"alwaysMatch": {"pageLoadStrategy": "normal"}}}
        )

    @staticmethod
    def found():
        return os.environ.get("FIREFOX_PATH") or next(filter(None, map(shutil.which, FIREFOX)), None)

    def send(self, name, _method, _path, more=None):
        self.number += 1
        said = json.dumps([0, self.number, name, more or {}]).encode()
        self.socket.sendall(b"%d:%s" % (len(said), said))
        _kind, _number, fault, answer = self._read()
        if fault:
            raise RuntimeError(f"{name}: {fault['error']}: {fault['message']}")
        bare = isinstance(answer, dict) and set(answer) == {"value"}
        return answer["value"] if bare else answer

    def _read(self):
        head = b""
        while not head.endswith(b":"):
            head += self._bytes(1)
        return json.loads(self._bytes(int(head[:-1])))

    def _bytes(self, number):
        got = b""
        while len(got) < number:
            piece = self.socket.recv(number - len(got))
            if not piece:
                raise RuntimeError("Firefox is gone")
            got += piece
        return got

    def stop(self, how=signal.SIGTERM):
        self.socket.close()
        end(self.process, how)


class WebKit(Engine):
    name = "WebKit"
    back = False  # after Back from another site its driver answers nothing any more

    def __init__(self, folder):
        port = free_port()
        Path(folder).mkdir(parents=True)
        env = {**os.environ, "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1", "HOME": str(folder)}
        command = ["xvfb-run", "-a", "WebKitWebDriver", f"--port={port}"]
        self.process = start(command, env=env)
        connect(port, self.process).close()
        self.base = f"http://127.0.0.1:{port}/session"
        options = {"binary": sorted(glob.glob(MINI_BROWSER))[-1], "args": ["--automation"]}
        asked = {"alwaysMatch": {"webkitgtk:browserOptions": options, "timeouts": {"pageLoad": 15000}}}
        self.base += "/" + self.send("", "POST", "", {"capabilities": asked})["sessionId"]

    @staticmethod
    def found():
        there = shutil.which("WebKitWebDriver") and shutil.which("xvfb-run")
        return bool(there and glob.glob(MINI_BROWSER))

    def send(self, _name, method, path, more=None):
        body = json.dumps(more or {}).encode() if method == "POST" else None
        request = urllib.request.Request(self.base + path, body, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            fault = json.load(error)["value"]
            raise RuntimeError(f"{path}: {fault['error']}: {fault['message']}") from None

    def stop(self, how=signal.SIGTERM):
        with contextlib.suppress(RuntimeError, OSError):
            self.send("", "DELETE", "")
        end(self.process, how)


ENGINES = (Firefox, WebKit)


def free_port():
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(command, **more):
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(command, start_new_session=True, **quiet, **more)


def connect(port, process, longest=60):
    """A socket to the port as soon as somebody listens there. AssertionError when the process died or never does."""
    until = time.monotonic() + longest
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError):
            return socket.create_connection(("127.0.0.1", port), timeout=60)
        time.sleep(0.1)
    raise AssertionError(f"{process.args[0]} does not answer")


def end(process, how):
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, how)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(timeout=10)
        return
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(timeout=10)
