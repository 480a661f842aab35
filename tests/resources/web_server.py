"""A web server that misbehaves on command, and a "public net" of one machine for tests of the link check."""

import contextlib
import socket
import ssl
import threading
import time
from pathlib import Path

PEM = Path(__file__).parent / "tls" / "help.example.org.pem"  # made for these tests, used nowhere else
PUBLIC = "93.184.216.34"
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"


def answer(status, *headers, body=b""):
    lines = [f"HTTP/1.1 {status} X", *headers, f"Content-Length: {len(body)}"]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def redirect(to, status=302):
    return answer(status, f"Location: {to}")


def drip(pieces, pause):
    """Bytes with a pause before each."""
    for piece in pieces:
        time.sleep(pause)
        yield piece


class Server:
    """Counts connections and keeps requests. `reply(request_line)` gives bytes or an iterable of bytes."""

    def __init__(self, reply=lambda line: OK, *, tls=False):
        self.reply, self.hits, self.requests = reply, 0, []
        self.context = None
        if tls:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(PEM)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]

    def __enter__(self):
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_how):
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join(2)

    def _serve(self):
        while True:
            try:
                line, _address = self.listener.accept()
            except OSError:
                return
            self.hits += 1
            threading.Thread(target=self._answer, args=(line,), daemon=True).start()

    def _answer(self, line):
        with contextlib.suppress(OSError), contextlib.ExitStack() as stack:
            stack.callback(line.close)
            if self.context:
                line = self.context.wrap_socket(line, server_side=True)
                stack.callback(line.close)
            request = b""
            while b"\r\n\r\n" not in request:
                piece = line.recv(4096)
                if not piece:
                    break
                request += piece
            if request:
                self.requests.append(request.decode("latin-1"))
                reply = self.reply(request.decode("latin-1").splitlines()[0])
                for piece in [reply] if isinstance(reply, bytes) else reply:
                    line.sendall(piece)


class Net:
    """Names with their addresses, and which server answers at which address. Notes every dialling."""

    def __init__(self, servers=None, names=None):
        self.servers, self.names, self.dialled, self.asked = servers or {}, names or {}, [], []
        # Counted at this end: the other hears later that a line was closed.
        self.lines, self.most_open = [], 0

    def resolve(self, host, port):
        self.asked.append(host)
        found = self.names.get(host, [PUBLIC])
        if isinstance(found, Exception):
            raise found
        return found.pop(0) if found and isinstance(found[0], list) else found

    def connect(self, address, port, seconds):
        self.dialled.append((address, port))
        server = self.servers.get(address) or self.servers.get("*")
        if server is None:
            raise ConnectionRefusedError
        line = socket.create_connection(("127.0.0.1", server.port), seconds)
        self.lines = [*(old for old in self.lines if old.fileno() != -1), line]
        self.most_open = max(self.most_open, len(self.lines))
        return line

    @property
    def tools(self):
        return {"resolve": self.resolve, "connect": self.connect}
