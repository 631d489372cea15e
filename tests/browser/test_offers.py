"""Comparing offers and going to a seller, also without JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from marketplace.models import ListingVisit
from tests.browser.hands import Hands, Keyboard, Mouse, heading
from tests.factories import make_edition, make_offer, make_rate, make_seller, make_work

WITHOUT_JAVASCRIPT = {"java_script_enabled": False}


@pytest.fixture
def edition(transactional_db, live_server):
    """A book with three sellers; the site of one of them is the shop's own home page."""
    edition = make_edition(make_work("Emma", author="Jane Austen"))
    near = make_seller("Near Books", country="US", website=f"{live_server.url}/subjects/")
    make_rate(near, "US", "4.00")
    far = make_seller("Far Books", country="IE", website="https://far.example/")
    make_rate(far, "US", "18.00")
    make_rate(far, "IE", "2.00")
    make_offer(edition, "10.00", seller=near, condition="good", is_signed=True)
    make_offer(edition, "5.00", seller=far, condition="very_good")
    make_offer(edition, "12.00", seller=near)
    return edition


def expect_sellers(page: Page, *names: str) -> None:
    expect(page.locator("th.offer-seller > a")).to_have_text(names)


def expect_totals(page: Page, *totals: str) -> None:
    expect(page.locator("td.offer-total strong")).to_have_text(totals)


@pytest.mark.parametrize(
    "shopper", [{}, WITHOUT_JAVASCRIPT], indirect=True, ids=["with script", "without"]
)
@pytest.mark.parametrize("hands", [Mouse(), Keyboard()], ids=["mouse", "keyboard"])
def test_a_shopper_compares_filters_chooses_a_country_and_reaches_a_seller(
    shopper, edition, hands: Hands
):
    page = shopper.open(edition.get_absolute_url())
    hands.press(page.get_by_role("link", name="Compare all 3 offers"))
    expect_totals(page, "$14.00", "$16.00", "$23.00")

    hands.pick(page.get_by_label("Send to"), "Ireland")
    hands.press(page.get_by_role("button", name="Show"))
    expect(page.get_by_role("caption")).to_contain_text("Ireland")
    expect_sellers(page, "Far Books", "Near Books", "Near Books")
    expect(page.get_by_role("row").nth(2)).to_contain_text("Does not ship to Ireland")

    hands.pick(page.get_by_label("Send to"), "United States")
    hands.press(page.get_by_text("What the copy is like"))
    hands.tick(page.get_by_label("signed (1)"))
    hands.press(page.get_by_role("button", name="Show"))
    expect(page.get_by_role("link", name="Clear filters")).to_be_visible()
    expect_totals(page, "$14.00")

    hands.press(page.get_by_role("link", name="Go to seller Near Books"))
    expect(heading(page, "Subjects")).to_be_visible()
    assert ListingVisit.objects.get().count == 1


@pytest.mark.parametrize("shopper", [WITHOUT_JAVASCRIPT], indirect=True)
def test_a_shopper_reads_who_the_seller_is(shopper, edition):
    page = shopper.open(f"/offers/{edition.isbn13}/?sort=seller")
    page.get_by_role("link", name="Far Books", exact=True).click()
    expect(heading(page, "Far Books")).to_be_visible()
    expect(page.get_by_role("row", name="Ireland")).to_contain_text("$2.00")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_nothing_scrolls_sideways(shopper, edition, width, scheme):
    shopper.page.set_viewport_size({"width": width, "height": 800})
    shopper.page.emulate_media(color_scheme=scheme)
    seller = edition.offers.first().seller
    for path in (f"/offers/{edition.isbn13}/?copy=signed&to=x", seller.get_absolute_url()):
        page = shopper.open(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
