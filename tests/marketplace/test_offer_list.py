from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from marketplace.comparison import SORTS
from marketplace.models import Offer
from tests.factories import make_edition, make_offer, make_seller, make_work
from tests.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return make_edition(make_work("Emma"), isbn13="9781572308695")


@pytest.fixture
def get(client, edition):
    """Return the offers page of the edition, parsed."""

    def read(query: str = "") -> BeautifulSoup:
        response = client.get(address(edition, query))
        assert response.status_code == 200
        return BeautifulSoup(response.content, "html.parser")

    return read


def address(edition, query: str = "") -> str:
    return reverse("marketplace:offer-list", args=[edition.isbn13]) + query


def rows(page: BeautifulSoup) -> list[str]:
    return [text_of(row) for row in page.select("tbody tr")]


def totals(page: BeautifulSoup) -> list[str]:
    return [text_of(total) for total in page.select("tbody td:first-child strong")]


class TestARow:
    def test_shows_what_the_offer_is(self, get, edition):
        seller = make_seller(
            "Northgate Texts",
            since_year=2009,
            rating=Decimal("4.6"),
            rating_count=1280,
            ships_from="Portland, OR",
        )
        make_offer(
            edition,
            "24.91",
            seller=seller,
            shipping="3.99",
            condition="very_good",
            comments="Tight binding.",
            quantity=3,
        )
        [row] = rows(get())
        for fact in [
            "$28.90 $24.91 + $3.99 shipping",
            "Very Good Lightly read",
            "Northgate Texts Rated 4.6 of 5 by 1,280 buyers Seller since 2009",
            "Portland, OR",
            "Usually ships in 1-2 business days",
            "Tight binding.",
            "3 copies",
        ]:
            assert fact in row

    def test_of_a_seller_of_whom_little_is_known_says_so(self, get, edition):
        make_offer(edition, "1024.50")
        [row] = rows(get())
        assert "$1,024.50 and shipping, which is not stated" in row
        assert "No ratings yet" in row
        assert "Seller since" not in row
        assert "1 copy" in row
        assert "No web listing" in row

    def test_says_when_shipping_is_free(self, get, edition):
        make_offer(edition, "5.00", shipping="0.00")
        assert "$5.00 free shipping" in rows(get())[0]

    def test_leads_to_the_listing(self, get, edition):
        seller = make_seller("Quire & Folio", website="https://quire.example/")
        offer = make_offer(edition, seller=seller, url="https://quire.example/emma?a=1&b=2")
        link = get().select_one(".offer-action a")
        assert link["href"] == f"/offers/{offer.pk}/go/"
        assert link["rel"] == ["sponsored", "nofollow"]
        assert text_of(link) == "Go to seller Quire & Folio"

    def test_leads_nowhere_but_to_the_sellers_own_site(self, get, edition):
        make_offer(
            edition, seller=make_seller(website="https://quire.example/"), url="https://b.example/"
        )
        assert "No web listing" in rows(get())[0]
        links = [link["href"] for link in get().select(".offer-action a")]
        assert all(link.startswith("/reports/") for link in links)

    def test_of_the_shop_itself_is_no_sponsored_link(self, get, edition):
        make_offer(edition, seller=make_seller(is_store=True, website="https://shop.example/"))
        link = get().select_one(".offer-action a")
        assert (link["rel"], link.get_text().split()[:2]) == (["nofollow"], ["Buy", "here"])

    def test_names_the_seller_with_a_link_to_their_page(self, get, edition):
        make_offer(edition, seller=make_seller("Quire & Folio"))
        assert get().select_one(".offer-seller a")["href"] == "/sellers/quire-folio/"

    def test_of_the_shop_itself_is_marked(self, get, edition):
        make_offer(edition, "5.00", seller=make_seller(is_store=True))
        make_offer(edition, "6.00")
        own, other = rows(get())
        assert "Sold by this shop" in own
        assert "Sold by this shop" not in other

    def test_of_an_offer_not_live_is_not_there(self, get, edition):
        make_offer(edition, "5.00")
        make_offer(edition, "6.00", quantity=0)
        make_offer(edition, "7.00", is_withheld=True)
        make_offer(edition, "8.00", seller=make_seller(is_active=False))
        make_offer(make_edition(), "9.00")
        assert totals(get()) == ["$5.00"]

    def test_shows_hostile_text_as_text(self, client, edition):
        hostile = "<script>alert('x')</script>\u202e\"&"
        seller = make_seller(hostile, ships_from=hostile)
        make_offer(edition, seller=seller, comments=hostile * 100, sku=hostile)
        html = client.get(address(edition)).content.decode()
        assert "<script>alert" not in html
        page = BeautifulSoup(html, "html.parser")
        for part in (".offer-seller", ".offer-shipping"):
            assert page.select_one(f"{part} bdi").get_text() == hostile


