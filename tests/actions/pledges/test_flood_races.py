"""A flood at once: the caps hold exactly when eight send in the same moment."""

import threading

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import Sum

from actions.pledges.models import Case, Pledge
from tests.actions.pledges.flooding import ALL, SLOW, post

pytestmark = pytest.mark.usefixtures("nobody_waits")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("worked", "share"), [(False, SLOW), (True, ALL)])
def test_eight_senders_at_once_store_exactly_the_cap(caps, worked, share):
    call_command("load_guidance", verbosity=0)
    answers, barrier = [], threading.Barrier(8)

    def send(sender):
        barrier.wait()
        try:
            for n in range(4):
                answers.append(post(f"{sender}.{n}", f"10.0.{sender}.{n}", worked).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=[sender]) for sender in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200] * share + [429] * (32 - share)
    assert Pledge.objects.count() == share
    assert Case.objects.aggregate(n=Sum("waiting"))["n"] == share
