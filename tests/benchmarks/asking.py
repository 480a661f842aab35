"""Asks a pinned server as fast as it answers: with wrk where it is installed, else with a small client. Linux only."""

import http.client
import re
import shutil
import statistics
import subprocess
import time

from tests.benchmarks.serving import BROWSER, pinned

FEW, LONGEST = 30, 20  # requests; seconds


def measure(asked, rounds, seconds, headers=BROWSER):
    """Row to medians [requests a second, microseconds of processor for each].

    `asked`: row to (server, address). In turn, forwards and backwards (A B C C B A): slow moments hit all alike.
    """
    taken = {name: [] for name in asked}
    for server, path in asked.values():
        ask(server, path, 1, headers)
    for number in range(rounds):
        for name in [*asked][:: -1 if number % 2 else 1]:
            server, path = asked[name]
            taken[name].append(ask(server, path, seconds, headers))
    return {
        name: [statistics.median(column) for column in zip(*rows, strict=True)]
        for name, rows in taken.items()
    }


def ask(server, path, seconds, headers=BROWSER, connections=8):
    """(requests a second, microseconds of processor for each) while `connections` ask as fast as they can.

    Of a slow page fewer than FEW may come in that time: then it is asked for longer.
    """
    status, body = server.get(path)
    if status != 200 or not body:
        raise SystemExit(f"{path} answers {status}.")
    with_wrk_here = shutil.which("wrk")
    while True:
        before, start_at = server.processor(), time.monotonic()
        way = with_wrk if with_wrk_here else by_hand
        requests = way(server.port, path, seconds, connections, headers)
        taken = time.monotonic() - start_at
        if requests >= FEW or seconds > LONGEST:
            break
        settled(server)
        seconds *= 2
    # wrk leaves one request of each connection behind, which it does not count and the server still answers.
    begun = requests + (connections if with_wrk_here else 0)
    return requests / taken, (settled(server) - before) / begun * 1e6


def settled(server):
    """Seconds of processor once the server has nothing more to do."""
    seen = [server.processor()]
    while len(seen) < 50 and (len(seen) < 4 or seen[-1] != seen[-4]):
        time.sleep(0.1)
        seen.append(server.processor())
    return seen[-1]


def with_wrk(port, path, seconds, connections, headers):
    said = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    command = [*pinned(1), "wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "60s", *said]
    said = subprocess.run(
        [*command, f"http://127.0.0.1:{port}{path}"], check=True, capture_output=True, text=True
    ).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise SystemExit(f"{path}: {said}")
    return int(re.search(r"(\d+) requests in", said)[1])


def by_hand(port, path, seconds, _connections, headers):
    """One connection. Slower than wrk by itself: of its figures only the processor time of the server is good."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    number, deadline = 0, time.monotonic() + seconds
    while time.monotonic() < deadline:
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        response.read()
        if response.status != 200:
            raise SystemExit(f"{path} answers {response.status}.")
        number += 1
    return number
