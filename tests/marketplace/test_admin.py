from datetime import timedelta
from decimal import Decimal
from itertools import product

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.utils import timezone

from marketplace.admin.offers import reasons_not_live
from marketplace.models import ListingVisit, Offer, PriceRecord, Seller
from tests.admin_pages import another, form_on, rows_of, words_of
from tests.factories import make_edition, make_offer, make_seller, make_user, make_work

pytestmark = pytest.mark.django_db

OFFERS = "/admin/marketplace/offer/"
SELLERS = "/admin/marketplace/seller/"


def change(row):
    return f"/admin/marketplace/{row._meta.model_name}/{row.pk}/change/"


def act(client, address, action, *rows):
    data = {"action": action, "_selected_action": [row.pk for row in rows]}
    return client.post(address, data, follow=True)


def withhold(client, reason, *rows, **more):
    data = {"action": "withhold", "_selected_action": [row.pk for row in rows], "reason": reason}
    return client.post(OFFERS, data | more, follow=True)


class TestEveryScreen:
    def test_opens_list_add_and_change(self, admin_client):
        offer = make_offer(make_edition())
        for address in (OFFERS, f"{OFFERS}add/", change(offer)):
            assert admin_client.get(address).status_code == 200
        for address in (SELLERS, f"{SELLERS}add/", change(offer.seller)):
            assert admin_client.get(address).status_code == 200

    @pytest.mark.parametrize("address", [OFFERS, f"{OFFERS}add/", SELLERS, f"{SELLERS}add/"])
    def test_sends_anonymous_visitors_to_the_sign_in(self, client, address):
        assert client.get(address)["Location"].startswith("/admin/login/")


class TestAddingAnOffer:
    def post(self, client, **typed):
        data = form_on(client, f"{OFFERS}add/") | {
            "edition": make_edition().pk,
            "seller": make_seller().pk,
            "sku": "A-1",
            "condition": "new",
            "price": "24.91",
            "ships_in_min_days": "1",
            "ships_in_max_days": "2",
        }
        return client.post(f"{OFFERS}add/", data | typed)

    def test_saves_it(self, admin_client):
        response = self.post(admin_client)
        assert response.status_code == 302, words_of(response)
        assert str(Offer.objects.get()) == "A-1 24.91"

    @pytest.mark.parametrize("price", ["1.99", "2500.00"])
    def test_takes_a_price_at_the_limits(self, admin_client, price):
        assert self.post(admin_client, price=price).status_code == 302

    @pytest.mark.parametrize("price", ["1.98", "2500.01", "0", "-5"])
    def test_refuses_a_price_outside_the_limits_in_plain_words(self, admin_client, price):
        response = self.post(admin_client, price=price)
        assert "the lowest is 1.99, the highest is 2500.00" in words_of(response)
        assert not Offer.objects.exists()

    @pytest.mark.parametrize(
        ("field", "typed"),
        [
            ("price", "cheap"),
            ("price", "NaN"),
            ("price", "10.001"),
            ("shipping", "-1"),
            ("quantity", "-1"),
            ("condition", "mint"),
            ("ships_in_max_days", "0"),
            ("edition", "0"),
            ("sku", "A\0B"),
            ("url", "javascript:alert(1)"),
        ],
    )
    def test_refuses_what_makes_no_sense(self, admin_client, field, typed):
        assert self.post(admin_client, **{field: typed}).status_code == 200
        assert not Offer.objects.exists()

    def test_a_grade_that_a_fact_contradicts_is_refused_at_the_grade(self, admin_client):
        response = self.post(admin_client, is_ex_library="on")
        assert "A copy that comes from a library is not “New”." in words_of(response)
        assert not Offer.objects.exists()

    def test_a_sku_of_the_same_seller_is_refused(self, admin_client):
        offer = make_offer(make_edition(), sku="A-1")
        response = self.post(admin_client, seller=offer.seller.pk)
        assert "This seller has an offer with this SKU already." in words_of(response)


