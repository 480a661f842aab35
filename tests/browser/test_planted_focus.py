"""A focus that is covered, put in on purpose: the walk with the Tab key notices it."""

from tests.browser.test_access import focus_faults

PATHS = ["/about/"]
COVER = '<p style="position: fixed; inset: 40% 0 0 0; background: #fff">We use nothing. Accept?</p></body>'


def test_a_covered_focus_is_noticed(open_page):
    assert focus_faults(open_page(width=320), PATHS)[0] == []
    page = open_page(width=320, bypass_csp=True)  # our policy would not even show this cover

    def cover(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("</body>", COVER))

    page.route("**/about/", cover)
    faults, stops = focus_faults(page, PATHS)
    assert stops > 10
    assert any("covered at" in fault for _path, (_element, said) in faults for fault in said)
