"""Somebody who uses the site in a certain way: with keys only, without scripts, without pictures, on a small phone."""

from contextlib import nullcontext

from playwright.sync_api import expect

WAYS = ("scripts off", "pictures off", "keys only", "320 px", "Spanish")
MOST_STOPS = 250  # presses of the Tab key until a person gives up
AWAY = "**/*.example/**"


class Person:
    """A page, and the only two things a person does with it: press something, and write something."""

    def __init__(self, open_page, way):
        self.prefix = "/es" if way == "Spanish" else ""
        self.keys = way == "keys only"
        self.page = open_page(
            width={"320 px": 320, "keys only": 1280}.get(way, 360),
            javascript=way != "scripts off",
            locale="es-ES" if way == "Spanish" else "en-US",
        )
        if way == "pictures off":
            self.page.context.route(
                "**/*",
                lambda route: route.abort() if route.request.resource_type == "image" else route.continue_(),
            )
        self.page.context.route(AWAY, lambda route: route.fulfill(status=200, body="<title>Sun</title>"))

    def open(self, path):
        self.page.goto(self.prefix + path)

    def link(self, path):
        """The first link to a place of the site that can be seen, whatever follows the path."""
        address = f"{self.prefix}{path}"
        return self.page.locator(
            f'a[href="{address}"]:visible, a[href^="{address}?"]:visible, a[href^="{address}#"]:visible'
        ).first

    def press(self, target):
        """Press the head of a fold, or a link or a button, and wait for the page that it leads to."""
        folds = target.evaluate("element => element.matches('summary')")
        if self.keys:
            self.reach(target)
        with nullcontext() if folds else self.page.expect_navigation():
            if self.keys:
                self.page.keyboard.press("Enter")
            else:
                target.click()

    def tick(self, target):
        if self.keys and target.get_attribute("type") == "radio":
            self.choose(target)
        elif self.keys:
            self.reach(target)
            self.page.keyboard.press("Space")
        else:
            target.check()
        expect(target).to_be_checked()

    def choose(self, target):
        """Of answers to one question the Tab key reaches one, and the arrow keys lead to the others."""
        answers = self.page.locator(f'input[name="{target.get_attribute("name")}"]:visible')
        self.reach(answers.first)
        for _answer in range(answers.count()):
            if target.is_checked():
                return
            self.page.keyboard.press("ArrowDown")

    def write(self, target, words):
        if self.keys:
            self.reach(target)
            self.page.keyboard.type(words)
        else:
            target.fill(words)

    def reach(self, target):
        """Tab until the target has the focus."""
        for _stop in range(MOST_STOPS):
            if target.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{MOST_STOPS} presses of Tab did not reach {target}")

    def sees(self, target):
        expect(target.first).to_be_visible()
        assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
