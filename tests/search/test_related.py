"""The shelves of related books follow the index, and are made anew with it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.models import Contributor
from search import indexing
from search.models import Document, ShelfPlace
from search.rebuilding import rebuild
from search.related import Wanted, read
from search.tokens import token
from tests.factories import make_edition, make_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def emma():
    edition = make_edition(make_work("Emma", author="Jane Austen"))
    indexing.catch_up()
    return edition.work


def shelf_of_austen() -> str:
    return token("contributor", Contributor.objects.get().pk)


def test_a_book_stands_on_the_shelf_of_its_author(emma):
    place = ShelfPlace.objects.get()
    assert (place.work_id, place.shelf) == (emma.pk, shelf_of_austen())


def test_what_stays_is_not_written_again(emma):
    with CaptureQueriesContext(connection) as queries:
        indexing.index([emma.pk])
    written = [query["sql"] for query in queries if "search_shelfplace" in query["sql"]]
    assert all(sql.startswith("SELECT") for sql in written)
    assert len(written) == 1


def test_a_deleted_work_leaves_its_shelves(emma):
    emma.delete()
    indexing.catch_up()
    assert not ShelfPlace.objects.exists()


def test_a_rebuild_brings_lost_shelves_back(emma):
    ShelfPlace.objects.all().delete()
    sum(rebuild())
    assert ShelfPlace.objects.get().work_id == emma.pk


def test_a_rebuild_forgets_works_that_are_gone(emma):
    Document.objects.create(work_id=10**9, title="ghost")
    ShelfPlace.objects.create(work_id=10**9, shelf=shelf_of_austen(), position=-5)
    sum(rebuild())
    assert ShelfPlace.objects.get().work_id == emma.pk


def test_reading_takes_one_query_for_any_number_of_shelves(emma, django_assert_num_queries):
    wanted = [Wanted(token("series", key), around=key % 3 or None) for key in range(20)]
    with django_assert_num_queries(1):
        assert read(emma.pk, wanted) == [[]] * 20


def test_reading_no_shelf_takes_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert read(1, []) == []
