from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from catalog.importing import Outcome, UnreadableFile
from catalog.models import Edition
from catalog.tables import RefusedRow
from marketplace import offer_loading
from marketplace.conditions import Condition
from marketplace.feeds.records import OfferRecord, RefusedOffer, Removal
from marketplace.models import Offer, PriceRecord, Proposal, Seller
from marketplace.offer_loading import load_offers
from marketplace.removals import Removed, TooManyRemovals
from tests.factories import make_edition, make_offer, make_seller, make_work

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
class TestAListing:
    @pytest.mark.parametrize("website", ["https://northgate.example/", ""])
    def test_that_is_not_the_sellers_is_told_of(self, website):
        make_seller("Northgate Texts", website=website)
        elsewhere = replace(RECORD, url="https://elsewhere.example/1")
        for outcome in (Outcome.CREATED, Outcome.UNCHANGED):
            [result] = load_offers([elsewhere])
            assert result.outcome is outcome
            assert "is not on the seller’s registered website" in result.messages[0]

    @pytest.mark.parametrize("url", ["", "https://northgate.example/1"])
    def test_that_is_the_sellers_needs_no_word(self, url):
        make_seller("Northgate Texts", website="https://northgate.example/")
        [result] = load_offers([replace(RECORD, url=url)])
        assert result.messages == []


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
            ("quantity", 3),
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
    # What the seller has, savepoint, editions, sellers, offers, insert, lines that waited, release;
    # and four to record the prices.
    with django_assert_num_queries(12):
        load(*records)


def put(sku: str, **fields: Any) -> OfferRecord:
    return replace(RECORD, line=int(sku.rpartition("-")[2]), sku=sku, **fields)


def gone(sku: str) -> Removal:
    return Removal(int(sku.rpartition("-")[2]), RECORD.seller, sku)


def for_sale() -> list[str]:
    return sorted(Offer.objects.live().values_list("sku", flat=True))


@pytest.mark.usefixtures("edition")
class TestModes:
    @pytest.fixture(autouse=True)
    def stock(self, edition):
        load(*(put(f"U-{number}") for number in range(1, 6)))

    def run(self, *records: Any, mode: str, **options: Any) -> list[Outcome]:
        return [result.outcome for result in load_offers(records, mode=mode, **options)]

    def test_update_removes_what_is_marked_as_gone(self):
        outcomes = self.run(put("U-1", price=Decimal("9.00")), gone("U-2"), mode="update")
        assert outcomes == [Outcome.CHANGED, Outcome.CHANGED]
        assert for_sale() == ["U-1", "U-3", "U-4", "U-5"]

    def test_add_leaves_what_is_there(self):
        outcomes = self.run(put("U-1", price=Decimal("9.00")), gone("U-2"), put("U-6"), mode="add")
        assert outcomes == [Outcome.UNCHANGED, Outcome.UNCHANGED, Outcome.CREATED]
        assert Offer.objects.get(sku="U-1").price == RECORD.price
        assert len(for_sale()) == 6

    def test_delete_removes_every_copy_listed(self):
        assert self.run(put("U-1"), put("U-2"), mode="delete") == [Outcome.CHANGED] * 2
        assert for_sale() == ["U-3", "U-4", "U-5"]

    def test_replace_removes_what_is_not_listed(self):
        self.run(put("U-1"), put("U-2"), put("U-3"), put("U-6"), mode="replace")
        assert for_sale() == ["U-1", "U-2", "U-3", "U-6"]

    def test_replace_leaves_the_copy_of_a_broken_line(self):
        broken = RefusedOffer(2, "price: no", seller=RECORD.seller, sku="U-2")
        self.run(put("U-1"), broken, put("U-3"), mode="replace")
        assert for_sale() == ["U-1", "U-2", "U-3"]

    def test_replace_asks_when_a_line_does_not_say_which_copy_it_is_about(self):
        with pytest.raises(TooManyRemovals, match="could not be read"):
            self.run(*(put(f"U-{n}") for n in range(1, 5)), RefusedRow(9, "?"), mode="replace")
        assert len(for_sale()) == 5

    def test_a_file_without_copies_replaces_nothing_and_says_what_to_do(self):
        with pytest.raises(UnreadableFile, match=r"lists no copies.*suspend the seller"):
            self.run(mode="replace")
        assert len(for_sale()) == 5

    def test_other_sellers_keep_their_copies(self):
        make_offer(Edition.objects.get(), seller=make_seller("Second Shelf"), sku="S-1")
        self.run(put("U-1"), put("U-2"), put("U-3"), mode="replace")
        assert "S-1" in for_sale()

    @pytest.mark.parametrize(
        ("mode", "records"),
        [
            ("update", [gone("U-1"), gone("U-2"), gone("U-3")]),
            ("update", [put(f"U-{number}", quantity=0) for number in (1, 2, 3)]),
            ("delete", [put("U-1"), put("U-2"), put("U-3")]),
            ("replace", [put("U-1"), put("U-2")]),
        ],
    )
    def test_more_than_half_asks_first_and_removes_nothing(self, mode, records):
        with pytest.raises(TooManyRemovals, match="remove 3 of 5 offers of Northgate Texts"):
            self.run(*records, mode=mode)
        assert len(for_sale()) == 5
        self.run(*records, mode=mode, is_confirmed=True)
        assert len(for_sale()) == 2

    def test_what_the_file_adds_does_not_make_its_removals_few(self):
        with pytest.raises(TooManyRemovals, match="remove 5 of 5 offers of Northgate Texts"):
            self.run(*(put(f"N-{number}") for number in range(6)), mode="replace")

    def test_copy_of_which_none_is_left_is_gone(self):
        [result] = load_offers([put("U-1", quantity=0)])
        assert (type(result), result.outcome) == (Removed, Outcome.CHANGED)
        assert "U-1" not in for_sale()
        assert self.run(put("U-1", quantity=0), mode="update") == [Outcome.UNCHANGED]

    def test_new_copy_of_which_none_is_left_yet_waits_for_its_first(self):
        assert self.run(put("U-6", quantity=0), mode="update") == [Outcome.CREATED]
        assert "U-6" not in for_sale()

    def test_too_many_of_one_seller_keep_those_of_all(self):
        other = make_seller("Another Shelf")
        for number in range(4):
            make_offer(Edition.objects.get(), seller=other, sku=f"A-{number}")
        with pytest.raises(TooManyRemovals):
            self.run(
                Removal(2, "Another Shelf", "A-1"),
                *(gone(f"U-{number}") for number in range(1, 4)),
                mode="update",
            )
        assert len(for_sale()) == 9

    def test_removed_copy_keeps_its_row_and_its_number(self):
        self.run(gone("U-1"), mode="update")
        make_edition(isbn13="9780306406157")
        [outcome] = self.run(put("U-1", isbn13="9780306406157"), mode="update")
        assert outcome is Outcome.REFUSED

    def test_removed_copy_comes_back_with_the_same_book(self):
        self.run(gone("U-1"), mode="update")
        self.run(put("U-1"), mode="update")
        assert "U-1" in for_sale()

    def test_removing_twice_changes_nothing(self):
        self.run(gone("U-1"), mode="update")
        assert self.run(gone("U-1"), mode="update") == [Outcome.UNCHANGED]

    def test_removing_what_is_not_there_is_refused_with_the_reason(self):
        [result] = load_offers([gone("U-99")])
        assert result.outcome is Outcome.REFUSED
        assert "has no offer with the SKU “U-99”" in result.reason


