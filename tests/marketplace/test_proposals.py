"""Lines without a usable ISBN: staff say which book each is about, and it becomes an offer."""

from decimal import Decimal

import pytest
from django.contrib.admin.models import LogEntry

from catalog.admin.editions import edition_label
from marketplace import proposals
from marketplace.conditions import Condition
from marketplace.feed_runs import load_run
from marketplace.models import FeedRun, Offer, Proposal
from marketplace.proposals import CannotConfirm, confirm
from tests.accounts.races import at_the_same_moment
from tests.admin_pages import rows_of, words_of
from tests.factories import make_edition, make_in_role, make_offer, make_seller, make_work
from tests.marketplace.feeds.files import ABEBOOKS, ISBN, table
from tests.marketplace.stored_feeds import make_run
from tests.marketplace.test_admin import act

pytestmark = pytest.mark.django_db

LIST = "/admin/marketplace/proposal/"
LINE = ABEBOOKS | {"isbn": "", "title": "Negotiating", "bookcondition": "Good"}


@pytest.fixture
def edition():
    return make_edition(make_work("Negotiating", author="Jeremy D. Safran"), isbn13=ISBN)


@pytest.fixture
def seller():
    return make_seller("Northgate Texts")


@pytest.fixture
def client(client):
    client.force_login(make_in_role("Marketplace manager"))
    return client


def load(seller, *lines: dict[str, str]) -> FeedRun:
    text = table(*(LINE | line for line in lines or [{}]))
    run = make_run(seller, format="abebooks", text=text)
    list(load_run(run))
    run.refresh_from_db()
    return run


def propose(seller, **cells: str) -> Proposal:
    load(seller, cells)
    return Proposal.objects.get(sku=cells.get("listingid", LINE["listingid"]))


def page(proposal: Proposal) -> str:
    return f"{LIST}{proposal.pk}/change/"


def choose(client, proposal: Proposal, isbn: str = ISBN, condition: str = "good"):
    return client.post(page(proposal), {"isbn": isbn, "condition": condition}, follow=True)


class TestConfirming:
    def test_makes_the_offer_that_the_line_says(self, seller, edition):
        line = {"price": "27.49", "quantity": "3", "description": "Tight.", "signedtext": "y"}
        proposal = propose(seller, **line, jacketcondition="Fine")
        offer = confirm(proposal, isbn13=ISBN, condition=Condition.GOOD)
        assert (offer.edition, offer.seller, offer.sku) == (edition, seller, "N001")
        assert (offer.price, offer.quantity, offer.comments) == (Decimal("27.49"), 3, "Tight.")
        assert (offer.condition, offer.is_signed, offer.jacket) == ("good", True, "fine")
        assert not Proposal.objects.exists()

    def test_keeps_shipping_as_an_amount(self, seller, edition):
        proposal = propose(seller)
        proposal.said["shipping"] = "3.99"
        proposal.save()
        assert confirm(proposal, isbn13=ISBN, condition=Condition.GOOD).shipping == Decimal("3.99")

    def test_goes_to_the_seller_also_under_a_new_name(self, seller, edition):
        proposal = propose(seller)
        seller.name = "Southgate Texts"
        seller.save()
        assert confirm(proposal, isbn13=ISBN, condition=Condition.GOOD).seller == seller

    def test_lets_the_file_change_nothing_the_next_time(self, seller, edition):
        confirm(propose(seller), isbn13=ISBN, condition=Condition.GOOD)
        run = load(seller)
        assert (run.unchanged, run.refused) == (1, 0)

    def test_lets_the_next_line_with_the_sku_change_the_offer(self, seller, edition):
        confirm(propose(seller), isbn13=ISBN, condition=Condition.GOOD)
        load(seller, {"price": "9.00"})
        assert Offer.objects.get().price == Decimal("9.00")
        assert not Proposal.objects.exists()

    @pytest.mark.parametrize(
        ("said", "reason"),
        [
            ({"price": "1.00"}, "the lowest is 1.99"),
            ({"facts": {"marking": "much"}}, "A copy that has marks in the text is not"),
        ],
    )
    def test_holds_the_line_to_the_rules_of_a_feed(self, seller, edition, said, reason):
        proposal = propose(seller)
        proposal.said |= said
        proposal.save()
        with pytest.raises(CannotConfirm, match=reason):
            confirm(proposal, isbn13=ISBN, condition=Condition.VERY_GOOD)
        assert not Offer.objects.exists()
        assert Proposal.objects.exists()

    def test_never_gives_a_sku_to_another_book(self, seller, edition):
        proposal = propose(seller)
        make_offer(make_edition(), seller=seller, sku=proposal.sku)
        with pytest.raises(CannotConfirm, match="A SKU is never used again"):
            confirm(proposal, isbn13=ISBN, condition=Condition.GOOD)

    @pytest.mark.django_db(transaction=True)
    def test_by_two_at_the_same_moment_makes_one_offer(self, seller, edition):
        proposal = propose(seller)
        given = at_the_same_moment(
            [Condition.GOOD, Condition.ACCEPTABLE],
            lambda condition: confirm(proposal, isbn13=ISBN, condition=condition),
        )
        assert sorted(type(each).__name__ for each in given) == ["CannotConfirm", "Offer"]
        assert Offer.objects.count() == 1


