"""The documented nginx and Caddy in front of nothing, and in front of an application that breaks."""

import gzip
import http.client
import os
import shutil
import socket
import subprocess
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from django.conf import settings

from config.edition import servers
from config.edition.folder import Edition
from config.safety.headers import table

DOCUMENTED = settings.BASE_DIR / "deploy"
FILES = {
    "index.html": "home",
    "es/index.html": "home es",
    "act/index.html": "act",
    "resources/index.html": "list",
    "_country/GB/index.html": "home GB",
    "_country/MX/es/resources/index.html": "list es MX",
    "_sorry/en.html": "sorry",
    "_sorry/es.html": "sorry es",
    "_sorry/en.neutral.html": "plain sorry",
    "_sorry/es.neutral.html": "plain sorry es",
    "robots.txt": "robots",
    "static/site.abc.css": "a{}",
}
NGINX = """
{user} daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/first.log crit;
events {{ worker_connections 64; }}
http {{
  types {{ text/html html; text/css css; text/plain txt; }}
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  {text}
}}
"""


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Application(BaseHTTPRequestHandler):
    """Says what it was asked; breaks on request."""

    broken = 0

    def do_GET(self):
        length = int(self.headers.get("Content-Length") or 0)
        self.rfile.read(length)
        body = f"application {self.command} {self.path}".encode()
        self.send_response(Application.broken or 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def log_message(self, *_args):
        """Quiet."""


class Front:
    """A web server with the documented configuration; only places and ports are others."""

    def __init__(self, name: str, program: str, folder: Path):
        self.name, self.port, self.behind, self.folder = name, free_port(), free_port(), folder
        edition = Edition(folder / "edition")
        for file, text in FILES.items():
            edition.add(file, text.encode())
        edition.finish()
        for file, write in servers.SNIPPETS.items():
            (folder / "edition" / file).write_text(write())
        command = [program, *getattr(self, name)()]
        self.process = subprocess.Popen(command, env={"HOME": str(folder)}, stderr=subprocess.DEVNULL)
        for _try in range(200):
            with socket.socket() as asked:
                if asked.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError(f"{name} did not start")

    def nginx(self):
        user = "user root;" if os.geteuid() == 0 else ""  # else its workers could not read this folder
        own = {"listen 80;": f"listen 127.0.0.1:{self.port};", "/var/log/nginx": str(self.folder)}
        text = NGINX.format(folder=self.folder, text=self.documented("nginx.conf", own), user=user)
        (self.folder / "nginx.conf").write_text(text)
        return ["-p", self.folder, "-c", self.folder / "nginx.conf"]

    def caddy(self):
        own = {
            "example.org {": f"http://127.0.0.1:{self.port} {{",
            "{\n\tservers": "{\n\tadmin off\n\tservers",
        }
        (self.folder / "Caddyfile").write_text(self.documented("Caddyfile", own))
        return ["run", "--config", self.folder / "Caddyfile", "--adapter", "caddyfile"]

    def documented(self, file, own):
        text = (DOCUMENTED / file).read_text()
        places = {
            "127.0.0.1:8000": f"127.0.0.1:{self.behind}",
            "/srv/upstander-edition": f"{self.folder}/edition",
        }
        for old, new in {**places, **own}.items():
            assert old in text
            text = text.replace(old, new)
        return text

    def ask(self, path, method="GET", body=None, **headers):
        """(status, headers, body)"""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request(
            method, path, body, {name.replace("_", "-"): value for name, value in headers.items()}
        )
        answer = connection.getresponse()
        found = answer.status, dict(answer.getheaders()), answer.read()
        connection.close()
        return found

    def says(self, *args, **kwargs):
        status, _headers, body = self.ask(*args, **kwargs)
        return status, body.decode()


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def front(request, tmp_path_factory):
    program = shutil.which(request.param) or shutil.which(f"/usr/sbin/{request.param}")
    if not program:
        pytest.skip(f"{request.param} is not installed")
    made = Front(request.param, program, tmp_path_factory.mktemp(request.param))
    yield made
    made.process.terminate()
    made.process.wait(10)


@pytest.fixture
def application(front):
    server = ThreadingHTTPServer(("127.0.0.1", front.behind), Application)
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    yield Application
    Application.broken = 0
    server.shutdown()
    server.server_close()


AWAY = [
    ("/", {}, "home"),
    ("/es/", {}, "home es"),
    ("/act", {}, "act"),
    ("/act/?country=GB", {}, "act"),
    ("/?country=GB", {}, "home GB"),
    ("/?country=GB-SCT", {}, "home GB"),
    ("/?country=ZZ", {}, "home"),
    ("/es/resources/?country=MX&need=legal", {}, "list es MX"),
    ("/", {"Accept_Language": "en-GB,en;q=0.9"}, "home GB"),
    ("/", {"Accept_Language": "en"}, "home"),
    ("/act/", {"Cookie": "s=1"}, "act"),
    ("/robots.txt", {}, "robots"),
    ("/static/site.abc.css", {}, "a{}"),
]


@pytest.mark.parametrize(("path", "headers", "page"), AWAY)
def test_with_the_application_off_every_page_is_still_read(front, path, headers, page):
    assert front.says(path, **headers) == (200, page)


SORRY = [
    ("/iwill/", "GET", "sorry"),
    ("/es/iwill/", "GET", "sorry es"),
    ("/admin/", "GET", "sorry"),
    ("/iwill/new/", "POST", "sorry"),
    ("/es/resources/", "POST", "sorry es"),
    ("/", "POST", "sorry"),
    ("/act/?neutral=1", "GET", "plain sorry"),
    ("/es/act/?country=GB&neutral=1", "GET", "plain sorry es"),
    ("/_sorry/en.html", "GET", "sorry"),
]


@pytest.mark.parametrize(("path", "method", "page"), SORRY)
def test_what_needs_the_application_says_sorry_with_help_while_it_is_off(front, path, method, page):
    status, headers, body = front.ask(path, method, body=b"text=typed" if method == "POST" else None)
    assert (status, body.decode()) == (503, page)
    assert headers["Retry-After"] == "60"
    assert headers["Content-Type"].lower() == "text/html; charset=utf-8"


@pytest.mark.parametrize("path", ["/", "/act/?country=GB", "/static/site.abc.css", "/iwill/"])
def test_a_file_has_the_headers_of_a_page(front, path):
    _status, headers, _body = front.ask(path)
    expected = {**table("/"), "Server": {"nginx": "nginx", "caddy": "web"}[front.name]}
    sent = {name.lower(): value for name, value in headers.items()}  # Caddy spells one of them in its own way
    assert {name: sent.get(name.lower()) for name in expected} == expected
    assert not {"etag", "last-modified", "set-cookie"} & set(sent)


def test_the_compressed_twin_is_sent_as_it_lies_there(front):
    _status, headers, body = front.ask("/act/", Accept_Encoding="gzip")
    assert headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(body) == b"act"


THROUGH = [
    ("/iwill/", "GET", {}),
    ("/act/?country=GB", "GET", {}),
    ("/act/", "GET", {"Cookie": "s=1"}),
    ("/act/", "GET", {"Accept_Language": "en-GB"}),
    ("/act", "GET", {}),
    ("/resources/", "POST", {}),
    ("/static/new.def.css", "GET", {}),
    ("/readyz", "GET", {}),
    ("/_country/GB/", "GET", {}),
]


@pytest.mark.parametrize(("path", "method", "headers"), THROUGH)
def test_forms_the_board_staff_and_everything_asked_for_go_to_the_application(
    front, application, path, method, headers
):
    assert front.says(path, method, **headers) == (200, f"application {method} {path}")


def test_a_page_to_read_does_not_trouble_the_application(front, application):
    assert front.says("/act/") == (200, "act")


@pytest.mark.parametrize("status", [500, 503])
def test_a_page_that_breaks_is_read_from_its_file_but_a_form_keeps_the_words_of_the_application(
    front, application, status
):
    application.broken = status
    assert front.says("/act/?country=GB") == (200, "act")
    assert front.says("/resources/", "POST") == (status, "application POST /resources/")
    assert front.says("/readyz") == (status, "application GET /readyz")
    application.broken = 404
    assert front.says("/act/?country=GB") == (404, "application GET /act/?country=GB")


def test_nothing_about_readers_is_written_down(front):
    front.says("/act/?country=GB", Accept_Language="en-GB")
    written = [path.read_text() for path in front.folder.glob("*.log")]
    assert "".join(written) == ""
