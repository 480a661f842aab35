"""The web servers in front of the site, with the files of deploy/ made fit for one machine: no TLS, other ports."""

import re
import shutil
import subprocess

from tests.benchmarks.load import wait_for
from tests.benchmarks.serving import ROOT, free_port

FRAME = """daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error crit;
events {{ worker_connections 2000; }}
http {{ {temporary} include {folder}/site.conf; }}
"""
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def program(name, package):
    """Where it is installed. Raises SystemExit with what to install."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin")
    if not found:
        raise SystemExit(f"This needs {name} (apt-get install {package}).")
    return found


def _local(text, ports):
    for number, port in enumerate(ports, 11):
        text = text.replace(f"10.0.0.{number}:8000", f"127.0.0.1:{port}")
    text = text.replace("X-Forwarded-Proto https", "X-Forwarded-Proto http")
    return text.replace("help.example.org", "127.0.0.1")


def haproxy(folder, ports):
    """(process, port) of HAProxy with deploy/haproxy.cfg before two application servers, once it answers."""
    text, own = (ROOT / "deploy" / "haproxy.cfg").read_text(), free_port()
    text = re.sub(r"^ *(user|group|bind :443|http-request redirect) .*\n", "", text, flags=re.M)
    (folder / "haproxy.cfg").write_text(_local(text.replace("bind :80", f"bind 127.0.0.1:{own}"), ports))
    return _up([program("haproxy", "haproxy"), "-q", "-f", str(folder / "haproxy.cfg")], own)


def nginx(folder, port):
    """(process, port) of nginx with deploy/nginx-two.conf before one application server, once it answers."""
    text, own = (ROOT / "deploy" / "nginx-two.conf").read_text(), free_port()
    text = re.sub(r"server \{\s+listen 80;.*?\n\}\n", "", text, flags=re.S)
    text = re.sub(r"^ *(ssl_certificate\w*|error_log|server 10\.0\.0\.12).*\n", "", text, flags=re.M)
    text = text.replace("listen 443 ssl", f"listen 127.0.0.1:{own}")
    (folder / "site.conf").write_text(_local(text, [port]))
    temporary = " ".join(f"{name}_temp_path {folder}/{name};" for name in TEMPORARY)
    (folder / "nginx.conf").write_text(FRAME.format(folder=folder, temporary=temporary))
    command = [program("nginx", "nginx-light"), "-p", str(folder), "-c", str(folder / "nginx.conf")]
    return _up([*command, "-g", "user root;"], own)


def _up(command, port):
    process = subprocess.Popen(command)
    try:
        wait_for(port)
    except SystemExit:
        process.kill()
        raise
    return process, port