class TestChangingAnOffer:
    def test_keeps_seller_and_sku_for_ever(self, admin_client):
        offer = make_offer(make_edition(), sku="A-1")
        typed = {"sku": "B-2", "seller": make_seller().pk, "price": "12.00"}
        admin_client.post(change(offer), form_on(admin_client, change(offer)) | typed)
        assert str(Offer.objects.get(seller=offer.seller)) == "A-1 12.00"

    def test_never_moves_it_to_another_isbn(self, admin_client):
        offer = make_offer(make_edition())
        typed = {"edition": make_edition().pk, "price": "12.00"}
        response = admin_client.post(change(offer), form_on(admin_client, change(offer)) | typed)
        assert response.status_code == 302, words_of(response)
        assert Offer.objects.get().edition == offer.edition

    def test_says_that_offers_are_withheld_and_not_deleted(self, admin_client):
        page = admin_client.get(change(make_offer(make_edition())))
        assert "Offers are withheld and never deleted" in words_of(page)

    def test_withholds_it_only_with_a_reason(self, admin_client):
        offer = make_offer(make_edition())
        data = form_on(admin_client, change(offer)) | {"is_withheld": "on"}
        assert "Say why the offer is withheld." in words_of(admin_client.post(change(offer), data))
        admin_client.post(change(offer), data | {"withheld_reason": "Reported."})
        assert not Offer.objects.live().exists()

    def test_drops_the_reason_when_it_is_released(self, admin_client):
        offer = make_offer(make_edition(), is_withheld=True, withheld_reason="Reported.")
        data = form_on(admin_client, change(offer))
        del data["is_withheld"]
        admin_client.post(change(offer), data)
        offer.refresh_from_db()
        assert (offer.is_withheld, offer.withheld_reason) == (False, "")

    def test_refuses_a_listing_that_is_not_on_the_sellers_website(self, admin_client):
        offer = make_offer(make_edition(), seller=make_seller(website="https://quire.example/"))
        data = form_on(admin_client, change(offer)) | {"url": "https://evil.example/1"}
        page = admin_client.post(change(offer), data)
        assert "not on the seller’s registered website, https://quire.example/" in words_of(page)
        data["url"] = "https://shop.quire.example/1"
        assert admin_client.post(change(offer), data).status_code == 302

    def test_shows_the_visits_of_30_days(self, admin_client):
        offer = make_offer(make_edition())
        for days, count in [(0, 2), (29, 3), (30, 100)]:
            day = timezone.localdate() - timedelta(days=days)
            ListingVisit.objects.create(offer=offer, day=day, count=count)
        assert "Visits in 30 days: 5" in words_of(admin_client.get(change(offer)))


class TestDeletingAnOffer:
    """It would leave its SKU free to be used again."""

    def test_alone_is_refused(self, admin_client):
        offer = make_offer(make_edition())
        answer = admin_client.post(f"{OFFERS}{offer.pk}/delete/", {"post": "yes"})
        assert answer.status_code == 403
        assert Offer.objects.exists()

    def test_with_others_is_refused(self, admin_client):
        offer = make_offer(make_edition())
        data = {"action": "delete_selected", "_selected_action": [offer.pk], "post": "yes"}
        admin_client.post(OFFERS, data)
        assert Offer.objects.exists()

    def test_with_its_seller_is_refused(self, admin_client):
        offer = make_offer(make_edition())
        address = f"{SELLERS}{offer.seller.pk}/delete/"
        assert "Cannot delete seller" in words_of(admin_client.post(address, {"post": "yes"}))
        assert Offer.objects.exists()

    def test_with_its_edition_on_the_works_screen_is_refused(self, admin_client):
        work = make_offer(make_edition()).edition.work
        address = f"/admin/catalog/work/{work.pk}/change/"
        data = form_on(admin_client, address) | {"editions-0-DELETE": "on"}
        assert "protected" in words_of(admin_client.post(address, data))
        assert Offer.objects.exists()


