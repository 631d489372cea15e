from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from reviews.brake import (
    ARRIVED_MIN,
    TIMES_USUAL,
    USUAL_DAYS,
    AlreadyLifted,
    apply_brake,
    is_far_too_fast,
    lift_brake,
    usual_per_day,
)
from reviews.deciding import CannotDecide, Verdict, decide, withdraw_review
from reviews.models import Brake, Review
from reviews.screening import Screening
from reviews.services import WrittenReview, submit_review
from tests.accounts.races import at_the_same_moment
from tests.accounts.readers import signed_in
from tests.admin_pages import rows_of
from tests.admin_pages import words_of as admin_words_of
from tests.factories import (
    make_edition,
    make_in_role,
    make_moderator,
    make_review,
    make_user,
    make_work,
)
from tests.pages import soup_of
from tests.reviews.writers import words_of

arrivals = st.integers(min_value=0, max_value=100_000)
rates = st.decimals(min_value=0, max_value=100_000, places=2)


class TestTheRule:
    @given(arrivals, rates)
    def test_never_holds_what_is_not_far_more_than_usual(self, arrived, usual):
        if is_far_too_fast(arrived=arrived, usual_per_day=usual):
            assert arrived >= ARRIVED_MIN
            assert arrived > TIMES_USUAL * usual

    @given(arrivals, arrivals, rates)
    def test_holds_more_where_it_holds_fewer(self, arrived, more, usual):
        if is_far_too_fast(arrived=arrived, usual_per_day=usual):
            assert is_far_too_fast(arrived=arrived + more, usual_per_day=usual)

    @given(arrivals, rates, rates)
    def test_holds_a_quiet_book_where_it_holds_a_busy_one(self, arrived, usual, less):
        if is_far_too_fast(arrived=arrived, usual_per_day=usual + less):
            assert is_far_too_fast(arrived=arrived, usual_per_day=usual)

    @pytest.mark.parametrize(
        ("arrived", "usual", "held"),
        [(9, "0", False), (10, "0", True), (10, "2", False), (11, "2", True), (500, "100", False)],
    )
    def test_has_these_bounds(self, arrived, usual, held):
        assert is_far_too_fast(arrived=arrived, usual_per_day=Decimal(usual)) is held

    def test_takes_the_usual_from_ninety_days(self):
        assert usual_per_day(arrived_before=0) == 0
        assert usual_per_day(arrived_before=1) == Decimal("0.01")
        assert usual_per_day(arrived_before=180) == 2


def submit(edition, author=None, text="A fine book."):
    written = WrittenReview(
        rating=1, headline="", text=text, has_spoilers=False, pen_name=None, recommended=()
    )
    return submit_review(
        author=author or make_user(),
        edition=edition,
        written=written,
        screening=Screening([], []),
    )


def rush(edition, number=ARRIVED_MIN):
    return [submit(edition) for _ in range(number)]


def make_reviews_before(edition, number, **ago):
    at = timezone.now() - timedelta(**ago)
    for _ in range(number):
        make_review(edition.work, created_at=at)


@pytest.fixture
def edition(db):
    return make_edition(make_work("Emma"))


@pytest.fixture
def charlie(db):
    return make_moderator()


