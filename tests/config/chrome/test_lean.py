from config.chrome.lean import lean

SPRITE = '<svg>\n<symbol id="i-go"><path/></symbol>\n<symbol id="i-eye"><path/></symbol>\n</svg>'


def test_a_page_carries_the_icons_that_it_uses_and_no_other():
    page = lean(f'<a><svg class="icon"><use href="#i-go"/></svg></a>{SPRITE}')
    assert 'id="i-go"' in page
    assert 'id="i-eye"' not in page


def test_words_stay_apart_and_indentation_goes():
    assert lean("<p>One\n      two</p>\n\n   <p>three</p>") == "<p>One\ntwo</p>\n<p>three</p>"


def test_what_somebody_typed_and_what_is_shown_as_it_stands_keep_every_space():
    for kept in ('<textarea name="text">\n  a\n\n   b</textarea>', "<pre>  x\n\n    y</pre>"):
        assert lean(f"<p>\n  1</p>\n  {kept}\n  <p>2</p>") == f"<p>\n1</p>\n{kept}\n<p>2</p>"
