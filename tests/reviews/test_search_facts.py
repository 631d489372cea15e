import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.models import RatingSummary
from reviews.search_facts import UNRATED, facts_of, lower_bound
from tests.factories import make_work

COUNTS = st.lists(st.integers(0, 10_000), min_size=5, max_size=5)


def bound(*counts: int) -> float:
    """Return the lower bound for so many ratings of 5, 4, 3, 2 and 1 stars."""
    return lower_bound(list(zip((5, 4, 3, 2, 1), counts, strict=True)))


class TestLowerBound:
    def test_one_enthusiast_is_worth_less_than_many_content_readers(self):
        assert bound(1, 0, 0, 0, 0) < bound(50, 50, 0, 0, 0)

    def test_one_harsh_reader_is_worth_more_than_many(self):
        assert bound(0, 0, 0, 0, 1) > bound(0, 0, 0, 0, 100)

    def test_a_disliked_book_is_worth_less_than_one_that_nobody_rated(self):
        assert bound(0, 0, 0, 0, 5) < UNRATED < bound(5, 0, 0, 0, 0)

    @given(COUNTS)
    def test_is_never_more_than_the_mean(self, counts: list[int]):
        total = sum(counts) + 5
        mean = sum(
            stars * (count + 1) for stars, count in zip((5, 4, 3, 2, 1), counts, strict=True)
        )
        assert 0 < bound(*counts) <= mean / total

    @given(COUNTS)
    def test_another_five_stars_never_make_it_less(self, counts: list[int]):
        more = [counts[0] + 1, *counts[1:]]
        assert bound(*more) >= bound(*counts)


@pytest.mark.django_db
class TestFactsOfAWork:
    def test_tell_average_and_number(self):
        work = make_work()
        RatingSummary.objects.create(work=work, stars_5=3, stars_3=1)
        facts = facts_of([work.pk])[work.pk]
        assert facts.shown == {"rating": "4.5", "reviews": 4}
        assert facts.tokens == ["rating_2", "rating_3", "rating_4"]
        assert facts.quality > 0

    def test_are_none_without_reviews(self):
        work = make_work()
        RatingSummary.objects.create(work=work)
        assert facts_of([work.pk]) == {}

    def test_take_two_queries_for_many_works(self, django_assert_num_queries):
        works = [make_work(f"Book {number}") for number in range(5)]
        for work in works:
            RatingSummary.objects.create(work=work, stars_4=1)
        with django_assert_num_queries(2):
            assert len(facts_of([work.pk for work in works])) == 5
