import pytest

from catalog.bounded_counts import ROWS_MAX, WorkCount, work_counts
from catalog.models import Edition, SeriesPart
from tests.factories import make_edition, make_isbn, make_publisher, make_series_part, make_work

pytestmark = pytest.mark.django_db


def editions(name: str):
    return Edition.objects.filter(publisher=make_publisher(name))


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


def test_counts_works_that_are_further_away():
    edition = make_edition()
    for each in (edition, make_edition(), make_edition(edition.work)):
        make_series_part(each)
    assert work_counts([SeriesPart.objects.all()], work="edition__work") == [WorkCount(2)]


@pytest.mark.usefixtures("shelf")
def test_does_not_count_to_the_end_of_a_large_group():
    work = make_work()
    Edition.objects.bulk_create(
        Edition(work=work, isbn13=make_isbn(), publisher=make_publisher("Large"))
        for _ in range(ROWS_MAX - 5)
    )
    for _ in range(6):
        make_edition(publisher=make_publisher("Large"))
    assert work_counts([editions("Five"), editions("Large")]) == [WorkCount(5), WorkCount(6, True)]


def test_what_was_not_counted_to_its_end_is_said_in_full_hundreds():
    assert str(WorkCount(978, is_least=True)) == "900+"


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(("groups", "queries"), [(1, 1), (800, 1), (801, 2), (0, 0)])
def test_takes_one_query_for_eight_hundred_groups(django_assert_num_queries, groups, queries):
    rows = editions("One")
    with django_assert_num_queries(queries):
        assert len(work_counts([rows] * groups)) == groups


def test_an_empty_shop_has_none():
    assert work_counts([editions("One")]) == [WorkCount(0)]
