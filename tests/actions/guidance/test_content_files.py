"""The content files themselves: complete, consistent, and with the same structure in every language."""

import re
import tomllib
from itertools import chain

import pytest

from actions.guidance.loading import read
from actions.guidance.records import CONTENT, Reader

LANGUAGES = ("en", "es")
COUNTS = {
    "actions": ("action", 55),
    "facts": ("fact", 31),
    "scenarios": ("scenario", 12),
    "words": ("word", 28),
    "articles": ("article", 5),
    "guides_outline": ("guide", 14),
    "shared_ideas": ("idea", 15),
}
REFERENCES = {"seeds", "sources", "actions", "facts", "guides", "refs"}
# The same in every language. Everything else is text and may differ.
FIXED = REFERENCES | {"id", "slug", "key", "url", "file", "source", "kind", "safer_kind", "include"}
PLEDGE_STARTS = {"en": ("I will ",), "es": ("Voy a ", "Yo ")}


def toml(language, name):
    return tomllib.loads((CONTENT / language / f"{name}.toml").read_text(encoding="utf-8"))


def walk(value, path="", key=""):
    yield path, key, value
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from walk(inner, f"{path}.{name}", name)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from walk(inner, f"{path}[{number}]", key)


@pytest.fixture(scope="module")
def libraries():
    return read()


def test_the_real_files_have_no_fault(libraries):
    assert set(libraries) == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_file_has_as_many_records_as_the_brief(language, libraries):
    for name, (table, count) in COUNTS.items():
        assert len(toml(language, name)[table]) == count, name
    library = libraries[language]
    kinds = {kind: len(records) for kind, records in library.items()}
    assert kinds == {
        **{"source": 168, "article": 5, "action": 55, "fact": 31, "guide": 14},
        **{"scenario": 12, "word": 28, "idea": 15},
    }
    assert sum(len(article["points"]) for article in library["article"]) == 145


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_id_is_used_once_and_every_reference_exists(language):
    files = {name: toml(language, name) for name in (*COUNTS, "sources")}
    ids = {name: [record["id"] for record in files[name][table]] for name, (table, _) in COUNTS.items()}
    ids["seeds"] = [point["id"] for article in files["articles"]["article"] for point in article["point"]]
    ids["sources"] = [source["key"] for source in files["sources"]["source"]]
    ids["guides"] = ids["guides_outline"]
    for values in ids.values():
        assert len(values) == len(set(values))
    ids["refs"] = list(chain.from_iterable(ids.values()))
    for name, content in files.items():
        for path, key, value in walk(content, name):
            if key in REFERENCES and isinstance(value, str):
                assert value in ids[key], path


@pytest.mark.parametrize("language", LANGUAGES)
def test_pledges_open_in_the_first_person_and_belong_to_one_tap_actions(language):
    for action in toml(language, "actions")["action"]:
        assert action["one_tap"] == bool(action.get("pledge")), action["id"]
        for name in ("pledge", "pledge_everyone"):
            assert action.get(name, PLEDGE_STARTS[language][0]).startswith(PLEDGE_STARTS[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_points_are_numbered_without_a_gap(language, libraries):
    for article in libraries[language]["article"]:
        keys = [point["key"] for point in article["points"]]
        assert keys == [f"{article['key']}.{number}" for number in range(1, len(keys) + 1)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_public_text_holds_a_remark_for_editors_or_a_handle(language, libraries):
    internal = re.compile(r"unverified|not checked\]|in the store|Annex B|Anexo B|(?<!\w)@\w")
    for records in libraries[language].values():
        for record in records:
            for path, key, value in walk(record, record["key"]):
                if isinstance(value, str) and key != "note":
                    assert not internal.search(value), path


def test_spanish_has_the_ids_slugs_references_and_structure_of_english(libraries):
    def skeleton(value, key=""):
        if isinstance(value, dict):
            return {name: skeleton(inner, name) for name, inner in value.items() if name != "note"}
        if isinstance(value, list):
            return [skeleton(inner, key) for inner in value]
        return value if key in FIXED or isinstance(value, bool) else type(value).__name__

    for name in (*COUNTS, "sources"):
        tables = [{k: v for k, v in toml(language, name).items() if k != "note"} for language in LANGUAGES]
        assert skeleton(tables[0]) == skeleton(tables[1]), name


def test_spanish_guides_link_cite_and_divide_as_the_english_ones(libraries):
    def shape(guide):
        body = guide["body"]
        return {
            **{name: value for name, value in guide.items() if isinstance(value, list) and name != "card"},
            "slug": guide["slug"],
            "card": len(guide["card"]),
            "headings": len(re.findall(r"^#", body, re.M)),
            "quotes": len(re.findall(r"^> \S", body, re.M)),
            "links": sorted(re.findall(r"\]\((\w+:\w+)\)", body)),
            "cites": sorted(re.findall(r"\[([A-Z0-9]{2,})\]", body)),
        }

    for english, spanish in zip(libraries["en"]["guide"], libraries["es"]["guide"], strict=True):
        assert shape(english) == shape(spanish), english["key"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_guide_tells_who_to_turn_to_and_what_to_do_next(language, libraries):
    for guide in libraries[language]["guide"]:
        assert guide["needs"], guide["key"]
        assert guide["card"], guide["key"]
        last = guide["body"].rsplit("\n## ", 1)[1]
        assert "](need:" in last or "](guide:" in last or "](action:" in last


def test_a_fact_names_the_guides_that_cite_it_in_their_outline():
    guides = toml("en", "guides_outline")["guide"]
    for fact in toml("en", "facts")["fact"]:
        assert fact["guides"] == [guide["id"] for guide in guides if fact["id"] in guide["facts"]]


def test_words_of_the_vocabulary_become_the_same_codes_in_every_language():
    english, spanish = (Reader(CONTENT / language).read()["action"] for language in LANGUAGES)
    for ours, theirs in zip(english, spanish, strict=True):
        for name in ("when", "where", "strategy", "effort"):
            assert ours[name] == theirs[name]
