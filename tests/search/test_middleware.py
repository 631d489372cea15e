import pytest
from django.db import DatabaseError
from django.http import HttpResponse

from catalog.models import Work
from search import indexing
from search.finding import find
from search.middleware import changes_are_found
from search.models import Change
from search.terms import terms_of
from tests.factories import make_work

pytestmark = pytest.mark.django_db


def answer(request) -> HttpResponse:
    """Stand for any view that changes something."""
    make_work("Sanditon")
    return HttpResponse("saved")


def test_what_a_request_changes_is_found_after_it(rf):
    changes_are_found(answer)(rf.post("/admin/"))
    assert len(find(terms_of("sanditon")).works) == 1


def test_reading_changes_nothing(rf):
    changes_are_found(answer)(rf.get("/"))
    assert Change.objects.exists()


def test_a_request_is_answered_where_the_index_cannot_be_written(rf, monkeypatch):
    def fail(**_):
        raise DatabaseError("database is locked")

    monkeypatch.setattr(indexing, "catch_up", fail)
    assert changes_are_found(answer)(rf.post("/admin/")).content == b"saved"
    assert Change.objects.exists()


def test_staff_find_what_they_save(admin_client):
    work = make_work("Emma")
    address = f"/admin/catalog/work/{work.pk}/delete/"
    admin_client.post(address, {"post": "yes"})
    assert not Work.objects.exists()
    assert not Change.objects.exists()


def test_a_request_with_nothing_to_index_takes_one_query(rf, django_assert_num_queries):
    with django_assert_num_queries(1):
        changes_are_found(lambda request: HttpResponse("ok"))(rf.post("/"))


def test_a_look_for_changes_takes_no_lock(django_assert_num_queries):
    with django_assert_num_queries(1) as queries:
        indexing.catch_up()
    assert "SAVEPOINT" not in str(queries.captured_queries)
