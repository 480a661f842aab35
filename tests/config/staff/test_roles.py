"""Each role opens what it needs and nothing else; nobody rises by themselves."""

import pytest
from django.contrib.admin import ModelAdmin
from django.contrib.auth.models import Group, User
from django.urls import reverse

from tests.config.staff import matrix
from tests.config.staff.addresses import desk, sample
from tests.conftest import member_of, signed_in

WORDS = {"usable_password": "true", "password1": "long enough words", "password2": "long enough words"}
ROLES = {"M": "Moderator", "L": "Lead moderator", "E": "Editor", "A": "Administrator"}


def admin_addresses():
    return {name.removeprefix("admin:"): kinds for name, kinds in desk() if name.startswith("admin:")}


def test_the_table_names_every_address_of_the_admin():
    assert set(matrix.expected()) | matrix.EVERYBODY == set(admin_addresses())


@pytest.fixture
def any_history(monkeypatch):
    """The history page looks for the row before it asks who is there; here it finds one."""
    monkeypatch.setattr(
        ModelAdmin, "get_object", lambda self, request, object_id, from_field=None: self.model()
    )


def is_refused(client, name, kinds):
    client.raise_request_exception = False
    path = reverse(f"admin:{name}", kwargs={key: sample(key, kind) for key, kind in kinds.items()})
    ask = client.post if name in matrix.SENT else client.get
    return ask(path).status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize("history", [False, True])
def test_every_address_is_open_to_its_roles_only(history, request):
    if history:
        request.getfixturevalue("any_history")
    people = {letter: signed_in(member_of(group)) for letter, group in ROLES.items()}
    people["-"] = signed_in(User.objects.create_user("of-no-role", is_staff=True))
    found = {
        name: "".join(letter for letter in people if not is_refused(people[letter], name, kinds))
        for name, kinds in admin_addresses().items()
        if name not in matrix.EVERYBODY and name.endswith("_history") is history
    }
    table = matrix.expected()
    assert {name: who for name, who in found.items() if who != table[name]} == {}
    assert len(found) > 20


def test_an_administrator_adds_people_and_puts_them_into_roles(people_administrator):
    form = {
        "username": "new",
        "usable_password": "true",
        "password1": "long enough words",
        "password2": "long enough words",
    }
    people_administrator.post(reverse("admin:auth_user_add"), form)
    new = User.objects.get(username="new")
    page = reverse("admin:auth_user_change", args=[new.pk])
    editors = Group.objects.get(name="Editor")
    form = {
        "username": "new",
        "is_active": "on",
        "is_staff": "on",
        "groups": [editors.pk],
        "is_superuser": "on",
    }
    people_administrator.post(page, form | {"user_permissions": ["1"], "email": "new@example.org"})
    new.refresh_from_db()
    assert (new.is_staff, list(new.groups.all())) == (True, [editors])
    assert (new.is_superuser, new.user_permissions.count(), new.email) == (False, 0, "")


def test_an_administrator_cannot_become_or_change_the_owner(people_administrator, administrator):
    owner, me = administrator.user, people_administrator.user
    change, password = (
        reverse(f"admin:auth_user_{page}", args=[owner.pk]) for page in ("change", "password_change")
    )
    form = {"username": "taken", "is_active": ""}
    assert people_administrator.post(change, form).status_code == 403
    assert people_administrator.post(password, WORDS).status_code == 403
    people_administrator.post(
        reverse("admin:auth_user_change", args=[me.pk]), {"username": me.username, "is_superuser": "on"}
    )
    me.refresh_from_db()
    owner.refresh_from_db()
    assert (me.is_superuser, owner.username, owner.is_active) == (False, "administrator", True)


def test_the_owner_sees_the_switch_for_everything(administrator, moderator):
    page = administrator.get(reverse("admin:auth_user_change", args=[moderator.user.pk]))
    assert 'name="is_superuser"' in page.content.decode()


@pytest.mark.django_db
def test_second_factors_and_addresses_are_seen_by_nobody(administrator):
    for path in ("mfa/authenticator/", "account/emailaddress/", "mfa/", "account/"):
        assert administrator.get(f"/admin/{path}").status_code == 404
