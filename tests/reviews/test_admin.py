import pytest

from reviews import services
from reviews.models import RatingSummary, Review
from tests.admin_pages import form_on, rows_of, words_of
from tests.factories import make_edition, make_review, make_user, make_work

pytestmark = pytest.mark.django_db

REVIEWS = "/admin/reviews/review/"


def change(review):
    return f"{REVIEWS}{review.pk}/change/"


def count_of(work):
    return RatingSummary.objects.get(work=work).count


class RebuildError(Exception):
    pass


@pytest.fixture
def failing_rebuild(monkeypatch):
    def fail(work_id):
        raise RebuildError

    monkeypatch.setattr(services, "rebuild_rating_summary", fail)


class TestEveryScreen:
    def test_opens_list_add_and_change(self, admin_client):
        review = make_review(make_work())
        for address in (REVIEWS, f"{REVIEWS}add/", change(review)):
            assert admin_client.get(address).status_code == 200

    @pytest.mark.parametrize("address", [REVIEWS, f"{REVIEWS}add/"])
    def test_sends_anonymous_visitors_to_the_sign_in(self, client, address):
        assert client.get(address)["Location"].startswith("/admin/login/")

    def test_nobody_edits_a_rating_summary(self, admin_client):
        assert admin_client.get("/admin/reviews/ratingsummary/").status_code == 404


class TestList:
    def test_is_filtered_by_state(self, admin_client):
        work = make_work("Emma")
        make_review(work, state="published")
        make_review(work, state="pending", headline="Wait")
        (row,) = rows_of(admin_client.get(REVIEWS, {"state__exact": "pending"}))
        assert "Wait" in row

    def test_shortens_long_titles(self, admin_client):
        make_review(make_work("W" * 9_000), headline="H" * 400)
        (row,) = rows_of(admin_client.get(REVIEWS))
        assert "W" * 61 not in row
        assert "H" * 61 not in row

    def test_takes_as_many_queries_for_30_reviews_as_for_one(
        self, admin_client, django_assert_max_num_queries
    ):
        make_review(make_work())
        with django_assert_max_num_queries(15) as one:
            admin_client.get(REVIEWS)
        for _ in range(29):
            make_review(make_work())
        with django_assert_max_num_queries(len(one)):
            assert len(rows_of(admin_client.get(REVIEWS))) == 30


class TestSaving:
    def test_adding_a_published_review_counts_it(self, admin_client):
        work = make_edition().work
        data = form_on(admin_client, f"{REVIEWS}add/") | {
            "work": work.pk,
            "author": make_user().pk,
            "rating": "4",
            "state": "published",
            "text": "Read it.",
        }
        response = admin_client.post(f"{REVIEWS}add/", data)
        assert response.status_code == 302, words_of(response)
        assert RatingSummary.objects.get(work=work).stars_4 == 1

    def test_refusing_a_review_takes_it_out_of_the_count(self, admin_client):
        review = make_review(make_work())
        services.rebuild_rating_summary(review.work_id)
        data = form_on(admin_client, change(review)) | {"state": "refused"}
        admin_client.post(change(review), data)
        assert count_of(review.work) == 0

    def test_does_not_move_a_review_to_another_work(self, admin_client):
        review = make_review(make_work("Emma"))
        data = form_on(admin_client, change(review)) | {"work": make_work("Persuasion").pk}
        admin_client.post(change(review), data)
        assert Review.objects.get().work == review.work

    def test_a_nul_character_is_an_error(self, admin_client):
        review = make_review(make_work())
        data = form_on(admin_client, change(review)) | {"text": "a\0b"}
        assert "Null characters are not allowed." in words_of(
            admin_client.post(change(review), data)
        )

    def test_is_undone_when_the_count_fails(self, admin_client, failing_rebuild):
        review = make_review(make_work())
        data = form_on(admin_client, change(review)) | {"state": "refused"}
        with pytest.raises(RebuildError):
            admin_client.post(change(review), data)
        assert Review.objects.get().state == "published"


class TestDeleting:
    def test_one_review_takes_it_out_of_the_count(self, admin_client):
        review = make_review(make_work())
        services.rebuild_rating_summary(review.work_id)
        admin_client.post(f"{REVIEWS}{review.pk}/delete/", {"post": "yes"})
        assert count_of(review.work) == 0

    def delete(self, client, *reviews):
        chosen = [review.pk for review in reviews]
        data = {"action": "delete_selected", "_selected_action": chosen, "post": "yes"}
        return client.post(REVIEWS, data)

    def test_several_reviews_rebuilds_each_of_their_works(self, admin_client):
        emma, persuasion = make_work("Emma"), make_work("Persuasion")
        chosen = [make_review(emma), make_review(emma), make_review(persuasion)]
        make_review(emma)
        self.delete(admin_client, *chosen)
        assert (count_of(emma), count_of(persuasion)) == (1, 0)

    @pytest.mark.django_db(transaction=True)
    def test_several_is_undone_when_the_count_fails(self, admin_client, failing_rebuild):
        review = make_review(make_work())
        with pytest.raises(RebuildError):
            self.delete(admin_client, review)
        assert Review.objects.exists()
