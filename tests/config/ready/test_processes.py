"""Two processes with ready pages of their own agree within a second."""

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from actions.guidance.models import Guide
from actions.pledges import moderation
from config.ready.layer import ReadyPages
from tests.actions.pledges.conftest import make_pledge
from tests.config.ready.asking import Browser, Counted, seen_again


@pytest.mark.django_db(transaction=True)
def test_two_processes_show_a_change_within_a_second_whoever_makes_it(counted):
    call_command("load_guidance", verbosity=0)
    workers = [ReadyPages(counted), ReadyPages(Counted())]
    pledge, ana = make_pledge(text="I will be ready"), User.objects.create_user("ana")
    guide = Guide.objects.filter(language="en").order_by("pk").first()

    assert "be ready" not in Browser(workers[0]).get("/iwill/")["body"].decode()

    def shown(path):
        for worker in workers:
            seen_again(worker)
        return [Browser(worker).get(path)["body"].decode() for worker in workers]

    assert not any("be ready" in page for page in shown("/iwill/"))
    moderation.approve(pledge.pk, version=1, by=ana)
    # the process that made the change does not wait for the second to pass
    assert "be ready" in Browser(workers[0]).get("/iwill/")["body"].decode()
    assert all("be ready" in page for page in shown("/iwill/"))
    moderation.undo(pledge.pk, version=2, by=ana)
    assert not any("be ready" in page for page in shown("/iwill/"))
    assert all(guide.title in page for page in shown("/act/guides/"))
    Guide.objects.filter(pk=guide.pk).update(title="A quite new title")
    assert all("A quite new title" in page for page in shown("/act/guides/"))
    asked = counted.asked
    assert shown("/act/guides/")
    assert counted.asked == asked
