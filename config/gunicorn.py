"""How gunicorn runs the site. Nothing here writes down who visited."""

import os
import re

import gunicorn
from gunicorn.glogging import Logger

gunicorn.SERVER = "web"  # no version banner


class QuietLogger(Logger):
    """gunicorn names the address and the raw request line of malformed requests; both are cut out."""

    def setup(self, cfg):
        super().setup(cfg)
        self.error_log.addFilter(self.quiet)

    @staticmethod
    def quiet(record):
        message = record.getMessage()
        if record.levelno >= 30 and record.name == "gunicorn.error":
            message = re.sub(r"ip=\S+", "ip=-", message)
            if message.startswith(("Invalid request", "Error handling request")):
                message = message.split(":")[0].split(" from ")[0].rsplit(" /", 1)[0]
            record.msg, record.args, record.exc_info, record.exc_text = message, (), None, None
        return True


host = os.environ.get("HOST") or "127.0.0.1"
bind = (
    f"[{host}]:{os.environ.get('PORT') or 8000}"
    if ":" in host
    else f"{host}:{os.environ.get('PORT') or 8000}"
)
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
worker_class = "gthread"
# Loaded once, then forked: a worker that was killed is back at once, and shares the memory of the code with the others.
# So new code needs a restart, not a reload. Nothing may ask the database while it loads (tests/site/test_process.py).
preload_app = True
timeout = 30
graceful_timeout = 20
keepalive = 5
max_requests = 20_000
max_requests_jitter = 2_000
accesslog = None
logger_class = QuietLogger
limit_request_line = 2048
limit_request_fields = 50
limit_request_field_size = 4096
control_socket_disable = True
