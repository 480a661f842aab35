import importlib

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

STEPS = [
    importlib.import_module(f"actions.guidance.migrations.{name}")
    for name in ("0002_editor_permissions", "0004_practice_editors", "0005_editorial_history")
]

MODELS = ("action", "article", "fact", "guide", "point", "source")
LATER = ("scenario", "choice", "word", "idea")


class Editor:
    """What a migration asks of its schema editor."""

    connection = connection


def state():
    nodes = [node for step in STEPS for node in step.Migration.dependencies if node[1] != "__first__"]
    return MigrationExecutor(connection).loader.project_state(list(dict.fromkeys(nodes))).apps


def guidance_permissions():
    group = Group.objects.get(name="Editor")
    return set(
        group.permissions.filter(content_type__app_label="guidance").values_list("codename", flat=True)
    )


@pytest.mark.django_db
def test_editors_may_do_everything_with_guidance():
    wanted = {f"{verb}_{model}" for verb in ("add", "change", "delete", "view") for model in MODELS + LATER}
    wanted |= {"view_revision"}  # nobody changes a version
    assert guidance_permissions() == wanted


@pytest.mark.django_db
def test_the_permissions_can_be_taken_back_and_given_again():
    before = guidance_permissions()
    for step in STEPS:
        step.GRANT.take(state(), Editor)
    assert guidance_permissions() == set()
    for step in STEPS:
        step.GRANT.give(state(), Editor)
    assert guidance_permissions() == before
