import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env


def test_a_missing_variable_is_named_with_what_to_do(monkeypatch):
    monkeypatch.delenv("NEEDED", raising=False)
    with pytest.raises(ImproperlyConfigured, match=r"NEEDED is not set.*\.env"):
        env.text("NEEDED")


def test_a_secret_can_come_from_a_file(monkeypatch, tmp_path):
    (tmp_path / "secret").write_text("from the file\n")
    monkeypatch.setenv("NEEDED_FILE", str(tmp_path / "secret"))
    assert env.text("NEEDED") == "from the file"
    monkeypatch.setenv("NEEDED_FILE", str(tmp_path / "gone"))
    with pytest.raises(ImproperlyConfigured, match="NEEDED_FILE"):
        env.text("NEEDED")


@pytest.mark.parametrize(
    ("value", "expected"), [("1", True), ("YES", True), ("0", False), ("off", False), ("", False)]
)
def test_a_switch_is_on_or_off(monkeypatch, value, expected):
    monkeypatch.setenv("SWITCH", value)
    assert env.boolean("SWITCH", not expected) is expected


def test_a_switch_with_a_typo_stops_the_start(monkeypatch):
    monkeypatch.setenv("SWITCH", "flase")
    with pytest.raises(ImproperlyConfigured, match="SWITCH is 'flase'"):
        env.boolean("SWITCH")


@pytest.mark.parametrize("value", ["many", "-1", "6", "1.5"])
def test_a_number_out_of_bounds_is_named(monkeypatch, value):
    monkeypatch.setenv("NUMBER", value)
    with pytest.raises(ImproperlyConfigured, match="NUMBER is"):
        env.integer("NUMBER", 1, least=0, most=5)


def test_a_list_is_cut_at_commas(monkeypatch):
    monkeypatch.setenv("HOSTS", " a.example , ,b.example")
    assert env.words("HOSTS") == ["a.example", "b.example"]


@pytest.mark.parametrize("value", ["mysql://u:hunter2@h/n", "nonsense hunter2", ""])
def test_a_database_that_we_do_not_know_is_refused_without_repeating_the_password(monkeypatch, value):
    monkeypatch.setenv("DATABASE_URL", value)
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL") as caught:
        env.database("DATABASE_URL", "sqlite:///x")
    assert "hunter2" not in str(caught.value)


def test_databases_we_know(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://u:p%40ss@host:5433/name")
    parsed = env.database("DATABASE_URL", "")
    assert (parsed["ENGINE"], parsed["PASSWORD"], parsed["PORT"]) == (
        "django.db.backends.postgresql",
        "p@ss",
        5433,
    )


@pytest.mark.parametrize("value", ["https://u:hunter2@h", "hunter2", "smtp://u:hunter2@h:port"])
def test_a_mail_server_that_we_do_not_know_is_refused_without_repeating_the_password(monkeypatch, value):
    monkeypatch.setenv("EMAIL_URL", value)
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL") as caught:
        env.mail_server("EMAIL_URL")
    assert "hunter2" not in str(caught.value)


def test_mail_goes_nowhere_until_a_server_is_named(monkeypatch):
    monkeypatch.delenv("EMAIL_URL", raising=False)
    assert env.mail_server("EMAIL_URL")["EMAIL_BACKEND"].endswith("dummy.EmailBackend")
    monkeypatch.setenv("EMAIL_URL", "smtp+tls://ana:p%40ss@mail.example:587")
    found = env.mail_server("EMAIL_URL")
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"], found["EMAIL_USE_TLS"]) == ("mail.example", 587, True)
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("ana", "p@ss")
