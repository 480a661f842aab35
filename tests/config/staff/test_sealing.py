"""Secrets at rest, and what a new SECRET_KEY does to them."""

import io

import pytest
from django.core.management import call_command

from config.staff import checks, sealing
from tests.config.staff.conftest import inside

OLD, NEW = "old " * 15, "new " * 15


def test_what_was_sealed_can_be_read_with_the_key_and_not_without(settings):
    settings.SECRET_KEY = OLD
    sealed = sealing.seal("a secret")
    assert "a secret" not in sealed
    assert sealing.seal("a secret") != sealed
    assert sealing.unseal(sealed) == "a secret"
    settings.SECRET_KEY = NEW
    with pytest.raises(sealing.Unreadable):
        sealing.unseal(sealed)


def test_a_new_secret_key_keeps_second_factors(ana, settings):
    settings.SECRET_KEY = OLD
    ana.has_app()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    assert inside(ana.sign_in())
    out = io.StringIO()
    call_command("seal_again", stdout=out)
    assert "1 secrets are sealed" in out.getvalue()
    settings.SECRET_KEY_FALLBACKS = []
    assert inside(ana.sign_in(step=1))


def test_a_lost_key_is_a_sentence_and_not_a_fault(ana, settings):
    settings.SECRET_KEY = OLD
    ana.has_app()
    settings.SECRET_KEY = NEW
    refused = ana.sign_in().answer
    assert refused.status_code == 200
    assert "can no longer be read" in refused.content.decode()
    out = io.StringIO()
    call_command("seal_again", stdout=out)
    assert "Not readable: ana." in out.getvalue()


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("REQUIRE_SECOND_FACTOR", False, "staff.E001"),
        ("MIDDLEWARE", [], "staff.E002"),
        ("MIDDLEWARE", [checks.DOOR, *checks.BEFORE_DOOR], "staff.E002"),
        ("AUTHENTICATION_BACKENDS", ["django.contrib.auth.backends.ModelBackend"], "staff.E003"),
        ("MFA_TRUST_ENABLED", True, "staff.E004"),
        ("MFA_TOTP_INSECURE_BYPASS_CODE", "123456", "staff.E004"),
    ],
)
def test_production_does_not_start_without_the_second_factor(settings, name, value, fault):
    assert checks.second_factor_is_enforced() == []
    setattr(settings, name, value)
    assert [error.id for error in checks.second_factor_is_enforced()] == [fault]
