from actions.guidance.filters import Choice, facets


def test_junk_in_a_query_is_left_out():
    choice = Choice.read({"when": "after", "where": "<script>", "effort": "", "page": "9"})
    assert choice.codes == {"when": "after"}
    assert choice.query == "when=after"


def test_a_link_keeps_the_other_answers_and_takes_back_the_one_in_force():
    found = {facet.name: facet for facet in facets(Choice(when="after", where="online"))}
    assert [option.query for option in found["when"].options] == [
        "when=before&where=online",
        "when=in-the-moment&where=online",
        "where=online",
        "when=every-day&where=online",
    ]
    assert [option.current for option in found["when"].options] == [False, False, True, False]
    assert found["when"].chosen == "After"
    assert found["effort"].chosen == ""
