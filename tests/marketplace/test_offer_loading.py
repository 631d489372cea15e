from dataclasses import replace
from decimal import Decimal

import pytest

from catalog.importing import Outcome
from catalog.tables import RefusedRow
from marketplace import offer_loading
from marketplace.conditions import Condition
from marketplace.feeds.records import OfferRecord, Removal
from marketplace.models import Offer, Proposal, Seller
from marketplace.offer_loading import load_offers
from tests.factories import make_edition, make_offer, make_seller

pytestmark = pytest.mark.django_db

ISBN = "9781572308695"
RECORD = OfferRecord(
    line=2,
    seller="Northgate Texts",
    sku="U-001",
    isbn13=ISBN,
    condition=Condition.VERY_GOOD,
    price=Decimal("24.91"),
    ships_in_min_days=1,
    ships_in_max_days=2,
    quantity=1,
)


@pytest.fixture
def edition():
    return make_edition(isbn13=ISBN)


def load(*records: OfferRecord | RefusedRow) -> list[Outcome]:
    return [result.outcome for result in load_offers(records)]


def refusals(*records: OfferRecord | RefusedRow) -> list[str]:
    return [
        f"{result.place}: {result.reason}"
        for result in load_offers(records)
        if result.outcome is Outcome.REFUSED
    ]


@pytest.mark.usefixtures("edition")
class TestANewOffer:
    def test_is_created_with_all_it_says(self, edition):
        full = replace(RECORD, shipping=Decimal("3.99"), comments="Fine.", url="https://e.com/")
        assert load(full) == [Outcome.CREATED]
        offer = Offer.objects.live().get()
        assert offer.edition == edition
        assert (offer.seller.name, offer.sku) == ("Northgate Texts", "U-001")
        assert (offer.grade, offer.price, offer.shipping) == (
            Condition.VERY_GOOD,
            Decimal("24.91"),
            Decimal("3.99"),
        )
        assert (offer.ships_in_min_days, offer.ships_in_max_days, offer.quantity) == (1, 2, 1)
        assert (offer.comments, offer.url) == ("Fine.", "https://e.com/")

    def test_goes_to_the_seller_of_exactly_that_name(self):
        known = make_seller("Northgate Texts")
        load(RECORD, replace(RECORD, line=3, seller="Northgate texts"))
        assert Offer.objects.filter(seller=known).count() == 1
        assert set(Seller.objects.values_list("slug", flat=True)) == {
            "northgate-texts",
            "northgate-texts-2",
        }

    def test_makes_one_seller_for_all_its_rows(self):
        load(RECORD, replace(RECORD, line=3, sku="U-002"))
        assert Seller.objects.count() == 1
        assert Offer.objects.count() == 2

    def test_of_an_unknown_isbn_is_refused_and_makes_no_seller(self):
        unknown = replace(RECORD, isbn13="9780306406157")
        assert refusals(unknown) == [
            "line 2: ISBN 9780306406157 is not in the catalogue; load its ONIX record first."
        ]
        assert not Seller.objects.exists()


@pytest.mark.usefixtures("edition")
class TestAKnownOffer:
    def test_is_unchanged_by_the_same_record(self):
        load(RECORD)
        assert load(RECORD) == [Outcome.UNCHANGED]

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("condition", Condition.GOOD),
            ("price", Decimal("9.00")),
            ("shipping", Decimal("0.00")),
            ("ships_in_min_days", 0),
            ("ships_in_max_days", 5),
            ("quantity", 0),
            ("comments", "Slightly foxed."),
            ("url", "https://example.com/"),
        ],
    )
    def test_takes_over_what_differs(self, field, value):
        load(RECORD)
        assert load(replace(RECORD, **{field: value})) == [Outcome.CHANGED]
        assert getattr(Offer.objects.get(), field) == value

    def test_keeps_its_row_and_its_age(self):
        load(RECORD)
        before = Offer.objects.get()
        load(replace(RECORD, price=Decimal("9.00")))
        after = Offer.objects.get()
        assert (after.pk, after.created_at) == (before.pk, before.created_at)

    def test_stays_withheld(self):
        load(RECORD)
        Offer.objects.update(is_withheld=True)
        load(replace(RECORD, price=Decimal("9.00")))
        assert Offer.objects.get().is_withheld
        assert not Offer.objects.live().exists()

    def test_is_not_made_live_by_its_suspended_seller_sending_it_again(self):
        load(RECORD)
        Seller.objects.update(is_active=False)
        load(replace(RECORD, price=Decimal("9.00")))
        assert not Offer.objects.live().exists()

    def test_never_moves_to_another_isbn(self):
        load(RECORD)
        other = make_edition()
        assert refusals(replace(RECORD, isbn13=other.isbn13)) == [
            f"line 2: The SKU “U-001” of Northgate Texts belongs to ISBN {ISBN}. "
            "A SKU is never used again; give a new one."
        ]
        assert not other.offers.exists()

    def test_shares_its_sku_with_other_sellers_offers(self, edition):
        mine = make_offer(edition, "5.00", seller=make_seller("Another"), sku="U-001")
        assert load(RECORD) == [Outcome.CREATED]
        mine.refresh_from_db()
        assert mine.price == Decimal("5.00")


