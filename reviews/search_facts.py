"""What search knows of a work's published reviews: how sure its readers are that it is good.

And which books it is recommended with: on the shelf of each, which its page shows (B11).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import sqrt

from django.db.models import Count, F

from reviews.models import RatingSummary, Recommendation, Review
from search.facts import Facts
from search.filters import FixedFilter
from search.shelves import Standing
from search.sorting import Sort
from search.tokens import token
from search.watching import Watch, of_edition, of_work

WATCHED = [
    of_work("reviews_ratingsummary"),
    of_edition("reviews_recommendation"),
    Watch(
        "reviews_review",
        "SELECT work_id FROM catalog_edition WHERE id IN "
        "(SELECT edition_id FROM reviews_recommendation WHERE review_id = {row}.id)",
        columns=("state", "work_id"),
        events=("update",),
    ),
]
# A filter “3 stars and more” for each of these.
FLOORS = (2, 3, 4)
FILTERS = [
    FixedFilter(
        "rating",
        "Readers’ rating",
        lambda: {str(floor): f"{floor} stars and more" for floor in reversed(FLOORS)},
    )
]
SORTS = [Sort("rating", "Readers’ rating", "liked", float, is_descending=True)]
# Of a normal distribution, 95 of 100 cases lie above the mean less so many deviations.
_DEVIATIONS = 1.65


def facts_of(works: Sequence[int]) -> Mapping[int, Facts]:
    """Return what is known of works with published reviews, or named in some. Two queries."""
    summaries = RatingSummary.objects.filter(work__in=works)
    rated = {summary.work_id: _facts(summary) for summary in summaries if summary.count}
    for work, shelves in _shelves(works).items():
        rated[work] = replace(rated.get(work, Facts()), shelves=shelves)
    return rated


def readers_shelf(work: int) -> str:
    """Return the shelf of the books that the readers of a work recommend."""
    return token("readers", work)


def _shelves(works: Sequence[int]) -> Mapping[int, Mapping[str, Standing]]:
    """Return the shelves that works stand on because readers of other works recommend them."""
    named = Recommendation.objects.filter(
        edition__work__in=works, review__state=Review.State.PUBLISHED
    ).exclude(review__work=F("edition__work"))
    counted = named.order_by().values_list("edition__work", "review__work")
    shelves: dict[int, dict[str, Standing]] = {}
    for work, read, readers in counted.annotate(readers=Count("review", distinct=True)):
        note = f"{readers:,} reader{'' if readers == 1 else 's'}"
        shelves.setdefault(work, {})[readers_shelf(read)] = Standing(-readers, note)
    return shelves


def lower_bound(distribution: Sequence[tuple[int, int]]) -> float:
    """Return the mean number of stars that a work has at least, of pairs of stars and count.

    Bayesian: each number of stars counts once before the first reader, so that a single review of
    five stars is worth less than a hundred of four and a half. Without reviews it is 2.05.
    """
    votes = [(stars, count + 1) for stars, count in distribution]
    total = sum(count for _, count in votes)
    mean = sum(stars * count for stars, count in votes) / total
    square = sum(stars * stars * count for stars, count in votes) / total
    return mean - _DEVIATIONS * sqrt((square - mean * mean) / (total + 1))


UNRATED = lower_bound([(stars, 0) for stars in range(1, 6)])


def _facts(summary: RatingSummary) -> Facts:
    average = summary.average or 0
    tokens = [token("rating", floor) for floor in FLOORS if average >= floor]
    quality = (lower_bound(summary.distribution) - UNRATED) / 5
    return Facts(tokens, {"rating": str(average), "reviews": summary.count}, quality)
