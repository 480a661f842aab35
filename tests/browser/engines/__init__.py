"""Three pairs of eyes on a page: axe, HTML CodeSniffer, and our own rules for what neither of them sees.

HTMLCS.js is the built file of the npm package html_codesniffer 2.5.1, unchanged, under the licence beside it.
It is here because no Python index has it; nothing of it is served. It judges at level AAA, far quicker than axe.
"""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SNIFFER = (Path(__file__).parent / "HTMLCS.js").read_text(encoding="utf-8")
SNIFF = """() => new Promise(done => {
    const end = () => done(HTMLCS.getMessages().filter(m => m.type === HTMLCS.ERROR).map(m =>
        [m.code.split('.').slice(2).join('.'), ((m.element || {}).outerHTML || '').slice(0, 120)]));
    HTMLCS.process('WCAG2AAA', document, end, end);
})"""
RULES = (Path(__file__).parent / "rules.js").read_text(encoding="utf-8")
SMALL = f"() => {{ {RULES}\nreturn rules.small(); }}"


def violations(page):
    """What axe finds: WCAG 2.2 AA, its best practice, and contrast 7:1."""
    options = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": TAGS}}
    options["rules"] = {"color-contrast-enhanced": {"enabled": True}}
    seen = Axe().run(page, options=options).response["violations"]
    return [(v["id"], [node["html"][:120] for node in v["nodes"]][:3]) for v in seen]


def sniffer(page):
    """What HTML CodeSniffer calls an error at level AAA."""
    page.evaluate(SNIFFER)
    return page.evaluate(SNIFF)


def own(page, rule, *arguments):
    """What one of our rules finds (rules.js): a list of faults."""
    return page.evaluate(f"(given) => {{ {RULES}\nreturn rules[{rule!r}](...given); }}", list(arguments))


def unfold(page):
    """Open everything that can be opened: what is folded away is judged too."""
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
