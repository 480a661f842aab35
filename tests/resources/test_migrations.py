import importlib

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from config.permissions import Grant, every

pytestmark = pytest.mark.django_db
step = importlib.import_module("resources.migrations.0002_editor_group")


class Editor:
    connection = connection


def state():
    return (
        MigrationExecutor(connection)
        .loader.project_state(
            [
                ("resources", "0001_initial"),
                ("auth", "0012_alter_user_first_name_max_length"),
                ("contenttypes", "0002_remove_content_type_name"),
            ]
        )
        .apps
    )


def test_the_role_is_made_on_a_fresh_database_without_permissions():
    Group.objects.all().delete()
    Permission.objects.filter(content_type__app_label="resources").delete()
    step.GRANT.give(state(), Editor)
    assert Group.objects.get(name="Editor").permissions.count() == len(step.GRANT.codes)


def test_making_it_again_changes_nothing():
    before = set(Group.objects.get(name="Editor").permissions.values_list("pk", flat=True))
    step.GRANT.give(state(), Editor)
    assert set(Group.objects.get(name="Editor").permissions.values_list("pk", flat=True)) == before
    assert apps.get_app_config("resources").models_module is not None


def test_going_back_leaves_what_others_gave():
    group = Group.objects.get(name="Editor")
    group.permissions.set(group.permissions.filter(content_type__app_label="resources"))
    step.remove(state(), Editor)
    assert not Group.objects.filter(name="Editor").exists()
    step.GRANT.give(state(), Editor)
    Group.objects.get(name="Editor").permissions.add(Permission.objects.get(codename="view_user"))
    step.remove(state(), Editor)
    assert list(Group.objects.get(name="Editor").permissions.values_list("codename", flat=True)) == [
        "view_user"
    ]


def test_the_role_edits_translations_and_going_back_takes_only_them():
    later = importlib.import_module("resources.migrations.0010_contact_text")
    group = Group.objects.get(name="Editor")
    before = set(group.permissions.values_list("codename", flat=True))
    later.GRANT.take(apps, Editor)
    assert before - set(group.permissions.values_list("codename", flat=True)) == set(later.GRANT.codes)


def test_editors_get_places_but_not_confidential_addresses_and_lose_them_on_the_way_back():
    places = importlib.import_module("resources.migrations.0009_places")
    codes = Group.objects.get(name="Editor").permissions.values_list("codename", flat=True)
    assert set(places.GRANT.codes) <= set(codes)
    assert "view_confidential_address" not in set(codes)
    kept = set(codes) - set(places.GRANT.codes)
    places.GRANT.take(state(), Editor)
    assert set(codes.all()) == kept
    places.GRANT.give(state(), Editor)
    assert set(codes.all()) == kept | set(places.GRANT.codes)


EVERYTHING = ("add", "change", "delete", "view")
EDITORS_MAY = {  # what a database made from zero gives the role in the directory; a new step adds its line here
    **dict.fromkeys(
        (
            "contact", "contacttext", "fallback", "language", "location", "organization", "service",
            "serviceatlocation", "servicetext", "source", "synonym", "taxonomyterm",
        ),
        EVERYTHING,
    ),
    **dict.fromkeys(("changerequest", "contacttocheck", "problemreport", "tombstone"), ("change", "view")),
    "importbatch": ("add", "change", "view"),
    "unmetneed": ("view",),
    "verification": ("view",),
}  # fmt: skip


def test_from_zero_editors_may_do_exactly_this_in_the_directory():
    wanted = {f"{verb}_{model}" for model, verbs in EDITORS_MAY.items() for verb in verbs}
    ours = Group.objects.get(name="Editor").permissions.filter(content_type__app_label="resources")
    assert set(ours.values_list("codename", flat=True)) == wanted


@pytest.mark.parametrize("make", [True, False])
def test_a_role_that_somebody_deleted_is_made_again_only_where_that_was_asked(make):
    Group.objects.filter(name="Editor").delete()
    Grant("Editor", "resources", every("fallback"), make=make).give(state(), Editor)
    found = Group.objects.filter(name="Editor").values_list("permissions__codename", flat=True)
    assert set(found) == (set(every("fallback")) if make else set())