class TestCounts:
    @pytest.fixture(autouse=True)
    def offers(self, edition):
        for price in ["27.49", "28.95"]:
            make_offer(edition, price)
        make_offer(edition, "24.91", condition="good")

    def links(self, page: BeautifulSoup) -> dict[str, str]:
        return {text_of(link): str(link["href"]) for link in page.select(".offer-counts a")}

    def test_link_to_the_offers_they_count(self, client, get):
        links = self.links(get())
        assert list(links) == ["All (3)", "New (2)", "Used (1)"]
        assert totals(get(links["New (2)"])) == ["$27.49", "$28.95"]
        assert totals(get(links["Used (1)"])) == ["$24.91"]
        assert totals(get(links["All (3)"])) == ["$24.91", "$27.49", "$28.95"]

    def test_stay_whole_when_only_some_are_shown(self, get):
        assert list(self.links(get("?condition=used"))) == ["All (3)", "New (2)", "Used (1)"]

    def test_keep_the_order_and_leave_the_page(self, get):
        links = self.links(get("?sort=seller&page=1"))
        assert links["New (2)"] == "?sort=seller&condition=new"

    def test_mark_what_is_shown(self, get):
        marked = get("?condition=used").select(".offer-counts [aria-current]")
        assert [text_of(link) for link in marked] == ["Used (1)"]


class TestSorting:
    @pytest.fixture(autouse=True)
    def offers(self, edition):
        make_offer(edition, "5.00", shipping="9.00", seller=make_seller("B"), condition="good")
        make_offer(edition, "9.00", shipping="1.00", seller=make_seller("C"), condition="new")
        make_offer(edition, "30.00", seller=make_seller("A"), condition="like_new")

    @pytest.mark.parametrize(
        ("query", "order"),
        [
            ("", ["$10.00", "$14.00", "$30.00"]),
            ("?sort=total", ["$10.00", "$14.00", "$30.00"]),
            ("?sort=price", ["$14.00", "$10.00", "$30.00"]),
            ("?sort=condition", ["$10.00", "$30.00", "$14.00"]),
            ("?sort=seller", ["$30.00", "$14.00", "$10.00"]),
            ("?sort=password&condition=mint", ["$10.00", "$14.00", "$30.00"]),
            ("?sort=%00&condition=%00", ["$10.00", "$14.00", "$30.00"]),
        ],
    )
    def test_follows_the_address_and_else_the_total(self, get, query, order):
        assert totals(get(query)) == order

    def test_of_an_unknown_kind_keeps_a_known_condition(self, get):
        assert totals(get("?sort=x&condition=new")) == ["$10.00"]

    def test_form_shows_what_is_chosen(self, get):
        form = get("?sort=seller&condition=new").select_one("form.offers-form")
        assert form.select_one("[name=condition]")["value"] == "new"
        assert form.select_one("select[name=sort] option[selected]")["value"] == "seller"

    def test_form_is_a_plain_get(self, get):
        form = get().select_one("form.offers-form")
        assert form["method"] == "get"
        assert text_of(form.select_one("button[type=submit]")) == "Show"
        names = [field["name"] for field in form.select("[name]")]
        assert names == ["condition", "to", "grade", "country", "sort"]
        assert not form.select("[required]")

    def test_form_offers_only_orders_that_exist(self, get):
        options = get().select("select[name=sort] option")
        assert {option["value"] for option in options} == set(SORTS)


