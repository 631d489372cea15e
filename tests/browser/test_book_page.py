import pytest
from playwright.sync_api import Page, expect

from search.indexing import catch_up

WITHOUT_JAVASCRIPT = {"java_script_enabled": False}
PHONE = {"viewport": {"width": 360, "height": 780}}


def bottom_of(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box is not None, f"{selector} is not shown."
    return box["y"] + box["height"]


@pytest.mark.parametrize("shopper", [{}, WITHOUT_JAVASCRIPT], indirect=True, ids=["js", "no js"])
class TestReadMore:
    def test_overview_is_cut_until_opened_and_again_when_closed(self, shopper, book):
        page = shopper.open(book)
        overview = page.locator("#overview .reading")
        cut = overview.bounding_box()["height"]
        page.locator("#overview summary", has_text="Read More").click()
        assert overview.bounding_box()["height"] > cut * 1.5
        page.locator("#overview summary", has_text="Show Less").click()
        assert overview.bounding_box()["height"] == cut

    @pytest.mark.parametrize(
        ("place", "late"),
        [("editorial-reviews", "Praise number 5."), ("contents", "Chapter 40")],
    )
    def test_later_lines_appear_and_go(self, shopper, book, place, late):
        page = shopper.open(book)
        line = page.locator(f"#{place}").get_by_text(late)
        summary = page.locator(f"#{place} summary")
        expect(line).to_be_hidden()
        summary.click()
        expect(line).to_be_visible()
        summary.click()
        expect(line).to_be_hidden()


def test_read_more_opens_with_the_keyboard(shopper, book):
    page = shopper.open(book)
    page.locator("#contents summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#contents").get_by_text("Chapter 40")).to_be_visible()


def test_first_tab_stop_skips_to_the_content(shopper, book):
    page = shopper.open(book)
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_first_screen_of_a_desktop_holds_the_decision(shopper, book):
    page = shopper.open(book)
    for part in (".book-cover .cover", "h1", ".byline", ".rating-line", ".formats", ".offer-rows"):
        assert bottom_of(page, part) <= 800, part


@pytest.mark.parametrize("shopper", [PHONE], indirect=True)
def test_price_follows_the_title_on_a_phone(shopper, book):
    page = shopper.open(book)
    price_top = page.locator(".book-price").bounding_box()["y"]
    assert 0 <= price_top - bottom_of(page, ".book-title") < 60
    assert page.locator(".formats").bounding_box()["y"] > price_top


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_scrolls_sideways(shopper, book, width, scheme):
    shopper.page.set_viewport_size({"width": width, "height": 800})
    shopper.page.emulate_media(color_scheme=scheme)
    for path in ("/", book, f"/offers/{book.split('/')[2]}/"):
        page = shopper.open(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_dark_scheme_has_a_dark_page(shopper, book):
    shopper.page.emulate_media(color_scheme="dark")
    background = shopper.open(book).evaluate("getComputedStyle(document.body).backgroundColor")
    assert background == "rgb(25, 23, 20)"


def test_printed_page_has_every_line(shopper, book):
    shopper.page.emulate_media(media="print")
    page = shopper.open(book)
    expect(page.locator("#contents").get_by_text("Chapter 40")).to_be_visible()


def test_shopper_goes_from_book_to_the_used_offers(shopper, book):
    page = shopper.open(book)
    page.get_by_role("link", name="Used (1)").click()
    expect(page.get_by_role("row").nth(1)).to_contain_text("Second Shelf")
    expect(page.get_by_text("Alder Lane")).to_have_count(0)


def test_shopper_switches_the_format(shopper, book):
    page = shopper.open(book)
    page.get_by_role("link", name="Hardcover (Print)").click()
    expect(page.locator('.format[aria-current="page"]')).to_contain_text("Hardcover (Print)")
    expect(page.locator(".book-price")).to_contain_text("not available from any seller now")


def test_shopper_finds_the_book_by_search(shopper, book):
    catch_up()
    page = shopper.open("/")
    page.get_by_role("combobox", name="Title, author or ISBN").fill("negotiating author")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Negotiating at Sea").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Negotiating at Sea")
