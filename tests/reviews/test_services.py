from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection

from catalog.models import Edition, Work
from reviews.models import Draft, HelpfulVote, RatingSummary, Review
from reviews.personal_data import source
from reviews.screening import Screening
from reviews.services import (
    AlreadyReviewed,
    NotWaiting,
    OwnReview,
    RecommendedBook,
    WrittenReview,
    publish_review,
    rebuild_rating_summary,
    refuse_review,
    submit_review,
    vote_helpful,
    withdraw_review,
)
from tests.factories import make_edition, make_review, make_user, make_work

pytestmark = pytest.mark.django_db


def rebuilt(work):
    rebuild_rating_summary(work.pk)
    return RatingSummary.objects.get(work=work)


class TestRebuildingARatingSummary:
    def test_counts_each_number_of_stars(self):
        work = make_work()
        for rating in (5, 5, 3, 1):
            make_review(work, rating)
        assert rebuilt(work).distribution == [(5, 2), (4, 0), (3, 1), (2, 0), (1, 1)]

    def test_counts_published_reviews_only(self):
        work = make_work()
        for state in ("pending", "refused", "published"):
            make_review(work, state=state)
        assert rebuilt(work).count == 1

    def test_counts_one_work_only(self):
        work = make_work()
        make_review(make_work())
        assert rebuilt(work).count == 0

    def test_forgets_what_was_counted_before(self):
        work = make_work()
        make_review(work)
        rebuilt(work)
        Review.objects.all().delete()
        assert rebuilt(work).count == 0
        assert RatingSummary.objects.count() == 1

    def test_of_a_work_that_is_gone_is_an_error(self):
        with pytest.raises(Work.DoesNotExist):
            rebuild_rating_summary(0)

    def test_takes_as_many_queries_for_many_reviews_as_for_none(
        self, django_assert_max_num_queries
    ):
        work = make_work()
        rebuild_rating_summary(work.pk)
        with django_assert_max_num_queries(10) as without:
            rebuild_rating_summary(work.pk)
        for _ in range(20):
            make_review(work)
        with django_assert_max_num_queries(len(without)):
            rebuild_rating_summary(work.pk)


NOTHING_FOUND = Screening([], [])


def submit(author, edition: Edition, *, text: str = "A fine book.", recommended=()) -> Review:
    written = WrittenReview(
        rating=4,
        headline="",
        text=text,
        has_spoilers=False,
        pen_name=None,
        recommended=recommended,
    )
    return submit_review(author=author, edition=edition, written=written, screening=NOTHING_FOUND)


def at_the_same_moment(*actions: Callable[[], object]) -> list[Exception]:
    """Run each action in a thread of its own; return what they raised."""
    barrier, raised = Barrier(len(actions)), []

    def run(action: Callable[[], object]) -> None:
        barrier.wait()
        try:
            action()
        except Exception as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[action]) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


class TestSubmittingAReview:
    def test_waits_for_a_moderator_and_keeps_the_version_of_the_rules(self):
        review = submit(make_user(), make_edition())
        assert review.is_pending
        assert review.rules_version == "1"

    def test_ends_the_draft(self):
        author, edition = make_user(), make_edition()
        Draft.objects.create(author=author, work=edition.work, typed={})
        submit(author, edition)
        assert not Draft.objects.exists()

    def test_again_while_it_waits_is_its_new_wording(self):
        author, edition = make_user(), make_edition()
        submit(author, edition)
        review = submit(author, edition, text="Better words.")
        assert [each.text for each in Review.objects.all()] == ["Better words."]
        assert review.edited_at is not None

    def test_for_another_edition_of_the_work_is_the_same_review(self):
        author, work = make_user(), make_work()
        submit(author, make_edition(work))
        submit(author, make_edition(work, product_form="BB"))
        assert Review.objects.count() == 1

    def test_after_it_was_decided_on_is_refused(self):
        author, edition = make_user(), make_edition()
        review = submit(author, edition)
        publish_review(review=review, moderator=make_user())
        with pytest.raises(AlreadyReviewed) as refusal:
            submit(author, edition, text="Other words.")
        assert refusal.value.review == review

    def test_replaces_the_recommendations(self):
        author, edition = make_user(), make_edition()
        first, second = make_edition(), make_edition()
        submit(author, edition, recommended=[RecommendedBook(first, "Old")])
        review = submit(author, edition, recommended=[RecommendedBook(second, "New")])
        assert [book.edition for book in review.recommendations.all()] == [second]


