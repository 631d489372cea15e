from datetime import timedelta

import pytest
from django.utils import timezone

from moderation import desk as desk_module
from moderation.desk import Desk, Filters
from reviews.deciding import appeal
from reviews.models import Brake
from tests.admin_pages import words_of
from tests.factories import (
    make_decision,
    make_edition,
    make_in_role,
    make_offer,
    make_review,
    make_seller,
    make_user,
    make_work,
)
from tests.moderation.cases import make_case

pytestmark = pytest.mark.django_db

DESK = "/admin/moderation/case/"
NOW = timezone.now()
PRICE = {
    "field": "text",
    "rule": "RR-10",
    "severity": "warn",
    "start": 5,
    "end": 7,
    "words": "$5",
    "advice": "Leave prices out.",
}


def waiting(title="Emma", *, days=0, **fields):
    """Make a review that has waited for some days."""
    fields.setdefault("created_at", NOW - timedelta(days=days))
    return make_review(make_work(title), state="pending", **fields)


def appealed(title="Emma", *, by=None, **fields):
    review = make_review(make_work(title))
    return appeal(decision=make_decision(review, "removed", decided_by=by, **fields), text="Why?")


def titles(staff, **filters):
    return [entry.title for entry in Desk(staff, Filters(**filters)).page().entries]


class TestOrder:
    def test_what_waits_longest_comes_first_whatever_it_is(self, charlie):
        waiting("Newest", days=1)
        late = appealed("Middle")
        type(late).objects.update(created_at=NOW - timedelta(days=2))
        case = make_case(make_review(make_work("Second")))
        type(case).objects.update(opened_at=NOW - timedelta(days=3))
        waiting("Oldest", days=4)
        assert titles(charlie) == ["Oldest", "Second", "Middle", "Newest"]

    def test_pages_go_on_where_the_last_one_ended(self, charlie, monkeypatch):
        monkeypatch.setattr(desk_module, "PAGE_SIZE", 2)
        for number in range(3):
            waiting(f"Book {number}", days=9 - number)
        desk = Desk(charlie)
        first, second = desk.page(1), desk.page(2)
        assert [entry.title for entry in first.entries] == ["Book 0", "Book 1"]
        assert [entry.title for entry in second.entries] == ["Book 2"]
        assert (first.has_next, second.has_next) == (True, False)

    def test_many_reports_on_one_thing_are_one_entry(self, charlie):
        make_case(make_review(make_work()), reports=3)
        (entry,) = Desk(charlie).page().entries
        assert entry.report_count == 3

    def test_a_review_that_waits_and_is_reported_is_one_entry(self, charlie):
        make_case(waiting("Emma"), reports=2)
        (entry,) = Desk(charlie).page().entries
        assert (entry.kind, entry.report_count) == ("new", 2)
        assert titles(charlie, kind="reported") == ["Emma"]

    def test_what_is_done_is_not_in_it(self, charlie):
        for state in ("published", "refused", "removed"):
            make_review(make_work(), state=state)
        case = make_case(make_review(make_work()))
        type(case).objects.update(closed_at=NOW, outcome="left")
        assert titles(charlie) == []


class TestFilters:
    @pytest.fixture(autouse=True)
    def one_of_each(self, charlie):
        waiting("New", days=4, findings=[PRICE], rules_hit=" RR-10 ")
        waiting("Edited", days=3, edited_at=NOW, rules_hit=" RR-1 RR-9 ")
        case = make_case(make_review(make_work("Reported"), rules_hit=" RR-9 "))
        type(case).objects.update(opened_at=NOW - timedelta(days=2))
        appealed("Appealed", rule="RR-9")

    @pytest.mark.parametrize(
        ("kind", "title"),
        [("new", "New"), ("edited", "Edited"), ("reported", "Reported"), ("appeal", "Appealed")],
    )
    def test_by_kind(self, charlie, kind, title):
        assert titles(charlie, kind=kind) == [title]

    def test_by_rule_finds_that_rule_and_no_longer_one(self, charlie):
        assert titles(charlie, rule="RR-1") == ["Edited"]
        assert titles(charlie, rule="RR-9") == ["Edited", "Reported", "Appealed"]

    def test_by_words_of_the_title(self, charlie):
        assert titles(charlie, book="appealed") == ["Appealed"]
        assert titles(charlie, book="REPORTED") == ["Reported"]
        assert titles(charlie, book="…") == []

    def test_by_isbn_in_any_spelling(self, charlie):
        edition = make_edition(make_work("Mansfield Park"))
        make_review(edition.work, state="pending")
        typed = f"{edition.isbn13[:3]}-{edition.isbn13[3:]}"
        assert titles(charlie, book=typed) == ["Mansfield Park"]

    def test_counts_are_of_all_that_waits(self, moderator):
        told = words_of(moderator.get(DESK, {"kind": "new"}))
        assert "Waiting: 2 reviews, 1 appeal, 1 reported thing." in told

    def test_go_on_to_the_entries_and_their_pages(self, moderator):
        page = moderator.get(DESK, {"rule": "RR-10"}).text
        assert "?rule=RR-10" in page
        assert "New" in page

    def test_what_cannot_be_asked_for_is_told_and_hides_nothing(self, moderator):
        response = moderator.get(DESK, {"rule": "RR-99", "page": "minus one"})
        assert "RR-99 is not one of the available choices" in words_of(response)
        assert "Edited" in response.text


