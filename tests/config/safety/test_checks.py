from config.safety import checks


def test_a_moved_middleware_is_noticed(settings):
    assert checks.safety_first() == []
    settings.MIDDLEWARE = settings.MIDDLEWARE[1:]
    assert checks.safety_first()[0].id == "safety.W001"


def test_a_loose_policy_is_noticed(monkeypatch):
    assert checks.policies_stay_home() == []
    monkeypatch.setattr(
        "config.safety.headers.PUBLIC_POLICY", "script-src 'self' https://cdn.example 'unsafe-inline' *"
    )
    assert len(checks.policies_stay_home()) == 3


def test_a_missing_contact_is_noticed(settings):
    assert checks.contact_is_set() == []
    settings.SECURITY_CONTACT = ""
    assert checks.contact_is_set()[0].id == "safety.W003"
