"""Finding a book: in every way a shopper may ask for it, with and without JavaScript."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from search.indexing import catch_up
from tests.browser.hands import Keyboard, heading
from tests.factories import make_contents, make_edition, make_offer, make_work

WITHOUT_JAVASCRIPT = {"java_script_enabled": False}
PHONE = {"viewport": {"width": 360, "height": 780}}


@pytest.fixture
def moby_dick(transactional_db):
    edition = make_edition(
        make_work("Moby-Dick", subtitle="Or, The Whale", author="Herman Melville"),
        isbn13="9781572308695",
        language="eng",
    )
    make_contents(edition, "Loomings", "The Whiteness of the Whale")
    make_offer(edition, "24.91")
    typee = make_work("Typee")
    typee.contributions.create(contributor=edition.work.contributors.get())
    make_edition(typee, product_form="BB", language="eng")
    make_edition(make_work("Walden", author="Henry David Thoreau"), language="eng")
    catch_up()
    return edition


def box_of(page: Page) -> Locator:
    return page.locator("#search-words")


def options(page: Page) -> Locator:
    return page.get_by_role("option")


@pytest.mark.parametrize("shopper", [{}, WITHOUT_JAVASCRIPT], indirect=True, ids=["js", "no js"])
class TestFinding:
    @pytest.mark.parametrize(
        "typed", ["moby dick", "melville whale", "mobby dick", "whiteness of the whale"]
    )
    def test_by_title_name_misspelling_and_contents(self, shopper, moby_dick, typed):
        page = shopper.open("/")
        box_of(page).fill(typed)
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Moby-Dick").get_by_role("link").click()
        expect(page).to_have_url(re.compile(moby_dick.get_absolute_url()))

    @pytest.mark.parametrize("typed", ["978-1-57230-869-5", "1 57230 869 9"])
    def test_by_isbn_goes_straight_to_the_book(self, shopper, moby_dick, typed):
        page = shopper.open("/")
        box_of(page).fill(typed)
        page.get_by_role("button", name="Search").click()
        expect(page).to_have_url(re.compile(moby_dick.get_absolute_url()))

    def test_by_a_filter_that_can_be_removed(self, shopper, moby_dick):
        page = shopper.open("/search/?q=melville")
        page.get_by_role("link", name="Hardcover 1").click()
        expect(heading(page, "1 book for")).to_be_visible()
        expect(page.locator(".result h3")).to_have_text("Typee")
        page.get_by_role("link", name="Remove the filter Format: Hardcover").click()
        expect(heading(page, "2 books for")).to_be_visible()

    def test_shows_filters_on_a_phone_behind_a_button(self, shopper, moby_dick):
        shopper.page.set_viewport_size({"width": 360, "height": 780})
        page = shopper.open("/search/?q=melville")
        expect(page.get_by_role("link", name="Hardcover 1")).to_be_hidden()
        page.locator(".filters-toggle summary").click()
        page.get_by_role("link", name="Hardcover 1").click()
        expect(page.locator(".result h3")).to_have_text("Typee")


class TestSuggestions:
    def test_open_the_book_by_keyboard(self, shopper, moby_dick):
        page = shopper.open("/")
        Keyboard().write(box_of(page), "mob")
        box = page.get_by_role("combobox", name="Title, author or ISBN")
        expect(box).to_have_attribute("aria-expanded", "true")
        expect(page.get_by_role("status").filter(has_text="1 suggestion;")).to_be_attached()
        page.keyboard.press("ArrowDown")
        option = options(page).first
        expect(option).to_have_attribute("aria-selected", "true")
        expect(box).to_have_attribute("aria-activedescendant", option.get_attribute("id"))
        expect(box).to_be_focused()
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(moby_dick.get_absolute_url()))

    def test_open_the_book_by_a_click(self, shopper, moby_dick):
        page = shopper.open("/")
        box_of(page).press_sequentially("melville mob")
        options(page).filter(has_text="Moby-Dick").click()
        expect(page).to_have_url(re.compile(moby_dick.get_absolute_url()))

    def test_lead_to_an_author(self, shopper, moby_dick):
        page = shopper.open("/")
        box_of(page).press_sequentially("melv")
        options(page).filter(has_text="Author").click()
        expect(heading(page, "Herman Melville")).to_be_visible()

    def test_never_take_enter_where_none_is_chosen(self, shopper, moby_dick):
        page = shopper.open("/")
        box_of(page).press_sequentially("melville")
        expect(options(page).first).to_be_visible()
        page.keyboard.press("Enter")
        expect(heading(page, "2 books for “melville”")).to_be_visible()

    def test_arrows_go_around_and_home_returns_to_the_box(self, shopper, moby_dick):
        page = shopper.open("/")
        box = box_of(page)
        box.press_sequentially("melv")
        expect(options(page)).to_have_count(3)
        page.keyboard.press("ArrowUp")
        expect(options(page).last).to_have_attribute("aria-selected", "true")
        page.keyboard.press("ArrowDown")
        expect(options(page).first).to_have_attribute("aria-selected", "true")
        expect(page.locator("[aria-selected=true]")).to_have_count(1)
        page.keyboard.press("Home")
        expect(page.locator("[aria-selected=true]")).to_have_count(0)
        page.keyboard.type("x")
        expect(box).to_have_value("xmelv")

    def test_escape_closes_and_then_clears(self, shopper, moby_dick):
        page = shopper.open("/")
        box_of(page).press_sequentially("melv")
        expect(options(page).first).to_be_visible()
        page.keyboard.press("Escape")
        expect(options(page).first).to_be_hidden()
        expect(box_of(page)).to_have_value("melv")
        page.keyboard.press("Escape")
        expect(box_of(page)).to_have_value("")

    def test_close_when_the_box_is_left(self, shopper, moby_dick):
        page = shopper.open("/")
        box_of(page).press_sequentially("melv")
        expect(options(page).first).to_be_visible()
        page.keyboard.press("Tab")
        expect(options(page).first).to_be_hidden()
        expect(page.get_by_role("button", name="Search")).to_be_focused()

    def test_work_again_after_the_back_button(self, shopper, moby_dick):
        page = shopper.open("/")
        box_of(page).press_sequentially("mob")
        expect(options(page).first).to_be_visible()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(heading(page, "Moby-Dick")).to_be_visible()
        page.go_back()
        expect(options(page)).to_have_count(0)
        box_of(page).fill("wal")
        expect(options(page).first).to_contain_text("Walden")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_nothing_scrolls_sideways(shopper, moby_dick, width, scheme):
    make_edition(make_work("W" * 300, subtitle="whale " + "V" * 900, author="A" * 200))
    catch_up()
    shopper.page.set_viewport_size({"width": width, "height": 800})
    shopper.page.emulate_media(color_scheme=scheme)
    for path in ("/search/", "/search/?q=whale", f"/search/?q={'y' * 200}"):
        page = shopper.open(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.locator("#search-words").fill("wha")
    expect(options(page).first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
