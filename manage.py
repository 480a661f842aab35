#!/usr/bin/env python
"""Django's command line. `./run manage ...` calls it inside .venv."""

import gc
import os
import sys

# What is imported stays: looking through it for garbage took a twentieth of a short command.
gc.set_threshold(20_000)


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit("Django is not installed here. Use ./run manage instead of python manage.py.")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
