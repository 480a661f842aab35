"""What `./run` does after installing: complete, honest about numbers, harmless when repeated."""

import io
import os
import re
import secrets
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import CommandError

from actions.guidance.models import Action, Guide
from resources.models import Service

RUN = Path(settings.BASE_DIR) / "run"


def set_up(*arguments):
    out = io.StringIO()
    call_command("setup_site", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_a_new_site_has_real_content_and_the_printed_number_is_the_true_one():
    text = set_up()
    total, published, drafts = map(
        int, re.search(r"(\d+) services: (\d+) published, (\d+) drafts", text).groups()
    )
    assert total == Service.objects.count() >= 250
    assert published == Service.objects.published().count()
    assert drafts == Service.objects.exclude(draft_reason="").count()
    assert Guide.objects.filter(language="en").count() == 14
    assert Action.objects.filter(language="en").count() == 55


@pytest.mark.django_db
def test_running_it_again_changes_nothing_and_prints_no_password(settings):
    settings.DEBUG = True
    first, second = set_up("--demo"), set_up("--demo", "--again")
    passwords = re.findall(r"sign in as (\w+) with (\S+)", first)
    assert [name for name, _password in passwords] == ["moderator", "editor"]
    for name, password in passwords:
        assert User.objects.get(username=name).check_password(password)
        assert not User.objects.get(username=name).is_superuser
    assert "sign in as" not in second
    assert "326 as before" in second


@pytest.mark.django_db
def test_production_gets_no_demo_staff(settings):
    settings.DEBUG = True  # not even when somebody forgot it: only ./run asks for them
    assert "sign in" not in set_up()
    settings.DEBUG = False
    with pytest.raises(CommandError, match="development only"):
        set_up("--demo")
    assert not User.objects.exists()


def start(folder, *arguments, **env):
    command = [sys.executable, str(folder / "run"), *arguments]
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), **env}
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False, timeout=60)


@pytest.fixture
def copy(tmp_path):
    """The script alone, in an empty folder."""
    (tmp_path / "run").write_text(RUN.read_text())
    return tmp_path


def test_the_script_explains_itself(copy):
    help_text = start(copy, "help")
    assert help_text.returncode == 0
    assert "./run test" in help_text.stdout
    assert start(copy, "nonsense").returncode == 2


def test_the_script_needs_nothing_but_the_standard_library():
    imports = re.findall(r"^(?:import|from) (\w+)", RUN.read_text(), re.M)
    assert set(imports) <= sys.stdlib_module_names


@pytest.mark.parametrize("command", ["serve", "manage"])
def test_nothing_but_the_bare_command_opts_in_to_development(copy, command):
    code = f"import runpy; r = runpy.run_path('run'); r['settings_known']('./run {command}')"
    environment = {"PATH": os.environ["PATH"]}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=copy, env=environment, capture_output=True, text=True, check=False
    )
    assert "There is no .env yet" in done.stderr
    assert not (copy / ".env").exists()


@pytest.mark.parametrize(
    ("env", "sentence"),
    [
        ({"PORT": "abc"}, "PORT is 'abc'"),
        ({"PORT": "99999"}, "from 1 to 65535"),
        ({"HOST": "no.such.host.invalid"}, "no machine has that name"),
    ],
)
def test_a_wrong_address_is_one_sentence(copy, env, sentence):
    refused = start(copy, **env)
    assert refused.returncode != 0
    assert sentence in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_failure_is_one_sentence_that_says_what_to_do(copy):
    (copy / "requirements").mkdir()
    (copy / "requirements" / "base.txt").write_text("no-such-package==1 --hash=sha256:" + "0" * 64 + "\n")
    failed = start(
        copy,
        PIP_INDEX_URL="http://127.0.0.1:9/",
        PIP_RETRIES="0",
        PIP_NO_INDEX="1",
        PIP_CONFIG_FILE=os.devnull,
    )
    assert failed.returncode != 0
    assert "Stopped. The libraries could not be installed. Check the network connection" in failed.stderr
    assert "Traceback" not in failed.stderr


def test_env_is_written_once_for_this_user_only(copy):
    code = "import runpy; r = runpy.run_path('run'); r['write_env'](); r['write_env']()"
    subprocess.run([sys.executable, "-c", code], cwd=copy, check=True, capture_output=True)
    path = copy / ".env"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    text = path.read_text()
    assert re.search(r"^SECRET_KEY=[\w-]{60,}$", text, re.M)
    assert "DEBUG=1" in text


def test_the_settings_are_those_of_production_unless_development_opts_in(copy):
    environment = {
        "PATH": os.environ["PATH"],
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DEBUG": "0",
        "HTTPS": "1",
        "ALLOWED_HOSTS": "example.org",
        "SECURITY_CONTACT": "mailto:a@example.org",
    }
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    bare = subprocess.run(
        [sys.executable, "-c", "import config.settings as s; print(s.DEBUG, s.HTTPS, s.SESSION_COOKIE_NAME)"],
        cwd=settings.BASE_DIR,
        env={key: value for key, value in environment.items() if key not in ("DEBUG", "HTTPS")}
        | {"DEBUG": "0", "HTTPS": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert bare.stdout.split() == ["False", "True", "__Host-s"]
