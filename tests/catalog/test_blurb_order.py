"""Staff order editorial reviews and contributors, by number or by moving them."""

import pytest

from catalog.models import Contribution
from tests.admin_pages import another, form_on, words_of
from tests.catalog.test_admin import change
from tests.factories import make_contributor, make_editorial_review, make_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def work():
    work = make_work()
    for order, text in enumerate(["First", "Second", "Third"], 1):
        make_editorial_review(work, text, order=order)
    return work


def save(client, work, **typed):
    response = client.post(change(work), form_on(client, change(work)) | typed)
    assert response.status_code == 302, words_of(response)


def texts(work):
    return list(work.editorial_reviews.values_list("order", "text"))


def test_a_blurb_is_moved_to_the_top(admin_client, work):
    save(admin_client, work, **{"editorial_reviews-2-move": "first"})
    assert texts(work) == [(1, "Third"), (2, "First"), (3, "Second")]


def test_a_blurb_takes_the_number_of_another(admin_client, work):
    save(admin_client, work, **{"editorial_reviews-0-order": "3"})
    assert texts(work) == [(1, "Second"), (2, "Third"), (3, "First")]


def test_two_with_the_same_number_get_numbers_of_their_own(admin_client, work):
    work.editorial_reviews.update(order=1)
    save(admin_client, work, **{"editorial_reviews-2-move": "up"})
    assert texts(work) == [(1, "First"), (2, "Third"), (3, "Second")]


def test_a_new_blurb_comes_last_without_a_number(admin_client, work):
    data = form_on(admin_client, change(work))
    data[another(data, "editorial_reviews") + "text"] = "New"
    admin_client.post(change(work), data)
    assert texts(work)[-1] == (4, "New")


def test_deleting_one_closes_the_gap(admin_client, work):
    save(admin_client, work, **{"editorial_reviews-0-DELETE": "on"})
    assert texts(work) == [(1, "Second"), (2, "Third")]


def test_saving_something_else_changes_no_order(admin_client, work):
    work.editorial_reviews.update(order=7)
    save(admin_client, work, title="Emma Woodhouse")
    assert {order for order, _ in texts(work)} == {7}


def test_a_number_below_one_is_refused(admin_client, work):
    data = form_on(admin_client, change(work)) | {"editorial_reviews-0-order": "0"}
    assert "greater than or equal to 1" in words_of(admin_client.post(change(work), data))


def test_contributors_are_moved_alike_and_the_order_is_kept_from_feeds(admin_client):
    work = make_work(author="Alice")
    Contribution.objects.create(work=work, contributor=make_contributor("Bob"), order=2)
    save(admin_client, work, **{"contributions-0-move": "down"})
    names = work.contributions.values_list("contributor__name", flat=True)
    assert list(names) == ["Bob", "Alice"]
    assert [edit.field for edit in work.staff_edits.all()] == ["contributors"]