class TestPages:
    @pytest.fixture(autouse=True)
    def offers(self, edition):
        seller = make_seller()
        for number in range(41):
            make_offer(edition, f"{number + 10}.00", seller=seller)

    def test_hold_twenty_offers_each(self, get):
        assert totals(get())[0] == "$10.00"
        assert len(totals(get())) == 20
        assert totals(get("?page=3")) == ["$50.00"]

    def test_lead_to_each_other_in_the_same_order(self, get):
        page = get("?sort=price&condition=new&page=2")
        assert "Page 2 of 3" in text_of(page)
        assert page.select_one("a[rel=prev]")["href"] == "?sort=price&condition=new&page=1"
        assert page.select_one("a[rel=next]")["href"] == "?sort=price&condition=new&page=3"

    @pytest.mark.parametrize("page", ["4", "0", "-1", "1000000000", "two", "", "9" * 5000])
    def test_that_do_not_exist_are_not_found(self, client, edition, page):
        assert client.get(address(edition, f"?page={page}")).status_code == 404


class TestNothingToShow:
    def test_says_that_no_seller_has_the_edition(self, get):
        page = get()
        assert "not available from any seller now" in text_of(page)
        assert not page.select("table")
        assert not page.select(".offer-counts")

    def test_says_that_none_is_in_the_condition_asked_for(self, get, edition):
        make_offer(edition, "5.00")
        page = get("?condition=used&sort=price")
        assert "No seller offers such a copy now." in text_of(page)
        assert not page.select("table")
        assert "All (1)" in text_of(page)
        all_offers = page.find("a", string="Clear filters and show all offers")
        assert totals(get(all_offers["href"])) == ["$5.00"]


class TestThePage:
    def test_names_the_edition_and_leads_back_to_its_book(self, get, edition):
        page = get()
        assert text_of(page.h1) == "Offers for Emma"
        assert page.h1.a["href"] == edition.get_absolute_url()
        assert "Paperback" in text_of(page.main)
        assert "Emma" in text_of(page.title)

    def test_says_that_coupons_do_not_apply(self, get, edition):
        make_offer(edition)
        assert "shop coupons do not apply to them" in text_of(get())

    def test_has_a_table_with_caption_and_headers(self, get, edition):
        make_offer(edition)
        table = get().table
        assert text_of(table.caption) == "Offers 1 to 1 of 1, sent to: United States"
        assert {header["scope"] for header in table.select("thead th")} == {"col"}
        assert table.select_one("tbody th")["scope"] == "row"

    def test_repeats_no_id(self, get, edition):
        make_offer(edition)
        make_offer(edition)
        ids = [node["id"] for node in get().select("[id]")]
        assert len(ids) == len(set(ids))

    def test_of_an_unknown_edition_is_not_found(self, client):
        assert client.get("/offers/9780306406157/").status_code == 404

    @pytest.mark.parametrize("isbn", ["9781572308696", "978157230869", "emma"])
    def test_of_no_isbn_is_not_found(self, client, isbn):
        assert client.get(f"/offers/{isbn}/").status_code == 404

    def test_is_only_for_reading(self, client, edition):
        assert client.post(address(edition)).status_code == 405

    def test_is_the_same_for_every_reader(self, client, edition):
        make_offer(edition)
        response = client.get(address(edition, "?condition=new"))
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")
        assert "csrf" not in response.content.decode()

    @pytest.mark.parametrize("count", [1, 5_000])
    def test_takes_the_same_queries_and_rows_for_any_number_of_offers(
        self, get, edition, count, django_assert_num_queries
    ):
        seller = make_seller()
        Offer.objects.bulk_create(
            Offer(
                edition=edition,
                seller=seller,
                sku=f"N-{number}",
                condition="good",
                price=Decimal(number + 500) / 100,
                ships_in_min_days=1,
                ships_in_max_days=2,
            )
            for number in range(count)
        )
        # The edition, counts, countries, which rows stand on the page, their offers and sellers.
        with django_assert_num_queries(5):
            page = get()
        assert len(rows(page)) == min(count, 20)
        assert f"of {count:,}, sent to" in text_of(page.caption)

    def test_explains_the_words_of_condition_and_those_of_the_ioba(self, get, edition):
        make_offer(edition)
        words = text_of(get().select_one(".condition-words"))
        for explained in ["Acceptable Heavily worn", "Near Fine One small flaw", "Fine/Good"]:
            assert explained in words
