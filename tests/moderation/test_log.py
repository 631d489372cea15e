"""The public log of moderation (B3)."""

import random
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from statistics import median
from typing import Any

import pytest
from django.utils import timezone

from moderation.log import last_months, months_of, read_months, read_stars
from moderation.models import Case, Report
from reviews.deciding import erase_review, withdraw_review
from reviews.models import Appeal, Decision, Review
from reviews.services import rebuild_rating_summary
from tests.factories import (
    make_decision,
    make_edition,
    make_moderator,
    make_review,
    make_user,
    make_work,
)
from tests.pages import section, soup_of, text_of

pytestmark = pytest.mark.django_db

LOG = "/reviews/moderation/"
YEAR = 2025
RULES = ("RR-1", "RR-9", "RV-7", "RR-99")


class Ledger:
    """A shop's year made by chance, and beside it what happened, noted in plain numbers."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.counts: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        self.waits: dict[int, list[float]] = defaultdict(list)
        self.rules: dict[int, dict[tuple[str, str], int]] = defaultdict(lambda: defaultdict(int))
        self.works = [make_work(f"Book {number}") for number in range(3)]
        self.charlie = make_moderator()

    def note(self, at: datetime, what: str) -> None:
        if at.year == YEAR:
            self.counts[at.month][what] += 1

    def later(self, at: datetime) -> datetime:
        return at + timedelta(minutes=self.chance.choice([5, 50, 500, 5_000, 50_000]))

    def make_review(self) -> None:
        start = datetime(YEAR - 1, 11, 1, tzinfo=UTC)
        at = start + timedelta(seconds=self.chance.randrange(400 * 24 * 3600))
        review = make_review(self.chance.choice(self.works), state="pending", created_at=at)
        self.note(at, "received")
        is_first = True
        for _ in range(self.chance.randrange(4)):
            at = self.decide(review, self.later(at), is_first=is_first)
            is_first = not review.decisions.filter(
                is_automatic=False, outcome__in=["published", "refused"]
            ).exists()

    def decide(self, review: Review, at: datetime, *, is_first: bool) -> datetime:
        ways = {"pending": ["published", "refused"], "published": ["removed", "pending"]}
        outcome = self.chance.choice(ways.get(review.state, ["pending"]))
        by_machine = self.chance.random() < 0.2
        facts: dict[str, Any] = {"decided_at": at, "is_automatic": by_machine}
        if outcome in {"refused", "removed"}:
            facts["rule"] = self.chance.choice(RULES)
            self.note_rule(at, facts["rule"], outcome)
        decision = make_decision(review, outcome, **facts)
        self.note(at, {"pending": "put_back"}.get(outcome, outcome))
        if is_first and not by_machine and outcome in {"published", "refused"}:
            self.note_wait(at, at - review.created_at)
        return self.appeal(decision) if decision.is_against else at

    def note_rule(self, at: datetime, rule: str, outcome: str) -> None:
        if at.year == YEAR:
            self.rules[at.month][rule, outcome] += 1

    def note_wait(self, at: datetime, waited: timedelta) -> None:
        if at.year == YEAR:
            self.waits[at.month].append(round(waited / timedelta(hours=1), 1))

    def appeal(self, decision: Decision) -> datetime:
        state = self.chance.choice(["", "open", "granted", "denied"])
        at = self.later(decision.decided_at)
        if not state:
            return at
        self.note(at, "appeals")
        answered_at = None if state == "open" else self.later(at)
        Appeal.objects.create(
            decision=decision, text="Why?", state=state, created_at=at, decided_at=answered_at
        )
        if answered_at:
            self.note(answered_at, f"appeals_{state}")
        return answered_at or at

    def report(self) -> None:
        at = datetime(YEAR, 1, 1, tzinfo=UTC) + timedelta(hours=self.chance.randrange(8_000))
        edition = make_edition(self.works[0])
        outcome = self.chance.choice(["", "put right", "left"])
        closed_at = self.later(at) if outcome else None
        case = Case.objects.create(
            kind="edition",
            desk="catalogue",
            edition=edition,
            opened_at=at,
            closed_at=closed_at,
            outcome=outcome,
        )
        for number in range(self.chance.randrange(1, 4)):
            Report.objects.create(case=case, reason="wrong", person=f"P{number}", created_at=at)
            self.note(at, "reports")
        if closed_at:
            self.note(closed_at, f"cases_{outcome.replace(' ', '_')}")


@pytest.fixture(params=range(3))
def ledger(request):
    ledger = Ledger(seed=request.param)
    for _ in range(40):
        ledger.make_review()
    for _ in range(10):
        ledger.report()
    return ledger


def figures(months):
    """Return the plain numbers of each month by its number."""
    return {month.first_day.month: dict(month.figures) for month in months}


class TestTheNumbers:
    def test_are_those_of_a_plain_recount(self, ledger):
        expected = {month: dict(ledger.counts[month]) for month in range(12, 0, -1)}
        assert figures(read_months(months_of(YEAR))) == expected
        assert any(sum(counts.values()) > 5 for counts in expected.values())

    def test_by_rule_are_those_of_a_plain_recount(self, ledger):
        for month in read_months(months_of(YEAR)):
            counted = {
                (row.rule, outcome): count
                for row in month.rules
                for outcome, count in [("refused", row.refused), ("removed", row.removed)]
                if count
            }
            assert counted == dict(ledger.rules[month.first_day.month])

    def test_of_hours_are_the_median_of_first_decisions_by_people(self, ledger):
        for month in read_months(months_of(YEAR)):
            waits = ledger.waits[month.first_day.month]
            expected = pytest.approx(median(waits), abs=0.051) if waits else None
            assert month.median_hours == expected

    def test_stay_when_reviews_are_taken_back_and_accounts_closed(self, ledger):
        before = read_months(months_of(YEAR))
        for review in Review.objects.all():
            match ledger.chance.randrange(3):
                case 0:
                    withdraw_review(review=review)
                case 1:
                    author = review.author
                    erase_review(review=review)
                    author.delete()
        assert Review.objects.count() < 40
        assert read_months(months_of(YEAR)) == before

    def test_take_as_many_queries_for_many_rows_as_for_none(
        self, ledger, django_assert_num_queries
    ):
        with django_assert_num_queries(8):
            read_months(months_of(YEAR))


class TestAWithdrawal:
    def test_counts_in_the_month_in_which_it_happens(self):
        withdraw_review(review=make_review(make_work(), created_at=timezone.now()))
        month = read_months(last_months(timezone.localdate()))[0]
        assert month.figures == {"received": 1, "published": 1, "withdrawn": 1}

    def test_ends_an_open_appeal_which_is_told_apart(self):
        review = make_review(make_work(), state="refused")
        Appeal.objects.create(decision=review.decisions.get(), text="Why?")
        withdraw_review(review=review)
        month = read_months(last_months(timezone.localdate()))[0]
        assert (month.figures["appeals"], month.figures["appeals_withdrawn"]) == (1, 1)
        assert month.figures["appeals_denied"] == 0


class TestMonths:
    def test_of_the_last_twelve_go_over_the_turn_of_the_year(self):
        months = last_months(date(2026, 2, 28))
        assert (months[0], months[1], months[2]) == (
            date(2026, 2, 1),
            date(2026, 1, 1),
            date(2025, 12, 1),
        )
        assert (len(months), months[-1]) == (12, date(2025, 3, 1))

    def test_begin_at_midnight_and_end_before_the_next(self):
        edges = [
            datetime(2024, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
            datetime(2025, 1, 1, tzinfo=UTC),
            datetime(2025, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
            datetime(2026, 1, 1, tzinfo=UTC),
        ]
        for at in edges:
            make_review(make_work(), state="pending", created_at=at)
        received = {
            number: each.get("received", 0)
            for number, each in figures(read_months(months_of(2025))).items()
        }
        assert (received[1], received[12], sum(received.values())) == (1, 1, 2)


class TestStars:
    def test_are_counted_for_published_reviews_and_for_others(self):
        for rating, state in [
            (5, "published"),
            (5, "published"),
            (1, "published"),
            (1, "refused"),
            (2, "removed"),
            (4, "pending"),
        ]:
            make_review(make_work(), rating, state=state)
        rows = {row.stars: row for row in read_stars()}
        assert [rows[stars].published for stars in (5, 4, 3, 2, 1)] == [2, 0, 0, 0, 1]
        assert [rows[stars].not_published for stars in (5, 4, 3, 2, 1)] == [0, 0, 0, 1, 1]
        assert sum(row.published_share for row in rows.values()) == 100
        assert (rows[5].published_share, rows[1].not_published_share) == (67, 50)


class TestThePage:
    def rows(self, page, month):
        tables = page.find("section", attrs={"aria-labelledby": f"month-{month}"})
        rows = tables.select("tbody tr")
        return [" ".join(text_of(cell) for cell in row.select("th, td")) for row in rows]

    def test_shows_a_month_in_words_and_numbers(self):
        now = timezone.now()
        review = make_review(make_work(), state="pending", created_at=now - timedelta(hours=3))
        make_decision(review, "refused", rule="RR-9", decided_at=review.created_at)
        make_decision(review, "pending")
        day = review.created_at
        rows = self.rows(soup_of(f"{LOG}?year={day.year}"), f"{day:%Y-%m}")
        assert "Received 1" in rows
        assert "Refused 1" in rows
        assert "Median wait for the first decision 0.0 hours" in rows
        assert "RR-9 No telephone numbers, addresses or web addresses. 1 0" in rows

    def test_shows_the_newest_month_first_and_no_empty_one(self):
        for at in (datetime(2025, 3, 5, tzinfo=UTC), datetime(2025, 6, 5, tzinfo=UTC)):
            make_review(make_work(), state="pending", created_at=at)
        headings = [text_of(each) for each in soup_of(f"{LOG}?year=2025").select(".log-month h2")]
        assert headings[:2] == ["June 2025", "March 2025"]
        assert len(headings) == 3

    def test_links_to_the_years_there_are(self):
        make_review(make_work(), state="pending", created_at=datetime(2024, 5, 1, tzinfo=UTC))
        links = soup_of(LOG).select("nav[aria-label='Months shown'] a")
        years = [text_of(link) for link in links[1:]]
        assert years == [str(year) for year in range(timezone.localdate().year, 2023, -1)]
        assert links[0]["aria-current"] == "true"

    @pytest.mark.parametrize("year", ["1999", "x", "-1", "9" * 5_000, "\0", "٢٠٢٥"])
    def test_of_no_such_year_is_not_found(self, client, year):
        make_review(make_work())
        assert client.get(LOG, {"year": year}).status_code == 404

    def test_says_when_nothing_happened_yet(self):
        assert "Nothing came in and nothing was decided" in soup_of(LOG).get_text()

    def test_holds_no_text_and_no_name(self):
        alice = make_user("alice@example.org")
        review = make_review(
            make_work("Emma"), author=alice, state="pending", text="A secret", headline="A secret"
        )
        facts = {"words": "A secret", "note": "A secret", "decided_by": make_moderator()}
        refused = make_decision(review, "refused", **facts)
        Appeal.objects.create(decision=refused, text="A secret")
        page = soup_of(LOG).get_text().lower()
        for word in ("secret", "alice", "charlie", "emma"):
            assert word not in page

    def test_may_be_kept_by_any_cache_for_some_minutes(self, client):
        assert client.get(LOG)["Cache-Control"] == "public, max-age=300"

    def test_is_read_only(self, client):
        assert client.post(LOG).status_code == 405

    def test_has_headers_for_every_number(self):
        make_review(make_work())
        for row in soup_of(LOG).select("tbody tr"):
            assert row.find("th", scope="row")

    def test_is_linked_from_the_foot_of_every_page(self):
        assert soup_of("/").select_one(f"footer a[href='{LOG}']")


class TestOfOneBook:
    @pytest.fixture
    def edition(self):
        edition = make_edition(make_work("Emma"))
        for state in ("published", "published", "pending"):
            make_review(edition.work, state=state)
        for rule, outcome in [("RR-9", "refused"), ("RR-9", "removed"), ("RR-4", "refused")]:
            review = make_review(edition.work)
            make_decision(review, outcome, rule=rule)
        back = make_review(edition.work, state="refused")
        make_decision(back, "pending")
        make_review(make_work("Persuasion"), state="refused")
        rebuild_rating_summary(edition.work_id)
        return edition

    def test_book_page_and_list_say_how_many_are_published_and_how_many_not(self, edition):
        for address in (edition.get_absolute_url(), f"/reviews/books/{edition.isbn13}/"):
            line = soup_of(address).select_one(".moderated")
            assert text_of(line).startswith("2 published, 3 not published.")
            assert line.a["href"] == LOG

    def test_list_says_why_by_rule(self, edition):
        page = soup_of(f"/reviews/books/{edition.isbn13}/")
        reasons = [text_of(each) for each in page.select(".moderated-why li")]
        assert reasons == [
            "2 by rule RR-9: No telephone numbers, addresses or web addresses.",
            "1 by rule RR-4: Nothing that harms anybody's good name.",
        ]

    def test_book_without_reviews_says_nothing_of_it(self):
        page = section(soup_of(make_edition().get_absolute_url()), "reviews")
        assert page.select_one(".moderated") is None

    def test_book_with_none_but_refused_ones_says_so(self):
        edition = make_edition()
        make_review(edition.work, state="refused")
        line = soup_of(edition.get_absolute_url()).select_one(".moderated")
        assert text_of(line).startswith("0 published, 1 not published.")