@pytest.mark.usefixtures("edition")
class TestPricesAreRecorded:
    def recorded(self) -> list[tuple[Decimal | None, int]]:
        return list(PriceRecord.objects.filter(kind="used").values_list("lowest", "offer_count"))

    def test_when_a_feed_is_loaded(self):
        load(RECORD)
        assert self.recorded() == [(Decimal("24.91"), 1)]

    def test_when_a_copy_goes(self):
        load(RECORD, put("U-2"), put("U-3"))
        load(gone("U-2"))
        assert self.recorded()[-1] == (Decimal("24.91"), 2)

    def test_and_not_again_when_nothing_changes(self):
        load(RECORD)
        load(RECORD)
        assert len(self.recorded()) == 1


class TestALineThatStatesLittle:
    def test_has_the_days_of_its_seller(self, edition):
        make_seller("Northgate Texts", ships_in_min_days=2, ships_in_max_days=5)
        load(replace(RECORD, ships_in_min_days=None, ships_in_max_days=None))
        assert Offer.objects.get().ships_in == "Usually ships in 2-5 business days"

    def test_without_a_condition_is_refused(self, edition):
        assert refusals(replace(RECORD, condition=None)) == [
            "line 2: The line states no condition. Say New, Very Good or another grade."
        ]

    def test_with_a_grade_that_a_fact_contradicts_is_refused(self, edition):
        new = replace(RECORD, condition=Condition.NEW, facts={"is_ex_library": True})
        assert "A copy that comes from a library is not “New”." in refusals(new)[0]

    def test_with_a_grade_that_a_fact_known_before_contradicts_is_refused(self, edition):
        load(replace(RECORD, facts={"is_ex_library": True}))
        assert refusals(replace(RECORD, condition=Condition.NEW))
        assert Offer.objects.get().grade is Condition.VERY_GOOD


class TestALineWithoutAnISBN:
    UNNUMBERED = replace(RECORD, isbn13="", title="Emma", author="Austen, Jane")

    @pytest.fixture
    def emma(self):
        return make_edition(make_work("Emma", author="Jane Austen"))

    def test_waits_for_staff_with_the_book_it_seems_to_be(self, emma):
        [reason] = refusals(self.UNNUMBERED)
        assert f"Perhaps it is {emma.isbn13}; it waits for staff" in reason
        proposal = Proposal.objects.get()
        assert (proposal.edition, proposal.sku) == (emma, "U-001")
        assert proposal.said["price"] == "24.91"
        assert not Offer.objects.exists()

    def test_again_is_the_same_proposal(self, emma):
        load(self.UNNUMBERED)
        load(replace(self.UNNUMBERED, price=Decimal("9.00")))
        assert Proposal.objects.get().said["price"] == "9.00"

    def test_suggests_nothing_when_several_books_fit(self, emma):
        make_edition(make_work("Emma Again", author="Jane Austen"))
        load(self.UNNUMBERED)
        assert Proposal.objects.get().edition is None

    def test_without_a_title_is_refused(self, emma):
        assert "no usable ISBN" in refusals(replace(self.UNNUMBERED, title=""))[0]
        assert not Proposal.objects.exists()

    def test_of_a_copy_the_shop_knows_is_that_copy(self, emma):
        make_offer(emma, seller=make_seller("Northgate Texts"), sku="U-001")
        assert load(self.UNNUMBERED) == [Outcome.CHANGED]
        assert not Proposal.objects.exists()


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
