"""The house rules that a program can check."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
OURS = ("config", "resources", "actions")
SOURCES = [p for folder in OURS for p in (ROOT / folder).rglob("*.py") if "migrations" not in p.parts]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
MODELS = [model for model in apps.get_models() if model.__module__.split(".")[0] in OURS]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_field_is_classified(model):
    """A new field fails here until somebody has thought about whose it is and how long it stays."""
    privacy = model.Privacy
    classified = [
        *getattr(privacy, "personal", {}),
        *getattr(privacy, "public", ()),
        *getattr(privacy, "internal", ()),
    ]
    fields = {f.name for f in [*model._meta.fields, *model._meta.many_to_many] if not f.primary_key}
    assert len(classified) == len(set(classified))
    assert fields <= set(classified)
    known = {f.name for f in model._meta.get_fields()}
    assert set(classified) <= known
    assert all(str(retention).strip() for retention in getattr(privacy, "personal", {}).values())


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_model_names_itself(model):
    assert "__str__" in vars(model) or any(
        "__str__" in vars(base) for base in model.__mro__[1:-1] if base.__module__.startswith(OURS)
    )


def test_no_junk_drawers():
    names = {p.stem for p in SOURCES} | {p.parent.name for p in SOURCES}
    assert not names & {"utils", "helpers", "common", "core", "services", "misc"}


def test_files_stay_small_enough_to_read():
    lengths = {str(p.relative_to(ROOT)): len(p.read_text().splitlines()) for p in SOURCES}
    assert {name: length for name, length in lengths.items() if length > 300} == {}
    assert sorted(lengths.values())[len(lengths) // 2] <= 90


def test_every_module_says_what_it_owns():
    quiet = {"urls.py", "apps.py", "__init__.py"}
    silent = [
        str(p.relative_to(ROOT))
        for p in SOURCES
        if p.name not in quiet
        and "commands" not in p.parts
        and not ast.get_docstring(ast.parse(p.read_text()))
    ]
    assert silent == []


def test_no_doors_around_safety():
    """No exemption from the form guard, no raw SQL shortcuts, no print in the program."""
    banned = re.compile(r"csrf_exempt|\.extra\(|\.raw\(|\bprint\(|xframe_options_exempt")
    found = [f"{p.name}: {m.group(0)}" for p in SOURCES for m in banned.finditer(p.read_text())]
    assert found == []


def test_marked_safe_only_where_it_is_known_to_be():
    allowed = {"components.py", "texts.py", "rendering.py", "stored_html.py", "adapters.py"}
    allowed.add("board.py")  # a mark of its own, where the cards go: actions/pledges/shells.py
    users = {p.name for p in SOURCES if "mark_safe" in p.read_text() or "SafeString(" in p.read_text()}
    assert users <= allowed


def faults_of(text, is_component=False):
    """What is wrong with the text of a template, as sentences."""
    found = [f"{len(text.splitlines())} lines"] if len(text.splitlines()) > 150 else []
    found += re.findall(r"autoescape off|\sstyle=|<style|\son\w+=|<script(?![^>]*src=)", text)
    stored = {
        name for name, source in re.findall(r"\{% for (\w+) in ([\w.]+) %\}", text) if ".html" in source
    }
    for name in re.findall(r"\{\{\s*([^|}]*?)\s*(?:\|[^}]*)?\|\s*safe\b", text):
        if name not in stored and not re.search(r"(\.|_)html(\.\w+)?$", name):
            found.append(f"{name}: only stored, sanitised HTML is safe")
    if is_component and not text.startswith("{#"):
        found.append("a component names its parameters in its first line")
    return found


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_templates(path):
    assert faults_of(path.read_text(), path.parent.name == "components") == []


STAFF = {"admin", "staff", "account", "mfa"}  # behind a sign-in, and on the person's own machine


def test_no_form_leaves_its_words_on_the_disk_of_the_reader():
    """Of pages that only a sent form leads to as well; no walk over addresses meets those."""
    forms = [
        (path.name, form)
        for path in TEMPLATES
        if path.relative_to(ROOT / "templates").parts[0] not in STAFF
        for form in re.findall(r'<form\b[^>]*method="post"[^>]*>.{0,60}', path.read_text(), re.DOTALL)
    ]
    assert forms
    field = '{% include "components/unkept.html" %}'
    own = "pledges/_own.html"  # begins every form of the private page, with the field
    assert field in (ROOT / "templates" / own).read_text()
    assert [name for name, form in forms if field not in form and own not in form] == []


def test_no_template_names_another_host():
    hosts = {url for path in TEMPLATES for url in re.findall(r"https?://[^\s\"'<]+", path.read_text())}
    assert hosts == set()


def test_settings_are_reached_through_django():
    users = [
        str(p)
        for p in SOURCES
        if re.search(r"config\.settings import|from config import settings", p.read_text())
    ]
    assert users == []


def test_migrations_are_named_and_can_go_back():
    for folder in OURS:
        for path in (ROOT / folder).rglob("migrations/0*.py"):
            assert "_auto_" not in path.name, path
            text = path.read_text()
            for call in re.findall(r"RunPython\((.*?)\)", text, re.S):
                assert "," in call, f"{path}: RunPython without a reverse"


def test_the_lock_has_hashes_and_no_address():
    for path in (ROOT / "requirements").glob("*.txt"):
        text = path.read_text()
        assert not re.search(r"https?://|-{2}(extra-)?index|-{2}find-links|file:", text)
        packages = re.findall(r"^[a-z0-9._-]+==", text, re.M)
        assert len(packages) > 10
        assert text.count("--hash=sha256:") >= len(packages)


def test_every_dependency_has_a_reason():
    block = re.search(r"\ndependencies = \[\n(.*?)\n\]", (ROOT / "pyproject.toml").read_text(), re.S).group(1)
    assert [line for line in block.splitlines() if "#" not in line] == []
