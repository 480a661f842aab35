"""200 slow clients behind nginx, and how others fare: slow bodies of forms and slow readers of pages.

    .venv/bin/python -m tests.benchmarks.bench_slow [--seconds 20] [--clients 200] [--json FILE]

Needs `nginx`. deploy/nginx-two.conf is used as it is, but for addresses and the certificate, in front of gunicorn with
production settings. Half the clients send a form one byte at a time, half read a page a few bytes at a time. Exits with
1 when the 95th percentile of the others is a second or more, or one of them got no page.
"""

import argparse
import json
import signal
import socket
import tempfile
import threading
import time
from pathlib import Path

from tests.benchmarks.front import nginx, program
from tests.benchmarks.load import Reader, load, summary, wait_for
from tests.benchmarks.served import Site
from tests.benchmarks.serving import say


class Slow(threading.Thread):
    """One slow client, again and again; when it is thrown out it comes back."""

    def __init__(self, number, port, done):
        super().__init__(daemon=True)
        self.reads, self.port, self.done, self.thrown_out = number % 2, port, done, 0

    def run(self):
        while not self.done.is_set():
            try:
                self.once()
            except OSError:
                self.thrown_out += 1
                time.sleep(0.1)

    def once(self):
        with socket.create_connection(("127.0.0.1", self.port), 5) as connection:
            if self.reads:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
                connection.sendall(b"GET /resources/?country=US HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            else:
                head = "POST /iwill/new/ HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: same-origin\r\n"
                head += "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 500\r\n\r\ntext="
                connection.sendall(head.encode())
            while not self.done.wait(1):
                if self.reads:
                    if not connection.recv(16):
                        return
                else:
                    connection.sendall(b"x")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--json")
    options = parser.parse_args()
    program("nginx", "nginx-light")
    with tempfile.TemporaryDirectory(prefix="slow-") as name:
        folder, front = Path(name), None
        folder.chmod(0o755)
        site = Site(folder / "site", f"sqlite:///{folder}/slow.sqlite3")
        try:
            site.set_up()
            site.start()
            front, port = nginx(folder, site.port)
            for page in Reader.pages * 6:
                wait_for(port, page)
            found = {"without them": others(port, options.seconds / 2)}
            done = threading.Event()
            slow = [Slow(number, port, done) for number in range(options.clients)]
            for client in slow:
                client.start()
            time.sleep(3)
            found[f"beside {options.clients} slow clients"] = others(port, options.seconds)
            done.set()
            found["slow clients thrown out, times"] = sum(client.thrown_out for client in slow)
        finally:
            if front:
                front.terminate()
                front.wait()
            site.stop(signal.SIGKILL)
    for name, value in found.items():
        say(f"{name:32} {value}")
    if options.json:
        Path(options.json).write_text(json.dumps(found, indent=1))
    beside = found[f"beside {options.clients} slow clients"]
    if set(beside["answers"]) != {"200"} or beside["p95 ms"] >= 1000:
        raise SystemExit("Others had to wait, or got no page.")


def others(port, seconds):
    """Two ordinary readers."""
    threads, done = load(port, readers=2, writers=0, pause=0.05)
    time.sleep(seconds)
    done.set()
    for thread in threads:
        thread.join()
    return summary(threads, Reader)


if __name__ == "__main__":
    main()
