import pytest

from search import levels
from search.levels import level_below, level_for, level_of, thresholds
from search.models import Document

pytestmark = pytest.mark.django_db


def test_few_works_need_no_level():
    assert level_for(300, 300) == 0


@pytest.mark.parametrize("wanted", [1, 100, 300])
@pytest.mark.parametrize("works", [301, 5_000, 80_000, 300_000])
def test_a_level_holds_about_as_many_works_as_are_wanted(works: int, wanted: int):
    assert wanted / 3 <= works / 4 ** level_for(works, wanted) <= wanted * 1.5


@pytest.mark.parametrize("found", [0, 1, 10, 60, 99])
def test_the_level_below_is_one_that_has_enough_if_the_levels_are_as_they_should_be(found: int):
    below = level_below(8, found, 100)
    assert below < 8
    assert found * 4 ** (8 - below) >= 100 or below == 5


def test_the_best_works_are_in_the_higher_levels(monkeypatch):
    monkeypatch.setattr(levels, "FEW", 100)
    qualities = {number: number / 1000 for number in range(1000)}
    make_documents(qualities)
    bounds = thresholds(1000)
    best, middling, least = (level_of(key, qualities[key], bounds) for key in (999, 900, 600))
    assert best == len(bounds)
    assert middling == 1
    assert least == 0


def test_of_works_of_one_quality_each_level_has_a_share(monkeypatch):
    monkeypatch.setattr(levels, "FEW", 100)
    make_documents(dict.fromkeys(range(1000), 0.0))
    bounds = thresholds(1000)
    in_level_1 = [key for key in range(1000) if level_of(key, 0.0, bounds) >= 1]
    assert 150 <= len(in_level_1) <= 350


def test_a_small_shop_has_the_levels_of_a_large_one():
    """Its works keep their levels while a million others come."""
    make_documents({number: number / 1000 for number in range(1000)})
    assert len(thresholds(1000)) >= level_for(100_000, 300)


def make_documents(qualities: dict[int, float]) -> None:
    Document.objects.bulk_create(
        Document(work_id=key, title="x", quality=quality) for key, quality in qualities.items()
    )
