import pytest

from marketplace.copies import WISHES
from tests.factories import make_edition, make_offer, make_seller
from tests.pages import soup_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return make_edition()


@pytest.fixture
def read(edition):
    def page(query=""):
        return soup_of(f"/offers/{edition.isbn13}/{query}")

    return page


def prices(page):
    return [text_of(price) for price in page.select("td.offer-total strong")]


def choices(page, name):
    return [text_of(option) for option in page.select(f"select[name={name}] option")]


def test_a_grade_keeps_its_offers_and_is_offered_with_its_count(read, edition):
    make_offer(edition, "5.00", condition="good")
    make_offer(edition, "6.00", condition="like_new")
    assert prices(read("?grade=good")) == ["$5.00"]
    assert choices(read(), "grade") == ["Any condition", "Like New (1)", "Good (1)"]


def test_a_sellers_country_keeps_their_offers_and_is_offered_with_its_count(read, edition):
    make_offer(edition, "5.00", seller=make_seller(country="IE"))
    make_offer(edition, "6.00", seller=make_seller(country="CA"))
    make_offer(edition, "7.00")
    assert prices(read("?country=IE")) == ["$5.00"]
    assert choices(read(), "country") == ["Any country", "Canada (1)", "Ireland (1)"]


GRANTING = {
    "unmarked": {"marking": "none"},
    "no-library": {},
    "no-name": {},
    "no-remainder": {},
    "no-book-club": {},
    "no-international": {},
    "no-demand": {},
    "signed": {"is_signed": True},
    "jacket": {"jacket": "fair"},
    "code": {"access_code": "yes"},
}
DENYING = {
    "unmarked": {"marking": "some"},
    "no-library": {"is_ex_library": True},
    "no-name": {"has_owner_name": True},
    "no-remainder": {"has_remainder_mark": True},
    "no-book-club": {"is_book_club": True},
    "no-international": {"is_international": True},
    "no-demand": {"is_print_on_demand": True},
    "signed": {},
    "jacket": {"jacket": "none"},
    "code": {"access_code": "no"},
}


@pytest.mark.parametrize("wish", [wish.name for wish in WISHES])
def test_a_wish_keeps_the_copies_that_grant_it(read, edition, wish):
    make_offer(edition, "5.00", condition="good", **DENYING[wish])
    make_offer(edition, "6.00", condition="good", **GRANTING[wish])
    assert prices(read(f"?copy={wish}")) == ["$6.00"]
    box = read().select_one(f"input[name=copy][value={wish}]")
    assert text_of(box.find_next("label")).endswith("(1)")


def test_wishes_add_up(read, edition):
    make_offer(edition, "5.00", condition="good", is_signed=True, is_ex_library=True)
    make_offer(edition, "6.00", condition="good", is_signed=True)
    make_offer(edition, "7.00", condition="good")
    assert prices(read("?copy=signed&copy=no-library")) == ["$6.00"]


def test_a_wish_that_all_or_none_grant_is_not_offered(read, edition):
    make_offer(edition, is_signed=True)
    assert not read().select("input[name=copy]")


def test_a_wish_in_the_address_stays_ticked(read, edition):
    make_offer(edition, condition="good", is_signed=True)
    page = read("?copy=signed")
    assert page.select_one("input[name=copy][value=signed]").has_attr("checked")
    assert page.select_one(".offers-wishes details").has_attr("open")


def test_filters_are_cleared_by_a_link_that_keeps_country_and_order(read, edition):
    make_offer(edition, "5.00", condition="good")
    make_offer(edition, "6.00")
    address = "?to=CA&sort=seller&condition=used&grade=good&country=&copy=signed&page=1"
    cleared = read(address).find("a", string="Clear filters and show all offers")["href"]
    assert cleared == "?to=CA&sort=seller"
    assert not read().find("a", string="Clear filters")
    assert read("?grade=good").find("a", string="Clear filters")["href"] in {"?", "."}


def test_what_the_address_asks_for_and_nobody_knows_is_said_and_left_out(read, edition):
    make_offer(edition, "5.00")
    page = read("?grade=mint&copy=golden&sort=luck&condition=odd&country=ZZ")
    told = text_of(page.select_one(".alert"))
    for word in ["Condition “mint”", "“golden”", "Sort by “luck”", "Kind “odd”", "Seller in “ZZ”"]:
        assert word in told
    assert prices(page) == ["$5.00"]


def test_a_plain_page_warns_of_nothing(read, edition):
    make_offer(edition)
    assert not read("?to=US&grade=&sort=total&copy=").select(".alert")


def test_hostile_words_are_shown_as_text(client, edition):
    make_offer(edition)
    html = client.get(f"/offers/{edition.isbn13}/?grade=<script>alert(1)</script>").text
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


def test_a_form_of_the_page_sends_back_all_that_is_chosen(read, edition):
    make_offer(edition, condition="good", is_signed=True)
    make_offer(edition, condition="good")
    page = read("?to=CA&condition=used&grade=good&copy=signed&sort=price")
    chosen = [
        option["value"]
        for name in ("to", "grade", "sort")
        for option in page.select(f"select[name={name}] option[selected]")
    ]
    assert chosen == ["CA", "good", "price"]
    assert page.select_one("input[name=condition]")["value"] == "used"
