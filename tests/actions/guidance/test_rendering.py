import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.guidance.rendering import TAGS, Target, citations, render_body, render_line

LINKS = {
    "action:A01": Target("/act/actions/one/", "Make a small distraction"),
    "need:legal": Target("/resources/?need=legal"),
    "fact:F29": Target("/act/facts/#ireland"),
    "point:S1.25": Target("/act/sources/one/#S1.25"),
    "source:BOHNER": Target("/act/sources/#source-BOHNER"),
    "source:FRAZER": Target("/act/sources/#source-FRAZER"),
}


def html_of(text, sources=()):
    return "".join(section["html"] for section in render_body(text, LINKS, sources).sections)


def test_a_body_is_divided_at_its_headings():
    body = render_body("Before.\n\n## First one\n\nA\n\n## Second\n\nB", {})
    assert [section["title"] for section in body.sections] == ["", "First one", "Second"]
    assert [section["id"] for section in body.sections] == ["", "s-first-one", "s-second"]


def test_equal_headings_get_different_ids_and_levels_do_not_jump():
    body = render_body("# Same\n\n##### Deep\n\n## Same\n\nx", {})
    assert [section["id"] for section in body.sections] == ["s-same", "s-same-2"]
    assert body.sections[0]["html"] == '<h3 id="s-deep">Deep</h3>\n'


def test_own_links_become_paths_and_unknown_ones_plain_text_and_a_fault():
    body = render_body("[Do it](action:A01), [law](need:legal), [gone](guide:G99)", LINKS)
    assert '<a href="/act/actions/one/">Do it</a>' in body.sections[0]["html"]
    assert '<a href="/resources/?need=legal">law</a>, gone' in body.sections[0]["html"]
    assert body.faults == ["the link guide:G99 leads nowhere"]


def test_links_to_other_sites_say_nothing_about_us():
    assert html_of("[x](https://example.org/?a=1&b=2)") == (
        '<p><a href="https://example.org/?a=1&amp;b=2" rel="noopener noreferrer">x</a></p>\n'
    )


@pytest.mark.parametrize("address", ["tel:116000", "sms:741741", "mailto:a@example.org", "/act/", "#s-part"])
def test_these_addresses_may_be_linked(address):
    assert f'<a href="{address}">x</a>' in html_of(f"[x]({address})")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:x",
        "data:text/html,x",
        "//evil.example",
        "ftp://x",
        "vbscript:x",
        "x",
    ],
)
def test_these_addresses_are_left_out_and_reported(address):
    body = render_body(f"[x]({address})", LINKS)
    assert body.sections[0]["html"] == "<p>x</p>\n"
    assert len(body.faults) == 1


def test_a_citation_leads_to_its_number_in_the_list_and_other_brackets_stay():
    assert html_of("So [TALK] [WAVE]. [OTHER] [x]", ["WAVE", "TALK"]) == (
        '<p>So <a href="#source-TALK" class="small">[2]</a> <a href="#source-WAVE" class="small">[1]</a>. '
        "[OTHER] [x]</p>\n"
    )
    assert citations("So [TALK], [a](b) [X1]") == {"TALK", "X1"}


def test_quoted_words_are_set_as_words_to_say_and_large_in_the_opening():
    body = render_body(
        '## A\n\n> "I believe you."\n>\n> "Thank you."\n\n## B\n\n> "Yes."\n\n> no quotation', {}
    )
    assert (
        '<ul class="say say--big">\n<li>“I believe you.”</li>\n<li>“Thank you.”</li>\n</ul>'
        in body.sections[0]["html"]
    )
    assert '<ul class="say">\n<li>“Yes.”</li>' in body.sections[1]["html"]
    assert "<blockquote>\n<p>no quotation</p>" in body.sections[1]["html"]


def test_tables_have_header_cells_with_a_scope():
    assert '<th scope="col">a</th>' in html_of("| a | b |\n|:--|---|\n| 1 | 2 |")


def test_pictures_code_and_html_do_not_come_through():
    body = render_body("![seen](http://x/y.png) <b onclick=x>bold</b>\n\n<script>alert(1)</script>", {})
    text = body.sections[0]["html"]
    assert "<img" not in text
    assert "<script" not in text
    assert "<b" not in text
    assert "seen" in text
    assert body.faults == ["the picture 'seen' is left out"]


def test_a_line_calls_actions_by_name_and_facts_points_and_sources_by_number():
    assert render_line("Follow A01. See F29, S1.25 (BOHNER, FRAZER), F99.", LINKS) == (
        'Follow <a href="/act/actions/one/">“Make a small distraction”</a>. See <a href="/act/facts/#ireland">F29</a>, '
        '<a href="/act/sources/one/#S1.25">S1.25</a> (<a href="/act/sources/#source-BOHNER">BOHNER</a>, '
        '<a href="/act/sources/#source-FRAZER">FRAZER</a>), F99.'
    )


def test_a_line_is_escaped():
    assert render_line("<b>a</b> & b", {}) == "&lt;b&gt;a&lt;/b&gt; &amp; b"


HOSTILE = st.lists(
    st.sampled_from(
        [
            *(
                "<script>",
                "</script>",
                "<img src=x onerror=alert(1)>",
                "<a href=javascript:x>",
                "javascript:",
                "data:,",
            ),
            *(
                "[a](",
                ")",
                "![",
                "](javascript:alert(1))",
                "<javascript:alert(1)>",
                "&#106;avascript:",
                "\t",
                "\n",
                "\n\n",
            ),
            *(
                "> ",
                "# ",
                "## ",
                '"',
                "'",
                "`",
                "*",
                "[TALK]",
                "[x]: javascript:x\n\n[x]",
                "| a |\n|---|\n",
                "\x00",
                "\\",
            ),
            *(
                "action:A01",
                "[b](action:A01 'onclick=x')",
                " onclick=x ",
                "style=x",
                "&lt;script&gt;",
                "//evil",
                "/\\evil",
            ),
        ]
    )
    | st.text(max_size=8),
    max_size=14,
).map("".join)


def assert_harmless(html):
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    for element in tree.iter():
        if element is tree:
            continue
        assert element.tag in TAGS | {"tbody"}
        assert set(element.attrib) <= {"href", "rel", "id", "scope", "start", "class"}
        href = element.attrib.get("href", "#")
        assert href.startswith(("https://", "http://", "tel:", "sms:", "mailto:", "/", "#"))
        assert not href.startswith(("//", "/\\"))


@settings(deadline=None, max_examples=300)
@given(HOSTILE)
def test_no_body_ever_holds_a_script_a_handler_or_a_strange_link(text):
    for section in render_body(text, LINKS, ["TALK"]).sections:
        assert_harmless(section["html"])


@settings(deadline=None)
@given(HOSTILE)
def test_no_line_ever_holds_a_script_a_handler_or_a_strange_link(text):
    assert_harmless(render_line(text, LINKS))