class TestDeciding:
    def test_publishing_counts_the_review(self):
        review = make_review(make_work(), 3, state="pending")
        publish_review(review=review, moderator=make_user())
        assert RatingSummary.objects.get(work=review.work).stars_3 == 1

    @pytest.mark.parametrize("decide", [publish_review, refuse_review])
    def test_counts_all_reviews_of_the_work_anew(self, decide):
        """Whatever the summary said before, it agrees with the rows afterwards."""
        work = make_work()
        make_review(work, 5)
        RatingSummary.objects.create(work=work, stars_1=7)
        decide(review=make_review(work, 3, state="pending"), moderator=make_user())
        published = Review.objects.published().count()
        summary = RatingSummary.objects.get(work=work)
        assert (summary.stars_5, summary.stars_1, summary.count) == (1, 0, published)

    def test_that_cannot_be_counted_leaves_the_review_waiting(self, monkeypatch):
        def fail(work_id):
            raise OSError("The disk is full.")

        review = make_review(make_work(), state="pending")
        monkeypatch.setattr("reviews.services.rebuild_rating_summary", fail)
        with pytest.raises(OSError, match="full"):
            publish_review(review=review, moderator=make_user())
        review.refresh_from_db()
        assert review.is_pending

    @pytest.mark.parametrize("state", ["published", "refused"])
    @pytest.mark.parametrize("decide", [publish_review, refuse_review])
    def test_twice_is_refused(self, decide, state):
        review = make_review(make_work(), state=state)
        with pytest.raises(NotWaiting):
            decide(review=review, moderator=make_user())

    def test_a_decided_review_cannot_be_withdrawn(self):
        review = make_review(make_work())
        with pytest.raises(NotWaiting):
            withdraw_review(review)
        assert Review.objects.exists()


class TestVoting:
    def test_twice_counts_once(self):
        review, bob = make_review(make_work()), make_user()
        vote_helpful(review=review, voter=bob)
        vote_helpful(review=review, voter=bob)
        assert HelpfulVote.objects.count() == 1

    def test_on_the_own_review_is_refused(self):
        review = make_review(make_work())
        with pytest.raises(OwnReview):
            vote_helpful(review=review, voter=review.author)


@pytest.mark.django_db(transaction=True)
class TestAtTheSameMoment:
    def test_decisions_leave_summary_and_reviews_agreed(self):
        work, moderator = make_work(), make_user()
        reviews = [make_review(work, rating, state="pending") for rating in (5, 4, 4, 3, 2, 1)]
        decisions = [
            lambda review=review: publish_review(review=review, moderator=moderator)
            for review in reviews
        ]
        assert at_the_same_moment(*decisions) == []
        summary = RatingSummary.objects.get(work=work)
        assert summary.distribution == [(5, 1), (4, 2), (3, 1), (2, 1), (1, 1)]

    def test_closing_an_account_and_deciding_leave_summaries_and_reviews_agreed(self):
        alice, moderator = make_user(), make_user()
        reviews = [make_review(make_work(), author=alice, state="pending") for _ in range(6)]
        decisions = [
            lambda review=review: publish_review(review=review, moderator=moderator)
            for review in reviews
        ]
        raised = at_the_same_moment(lambda: source.erase(alice, keep_anonymous=False), *decisions)
        assert {type(error) for error in raised} <= {NotWaiting}
        assert not Review.objects.exists()
        assert [summary.count for summary in RatingSummary.objects.all()] == [0] * 6

    def test_one_of_two_moderators_decides(self):
        review, moderator = make_review(make_work(), state="pending"), make_user()
        raised = at_the_same_moment(
            lambda: publish_review(review=review, moderator=moderator),
            lambda: refuse_review(review=review, moderator=moderator),
        )
        assert [type(error) for error in raised] == [NotWaiting]

    def test_a_double_click_stores_one_review(self):
        author, edition = make_user(), make_edition()
        raised = at_the_same_moment(*[lambda: submit(author, edition)] * 3)
        assert raised == []
        assert Review.objects.count() == 1