class TestOfferList:
    @pytest.mark.parametrize("term", ["A-1", "Quiet", "1-57230-869-9", "9781572308695"])
    def test_is_searched_by_sku_seller_and_isbn_in_any_spelling(self, admin_client, term):
        edition = make_edition(isbn13="9781572308695")
        make_offer(edition, sku="A-1", seller=make_seller("Quiet Books"))
        make_offer(make_edition(), sku="B-2", seller=make_seller("Loud Books"))
        assert len(rows_of(admin_client.get(OFFERS, {"q": term}))) == 1

    def test_a_search_stays_within_the_filters(self, admin_client):
        edition = make_edition(isbn13="9781572308695")
        make_offer(edition, condition="new")
        make_offer(edition, condition="good")
        asked = {"q": "1572308699", "condition__exact": "good"}
        assert len(rows_of(admin_client.get(OFFERS, asked))) == 1

    def test_says_why_an_offer_is_not_live(self, admin_client):
        seller = make_seller("Quiet Books", is_active=False)
        make_offer(make_edition(), seller=seller, is_withheld=True, quantity=0)
        (row,) = rows_of(admin_client.get(OFFERS))
        assert row.endswith("seller not active, withheld, none left")

    @pytest.mark.parametrize(("live", "count"), [("yes", 1), ("no", 2)])
    def test_is_filtered_by_what_shoppers_see(self, admin_client, live, count):
        edition = make_edition()
        make_offer(edition)
        make_offer(edition, quantity=0)
        make_offer(edition, is_withheld=True)
        assert len(rows_of(admin_client.get(OFFERS, {"live": live}))) == count

    def test_is_filtered_by_seller(self, admin_client):
        offer = make_offer(make_edition())
        make_offer(make_edition())
        assert len(rows_of(admin_client.get(OFFERS, {"seller": offer.seller.pk}))) == 1

    @pytest.mark.parametrize("field", ["condition__exact=new", "is_withheld__exact=0"])
    def test_is_filtered_by(self, admin_client, field):
        make_offer(make_edition())
        make_offer(make_edition(), condition="good", is_withheld=True)
        assert len(rows_of(admin_client.get(f"{OFFERS}?{field}"))) == 1

    def test_shortens_long_titles(self, admin_client):
        make_offer(make_edition(make_work("W" * 9_000)))
        assert "W" * 61 not in rows_of(admin_client.get(OFFERS))[0]

    def test_takes_as_many_queries_for_30_offers_as_for_one(
        self, admin_client, django_assert_max_num_queries
    ):
        make_offer(make_edition())
        with django_assert_max_num_queries(20) as one:
            admin_client.get(OFFERS)
        for number in range(29):
            make_offer(make_edition(make_work(f"Work {number}")))
        with django_assert_max_num_queries(len(one)):
            assert len(rows_of(admin_client.get(OFFERS))) == 30

    def test_offers_are_withheld_and_released_together(self, admin_client):
        chosen, other = make_offer(make_edition()), make_offer(make_edition())
        response = withhold(admin_client, "Reported twice.", chosen)
        assert "Withheld: 1." in words_of(response)
        assert list(Offer.objects.live()) == [other]
        act(admin_client, f"{OFFERS}?is_withheld__exact=1", "release", chosen)
        assert Offer.objects.live().count() == 2

    def test_withholding_asks_for_the_reason_first(self, admin_client):
        offer = make_offer(make_edition())
        page = act(admin_client, OFFERS, "withhold", offer)
        assert "1 offer will be shown nowhere until it is released." in words_of(page)
        assert Offer.objects.live().exists()
        assert "This field is required" in words_of(withhold(admin_client, " ", offer))
        assert Offer.objects.live().exists()

    def test_the_reason_stands_in_the_list_until_the_release(self, admin_client):
        offer = make_offer(make_edition())
        withhold(admin_client, "Reported twice.", offer)
        assert "withheld (Reported twice.)" in rows_of(admin_client.get(OFFERS))[0]
        act(admin_client, OFFERS, "release", offer)
        offer.refresh_from_db()
        assert (offer.is_withheld, offer.withheld_reason) == (False, "")

    def test_all_offers_of_a_search_are_withheld_together(self, admin_client):
        for _ in range(3):
            offer = make_offer(make_edition())
        page = act(admin_client, OFFERS, "withhold", offer)
        assert 'name="select_across" value="0"' in page.text
        withhold(admin_client, "A flood.", offer, select_across="1")
        assert not Offer.objects.live().exists()

    def test_offers_are_marked_as_sold_out_together(self, admin_client):
        chosen, other = make_offer(make_edition()), make_offer(make_edition())
        act(admin_client, OFFERS, "sell_out", chosen)
        assert list(Offer.objects.live()) == [other]

    def test_staff_who_may_only_look_withhold_nothing(self, client):
        offer = make_offer(make_edition())
        looker = make_user(is_staff=True)
        looker.user_permissions.add(Permission.objects.get(codename="view_offer"))
        client.force_login(looker)
        withhold(client, "No right to.", offer)
        assert Offer.objects.live().exists()

    def test_withholding_is_in_the_history(self, admin_client):
        offer = make_offer(make_edition())
        withhold(admin_client, "Reported twice.", offer)
        assert LogEntry.objects.get().object_id == str(offer.pk)