class TestThePageOfALine:
    def test_shows_the_line_and_the_book_it_seems_to_be(self, client, seller, edition):
        words = words_of(client.get(page(propose(seller))))
        assert "Safran, Jeremy D." in words
        assert f"It seems to be {edition_label(edition)}, the only book" in words

    def test_confirms_what_is_suggested(self, client, seller, edition):
        response = choose(client, propose(seller))
        assert response.redirect_chain == [(LIST, 302)]
        assert "SKU N001 of Northgate Texts is an offer now." in words_of(response)
        assert Offer.objects.get().edition == edition

    @pytest.mark.parametrize("isbn", ["1-57230-869-9", " 978 1 57230 869 5 ", "1572308699"])
    def test_takes_another_book_by_its_isbn_in_any_spelling(self, client, seller, edition, isbn):
        proposal = propose(seller, title="Something else")
        assert proposal.edition is None
        choose(client, proposal, isbn)
        assert Offer.objects.get().edition == edition

    @pytest.mark.parametrize(
        ("isbn", "reason"),
        [
            ("", "Type the ISBN of the book."),
            ("1572308690", "Perhaps 9781572308695 is meant."),
            ("9780306406157", "ISBN 9780306406157 is not in the catalogue."),
        ],
    )
    def test_says_what_is_wrong_with_an_isbn(self, client, seller, edition, isbn, reason):
        response = choose(client, propose(seller), isbn)
        assert reason in words_of(response)
        assert not Offer.objects.exists()

    def test_asks_for_the_condition_that_the_line_does_not_state(self, client, seller, edition):
        response = choose(client, propose(seller, bookcondition=""), condition="")
        assert "The line states no condition. Choose one." in words_of(response)
        assert not Offer.objects.exists()

    def test_says_at_the_condition_which_fact_contradicts_it(self, client, seller, edition):
        proposal = propose(seller)
        proposal.said["facts"] = {"is_ex_library": True}
        proposal.save()
        words = words_of(choose(client, proposal, condition="new"))
        assert "A copy that comes from a library is not “New”. Choose a lower grade." in words
        assert Proposal.objects.exists()

    def test_notes_the_line_in_the_history_of_the_offer(self, client, seller, edition):
        choose(client, propose(seller))
        entry = LogEntry.objects.get(content_type__model="offer")
        assert entry.object_id == str(Offer.objects.get().pk)
        assert "Negotiating, Safran, Jeremy D." in entry.change_message

    def test_turns_the_line_down_and_notes_it(self, client, seller, edition):
        proposal = propose(seller)
        response = client.post(f"{LIST}{proposal.pk}/turn-down/", follow=True)
        assert "Turned down, also when a file has the line again." in words_of(response)
        assert not Offer.objects.exists()
        assert "Turned down: Northgate Texts, N001" in LogEntry.objects.get().change_message

    def test_turned_down_waits_no_more_when_the_file_comes_again(self, client, seller, edition):
        client.post(f"{LIST}{propose(seller).pk}/turn-down/")
        run = load(seller)
        assert (run.refused, run.created) == (1, 0)
        assert rows_of(client.get(LIST)) == []
        assert len(rows_of(client.get(LIST, {"state": "turned-down"}))) == 1

    def test_turned_down_waits_again_when_it_is_about_another_book(self, client, seller, edition):
        client.post(f"{LIST}{propose(seller).pk}/turn-down/")
        load(seller, {"title": "Emma"})
        assert len(rows_of(client.get(LIST))) == 1

    def test_turned_down_can_be_let_wait_again(self, client, seller, edition):
        proposal = propose(seller)
        client.post(f"{LIST}{proposal.pk}/turn-down/")
        act(client, f"{LIST}?state=turned-down", "wait_again", proposal)
        assert len(rows_of(client.get(LIST))) == 1

    def test_turns_nothing_down_by_a_mere_visit(self, client, seller):
        assert client.get(f"{LIST}{propose(seller).pk}/turn-down/").status_code == 405

    def test_of_a_line_that_is_gone_is_not_found(self, client):
        assert client.get(f"{LIST}7/change/").status_code == 404
        assert client.post(f"{LIST}7/turn-down/").status_code == 404

    def test_shows_hostile_text_as_text(self, client, seller):
        response = client.get(page(propose(seller, title="<script>alert(1)</script>")))
        assert "<script>alert(1)" not in response.text


