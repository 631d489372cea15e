import pytest

from catalog import bounded_counts
from catalog.bounded_counts import WorkCount, work_counts
from catalog.models import Edition
from tests.factories import make_edition, make_publisher, make_work

pytestmark = pytest.mark.django_db


def editions(name: str):
    return Edition.objects.filter(publisher=make_publisher(name)).values("work_id")


@pytest.fixture
def shelf():
    work = make_work()
    make_edition(work, publisher=make_publisher("One"))
    make_edition(work, publisher=make_publisher("One"))
    for _ in range(5):
        make_edition(publisher=make_publisher("Five"))


@pytest.mark.usefixtures("shelf")
def test_counts_the_works_of_each_group():
    assert [str(count) for count in work_counts([editions("One"), editions("Five")])] == ["1", "5"]


@pytest.mark.usefixtures("shelf")
def test_does_not_count_to_the_end_of_a_large_group(monkeypatch):
    monkeypatch.setattr(bounded_counts, "ROWS_MAX", 4)
    assert work_counts([editions("One"), editions("Five")]) == [WorkCount(1), WorkCount(4, True)]


def test_what_was_not_counted_to_its_end_is_said_in_full_hundreds():
    assert str(WorkCount(4_978, is_least=True)) == "4,900+"


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(("groups", "queries"), [(1, 1), (800, 1), (801, 2), (0, 0)])
def test_takes_one_query_for_eight_hundred_groups(django_assert_num_queries, groups, queries):
    rows = editions("One")
    with django_assert_num_queries(queries):
        assert len(work_counts([rows] * groups)) == groups


def test_an_empty_shop_has_none():
    assert work_counts([editions("One")]) == [WorkCount(0)]
