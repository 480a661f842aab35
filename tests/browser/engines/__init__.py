"""Three pairs of eyes on a page: axe, HTML CodeSniffer, and our own rules for what neither of them sees.

HTMLCS.js is the built file of the npm package html_codesniffer 2.5.1, unchanged, under the licence beside it.
It is here because no Python index has it; nothing of it is served. It judges at level AAA, far quicker than axe.
"""

from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# A word that each engine brings along, and where it is. It is given to a page once, whatever is asked of it then.
ENGINES = {
    "axe": AXE_SCRIPT,
    "HTMLCS": (Path(__file__).parent / "HTMLCS.js").read_text(encoding="utf-8"),
}
SNIFF = """() => new Promise(done => {
    const end = () => done(HTMLCS.getMessages().filter(m => m.type === HTMLCS.ERROR).map(m =>
        [m.code.split('.').slice(2).join('.'), ((m.element || {}).outerHTML || '').slice(0, 120)]));
    HTMLCS.process('WCAG2AAA', document, end, end);
})"""
RULES = (Path(__file__).parent / "rules.js").read_text(encoding="utf-8")
SMALL = f"() => {{ {RULES}\nreturn rules.small(); }}"


OPTIONS = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": TAGS}}
# Its rule of contrast is the dearest of all, and it has two: one says what is under 4.5:1 and the other what is between
# that and 7:1. Asked for 7:1 (4.5:1 for large letters), the first says all that both would say.
STRICTER = """() => {
    const {options} = axe._audit.checks['color-contrast'];
    const contrastRatio = {normal: {expected: 7}, large: {expected: 4.5}};
    axe.configure({checks: [{id: 'color-contrast', options: {...options, contrastRatio}}]});
}"""
LOOK = """options => axe.run(options).then(seen => seen.violations.map(
    fault => [fault.id, fault.nodes.slice(0, 3).map(node => node.html.slice(0, 120))]))"""


# At the top, where what stays in view covers nothing that is to be pressed; and colours have changed, not halfway. What
# asks for the focus gets it first: a browser that has not come to it yet would scroll there while somebody looks.
SETTLE = """() => {
    const asks = document.querySelector('[autofocus]');
    if (asks) asks.focus({preventScroll: true});
    window.scrollTo({top: 0, behavior: 'instant'});
    document.getAnimations().filter(a => a.effect.getComputedTiming().endTime < Infinity).forEach(a => a.finish());
}"""


def bring(page, engine):
    if page.evaluate(f"typeof {engine} === 'undefined'"):
        page.evaluate(ENGINES[engine])
        if engine == "axe":
            page.evaluate(STRICTER)


def violations(page):
    """What axe finds: WCAG 2.2 AA, its best practice, and contrast 7:1."""
    bring(page, "axe")
    page.evaluate(SETTLE)
    return page.evaluate(LOOK, OPTIONS)


def sniffer(page):
    """What HTML CodeSniffer calls an error at level AAA."""
    bring(page, "HTMLCS")
    return page.evaluate(SNIFF)


def own(page, rule, *arguments):
    """What one of our rules finds (rules.js): a list of faults."""
    return page.evaluate(f"(given) => {{ {RULES}\nreturn rules[{rule!r}](...given); }}", list(arguments))


def unfold(page):
    """Open everything that can be opened: what is folded away is judged too."""
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
