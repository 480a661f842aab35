"""How gunicorn runs the site. Nothing here writes down who visited."""

import os
import re
from pathlib import Path

import gunicorn
from gunicorn.glogging import Logger

from config import env, thrift
from config.safety.log_privacy import JsonFormatter

thrift.ask_for_little()
# Who starts it says where it listens: ./run has looked whether that port is free.
host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000"
# Everything else may stand in .env. gunicorn reads this file before the settings read that one.
env.read_file(Path(__file__).resolve().parent.parent / ".env")
gunicorn.SERVER = "web"  # no version banner


class QuietLogger(Logger):
    """gunicorn names the address and the raw request line of malformed requests; both are cut out."""

    def setup(self, cfg):
        super().setup(cfg)
        self.error_log.addFilter(self.quiet)
        if os.environ.get("LOG_FORMAT") == "json":
            for handler in self.error_log.handlers:
                handler.setFormatter(JsonFormatter())

    @staticmethod
    def quiet(record):
        message = record.getMessage()
        if record.levelno >= 30 and record.name == "gunicorn.error":
            message = re.sub(r"ip=\S+", "ip=-", message)
            if message.startswith(("Invalid request", "Error handling request")):
                message = message.split(":")[0].split(" from ")[0].rsplit(" /", 1)[0]
            record.msg, record.args, record.exc_info, record.exc_text = message, (), None, None
        return True


bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
workers = env.integer("WEB_CONCURRENCY", 2, least=1)  # one for each core; each holds its own ready pages
# Waiting for the database is no reason to let others wait. A fourth thread made no page sooner and took 3 MB.
threads = env.integer("WEB_THREADS", 3, least=1)
worker_class = "gthread"  # a slow client holds one thread; many of them are for the proxy in front
# Loaded once, then forked: a worker that was killed is back at once, and shares the memory of the code with the others.
# So new code needs a restart, not a reload. Nothing may ask the database while it loads (tests/site/test_process.py).
preload_app = True
timeout = 30  # seconds without a sign of life, then the worker is replaced
graceful_timeout = 20  # seconds to end what was begun, on reload (HUP) and on stop (TERM)
keepalive = 5  # seconds; a proxy in front reuses its connection
max_requests = 20_000  # then a new worker: whatever leaks is bounded
max_requests_jitter = 2_000  # not all workers at once
# Where the sign of life is written: on a slow or full disk a healthy worker would look dead.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108
accesslog = None
logger_class = QuietLogger
limit_request_line = 2048
limit_request_fields = 50
limit_request_field_size = 4096
control_socket_disable = True


def when_ready(_server):
    """The program is loaded, no worker is forked yet: they all begin warm."""
    from config.warm import warm

    warm()
    thrift.settle()


def post_request(_worker, _request, _environ, _response):
    """In the worker, when an answer is sent."""
    thrift.give_back()
