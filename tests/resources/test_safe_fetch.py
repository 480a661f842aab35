import ast
import itertools
import socket
import ssl
import time
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from resources import safe_connection, safe_fetch
from resources.safe_fetch import PROBLEMS, fetch
from resources.web_targets import is_public, same_site
from tests.resources.web_server import OK, PEM, PUBLIC, Net, Server, answer, drip, redirect

HELP = "http://help.example.org/"

# Spellings that lead somewhere private, or that two programs read differently. Refused before anything is looked up.
SPELLINGS = [
    ("ftp://help.example.org/", "scheme"),
    ("file:///etc/passwd", "scheme"),
    ("gopher://help.example.org:6379/_FLUSHALL", "scheme"),
    ("javascript:alert(1)", "scheme"),
    ("//help.example.org/", "scheme"),
    ("help.example.org", "scheme"),
    ("", "scheme"),
    ("http://help.example.org:8000/", "port"),
    ("http://help.example.org:22/", "port"),
    ("http://help.example.org:443/", "port"),
    ("https://help.example.org:80/", "port"),
    ("http://help.example.org:99999/", "text"),
    ("http://help.example.org:x/", "text"),
    ("http://user@help.example.org/", "login"),
    ("http://help.example.org:80@127.0.0.1/", "login"),
    ("http://@help.example.org/", "login"),
    ("http://help.example.org\\@127.0.0.1/", "text"),
    ("http://help.example.org/ HTTP/1.1\r\nHost: 127.0.0.1", "text"),
    ("http://help.example.org/\tx", "text"),
    (" http://help.example.org/", "text"),
    ("http://help.example.org/\u2028", "text"),
    ("http://help.example.org/\ud800", "text"),
    ("http://[::1", "text"),
    ("http:///path", "name"),
    ("http://./", "name"),
    ("http://127.0.0.1/", "name"),
    ("http://127.1/", "name"),
    ("http://127.0.1/", "name"),
    ("http://2130706433/", "name"),
    ("http://0x7f.1/", "name"),
    ("http://0x7f000001/", "name"),
    ("http://0177.0.0.1/", "name"),
    ("http://0/", "name"),
    ("http://127.0.0.0x/", "name"),
    ("http://93.184.216.34/", "name"),
    ("http://１２７.０.０.１/", "name"),  # full-width digits
    ("http://①②⑦.⓪.⓪.①/", "name"),
    ("http://127。0。0。1/", "name"),
    ("http://[::1]/", "name"),
    ("http://[::ffff:127.0.0.1]/", "name"),
    ("http://[2606:2800:220:1::1]/", "name"),
    ("http://[fe80::1%25eth0]/", "name"),
    ("http://localhost/", "name"),
    ("http://LOCALHOST/", "name"),
    ("http://ⓛocalhost/", "name"),
    ("http://db.localhost/", "name"),
    ("http://printer.local/", "name"),
    ("http://metadata.google.internal/computeMetadata/v1/", "name"),
    ("http://metadata.goog/", "name"),
    ("http://metadata/", "name"),
    ("http://wiki.corp/", "name"),
    ("http://router.home.arpa/", "name"),
    ("http://abcdefghijklmnop.onion/", "name"),
    ("http://help.example.org./", "name"),
    ("http://help..example.org/", "name"),
    ("http://-help.example.org/", "name"),
    ("http://help_line.example.org/", "name"),
    ("http://help%2eexample.org/", "name"),
    ("http://help.example.org%00.evil.org/", "name"),
    ("http://faß.example.org/", "name"),
    ("http://" + "a." * 200 + "org/", "name"),
]

PRIVATE = [
    "0.0.0.0", "10.0.0.1", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.254", "169.254.169.254",
    "168.63.129.16", "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.1.1",
    "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::ffff:0:127.0.0.1", "fe80::1",
    "fe80::1%eth0", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1", "64:ff9b::127.0.0.1", "64:ff9b::10.0.0.1",
    "64:ff9b:1::1", "64:ff9b:1::808:808", "100::1", "2001::1", "2001:0:7f00:1::", "2001:db8::1", "2002:7f00:1::",
    "2002:808:808::", "3fff::1", "5f00::1", "2606:2800::5efe:10.0.0.1", "", "nonsense",
]  # fmt: skip


