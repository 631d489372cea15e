"""What search knows of a work's published reviews: how sure its readers are that it is good."""

from collections.abc import Mapping, Sequence
from math import sqrt

from reviews.models import RatingSummary
from search.facts import Facts
from search.tokens import token
from search.watching import of_work

WATCHED = [of_work("reviews_ratingsummary")]
# A filter “3 stars and more” for each of these.
FLOORS = (2, 3, 4)
# Of a normal distribution, 95 of 100 cases lie above the mean less so many deviations.
_DEVIATIONS = 1.65


def facts_of(works: Sequence[int]) -> Mapping[int, Facts]:
    """Return what is known of the works with published reviews. One query."""
    summaries = RatingSummary.objects.filter(work__in=works)
    return {summary.work_id: _facts(summary) for summary in summaries if summary.count}


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
