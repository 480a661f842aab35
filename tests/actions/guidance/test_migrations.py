import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command

MODELS = ("action", "article", "fact", "guide", "point", "source")


def guidance_permissions():
    group = Group.objects.get(name="Editor")
    return set(
        group.permissions.filter(content_type__app_label="guidance").values_list("codename", flat=True)
    )


@pytest.mark.django_db
def test_editors_may_do_everything_with_guidance():
    wanted = {f"{verb}_{model}" for verb in ("add", "change", "delete", "view") for model in MODELS}
    assert guidance_permissions() == wanted


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_permissions_can_be_taken_back_and_given_again():
    before = guidance_permissions()
    call_command("migrate", "guidance", "0001", verbosity=0)
    assert guidance_permissions() == set()
    call_command("migrate", "guidance", verbosity=0)
    assert guidance_permissions() == before
