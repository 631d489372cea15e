"""How somebody operates a page: with a mouse, or with nothing but the keyboard."""

from playwright.sync_api import Locator, Page, expect

# More than any page of the shop has places to stop at.
MOST_STOPS = 150


class Mouse:
    def press(self, target: Locator) -> None:
        target.click()

    def tick(self, target: Locator) -> None:
        target.check()

    def choose(self, target: Locator) -> None:
        target.check()

    def write(self, target: Locator, text: str) -> None:
        target.fill(text)

    def pick(self, target: Locator, label: str) -> None:
        target.select_option(label)

    def take(self, option: Locator) -> None:
        option.click()


class Keyboard:
    """Reaches everything by the Tab key, as it comes; never by a script or a pointer."""

    def press(self, target: Locator) -> None:
        self._go_to(target)
        target.page.keyboard.press("Enter")

    def tick(self, target: Locator) -> None:
        self._go_to(target)
        target.page.keyboard.press("Space")
        expect(target).to_be_checked()

    def choose(self, target: Locator) -> None:
        """Tab into the group of radio buttons, then go through it by the arrow keys."""
        name = target.get_attribute("name")
        group = target.page.locator(f"input[name='{name}']")
        self._go_to(group)
        target.page.keyboard.press("Space")
        for _ in range(group.count()):
            if not target.is_checked():
                target.page.keyboard.press("ArrowDown")
        expect(target).to_be_checked()

    def write(self, target: Locator, text: str) -> None:
        self._go_to(target)
        target.page.keyboard.press("ControlOrMeta+a")
        target.page.keyboard.press("Delete")
        target.page.keyboard.insert_text(text)

    def pick(self, target: Locator, label: str) -> None:
        self._go_to(target)
        target.page.keyboard.type(label)

    def take(self, option: Locator) -> None:
        """Go down the list below a box, which keeps the focus, and take one of its options."""
        for _ in range(MOST_STOPS):
            if option.get_attribute("aria-selected") == "true":
                break
            option.page.keyboard.press("ArrowDown")
        option.page.keyboard.press("Enter")

    def _go_to(self, target: Locator) -> None:
        expect(target.first).to_be_attached()
        for _ in range(MOST_STOPS):
            if any(each.evaluate(_IS_FOCUSED) for each in target.all()):
                return
            target.page.keyboard.press("Tab")
        raise AssertionError(f"The Tab key does not reach {target}.")


_IS_FOCUSED = "element => element === document.activeElement"

Hands = Mouse | Keyboard


def heading(page: Page, words: str) -> Locator:
    return page.get_by_role("heading", name=words)