@pytest.mark.usefixtures("edition")
class TestAFileThatRepeatsASKU:
    def test_has_the_second_row_refused_with_the_line_of_the_first(self):
        second = replace(RECORD, line=9, price=Decimal("9.00"))
        assert refusals(RECORD, second) == [
            "line 9: The SKU “U-001” of Northgate Texts stands in line 2 already."
        ]
        assert Offer.objects.get().price == Decimal("24.91")

    def test_is_caught_however_far_apart_the_rows_are(self, monkeypatch):
        monkeypatch.setattr(offer_loading, "_BATCH_SIZE", 1)
        assert load(RECORD, replace(RECORD, line=3)) == [Outcome.CREATED, Outcome.REFUSED]

    def test_has_it_refused_also_after_a_row_that_was(self):
        """Which of two rows is meant is for whoever wrote them to say."""
        unknown = replace(RECORD, isbn13="9780306406157")
        assert load(unknown, replace(RECORD, line=3)) == [Outcome.REFUSED, Outcome.REFUSED]


@pytest.mark.usefixtures("edition")
class TestOneBadRow:
    def test_of_the_file_is_passed_on_in_its_place(self):
        bad = RefusedRow(3, "price: no")
        last = replace(RECORD, line=4, sku="U-002")
        assert load(RECORD, bad, last) == [Outcome.CREATED, Outcome.REFUSED, Outcome.CREATED]
        assert refusals(bad) == ["line 3: price: no"]

    def test_that_the_database_refuses_does_not_cost_the_others(self):
        records = [replace(RECORD, line=line, sku=f"U-{line}") for line in range(2, 12)]
        records[6] = replace(records[6], price=Decimal("-1"))
        outcomes = load(*records)
        assert [outcome for outcome in outcomes if outcome is Outcome.REFUSED] == [outcomes[6]]
        assert Offer.objects.count() == 9

    def test_that_the_database_refuses_says_which_constraint(self):
        [reason] = refusals(replace(RECORD, price=Decimal("-1")))
        assert reason.startswith("line 2: The database does not take it: ")
        assert "offer_price_more_than_zero" in reason
        assert "\n" not in reason

    def test_changing_a_known_offer_does_not_cost_the_others(self):
        load(RECORD)
        bad, good = replace(RECORD, quantity=-1), replace(RECORD, line=3, sku="U-002")
        assert load(bad, good) == [Outcome.REFUSED, Outcome.CREATED]
        assert Offer.objects.get(sku="U-001").quantity == 1


@pytest.mark.usefixtures("edition")
def test_what_was_loaded_stays_when_a_later_batch_breaks(monkeypatch):
    monkeypatch.setattr(offer_loading, "_BATCH_SIZE", 1)

    def records():
        yield RECORD
        raise OSError("the disk is broken")

    with pytest.raises(OSError, match="broken"):
        list(load_offers(records()))
    assert Offer.objects.count() == 1


@pytest.mark.usefixtures("edition")
def test_facts_that_a_feed_has_no_room_for_stay_as_staff_set_them():
    load(replace(RECORD, facts={"is_book_club": True}))
    load(replace(RECORD, line=1, facts={}))
    assert Offer.objects.get().is_book_club
    load(replace(RECORD, line=1, facts={"jacket": "good"}))
    offer = Offer.objects.get()
    assert (offer.is_book_club, offer.jacket) == (True, "good")


@pytest.mark.usefixtures("edition")
@pytest.mark.parametrize("count", [2, 30])
def test_a_batch_takes_the_same_queries_however_long_it_is(django_assert_num_queries, count):
    make_seller("Northgate Texts")
    records = [replace(RECORD, line=line, sku=f"U-{line}") for line in range(count)]
    # Savepoint, editions, sellers, offers, insert, lines that waited, release.
    with django_assert_num_queries(7):
        load(*records)


@pytest.mark.usefixtures("edition")
class TestALineThatWaitsForStaff:
    WAITING = replace(RECORD, isbn13="", title="Negotiating the Therapeutic Alliance")

    def test_waits_no_more_once_it_comes_with_its_isbn(self):
        load(self.WAITING, replace(self.WAITING, line=3, sku="U-002"))
        assert load(RECORD) == [Outcome.CREATED]
        assert Proposal.objects.get().sku == "U-002"

    @pytest.mark.parametrize("mode", ["update", "delete", "replace"])
    def test_is_forgotten_when_its_copy_is_gone(self, mode):
        load(self.WAITING)
        results = list(load_offers([Removal(2, "Northgate Texts", "U-001")], mode=mode))
        assert [result.outcome for result in results] == [Outcome.CHANGED]
        assert not Proposal.objects.exists()

    def test_is_forgotten_when_a_file_that_replaces_all_lacks_it(self):
        load(self.WAITING, replace(RECORD, line=3, sku="U-002"))
        results = load_offers([replace(RECORD, sku="U-002")], mode="replace")
        assert [result.outcome for result in results] == [Outcome.UNCHANGED, Outcome.CHANGED]
        assert not Proposal.objects.exists()

    def test_of_another_seller_stays(self):
        load(self.WAITING, replace(self.WAITING, line=3, seller="Southgate Texts"))
        load(RECORD)
        assert Proposal.objects.get().seller.name == "Southgate Texts"
