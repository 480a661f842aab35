"""The settings of production with one address more: a view that returns a page it was given, and nothing else."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.benchmarks.urls_pages"