class TestARush:
    def test_puts_the_brake_on_with_the_numbers_why(self, edition):
        rush(edition)
        brake = Brake.objects.get()
        assert (brake.work, brake.arrived, brake.usual_per_day) == (edition.work, ARRIVED_MIN, 0)

    def test_one_short_of_it_does_not(self, edition):
        rush(edition, ARRIVED_MIN - 1)
        assert not Brake.objects.exists()

    def test_holds_all_of_its_reviews_and_none_before(self, edition, charlie):
        before = make_review(
            edition.work, state="pending", created_at=timezone.now() - timedelta(days=3)
        )
        for review in rush(edition):
            with pytest.raises(CannotDecide, match="Lift the brake"):
                decide(review=review, verdict=Verdict("published"), moderator=charlie)
        decide(review=before, verdict=Verdict("published"), moderator=charlie)

    def test_on_one_book_is_none_on_another(self, edition):
        rush(edition, ARRIVED_MIN - 1)
        submit(make_edition(make_work("Persuasion")))
        assert not Brake.objects.exists()

    def test_is_over_all_editions_of_the_work(self, edition):
        rush(edition, ARRIVED_MIN - 1)
        submit(make_edition(edition.work))
        assert Brake.objects.exists()

    def test_that_is_usual_for_the_book_is_none(self, edition):
        make_reviews_before(edition, USUAL_DAYS * 2, days=30)
        rush(edition)
        assert not Brake.objects.exists()

    def test_is_not_excused_by_what_came_longer_ago(self, edition):
        make_reviews_before(edition, USUAL_DAYS * 2, days=USUAL_DAYS + 2)
        rush(edition)
        assert Brake.objects.exists()

    def test_is_not_made_of_reviews_that_came_slowly(self, edition):
        for number in range(ARRIVED_MIN - 1):
            make_reviews_before(edition, 1, hours=25 + number)
        submit(edition)
        assert not Brake.objects.exists()

    def test_is_not_made_of_edits(self, edition):
        alice = make_user()
        rush(edition, ARRIVED_MIN - 2)
        for number in range(5):
            submit(edition, alice, text=f"Wording {number}, still the same review.")
        assert Review.objects.count() == ARRIVED_MIN - 1
        assert not Brake.objects.exists()

    def test_is_not_noticed_by_an_edit_but_by_the_next_new_review(self, edition):
        reviews = [make_review(edition.work, state="pending") for _ in range(ARRIVED_MIN)]
        submit(edition, reviews[0].author, text="Better words.")
        assert not Brake.objects.exists()
        submit(edition)
        assert Brake.objects.exists()

    def test_is_not_made_by_one_account_that_sends_and_takes_back(self, edition):
        alice = make_user()
        for _ in range(ARRIVED_MIN + 1):
            withdraw_review(review=submit(edition, alice))
        assert not Brake.objects.exists()

    def test_that_goes_on_makes_no_second_brake(self, edition):
        rush(edition, ARRIVED_MIN + 5)
        assert Brake.objects.get().arrived == ARRIVED_MIN
        assert apply_brake(edition.work) is None


class TestLifting:
    @pytest.fixture
    def brake(self, edition):
        rush(edition)
        return Brake.objects.get()

    def test_lets_the_reviews_be_published(self, brake, charlie):
        lift_brake(brake=brake, staff=charlie)
        assert (brake.lifted_by, brake.is_on) == (charlie, False)
        decide(review=Review.objects.first(), verdict=Verdict("published"), moderator=charlie)

    def test_happens_once(self, brake, charlie):
        lift_brake(brake=brake, staff=charlie)
        with pytest.raises(AlreadyLifted):
            lift_brake(brake=brake, staff=make_moderator("dora@example.org"))
        assert Brake.objects.get().lifted_by == charlie

    def test_lets_the_next_review_pass_and_stops_the_next_rush(self, brake, edition, charlie):
        lift_brake(brake=brake, staff=charlie)
        submit(edition)
        assert not Brake.objects.on().exists()
        rush(edition)
        assert Brake.objects.on().get() != brake


@pytest.mark.django_db(transaction=True)
class TestAtTheSameMoment:
    def test_the_last_reviews_of_a_rush_make_one_brake(self):
        edition = make_edition(make_work("Emma"))
        rush(edition, ARRIVED_MIN - 1)
        authors = [make_user() for _ in range(4)]
        given_back = at_the_same_moment(authors, lambda author: submit(edition, author))
        assert all(isinstance(each, Review) for each in given_back)
        assert Brake.objects.count() == 1


