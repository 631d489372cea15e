import re
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from reviews.models import Review
from reviews.services import rebuild_rating_summary
from search.indexing import catch_up
from tests.accounts.readers import PASSWORD, code_in, make_reader
from tests.browser.hands import Hands, Keyboard, Mouse, heading
from tests.browser.staff import sign_in_staff
from tests.factories import make_edition, make_moderator, make_review, make_user, make_work

WITHOUT_JAVASCRIPT = {"java_script_enabled": False}

BROKEN_RULES = "It has <b>everything</b>. Write to alice@example.org or see http://alice.example."
MENDED = "It has everything: whales, the sea, and a sermon. ||The ship goes down.||"


@pytest.fixture
def edition(transactional_db):
    """A book that one reader gave five stars, and two others to recommend."""
    edition = make_edition(make_work("Moby-Dick", author="Herman Melville"))
    make_edition(make_work("Typee", author="Herman Melville"))
    make_edition(make_work("Walden", author="Henry David Thoreau"))
    make_review(edition.work, 5, headline="First")
    rebuild_rating_summary(edition.work_id)
    catch_up()
    return edition


@pytest.mark.parametrize(
    ("shopper", "hands"),
    [({}, Mouse()), (WITHOUT_JAVASCRIPT, Mouse()), ({}, Keyboard())],
    indirect=["shopper"],
    ids=["mouse", "no js", "keyboard"],
)
def test_reader_goes_from_the_book_to_a_published_review(
    shopper, hands, edition, mailoutbox, browser, live_server, request
):
    page = shopper.open(edition.get_absolute_url())
    hands.press(page.get_by_role("link", name="Write a review"))
    write_against_the_rules(page, hands)
    mend(page, hands)
    is_live = "no js" not in request.node.callspec.id
    recommend(page, hands, "typee", "Typee", "The same sea.", is_live=is_live)
    recommend(page, hands, "thoreau", "Walden", "As long a solitude.", is_live=is_live)
    hands.press(page.get_by_role("button", name="Send my review"))
    sign_up(page, hands, mailoutbox)
    hands.press(page.get_by_role("button", name="Send my review"))
    make_pen_name(page, hands)
    expect_all_typed(page)
    hands.press(page.get_by_role("button", name="Send my review"))
    expect(page.get_by_text("This review waits for a moderator.")).to_be_visible()
    expect_hidden_from_visitors(browser, live_server.url, edition)
    publish(browser, live_server.url)
    expect_shown_to_visitors(browser, live_server.url, edition)


def write_against_the_rules(page: Page, hands: Hands) -> None:
    hands.choose(page.get_by_label("4 stars"))
    hands.write(page.get_by_label("Headline"), "All of the sea")
    hands.write(page.get_by_role("textbox", name="Your review", exact=True), BROKEN_RULES)
    hands.choose(page.get_by_label("With my pen name, or a new one"))
    hands.tick(page.get_by_label("I wrote this myself"))
    hands.press(page.get_by_role("button", name="Send my review"))
    expect(heading(page, "Please mend this before you send it")).to_be_visible()
    for words in ("<b>", "alice@example.org", "http://alice.example"):
        expect(page.locator(".findings mark").filter(has_text=words).first).to_be_visible()


def mend(page: Page, hands: Hands) -> None:
    hands.write(page.get_by_role("textbox", name="Your review", exact=True), MENDED)
    hands.press(page.get_by_role("button", name="Check my review"))
    expect(heading(page, "The rules find nothing to mend")).to_be_visible()


def recommend(
    page: Page, hands: Hands, words: str, title: str, reason: str, *, is_live: bool
) -> None:
    """Look for a book, among suggestions where there is JavaScript, and say why."""
    hands.write(page.locator("#look-for"), words)
    if is_live:
        suggested = page.get_by_role("option").filter(has_text=title)
        expect(suggested).to_be_visible()
        hands.take(suggested)
    else:
        hands.press(page.locator(".look-for button").first)
        hands.press(page.get_by_role("button", name=f"Add {title}"))
    chosen = page.locator(".chosen-books li").filter(has_text=title)
    hands.write(chosen.get_by_label("Why, in one line"), reason)