@pytest.mark.parametrize(
    ("is_active", "is_withheld", "quantity"), [*product([True, False], [True, False], [0, 1])]
)
def test_an_offer_without_a_reason_is_live_and_one_with_a_reason_is_not(
    is_active, is_withheld, quantity
):
    seller = make_seller(is_active=is_active)
    offer = make_offer(make_edition(), seller=seller, is_withheld=is_withheld, quantity=quantity)
    assert (not reasons_not_live(offer)) == Offer.objects.live().exists()


class TestSellers:
    def test_are_added_with_a_slug_of_their_own(self, admin_client):
        address = f"{SELLERS}add/"
        data = form_on(admin_client, address) | {"name": "Quiet Books", "website": "quiet.example"}
        admin_client.post(address, data)
        seller = Seller.objects.get()
        assert (seller.slug, seller.website) == ("quiet-books", "https://quiet.example")

    def test_have_shipping_rates_on_their_screen(self, admin_client):
        seller = make_seller()
        data = form_on(admin_client, change(seller)) | {"country": "ie"}
        for destination, price in [("gb", "9.00"), ("*", "24.00")]:
            row = another(data, "shipping_rates")
            data |= {f"{row}destination": destination, f"{row}price": price}
        assert admin_client.post(change(seller), data).status_code == 302
        rates = seller.shipping_rates.values_list("destination", "price")
        assert set(rates) == {("GB", Decimal("9.00")), ("*", Decimal("24.00"))}
        seller.refresh_from_db()
        assert seller.country == "IE"

    @pytest.mark.parametrize("typed", ["XX", "U", "1A", "ZZ"])
    def test_are_in_countries_and_ship_to_countries_that_exist(self, admin_client, typed):
        seller = make_seller()
        data = form_on(admin_client, change(seller)) | {"country": typed}
        row = another(data, "shipping_rates")
        data |= {f"{row}destination": typed, f"{row}price": "9.00"}
        page = words_of(admin_client.post(change(seller), data))
        assert page.count(f"“{typed}” is no country.") == 2
        assert not seller.shipping_rates.exists()

    def test_a_second_store_is_refused(self, admin_client):
        make_seller(is_store=True)
        data = form_on(admin_client, f"{SELLERS}add/") | {"name": "Two", "is_store": "on"}
        response = admin_client.post(f"{SELLERS}add/", data)
        assert "Another seller is the shop already." in words_of(response)

    def test_are_listed_with_their_number_of_offers(self, admin_client):
        offer = make_offer(make_edition(), seller=make_seller("Quiet Books"))
        make_offer(make_edition(), seller=offer.seller)
        page = admin_client.get(SELLERS, {"q": "quiet"})
        assert rows_of(page) == ["Quiet Books |  |  | 2 | - | -"]
        assert f'href="{OFFERS}?seller={offer.seller.pk}"' in page.text

    def test_are_suspended_and_reactivated_together(self, admin_client):
        offers = [make_offer(make_edition()) for _ in range(3)]
        sellers = [offer.seller for offer in offers[:2]]
        act(admin_client, SELLERS, "suspend", *sellers)
        assert list(Offer.objects.live()) == [offers[2]]
        response = act(admin_client, f"{SELLERS}?is_active__exact=0", "reactivate", *sellers)
        assert "Reactivated: 2." in words_of(response)
        assert Offer.objects.live().count() == 3

    def test_are_looked_up_as_staff_type(self, admin_client):
        make_seller("Quiet Books")
        asked = {"app_label": "marketplace", "model_name": "offer", "field_name": "seller"}
        answer = admin_client.get("/admin/autocomplete/", {**asked, "term": "quiet"}).json()
        assert [found["text"] for found in answer["results"]] == ["Quiet Books"]


