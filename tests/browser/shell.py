"""The code that an operator would give to `manage.py shell`, without starting Django anew for every piece of it.

Django is made ready once. Each piece runs in a copy of that process, so none meets what another left in memory.
Lines of JSON: the code comes in; [whether it ran, what it printed or how it failed] goes out.
"""

import io
import json
import os
import sys
import traceback
from contextlib import redirect_stdout


def run(code: str) -> list:
    from django.db import connections

    printed = io.StringIO()
    try:
        with redirect_stdout(printed):
            exec(compile(code, "<piece>", "exec"), {"__name__": "__main__"})
    except Exception:
        return [False, traceback.format_exc()]
    connections.close_all()
    return [True, printed.getvalue()]


def main() -> None:
    import django

    django.setup()
    from django.urls import get_resolver

    get_resolver().url_patterns  # noqa: B018  imports what most pieces need
    print("ready", flush=True)  # noqa: T201
    for line in sys.stdin:
        if child := os.fork():
            _child, status = os.waitpid(child, 0)
            if status:
                print(json.dumps([False, f"It ended with {status}."]), flush=True)  # noqa: T201
        else:
            print(json.dumps(run(json.loads(line))), flush=True)  # noqa: T201
            os._exit(0)


if __name__ == "__main__":
    main()
