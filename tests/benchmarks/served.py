"""The site as it is deployed, in a scratch folder: gunicorn with production settings on SQLite or PostgreSQL.

For what breaks it and loads it: as many workers as production has, free to run on every processor, and caps so high
that they are not met. serving.py pins one worker instead. All of it listens on this machine only, and is gone after.
"""

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.load import wait_for
from tests.benchmarks.serving import ROOT, children, environment, free_port, launch

CAPS = ("PLEDGES_PER_HOUR", "PLEDGES_PER_HOUR_ALL", "PLEDGES_SLOW_PER_HOUR_ALL")


class Site:
    """One application server with a folder of its own for what it writes beside the database.

    `env`: settings that differ; None leaves the default of the site.
    """

    def __init__(self, folder, database, **env):
        self.folder, self.port, self.server = Path(folder), free_port(), None
        self.folder.mkdir(parents=True, exist_ok=True)
        high = dict.fromkeys(CAPS, 1_000_000)
        more = {"PROXY_HOPS": 1, "WEB_CONCURRENCY": 2, **high, **env}
        more = {name: value for name, value in more.items() if value is not None}
        self.env = environment(database, self.folder, PORT=self.port, HOST="127.0.0.1", **more)

    def manage(self, *command):
        return subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=self.env,
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    def python(self, code):
        """What a piece of code prints, with the site set up."""
        return self.manage("shell", "-v0", "-c", code).split()

    def set_up(self, content=True):
        """With the real content; SERVED_EMPTY=1 leaves it out, which is much quicker on a busy machine."""
        full = content and not os.environ.get("SERVED_EMPTY")
        self.manage(*(["setup_site"] if full else ["migrate", "-v0"]))

    def start(self):
        self.manage("collectstatic", "--noinput", "-v0")
        command = [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py", "config.wsgi:application"]
        with (self.folder / "log").open("ab") as log:
            self.server = launch(
                command, self.port, cwd=ROOT, env=self.env, stderr=log, start_new_session=True
            )
        wait_for(self.port)

    def workers(self):
        """Process ids of the workers, as the kernel knows them."""
        return children(self.server.process.pid)

    def kill_workers(self):
        for pid in self.workers():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def stop(self, how=signal.SIGTERM):
        process = self.server and self.server.process
        if process and process.poll() is None:
            if how == signal.SIGKILL:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, how)
            else:
                process.send_signal(how)
            process.wait(timeout=40)

    def tokens(self, number):
        return self.python(
            "from actions.pledges.forms import PledgeForm; from config.safety.forms import new_token\n"
            f"print(*[new_token(PledgeForm.token_salt) for _ in range({number})])"
        )
