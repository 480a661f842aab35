from config.content import LoadReport, decide, fingerprint


def test_the_fingerprint_does_not_depend_on_the_order_of_keys():
    assert fingerprint({"a": 1, "b": [1, 2]}) == fingerprint({"b": [1, 2], "a": 1})
    assert fingerprint({"a": 1}) != fingerprint({"a": 2})


def test_a_row_that_nobody_touched_follows_its_file():
    assert decide(loaded="x", current="x", incoming="x") == "unchanged"
    assert decide(loaded="x", current="x", incoming="y") == "change"


def test_an_edited_row_is_kept_unless_the_file_says_the_same():
    assert decide(loaded="x", current="edited", incoming="y") == "keep"
    assert decide(loaded="x", current="edited", incoming="x") == "keep"
    assert decide(loaded="x", current="edited", incoming="edited") == "unchanged"


def test_a_report_names_what_was_kept():
    assert "a-slug" in " ".join(LoadReport(kept=["a-slug"]).lines())