class TestPriceHistory:
    """What staff change is noted at once (B7)."""

    def prices(self):
        return [record.lowest for record in PriceRecord.objects.all()]

    def test_notes_a_price_that_staff_saved(self, admin_client):
        offer = make_offer(make_edition(), "12.00")
        admin_client.post(change(offer), form_on(admin_client, change(offer)) | {"price": "11.00"})
        assert self.prices() == [Decimal("11.00")]

    @pytest.mark.parametrize(
        ("action", "was_withheld", "price"), [("withhold", False, "30.00"), ("release", True, "12")]
    )
    def test_notes_what_is_lowest_without_or_with_chosen_offers(
        self, admin_client, action, was_withheld, price
    ):
        edition = make_edition()
        make_offer(edition, "30.00")
        offer = make_offer(edition, "12.00", is_withheld=was_withheld)
        address = f"{OFFERS}?is_withheld__exact={int(was_withheld)}"
        data = {"action": action, "_selected_action": [offer.pk], "reason": "Looked odd."}
        admin_client.post(address, data)
        assert self.prices() == [Decimal(price)]

    @pytest.fixture
    def dear_and_cheap(self):
        edition = make_edition()
        make_offer(edition, "30.00")
        return make_offer(edition, "12.00")

    @pytest.mark.parametrize(
        ("action", "was_active", "price"), [("suspend", True, "30.00"), ("reactivate", False, "12")]
    )
    def test_notes_what_is_lowest_without_or_with_chosen_sellers(
        self,
        admin_client,
        dear_and_cheap,
        django_capture_on_commit_callbacks,
        action,
        was_active,
        price,
    ):
        Seller.objects.filter(pk=dear_and_cheap.seller.pk).update(is_active=was_active)
        with django_capture_on_commit_callbacks(execute=True):
            address = f"{SELLERS}?is_active__exact={int(was_active)}"
            act(admin_client, address, action, dear_and_cheap.seller)
        assert self.prices() == [Decimal(price)]

    def test_notes_what_is_lowest_when_a_seller_is_no_longer_active(
        self, admin_client, dear_and_cheap, django_capture_on_commit_callbacks
    ):
        address = change(dear_and_cheap.seller)
        data = form_on(admin_client, address)
        del data["is_active"]
        with django_capture_on_commit_callbacks(execute=True):
            assert admin_client.post(address, data).status_code == 302
        assert self.prices() == [Decimal("30.00")]

    def test_notes_nothing_when_another_fact_of_a_seller_is_saved(
        self, admin_client, dear_and_cheap, django_capture_on_commit_callbacks
    ):
        address = change(dear_and_cheap.seller)
        data = form_on(admin_client, address) | {"about": "Old books."}
        with django_capture_on_commit_callbacks(execute=True):
            assert admin_client.post(address, data).status_code == 302
        assert self.prices() == []