class TestThePublicIsTold:
    SAID = "New reviews wait just now."

    @pytest.fixture
    def addresses(self, edition):
        return [edition.get_absolute_url(), f"/reviews/books/{edition.isbn13}/"]

    def test_on_the_book_page_and_the_list(self, edition, addresses):
        for address in addresses:
            assert self.SAID not in soup_of(address).get_text()
        rush(edition)
        for address in addresses:
            assert self.SAID in soup_of(address).get_text()

    def test_no_longer_when_it_is_lifted(self, edition, addresses, charlie):
        rush(edition)
        lift_brake(brake=Brake.objects.get(), staff=charlie)
        for address in addresses:
            assert self.SAID not in soup_of(address).get_text()

    def test_and_the_author_whose_review_waits(self, edition):
        review = rush(edition)[-1]
        page = signed_in(review.author).get(review.get_absolute_url())
        assert "that says nothing about yours" in words_of(page)


class TestStaff:
    LIST = "/admin/reviews/brake/"

    @pytest.fixture
    def brake(self, edition):
        rush(edition)
        return Brake.objects.get()

    @pytest.fixture
    def browser(self, charlie):
        client = Client()
        client.force_login(charlie)
        return client

    def lift(self, browser, brake, **fields):
        posted = {"action": "lift", "_selected_action": [brake.pk]}
        return browser.post(self.LIST, posted | fields, follow=True)

    def test_see_the_book_why_and_how_many_wait(self, browser, brake):
        make_review(brake.work, state="pending", created_at=brake.begun_at - timedelta(hours=1))
        [row] = rows_of(browser.get(self.LIST))
        assert row.startswith("Emma | 10 reviews within 24 hours; usual are 0.00 a day. |")
        assert f" | {ARRIVED_MIN} | " in row

    def test_are_asked_first(self, browser, brake):
        words = admin_words_of(self.lift(browser, brake))
        assert "10 wait" in words
        assert Brake.objects.on().exists()

    def test_lift_it_and_that_is_logged(self, browser, brake, charlie):
        words = admin_words_of(self.lift(browser, brake, confirmed="yes"))
        assert "can be published again" in words
        assert Brake.objects.get().lifted_by == charlie
        entry = LogEntry.objects.get()
        assert (entry.user, entry.get_edited_object()) == (charlie, brake)

    def test_are_told_when_another_was_quicker(self, browser, brake):
        lift_brake(brake=brake, staff=make_moderator("dora@example.org"))
        assert "lifted already" in admin_words_of(self.lift(browser, brake, confirmed="yes"))
        assert not LogEntry.objects.exists()

    def test_find_those_that_are_on(self, browser, brake, charlie):
        assert len(rows_of(browser.get(f"{self.LIST}?state=on"))) == 1
        lift_brake(brake=brake, staff=charlie)
        assert rows_of(browser.get(f"{self.LIST}?state=on")) == []
        assert len(rows_of(browser.get(f"{self.LIST}?state=lifted"))) == 1

    def test_can_change_or_delete_nothing_else(self, browser, brake):
        page = browser.get(f"{self.LIST}{brake.pk}/change/")
        assert b'name="_save"' not in page.content
        browser.post(f"{self.LIST}{brake.pk}/change/", {"arrived": 1, "lifted_at_0": "2026-01-01"})
        assert Brake.objects.on().get().arrived == ARRIVED_MIN
        assert browser.get(f"{self.LIST}{brake.pk}/delete/").status_code == 403
        assert browser.get(f"{self.LIST}add/").status_code == 403

    @pytest.mark.parametrize("role", ["Catalogue editor", "Marketplace manager"])
    def test_of_other_roles_do_not_come_here(self, brake, role):
        client = Client()
        client.force_login(make_in_role(role))
        assert client.get(self.LIST).status_code == 403
        client.post(self.LIST, {"action": "lift", "_selected_action": [brake.pk], "confirmed": "y"})
        assert Brake.objects.on().exists()

    def test_see_as_many_queries_for_ten_as_for_one(
        self, browser, brake, django_assert_max_num_queries
    ):
        with django_assert_max_num_queries(12) as one:
            browser.get(self.LIST)
        for _ in range(9):
            Brake.objects.create(work=make_work(), arrived=20, usual_per_day=1)
        with django_assert_max_num_queries(len(one)):
            browser.get(self.LIST)
