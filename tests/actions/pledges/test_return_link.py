import pytest
from django.db import connection

from actions.pledges import moderation, return_link


@pytest.mark.django_db
def test_the_secret_is_stored_nowhere_and_finds_its_pledge():
    sent = moderation.submit(sitting="s", language="en", text="I will ask first")
    assert len(sent.secret) == 43  # 256 bits in base64
    assert return_link.find(sent.secret) == sent.pledge
    assert return_link.find(sent.secret[:-1] + "x") is None
    assert return_link.find("") is None
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM pledges_pledge")
        assert sent.secret not in str(cursor.fetchall())


def test_the_secret_hangs_on_the_key_of_the_site(settings):
    first = return_link.secret_for("sitting")
    assert return_link.secret_for("sitting") == first
    settings.SECRET_KEY = "another key, long enough for the check, 0123456789"
    assert return_link.secret_for("sitting") != first