@pytest.fixture
def no_line(monkeypatch):
    """Any attempt to open a connection or to ask a name server by the default tools fails the test."""

    def touched(*_arguments, **_more):
        raise AssertionError("the network was touched")

    monkeypatch.setattr(socket, "create_connection", touched)
    monkeypatch.setattr(socket.socket, "connect", touched)
    return monkeypatch


@pytest.mark.parametrize(("url", "code"), SPELLINGS, ids=[ascii(url)[:50] for url, _code in SPELLINGS])
def test_a_trick_in_the_spelling_is_refused_before_anything_is_looked_up(no_line, url, code):
    no_line.setattr(socket, "getaddrinfo", socket.create_connection)  # asking for a name fails too
    said = fetch(url)
    assert (said.problem, said.status_class, said.bytes) == (code, "", 0)


@pytest.mark.parametrize("address", PRIVATE)
def test_a_name_that_leads_to_a_private_address_is_refused_before_a_socket_opens(no_line, address):
    """Through the default path: only the answer of the name server is made up."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    for answers in ([address], [PUBLIC, address], [address, PUBLIC]):  # mixed answers spoil all
        found = [(family, socket.SOCK_STREAM, 6, "", (one, 80)) for one in answers]
        no_line.setattr(socket, "getaddrinfo", lambda *_a, found=found, **_m: found)
        assert fetch(HELP).problem == "address"
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", [PUBLIC, "1.1.1.1", "2606:2800:220:1::1", "::ffff:1.1.1.1", "64:ff9b::1.1.1.1"]
)
def test_the_public_net_is_open(address):
    assert is_public(address)


@given(
    st.one_of(
        st.text(), st.from_regex(r"https?://[^/]*/?.*"), st.text("htps:/@.[]0x7f1%#?\\\ud800é。", max_size=30)
    )
)
def test_no_text_at_all_breaks_the_check_or_gets_past_a_private_answer(text):
    net = Net()
    said = fetch(text, resolve=lambda host, port: ["10.0.0.1"], connect=net.connect)
    assert said.problem in ("scheme", "port", "login", "name", "address", "text")
    assert net.dialled == []


def test_a_listening_server_on_this_machine_is_never_reached():
    """The default tools, nothing replaced: what the machine itself offers gets no visit."""
    with Server() as server:
        for host in (
            "127.0.0.1",
            "localhost",
            "0x7f.1",
            "127.1",
            "[::1]",
            "2130706433",
            socket.gethostname(),
        ):
            for port in ("", f":{server.port}"):
                assert fetch(f"http://{host}{port}/").problem in ("name", "port", "lookup", "address")
        assert server.hits == 0


def test_the_name_is_asked_for_once_and_the_checked_address_is_dialled():
    """DNS rebinding: a second answer, private this time, is never asked for, not even for GET after HEAD."""
    with Server(lambda line: answer(405) if line.startswith("HEAD") else OK) as server:
        net = Net({PUBLIC: server}, {"help.example.org": [[PUBLIC], ["127.0.0.1"]]})
        said = fetch(HELP, **net.tools)
    assert (said.problem, said.status_class, said.bytes) == ("", "2xx", 2)
    assert (net.asked, net.dialled) == (["help.example.org"], [(PUBLIC, 80), (PUBLIC, 80)])


def test_a_redirect_starts_again_from_the_first_rule():
    for to, code in [
        ("http://169.254.169.254/latest/meta-data/", "name"),
        ("http://inside.example.org/", "address"),
        ("//127.0.0.1/", "name"),
        ("http://help.example.org:8080/", "port"),
        ("file:///etc/passwd", "scheme"),
        ("gopher://help.example.org/", "scheme"),
        ("http://user:word@help.example.org/", "login"),
        ("http://[::1", "text"),
        ("/", "circle"),
        ("", "broken"),
    ]:
        with Server(lambda line, to=to: redirect(to)) as server:
            net = Net({PUBLIC: server}, {"inside.example.org": ["10.0.0.7"]})
            said = fetch(HELP, **net.tools)
        assert (said.problem, net.dialled) == (code, [(PUBLIC, 80)]), to


def test_a_redirect_to_the_own_name_is_checked_against_a_fresh_answer():
    with Server(lambda line: redirect("/next")) as server:
        net = Net({PUBLIC: server}, {"help.example.org": [[PUBLIC], ["127.0.0.1"]]})
        assert fetch(HELP, **net.tools).problem == "address"
    assert net.dialled == [(PUBLIC, 80)]


def test_redirects_are_followed_three_times_and_no_more():
    for steps, problem in ((3, ""), (4, "circle")):
        count = itertools.count(1)

        def reply(line, count=count, steps=steps):
            number = next(count)
            return redirect(f"/{number}") if number <= steps else OK

        with Server(reply) as server:
            said = fetch(HELP, **Net({"*": server}).tools)
        assert (said.problem, said.redirects) == (problem, 3)


def test_a_slow_a_silent_and_an_endless_server_are_cut_off_in_time():
    forever = itertools.repeat(b"x")
    head = b"HTTP/1.1 200 OK\r\n"
    for reply in (
        lambda line: drip(forever, 0.05),  # a status line, one letter at a time
        lambda line: drip(itertools.chain([head], itertools.repeat(b"A: b\r\n")), 0.05),
        lambda line: drip([OK], 5),
    ):
        with Server(reply) as server:
            began = time.monotonic()
            said = fetch(HELP, **Net({"*": server}).tools, seconds=0.6)
            assert time.monotonic() - began < 1.5
        assert said.problem == "time"


def test_a_name_server_that_never_answers_is_cut_off_in_time():
    began = time.monotonic()
    said = fetch(HELP, resolve=lambda host, port: time.sleep(3), connect=Net().connect, seconds=0.3)
    assert said.problem == "time"
    assert time.monotonic() - began < 1


def test_size_is_limited_and_bad_answers_are_called_broken():
    get = lambda reply: lambda line: answer(405) if line.startswith("HEAD") else reply  # noqa: E731
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    for reply, problem, size in [
        (b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 5_000_000, "", 65536),
        (chunked + b"10000\r\n" + b"x" * 65536 + b"\r\n" * 9, "", None),
        (chunked + b"nonsense\r\n", "broken", 0),
        (chunked + b"5\r\nhi", "broken", 0),
        (b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 100_000, "broken", 0),
        (b"HTTP/1.1 200 OK\r\nA: " + b"x" * 1_000_000, "broken", 0),
        (b"HTTP/1.1 100 Continue\r\n\r\n" * 10_000, "broken", 0),
        (b"SSH-2.0-OpenSSH_9\r\n", "broken", 0),
        (b"", "broken", 0),
    ]:
        with Server(get(reply)) as server:
            said = fetch(HELP, **Net({"*": server}).tools, seconds=5)
        assert said.problem == problem, reply[:40]
        assert size is None or said.bytes == size


@pytest.mark.parametrize(
    ("status", "problem"),
    [(200, ""), (204, ""), (404, "missing"), (410, "missing"), (403, "kept_out"), (401, "kept_out"), (429, "busy"),
     (500, "trouble"), (503, "trouble"), (304, "broken"), (301, "broken")],
)  # fmt: skip
def test_a_status_is_told_as_its_class_and_a_code(status, problem):
    with Server(lambda line: answer(status)) as server:
        said = fetch(HELP, **Net({"*": server}).tools)
    assert (said.problem, said.status_class) == (problem, f"{status // 100}xx")
    assert problem in ("", *PROBLEMS)


def test_a_request_says_what_it_is_and_carries_nothing_else(monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    with Server(lambda line: answer(404, "Set-Cookie: a=b")) as server:
        net = Net({"*": server})
        fetch("http://help.example.org/a b?é=1#part".replace(" ", "%20"), **net.tools)
    head, get = server.requests
    assert head.startswith("HEAD /a%20b?%C3%A9=1 HTTP/1.1\r\nHost: help.example.org\r\n")
    assert get.replace("GET", "HEAD", 1) == head
    assert {line.split(":")[0] for line in head.strip().splitlines()[1:]} == {
        "Host", "User-Agent", "Accept", "Accept-Encoding", "Connection",
    }  # fmt: skip


def test_a_certificate_must_be_trusted_and_be_for_this_name():
    ours = ssl.create_default_context(cafile=PEM)
    with Server(tls=True) as server:
        net = Net({"*": server})
        assert fetch("https://help.example.org/", **net.tools, trust=ours).problem == ""
        assert fetch("https://other.example.org/", **net.tools, trust=ours).problem == "certificate"
        assert fetch("https://help.example.org/", **net.tools).problem == "certificate"
    assert {port for _address, port in net.dialled} == {443}
    with Server(lambda line: OK) as plain:
        said = fetch("https://help.example.org/", **Net({"*": plain}).tools, trust=ours, seconds=2)
        assert said.problem in ("secure", "time")


def test_a_step_from_https_down_to_http_is_noted():
    with Server(lambda line: redirect("http://plain.example.org/"), tls=True) as safe, Server() as plain:
        net = Net({PUBLIC: safe, "1.1.1.1": plain}, {"plain.example.org": ["1.1.1.1"]})
        said = fetch("https://help.example.org/", **net.tools, trust=ssl.create_default_context(cafile=PEM))
    assert (said.problem, said.downgraded, said.final_url) == ("", True, "http://plain.example.org/")


def test_another_address_is_tried_when_the_first_is_deaf():
    with Server() as server:
        net = Net({PUBLIC: server}, {"help.example.org": ["2606:2800:220:1::1", PUBLIC]})
        assert fetch(HELP, **net.tools).problem == ""
    gone = Net(names={"help.example.org": socket.gaierror()})
    assert fetch(HELP, **gone.tools).problem == "lookup"
    assert fetch(HELP, **Net().tools).problem == "connection"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("example.org", "www.example.org", True),
        ("a.org.uk", "b.org.uk", False),
        ("www.a.org.uk", "a.org.uk", True),
        ("example.org", "example.com", False),
        ("inmujeres.gob.mx", "otra.gob.mx", False),
        ("gov.uk", "www.gov.uk", True),
    ],
)
def test_two_hosts_of_one_site(one, other, same):
    assert same_site(one, other) is same


def test_only_the_link_check_may_fetch_and_only_a_command_may_run_it():
    """A request of a visitor or of an editor can never make the server open a page."""
    inner = {"safe_fetch", "safe_connection"}
    users = {}
    for folder in ("config", "resources", "actions"):
        for path in (Path(settings.BASE_DIR) / folder).rglob("*.py"):
            names = set()
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.ImportFrom):
                    names |= {*(node.module or "").split("."), *(alias.name for alias in node.names)}
                elif isinstance(node, ast.Import):
                    names |= {part for alias in node.names for part in alias.name.split(".")}
            for name in names & {*inner, "link_run"}:
                users.setdefault(name, set()).add(path.name)
    assert users["safe_connection"] <= {"safe_fetch.py"}
    assert users["safe_fetch"] <= {"link_run.py"}
    assert users["link_run"] == {"check_links.py"}


def test_the_default_tools_are_the_real_ones():
    assert fetch.__kwdefaults__["resolve"] is safe_fetch.look_up
    assert fetch.__kwdefaults__["connect"] is safe_connection.connect
    assert safe_connection.system_trust().check_hostname
    assert safe_connection.system_trust().verify_mode == ssl.CERT_REQUIRED