class TestWhatAnEntryTells:
    def test_age_findings_and_text(self, moderator):
        waiting("Emma", days=3, text="Only $5 here.", findings=[PRICE], rules_hit=" RR-10 ")
        told = words_of(moderator.get(DESK))
        for part in ("3\xa0days", "1 finding: RR-10", "Only $5 here.", "5 stars, Anonymous"):
            assert " ".join(part.split()) in told

    def test_that_a_review_is_held_by_the_brake(self, charlie):
        review = waiting("Emma")
        Brake.objects.create(
            work=review.work, arrived=30, usual_per_day=1, begun_at=review.created_at
        )
        waiting("Persuasion")
        assert [entry.is_held for entry in Desk(charlie).page().entries] == [True, False]

    def test_an_own_review_is_shown_and_cannot_be_chosen(self, charlie):
        waiting("Emma", author=charlie)
        (entry,) = Desk(charlie).page().entries
        assert "another moderator decides" in entry.barred
        assert entry.chosen == ""

    def test_an_appeal_about_an_own_decision_says_so(self, charlie):
        appealed(by=charlie)
        (entry,) = Desk(charlie).page().entries
        assert "another moderator answers" in entry.barred

    def test_text_of_readers_is_escaped(self, moderator):
        waiting("Emma", text="<script>alert(1)</script>")
        assert "<script>alert" not in moderator.get(DESK).text


class TestDesks:
    @pytest.fixture(autouse=True)
    def something_on_each(self, db):
        waiting("A review")
        edition = make_edition(make_work("A page"))
        make_case(edition, field="pages")
        make_case(make_offer(edition))
        make_case(make_seller("Alder Lane"))

    def test_catalogue_editors_see_book_pages_only(self):
        assert titles(make_in_role("Catalogue editor")) == ["A page: Pages"]

    def test_marketplace_managers_see_offers_and_sellers_only(self):
        first, second = titles(make_in_role("Marketplace manager"))
        assert "A page, offered by" in first
        assert second == "Alder Lane"

    def test_moderators_see_what_readers_wrote(self, charlie):
        assert titles(charlie) == ["A review"]

    @pytest.mark.parametrize("role", ["Moderator", "Catalogue editor", "Marketplace manager"])
    def test_each_opens_in_the_admin_and_is_linked_there(self, client, role):
        client.force_login(make_in_role(role))
        assert client.get(DESK).status_code == 200
        assert DESK in client.get("/admin/").text

    def test_other_staff_are_refused_and_the_attempt_is_logged(self, client, caplog):
        bob = make_user("bob@example.org", is_staff=True)
        client.force_login(bob)
        assert client.get(DESK).status_code == 403
        assert f"User {bob.pk} tried to open the desk" in caplog.text

    def test_visitors_are_sent_to_the_sign_in(self, client):
        assert client.get(DESK)["Location"].startswith("/admin/login/")


class TestQueries:
    def fill(self, number):
        for _ in range(number):
            waiting(author=make_user())
            appealed()
            make_case(make_review(make_work()), reports=2)
            make_case(make_edition())
            make_case(make_offer(make_edition()))

    @pytest.mark.parametrize("filters", ["", "?kind=reported", "?rule=RR-10&book=emma", "?page=2"])
    def test_at_most_15_however_much_waits(
        self, admin_client, filters, django_assert_max_num_queries
    ):
        self.fill(1)
        with django_assert_max_num_queries(15) as few:
            admin_client.get(DESK + filters)
        self.fill(12)
        with django_assert_max_num_queries(max(len(few), 15 if filters == "?page=2" else 0)):
            admin_client.get(DESK + filters)

    def test_at_most_15_for_who_has_every_role_and_is_no_superuser(
        self, client, charlie, django_assert_max_num_queries
    ):
        for role in ("Catalogue editor", "Marketplace manager"):
            charlie.groups.add(*make_in_role(role).groups.all())
        client.force_login(charlie)
        self.fill(3)
        with django_assert_max_num_queries(15):
            assert client.get(DESK).status_code == 200
