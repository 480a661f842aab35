import pytest
from django.db import IntegrityError, transaction

from actions.guidance.models import Action, Fact, Guide, Point, Source

pytestmark = pytest.mark.django_db


def make_action(**values):
    defaults = {
        "key": "A90",
        "language": "en",
        "slug": "a-90",
        "title": "Do it",
        "when": "after",
        "effort": "a-minute",
    }
    return Action.objects.create(**{**defaults, **values})


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": ""},
        {"slug": ""},
        {"title": ""},
        {"language": ""},
        {"first": True, "pledge": ""},
        {"pledge_everyone": "I will", "pledge": ""},
        {"when": "never"},
        {"effort": "a-year"},
    ],
)
def test_the_database_refuses_impossible_actions(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_action(**wrong)


def test_a_key_and_an_address_exist_once_in_a_language():
    make_action()
    make_action(language="es")
    for twin in ({"slug": "other"}, {"key": "A91"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_action(**twin)


def test_the_database_refuses_an_empty_source_and_an_unknown_kind_of_point(content):
    point = Point.objects.first()
    for wrong in (
        lambda: Source.objects.create(key="X", title="", url="https://example.org/"),
        lambda: Point.objects.filter(pk=point.pk).update(kind="party"),
        lambda: Point.objects.filter(pk=point.pk).update(text=""),
        lambda: Point.objects.create(article=point.article, key=point.key, kind="claim", text="Twice"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()


def test_a_language_falls_back_to_english_key_by_key(content):
    Action.objects.filter(key="A02", language="es").delete()
    Action.objects.filter(key="A03", language="es").update(published=False)
    rows = {row.key: row.language for row in Action.objects.published().in_language("es")}
    assert len(rows) == 55
    assert (rows["A01"], rows["A02"], rows["A03"]) == ("es", "en", "en")
    assert {row.language for row in Action.objects.published().in_language("en")} == {"en"}


def test_pieces_come_in_the_order_of_their_keys_and_unknown_keys_are_left_out(content):
    found = Guide.objects.published().in_language("es").in_order_of(["G9", "G99", "G1", "G9"])
    assert [guide.key for guide in found] == ["G9", "G1"]
    assert [source.key for source in Source.objects.in_order_of(["TALK", "NOPE", "ACES", "CARE"])] == [
        "TALK",
        "CARE",
    ]


def test_one_tap_actions_have_a_pledge_and_first_ones_are_the_eight_of_the_brief(content):
    actions = Action.objects.published().in_language("en")
    assert all(action.pledge for action in actions.one_tap())
    assert set(actions.values_list("key", flat=True)) - set(
        actions.one_tap().values_list("key", flat=True)
    ) == {"A35", "A47", "A48", "A49"}
    first = [action.key for action in actions.first_pledges()]
    assert first == ["A01", "A08", "A30", "A38", "A41", "A43", "A45", "A50"]


def test_actions_are_found_by_when_where_how_and_effort(content):
    actions = Action.objects.published().in_language("en")
    assert {action.when for action in actions.fitting(when="after")} == {"after"}
    at_work = actions.fitting(where="workplace", strategy="document")
    assert at_work
    assert all("workplace" in row.where and "document" in row.strategy for row in at_work)
    assert actions.fitting(when="before", where="online", effort="ongoing").count() == 0


def test_facts_are_found_by_the_sources_an_action_rests_on(content):
    facts = Fact.objects.published().in_language("en")
    assert [fact.key for fact in facts.resting_on(["CBIM20"])] == ["F16"]
    assert facts.resting_on([]) == []


def test_a_source_without_a_safe_address_is_not_linked():
    assert Source(url="https://example.org/").link == "https://example.org/"
    assert Source(url="http://example.org/").link == ""
    assert Source(url="https://example.org/cut...").link == ""