def sign_up(page: Page, hands: Hands, mailoutbox: list) -> None:
    hands.press(page.get_by_role("link", name="Make an account"))
    hands.pick(page.get_by_label("Month of birth"), "May")
    hands.write(page.get_by_label("Year of birth"), "1980")
    hands.press(page.get_by_role("button", name="Go on"))
    hands.write(page.get_by_label("E-mail address"), "alice@example.org")
    hands.write(page.get_by_label("Password"), PASSWORD)
    hands.press(page.get_by_role("button", name="Make the account"))
    expect(heading(page, "A code is on its way to you")).to_be_visible()
    hands.write(page.get_by_label("Code"), code_in(mailoutbox[-1]))
    hands.press(page.get_by_role("button", name="Confirm", exact=True))
    expect(page.get_by_text("This is what you typed last")).to_be_visible()


def make_pen_name(page: Page, hands: Hands) -> None:
    hands.write(page.get_by_label("Pen name"), "Alice-A")
    hands.press(page.get_by_role("button", name="Go on"))
    expect(page.get_by_text("This can never be changed.")).to_be_visible()
    hands.tick(page.get_by_label("I understand"))
    hands.press(page.get_by_role("button", name="Make this my pen name"))


def expect_all_typed(page: Page) -> None:
    expect(page.get_by_label("4 stars")).to_be_checked()
    expect(page.get_by_label("Headline")).to_have_value("All of the sea")
    expect(page.get_by_role("textbox", name="Your review", exact=True)).to_have_value(MENDED)
    expect(page.get_by_label("As Alice-A")).to_be_checked()
    expect(page.get_by_label("I wrote this myself")).to_be_checked()
    reasons = page.get_by_label("Why, in one line")
    expect(reasons.nth(0)).to_have_value("The same sea.")
    expect(reasons.nth(1)).to_have_value("As long a solitude.")


def expect_hidden_from_visitors(browser: Browser, shop: str, edition) -> None:
    visitor = browser.new_page()
    visitor.goto(shop + edition.get_absolute_url())
    expect(visitor.locator(".rating-line")).to_contain_text("5.0 of 5 (1 review)")
    expect(visitor.get_by_text("All of the sea")).to_have_count(0)
    waiting = Review.objects.get(state="pending")
    visitor.goto(shop + waiting.get_absolute_url())
    expect(visitor.locator(".error-code")).to_have_text("404")
    visitor.close()


def publish(browser: Browser, shop: str) -> None:
    """Charlie, who is staff in the role of a moderator and no more, publishes it."""
    page = sign_in_staff(browser, shop, make_moderator("charlie@example.org"))
    page.get_by_role("link", name="Moby-Dick").click()
    page.get_by_role("radio", name=re.compile("Publish")).check()
    page.get_by_role("button", name=re.compile("^Decide")).click()
    expect(page.get_by_text("Published")).to_be_visible()
    page.close()


def expect_shown_to_visitors(browser: Browser, shop: str, edition) -> None:
    visitor = browser.new_page()
    visitor.goto(shop + edition.get_absolute_url())
    expect(visitor.locator(".rating-line")).to_contain_text("4.5 of 5 (2 reviews)")
    review = visitor.get_by_role("article").filter(has_text="All of the sea")
    expect(review).to_contain_text("by Alice-A")
    expect(review).to_contain_text("Walden: As long a solitude.")
    expect(review.get_by_text("The ship goes down.")).to_be_hidden()
    review.get_by_text("Show a spoiler").click()
    expect(review.get_by_text("The ship goes down.")).to_be_visible()
    also = visitor.locator("#related")
    expect(also.get_by_role("link", name="Typee")).to_be_visible()
    visitor.close()


