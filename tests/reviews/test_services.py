import pytest

from catalog.models import Work
from reviews.models import RatingSummary, Review
from reviews.services import rebuild_rating_summary
from tests.factories import make_review, make_work

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
