"""The documented web servers, started for real in front of an application that says what it was asked."""

import http.client
import os
import re
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
    "_sorry/en.kiosk-en.html": "public sorry",
    "_sorry/en.kiosk-es.html": "public sorry, starts in es",
    "_sorry/es.kiosk-es.html": "public sorry es",
    "_sorry/en.kiosk-es.neutral.html": "public plain sorry, starts in es",
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
        own = {"listen 80;": f"listen 127.0.0.1:{self.port};", "/var/log/nginx": str(self.folder)}
        return self.started_nginx(self.documented("nginx.conf", own))

    def started_nginx(self, text):
        user = "user root;" if os.geteuid() == 0 else ""  # else its workers could not read this folder
        text = NGINX.format(folder=self.folder, text=text, user=user)
        (self.folder / "nginx.conf").write_text(text)
        return ["-p", self.folder, "-c", self.folder / "nginx.conf"]

    def nginx_two(self):
        """The one for several machines, without its certificate and its second machine."""
        text = (DOCUMENTED / "nginx-two.conf").read_text()
        text = re.sub(r"server \{\s+listen 80;.*?\n\}\n", "", text, flags=re.DOTALL)
        text = re.sub(
            r"^ *(ssl_certificate\w*|error_log|server 10\.0\.0\.12).*\n", "", text, flags=re.MULTILINE
        )
        text = text.replace("listen 443 ssl", f"listen 127.0.0.1:{self.port}")
        return self.started_nginx(text.replace("10.0.0.11:8000", f"127.0.0.1:{self.behind}"))

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


def started(name, folder):
    """A Front while the test runs; without the program the test is left out."""
    program = shutil.which(name.partition("_")[0], path=f"{os.environ['PATH']}:/usr/sbin")
    if not program:
        pytest.skip(f"{name.partition('_')[0]} is not installed")
    made = Front(name, program, folder)
    yield made
    made.process.terminate()
    made.process.wait(10)


def behind(front):
    """The application while the test runs."""
    server = ThreadingHTTPServer(("127.0.0.1", front.behind), Application)
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    yield Application
    Application.broken = 0
    server.shutdown()
    server.server_close()
