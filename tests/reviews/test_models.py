from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from reviews.models import RatingSummary, Review
from tests.factories import make_edition, make_review, make_user, make_work


class TestRatingSummary:
    def test_always_has_five_rows_from_five_stars_to_one(self):
        assert RatingSummary(stars_4=2).distribution == [(5, 0), (4, 2), (3, 0), (2, 0), (1, 0)]

    def test_has_no_average_without_reviews(self):
        assert RatingSummary().average is None

    @pytest.mark.parametrize(
        ("counts", "average"),
        [
            ({"stars_5": 1}, "5.0"),
            ({"stars_5": 1, "stars_4": 1}, "4.5"),
            ({"stars_5": 2, "stars_4": 1}, "4.7"),
            ({"stars_5": 1, "stars_4": 3}, "4.3"),  # 4.25, a half that goes up.
            ({"stars_1": 3}, "1.0"),
        ],
    )
    def test_averages_stars_to_one_place(self, counts, average):
        assert RatingSummary(**counts).average == Decimal(average)

    def test_counts_readers_and_not_stars(self):
        assert RatingSummary(stars_5=2, stars_1=1).count == 3


@pytest.mark.django_db
class TestTheDatabaseRefuses:
    def refuses(self, name, **fields):
        row = Review(
            **{"work": make_work(), "author": make_user(), "rating": 5, "text": "Yes."} | fields
        )
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Review.objects.bulk_create([row])
        return True

    @pytest.mark.parametrize("rating", [0, 6])
    def test_stars_out_of_range(self, rating):
        assert self.refuses("review_rating_1_to_5", rating=rating)

    def test_an_unknown_state(self):
        assert self.refuses("starts as one that waits|review_state_known", state="lost")

    def test_a_text_without_end(self):
        assert self.refuses("review_text_length", text="W" * 100_001)

    def test_a_second_review_of_a_work_by_the_same_reader(self):
        review = make_review(make_work())
        with pytest.raises(IntegrityError):
            make_review(review.work, author=review.author)

    def test_losing_a_work_that_has_reviews(self):
        review = make_review(make_work())
        with pytest.raises(ProtectedError):
            review.work.delete()


@pytest.mark.django_db
class TestReview:
    def test_outlives_the_account_of_its_author(self):
        review = make_review(make_work())
        review.author.delete()
        review.refresh_from_db()
        assert review.author is None

    def test_outlives_the_edition_it_was_written_for(self):
        edition = make_edition()
        review = make_review(edition.work, edition=edition)
        edition.delete()
        review.refresh_from_db()
        assert review.edition is None

    @pytest.mark.parametrize("state", ["pending", "refused"])
    def test_is_not_public_unless_it_is_published(self, state):
        make_review(make_work(), state=state)
        assert not Review.objects.published().exists()