class TestTheList:
    def test_shows_each_line_with_its_suggestion_and_why(self, client, seller, edition):
        load(seller, {"listingid": "A"}, {"listingid": "B", "title": "Other", "bookcondition": ""})
        first, second = rows_of(client.get(LIST))
        assert first.startswith("NegotiatingSafran, Jeremy D. | Negotiating")
        assert "The only book with this title and last name | Good | Northgate TextsA" in first
        assert "None: no single book here has this title and name | not stated" in second

    def test_confirms_those_with_a_book_and_a_condition(self, client, seller, edition):
        load(
            seller,
            {"listingid": "A"},
            {"listingid": "B", "title": "Other"},
            {"listingid": "C", "bookcondition": ""},
        )
        words = words_of(act(client, LIST, "confirm_all", *Proposal.objects.all()))
        assert "Confirmed: 1." in words
        assert "B: Other still waits: no book is suggested." in words
        assert "C: Negotiating still waits: no condition is stated." in words
        assert [offer.sku for offer in Offer.objects.all()] == ["A"]
        assert [proposal.sku for proposal in Proposal.objects.all()] == ["B", "C"]

    def test_leaves_a_line_that_the_rules_refuse_and_confirms_the_rest(
        self, client, seller, edition
    ):
        load(seller, {"listingid": "A"}, {"listingid": "B"})
        make_offer(make_edition(), seller=seller, sku="A")
        words = words_of(act(client, LIST, "confirm_all", *Proposal.objects.all()))
        assert "A SKU is never used again" in words
        assert "Confirmed: 1." in words

    def test_turns_several_down(self, client, seller):
        load(seller, {"listingid": "A"}, {"listingid": "B"})
        act(client, LIST, "turn_down_all", *Proposal.objects.all())
        assert not Proposal.objects.filter(turned_down_at__isnull=True).exists()
        assert LogEntry.objects.count() == 2

    @pytest.mark.parametrize(("asked", "sku"), [("yes", "A"), ("no", "B")])
    def test_is_filtered_by_suggestion(self, client, seller, edition, asked, sku):
        load(seller, {"listingid": "A"}, {"listingid": "B", "title": "Other"})
        (row,) = rows_of(client.get(LIST, {"suggestion": asked}))
        assert row.endswith(f"Northgate Texts{sku}")

    def test_takes_as_many_queries_for_ten_lines_as_for_one(
        self, client, seller, edition, django_assert_max_num_queries
    ):
        load(seller, {"listingid": "A"})
        with django_assert_max_num_queries(15) as one:
            client.get(LIST)
        load(seller, *({"listingid": f"B{number}"} for number in range(9)))
        with django_assert_max_num_queries(len(one)):
            assert len(rows_of(client.get(LIST))) == 10


class TestStaffWithoutTheRight:
    @pytest.fixture(autouse=True)
    def signed_in(self, client):
        client.force_login(make_in_role("Catalogue editor"))

    def test_see_no_lines(self, client, seller):
        assert client.get(LIST).status_code == 403
        assert client.get(page(propose(seller))).status_code == 403

    def test_confirm_and_turn_down_nothing(self, client, seller, edition):
        proposal = propose(seller)
        assert choose(client, proposal).status_code == 403
        assert client.post(f"{LIST}{proposal.pk}/turn-down/").status_code == 403
        assert Proposal.objects.exists()


def test_nobody_adds_or_deletes_lines_by_hand(client, seller):
    proposal = propose(seller)
    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(f"{LIST}{proposal.pk}/delete/", {"post": "yes"}).status_code == 403


def test_the_marketplace_manager_may_keep_files_lines_and_shipping_rates():
    manager = make_in_role("Marketplace manager")
    rights = {right for right in manager.get_all_permissions() if right.startswith("marketplace.")}
    for model in ("feedrun", "proposal", "shippingrate"):
        assert {f"marketplace.{action}_{model}" for action in ("view", "add", "change")} <= rights
    assert {"marketplace.delete_proposal", "marketplace.delete_shippingrate"} <= rights
    assert not {"marketplace.delete_feedrun", "marketplace.delete_offer"} & rights


def test_a_condition_that_the_shop_does_not_know_counts_as_not_stated(seller):
    assert proposals.condition_of(Proposal(said={"condition": "mint"})) is None
