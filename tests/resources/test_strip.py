"""The help strip stops offering a main line that staff hid, and offers it again when it is right again."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from config.chrome import crisis
from resources import freshness, strip, tombstones
from resources.models import Contact, Tombstone
from tests.factories_resources import make_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def line():
    return crisis.crisis_for("GB").line


@pytest.fixture
def contact(line):
    return make_service(line.slug, contacts=[("phone", line.value), ("phone", "988")]).contacts.get(
        value=line.value
    )


@pytest.fixture
def done(django_capture_on_commit_callbacks):
    def done(what, *args, **more):
        with django_capture_on_commit_callbacks(execute=True):
            return what(*args, **more)

    return done


def offered(visitor, line):
    html = visitor.get("/?country=GB").content.decode()
    assert "999" in html
    return line.href in html


@pytest.mark.parametrize("reason", freshness.HIDEABLE)
def test_a_hidden_main_line_leaves_the_strip_and_comes_back_after_a_check(
    reason, visitor, editor, line, contact, done
):
    assert offered(visitor, line)
    done(freshness.hide, contact, reason=reason, by=editor.user)
    assert not offered(visitor, line)
    assert crisis.crisis_for("US").line
    today = timezone.localdate()
    done(freshness.show_again, contact, by=editor.user, method="phone", on=today)
    assert offered(visitor, line)


def test_the_do_not_list_counts_with_or_without_a_contact(visitor, editor, line, done):
    done(tombstones.do_not_list_value, line.value, reason="unsafe", by=editor.user)
    assert not offered(visitor, line)
    done(tombstones.list_again, Tombstone.objects.get(), by=editor.user)
    assert offered(visitor, line)
    service = make_service(line.slug)
    done(tombstones.do_not_list, service, reason="closed", by=editor.user)
    assert not offered(visitor, line)
    done(tombstones.list_again, Tombstone.objects.get(), by=editor.user)
    assert offered(visitor, line)


def test_tidy_brings_a_machine_in_line_with_the_database(visitor, line, contact):
    Contact.objects.filter(pk=contact.pk).update(hidden="dead")
    assert offered(visitor, line)
    call_command("tidy")
    assert not offered(visitor, line)
    Contact.objects.filter(pk=contact.pk).update(hidden="")
    call_command("tidy")
    assert offered(visitor, line)


@pytest.mark.parametrize("content", ["", "{", "7", "[7]", '[["a"]]', "\udcff"])
def test_a_file_that_nobody_can_read_stops_nothing(content, settings, line):
    settings.STOPPED_LINES.write_text(content, encoding="utf-8", errors="surrogateescape")
    assert crisis.crisis_for("GB").line == line


def test_a_folder_in_its_place_stops_nothing_and_undoes_no_hiding(
    settings, tmp_path, editor, line, contact, done
):
    settings.STOPPED_LINES = tmp_path
    done(freshness.hide, contact, reason="dead", by=editor.user)
    assert Contact.objects.get(pk=contact.pk).hidden == "dead"
    assert crisis.crisis_for("GB").line == line
    with pytest.raises(IsADirectoryError):
        strip.write()
    assert list(tmp_path.parent.glob(f"{tmp_path.name}?*")) == []


def test_the_strip_asks_the_database_nothing(django_assert_num_queries):
    strip.write()
    with django_assert_num_queries(0):
        assert crisis.crisis_for("GB").line
