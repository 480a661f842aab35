"""The buttons of the desk outside the transaction that every other test runs in, as a server meets them."""

import pytest

from actions.guidance import editing
from actions.guidance.models import Idea, Revision
from tests.actions.guidance.desk import url

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def pair():
    rows = [Idea(key="B90", slug="b90", language=code, title=code, barrier=True) for code in ("en", "es")]
    for row in rows:
        editing.save(row)
    return rows


def test_a_version_can_be_brought_back(administrator, pair):
    english = pair[0]
    english.title = "Other"
    editing.save(english)
    first = Revision.objects.of("idea", "B90", "en").last()
    assert administrator.post(url(english, "restore", first.pk)).status_code == 302
    english.refresh_from_db()
    assert english.title == "en"


def test_a_translation_can_be_confirmed(administrator, pair):
    english, spanish = pair
    english.title = "Other"
    editing.save(english)
    seen = administrator.get(url(spanish, "english")).context["print"]
    assert administrator.post(url(spanish, "english"), {"print": seen}).status_code == 302


def test_a_history_that_is_sent_as_a_form_is_no_fault(administrator, pair):
    assert administrator.post(url(pair[0], "history")).status_code == 405
