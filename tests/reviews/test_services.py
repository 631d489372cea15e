import pytest

from catalog.models import Edition, Work
from reviews.deciding import withdraw_review
from reviews.models import Draft, HelpfulVote, RatingSummary, Review
from reviews.screening import Screening
from reviews.services import (
    AlreadyReviewed,
    OwnReview,
    RecommendedBook,
    WrittenReview,
    rebuild_rating_summary,
    submit_review,
    vote_helpful,
)
from tests.accounts.races import at_the_same_moment
from tests.factories import make_decision, make_edition, make_review, make_user, make_work

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
        withdraw_review(review=Review.objects.get())
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
        make_decision(review, "published")
        with pytest.raises(AlreadyReviewed) as refusal:
            submit(author, edition, text="Other words.")
        assert refusal.value.review == review

    def test_replaces_the_recommendations(self):
        author, edition = make_user(), make_edition()
        first, second = make_edition(), make_edition()
        submit(author, edition, recommended=[RecommendedBook(first, "Old")])
        review = submit(author, edition, recommended=[RecommendedBook(second, "New")])
        assert [book.edition for book in review.recommendations.all()] == [second]


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
    def test_a_double_click_stores_one_review(self):
        author, edition = make_user(), make_edition()
        reviews = at_the_same_moment([edition] * 3, lambda each: submit(author, each))
        assert len({review.pk for review in reviews}) == 1
        assert Review.objects.count() == 1
