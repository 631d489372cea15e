"""Works become one, and one becomes two, with everything that belongs to them."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from bookstore.works import holdings_of, merge, split
from catalog.merging import CannotMerge, CannotSplit
from catalog.models import Work
from moderation.models import Case
from reviews.deciding import appeal, withdraw_review
from reviews.models import Brake, Decision, Draft, RatingSummary, Review
from reviews.personal_data import source
from reviews.services import rebuild_rating_summary
from tests.factories import (
    make_contents,
    make_decision,
    make_edition,
    make_editorial_review,
    make_offer,
    make_recommendation,
    make_review,
    make_staff,
    make_user,
    make_work,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return make_staff()


@pytest.fixture
def works():
    """The same book twice, each with an edition."""
    first, second = make_work("Emma", author="Jane Austen"), make_work("Emma!")
    make_edition(first)
    make_edition(second)
    return first, second


def make_brake(work, **fields):
    return Brake.objects.create(work=work, arrived=20, usual_per_day=1, **fields)


class TestMerging:
    def test_brings_editions_with_offers_and_contents_and_the_other_work_goes(self, works, staff):
        first, second = works
        edition = second.editions.get()
        offer = make_offer(edition)
        make_contents(edition, "Volume One")
        merge(staying=first, going=[second], staff=staff)
        edition.refresh_from_db()
        assert list(Work.objects.all()) == [first]
        assert edition.work == first
        assert edition.offers.get() == offer
        assert edition.contents.get().title == "Volume One"

    def test_brings_reviews_with_all_that_hangs_on_them(self, works, staff):
        first, second = works
        review = make_review(second, edition=second.editions.get())
        make_recommendation(review, make_edition())
        case = Case.objects.create(kind="review", desk="reviews", review=review)
        merge(staying=first, going=[second], staff=staff)
        review.refresh_from_db()
        assert (review.work, review.state) == (first, "published")
        assert review.recommendations.count() == 1
        assert {decision.work for decision in review.decisions.all()} == {first}
        case.refresh_from_db()
        assert case.review == review

    def test_brings_decisions_on_reviews_that_are_gone(self, works, staff):
        first, second = works
        withdraw_review(review=make_review(second))
        merge(staying=first, going=[second], staff=staff)
        assert set(Decision.objects.values_list("work", flat=True)) == {first.pk}

    def test_counts_the_ratings_anew(self, works, staff):
        first, second = works
        make_review(first, rating=5)
        make_review(second, rating=1)
        for work in works:
            rebuild_rating_summary(work.pk)
        merge(staying=first, going=[second], staff=staff)
        summary = RatingSummary.objects.get()
        assert (summary.work, summary.stars_5, summary.stars_1) == (first, 1, 1)

    def test_fills_in_what_the_work_that_stays_lacks_and_nothing_else(self, works, staff):
        first, second = works
        Work.objects.filter(pk=second.pk).update(overview="Of matches.", subtitle="A novel")
        second.refresh_from_db()
        make_editorial_review(second, "A fine book.")
        merge(staying=first, going=[second], staff=staff)
        first.refresh_from_db()
        assert (first.full_title, first.overview) == ("Emma", "Of matches.")
        assert first.editorial_reviews.get().text == "A fine book."

    def test_takes_more_than_two(self, works, staff):
        first, second = works
        third = make_edition(make_work("Emma, again")).work
        merge(staying=second, going=[first, third], staff=staff)
        assert second.editions.count() == 3

    def test_joins_brakes_so_that_all_reviews_of_the_rush_wait(self, works, staff):
        first, second = works
        early = timezone.now() - timedelta(hours=9)
        make_brake(first)
        make_brake(second, begun_at=early)
        merge(staying=first, going=[second], staff=staff)
        assert Brake.objects.on().get().begun_at == early
        assert Brake.objects.filter(work=first).count() == 2

    def test_keeps_the_words_of_both_drafts(self, works, staff):
        author = make_user()
        for work, text in zip(works, ["Older words.", "Newer words."], strict=True):
            Draft.objects.create(author=author, work=work, typed={"text": [text], "rating": ["4"]})
        Draft.objects.create(author=make_user(), work=works[1], typed={"text": ["Alone."]})
        merge(staying=works[0], going=[works[1]], staff=staff)
        drafts = Draft.objects.filter(work=works[0])
        assert drafts.count() == 2
        assert drafts.get(author=author).typed["text"] == ["Newer words.\n\nOlder words."]

    def test_of_a_work_that_is_gone_is_refused(self, works, staff):
        first, second = works
        Work.objects.filter(pk=second.pk).delete()
        with pytest.raises(CannotMerge, match="gone meanwhile"):
            merge(staying=first, going=[second], staff=staff)

    def test_with_itself_is_refused(self, works, staff):
        with pytest.raises(CannotMerge, match="at least two"):
            merge(staying=works[0], going=[works[0]], staff=staff)


class TestTwoReviewsByOneReader:
    @pytest.fixture
    def author(self):
        return make_user("alice@example.org")

    def make_both(self, works, author, *, first="published", second="published"):
        first_work, second_work = works
        older = make_review(
            first_work,
            author=author,
            state=first,
            text="Older.",
            edition=first_work.editions.get(),
            created_at=timezone.now() - timedelta(days=9),
        )
        newer = make_review(
            second_work,
            author=author,
            state=second,
            text="Newer.",
            edition=second_work.editions.get(),
        )
        return older, newer

    def merged(self, works, staff):
        return merge(staying=works[0], going=[works[1]], staff=staff)

    def test_the_newer_stays_and_the_older_is_set_aside_with_a_word_why(self, works, staff, author):
        older, newer = self.make_both(works, author)
        self.merged(works, staff)
        older.refresh_from_db()
        newer.refresh_from_db()
        assert (older.state, newer.state) == ("set aside", "published")
        decision = older.decisions.last()
        assert (decision.outcome, decision.decided_by) == ("set aside", staff)
        assert "you had reviewed both" in decision.note
        assert RatingSummary.objects.get().count == 1

    def test_a_published_one_stays_before_a_newer_one_that_waits(self, works, staff, author):
        older, newer = self.make_both(works, author, second="pending")
        self.merged(works, staff)
        older.refresh_from_db()
        newer.refresh_from_db()
        assert (older.state, newer.state) == ("published", "set aside")

    def test_both_stay_in_the_readers_data(self, works, staff, author):
        self.make_both(works, author)
        self.merged(works, staff)
        texts = {review["text"] for review in source.export(author)["reviews"]}
        assert texts == {"Older.", "Newer."}

    def test_the_author_is_told(self, works, staff, author, django_capture_on_commit_callbacks):
        self.make_both(works, author)
        with django_capture_on_commit_callbacks(execute=True):
            self.merged(works, staff)
        (message,) = mail.outbox
        assert message.to == ["alice@example.org"]
        assert "was set aside" in message.subject
        assert "Nothing is lost" in message.body

    def test_the_author_finds_it_among_their_reviews(self, client, works, staff, author):
        older, _ = self.make_both(works, author)
        self.merged(works, staff)
        client.force_login(author)
        assert "Set aside, since another review of yours" in client.get("/reviews/mine/").text
        page = client.get(older.get_absolute_url())
        assert "This review was set aside" in page.text
        assert "Older." in page.text

    def test_the_public_does_not_find_it(self, client, works, staff, author):
        older, _ = self.make_both(works, author)
        self.merged(works, staff)
        assert client.get(older.get_absolute_url()).status_code == 404

    def test_wait_for_an_open_appeal(self, works, staff, author):
        older, _ = self.make_both(works, author, first="refused")
        appeal(decision=older.decisions.get(), text="It is fair.")
        with pytest.raises(CannotMerge, match="Decide on the appeal first"):
            self.merged(works, staff)
        assert Work.objects.count() == 2
        assert Review.objects.filter(state="set aside").count() == 0

    def test_two_that_stand_for_one_book_are_refused_by_the_database(self, works, author):
        self.make_both(works, author)
        with pytest.raises(IntegrityError), transaction.atomic():
            Review.objects.update(work=works[0])

    @pytest.mark.parametrize("state", ["published", "pending", "refused", "removed"])
    def test_a_split_brings_back_the_one_that_was_set_aside(self, works, staff, author, state):
        older, newer = self.make_both(works, author, first=state)
        edition = newer.edition
        self.merged(works, staff)
        new = split(work=works[0], editions=[edition.pk], staff=staff)
        older.refresh_from_db()
        newer.refresh_from_db()
        assert (older.work, older.state) == (works[0], state)
        assert (newer.work, newer.state) == (new, "published")
        assert RatingSummary.objects.get(work=new).count == 1


class TestSplitting:
    def test_takes_editions_their_offers_and_reviews(self, works, staff):
        work, other = works
        stays, goes = work.editions.get(), make_edition(work)
        offer = make_offer(goes)
        review = make_review(work, edition=goes, rating=1)
        left = [make_review(work, edition=stays), make_review(work)]
        new = split(work=work, editions=[goes.pk], staff=staff)
        review.refresh_from_db()
        assert list(new.editions.all()) == [goes]
        assert goes.offers.get() == offer
        assert review.work == new
        assert {decision.work for decision in review.decisions.all()} == {new}
        assert set(work.reviews.all()) == set(left)
        assert RatingSummary.objects.get(work=new).stars_1 == 1
        assert RatingSummary.objects.get(work=work).stars_5 == 2
        assert list(other.editions.all()) != []

    def test_copies_what_the_work_says(self, works, staff):
        work, _ = works
        make_editorial_review(work, "A fine book.")
        work.staff_edits.create(field="title")
        goes = make_edition(work)
        new = split(work=work, editions=[goes.pk], staff=staff)
        assert str(new) == "Emma"
        assert new.title_key == work.title_key
        assert [person.name for person in new.contributors.all()] == ["Jane Austen"]
        assert new.editorial_reviews.get().text == "A fine book."
        assert new.staff_edits.get().field == "title"
        assert work.editorial_reviews.count() == work.contributions.count() == 1

    def test_leaves_a_brake_on_both(self, works, staff):
        work, _ = works
        make_brake(work)
        new = split(work=work, editions=[make_edition(work).pk], staff=staff)
        assert {brake.work for brake in Brake.objects.on()} == {work, new}

    @pytest.mark.parametrize(
        ("chosen", "reason"), [("none", "Choose the editions"), ("all", "All editions are chosen")]
    )
    def test_of_no_edition_or_of_all_is_refused(self, works, staff, chosen, reason):
        work, _ = works
        make_edition(work)
        keys = work.editions.values_list("pk", flat=True) if chosen == "all" else []
        with pytest.raises(CannotSplit, match=reason):
            split(work=work, editions=list(keys), staff=staff)
        assert Work.objects.count() == 2

    def test_of_an_edition_of_another_work_is_refused(self, works, staff):
        first, second = works
        with pytest.raises(CannotSplit, match="Look again"):
            split(work=first, editions=[second.editions.get().pk], staff=staff)


class TestADecision:
    def test_is_about_no_other_work_than_its_review(self, works):
        make_decision(make_review(works[0]), "removed")
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            Decision.objects.update(work=works[1])


def test_what_works_hold_is_counted_in_the_same_queries_for_any_number(
    works, django_assert_num_queries
):
    for work in works:
        make_review(work, edition=work.editions.get())
        make_offer(work.editions.get())
    with django_assert_num_queries(5):
        held = holdings_of(works)
    assert [(each.reviews, each.published, len(each.editions)) for each in held] == [(1, 1, 1)] * 2