class TestStars:
    def test_look_chosen_up_to_the_one_that_is(self, shopper, edition):
        page = shopper.open(f"/reviews/write/{edition.isbn13}/")
        page.get_by_label("3 stars").check()
        stars = page.locator(".rating-choice")
        drawn = [
            star.evaluate("star => getComputedStyle(star, '::before').content")[1]
            for star in stars.all()
        ]
        page.mouse.move(0, 0)
        assert drawn == ["★", "★", "★", "☆", "☆"]
        expect(page.get_by_text("3 stars: good")).to_be_visible()

    def test_go_up_and_down_by_the_arrow_keys(self, shopper, edition):
        page = shopper.open(f"/reviews/write/{edition.isbn13}/")
        Keyboard().choose(page.get_by_label("4 stars"))
        page.keyboard.press("ArrowLeft")
        expect(page.get_by_label("3 stars")).to_be_checked()


class TestFindingABook:
    def test_error_summary_has_the_focus_and_leads_to_the_field(self, shopper, edition):
        page = shopper.open(f"/reviews/write/{edition.isbn13}/")
        page.get_by_role("button", name="Send my review").click()
        expect(page.get_by_role("alert")).to_be_focused()
        page.get_by_role("link", name="Write what you think of the book.").click()
        expect(page.get_by_role("textbox", name="Your review", exact=True)).to_be_focused()

    def test_enter_in_the_search_box_looks_for_books(self, shopper, edition):
        page = shopper.open(f"/reviews/write/{edition.isbn13}/")
        page.locator("#look-for").fill("walden")
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="Add Walden")).to_be_visible()
        expect(page.locator("#look-for")).to_be_focused()

    def test_book_that_is_added_is_ready_for_its_reason(self, shopper, edition):
        page = shopper.open(f"/reviews/write/{edition.isbn13}/")
        page.locator("#look-for").press_sequentially("walden")
        page.get_by_role("option").filter(has_text="Walden").click()
        expect(page.get_by_label("Why, in one line")).to_be_focused()


def test_reader_says_that_a_review_was_helpful(shopper, edition):
    make_reader("bob@example.org")
    page = shopper.open(edition.get_absolute_url())
    page.get_by_role("button", name=re.compile("^Helpful")).click()
    page.get_by_label("E-mail address").fill("bob@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name=re.compile("^Helpful")).click()
    expect(heading(page, "Thank you")).to_be_visible()
    page.get_by_role("link", name="Back to the review").click()
    expect(page.get_by_text("1 reader found this helpful.")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_nothing_scrolls_sideways(shopper, edition, width, scheme):
    review = make_review(edition.work, headline="W" * 120, text="W" * 900, author=make_user())
    shopper.page.set_viewport_size({"width": width, "height": 800})
    shopper.page.emulate_media(color_scheme=scheme)
    for path in (
        f"/reviews/write/{edition.isbn13}/",
        f"/reviews/books/{edition.isbn13}/",
        review.get_absolute_url(),
    ):
        page = shopper.open(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_rating_bars_are_filled_in_their_whole_height(shopper, edition):
    make_review(edition.work, 4)
    rebuild_rating_summary(edition.work_id)
    meter = shopper.open(edition.get_absolute_url()).locator("meter").first
    meter.scroll_into_view_if_needed()
    box = meter.bounding_box()
    around = {"x": box["x"], "y": box["y"] - 8, "width": box["width"], "height": 24}
    picture = Image.open(BytesIO(shopper.page.screenshot(clip=around))).convert("RGB")
    filled, empty = (rows_drawn(picture, at=place) for place in (0.25, 0.75))
    assert filled == empty == list(range(8, 16))


def rows_drawn(picture: Image.Image, *, at: float) -> list[int]:
    """Return the rows that are not blank, at this share of the picture's width."""
    column = int(picture.width * at)
    blank = picture.getpixel((column, 0))
    return [row for row in range(picture.height) if picture.getpixel((column, row)) != blank]
