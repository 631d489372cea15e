import pytest
from django.urls import reverse
from lxml import html

from catalog.models import Edition, Work
from tests.admin_pages import rows_of, words_of
from tests.factories import (
    make_edition,
    make_in_role,
    make_offer,
    make_review,
    make_user,
    make_work,
)

pytestmark = pytest.mark.django_db

WORKS = "/admin/catalog/work/"


@pytest.fixture
def works():
    """The same book twice, each with an edition."""
    first, second = make_work("Emma", author="Jane Austen"), make_work("EMMA", author="Jane Austen")
    make_edition(first)
    make_edition(second)
    return first, second


def merge_page(*works):
    return f"{WORKS}merge/?" + "&".join(f"work={work.pk}" for work in works)


def split_page(work):
    return f"{WORKS}{work.pk}/split/"


def history(client, work):
    return words_of(client.get(f"{WORKS}{work.pk}/history/"))


class TestChoosingWorks:
    def choose(self, client, *works):
        typed = {"action": "merge_chosen", "_selected_action": [work.pk for work in works]}
        return client.post(WORKS, typed, follow=True)

    def test_leads_to_the_page_that_shows_them_side_by_side(self, admin_client, works):
        make_offer(works[1].editions.get())
        make_review(works[1])
        words = words_of(self.choose(admin_client, *works))
        for edition in Edition.objects.all():
            assert str(edition) in words
        assert "1 offer" in words
        assert "1, of which 1 published" in words

    def test_of_one_alone_asks_for_another(self, admin_client, works):
        assert "Choose at least two works" in words_of(self.choose(admin_client, works[0]))

    def test_is_offered_on_the_page_of_a_work_that_has_a_twin(self, admin_client, works):
        page = html.fromstring(admin_client.get(f"{WORKS}{works[0].pk}/change/").text)
        (link,) = page.xpath("//div[contains(@class, 'duplicates')]//a/@href")
        assert link == merge_page(*works)

    def test_is_not_offered_for_a_book_of_other_people(self, admin_client, works):
        make_work("Emma", author="Charlotte Brontë")
        alone = make_work("Persuasion", author="Jane Austen")
        assert "This book may be here twice" not in words_of(
            admin_client.get(f"{WORKS}{alone.pk}/change/")
        )

    def test_is_helped_by_a_list_of_works_with_one_title(self, admin_client, works):
        make_work("Persuasion", author="Jane Austen")
        rows = rows_of(admin_client.get(WORKS, {"duplicates": "title"}))
        assert sorted(row.split(" | ")[0] for row in rows) == ["EMMA", "Emma"]


class TestMerging:
    def merge(self, client, *works, staying):
        return client.post(merge_page(*works), {"staying": staying.pk}, follow=True)

    def test_keeps_the_chosen_work_and_leads_to_it(self, admin_client, works):
        _, second = works
        response = self.merge(admin_client, *works, staying=second)
        assert response.redirect_chain[-1][0] == f"{WORKS}{second.pk}/change/"
        assert list(Work.objects.all()) == [second]
        assert second.editions.count() == 2

    def test_is_logged_with_who_did_it(self, admin_client, admin_user, works):
        first, second = works
        self.merge(admin_client, *works, staying=first)
        words = history(admin_client, first)
        assert f"Merged into this work: “EMMA” (number {second.pk})." in words
        assert str(admin_user) in words

    def test_tells_before_whose_reviews_are_set_aside(self, admin_client, works):
        reader = make_user()
        make_review(works[0], author=reader, rating=2)
        make_review(works[1], author=reader, rating=4)
        words = words_of(admin_client.get(merge_page(*works)))
        assert "Reviewed twice by the same reader" in words
        assert "the one of “EMMA” stays (4 stars" in words
        assert "the one of “Emma” is set aside (2 stars" in words

    def test_without_a_choice_changes_nothing(self, admin_client, works):
        response = admin_client.post(merge_page(*works), {"staying": "0"})
        assert "Say which work stays." in words_of(response)
        assert Work.objects.count() == 2

    @pytest.mark.parametrize("query", ["", "?work=x", "?work=99999999999999999999"])
    def test_of_nothing_says_where_to_choose(self, admin_client, query):
        response = admin_client.get(f"{WORKS}merge/{query}")
        assert "There are not two works here" in words_of(response)
        assert admin_client.post(f"{WORKS}merge/{query}").status_code == 200

    def test_keeps_the_pages_of_all_editions(self, admin_client, client, works):
        first, second = works
        isbn13 = second.editions.get().isbn13
        old = second.editions.get().get_absolute_url()
        self.merge(admin_client, *works, staying=first)
        response = client.get(old, follow=True)
        assert response.status_code == 200
        assert response.request["PATH_INFO"] == reverse("book-detail", args=[isbn13, "emma"])

    def test_is_closed_to_who_may_not_delete_works(self, client, works):
        client.force_login(make_in_role("Marketplace manager"))
        assert client.get(merge_page(*works)).status_code == 403
        assert client.post(merge_page(*works), {"staying": works[0].pk}).status_code == 403
        assert Work.objects.count() == 2

    def test_is_open_to_catalogue_editors(self, client, works):
        client.force_login(make_in_role("Catalogue editor"))
        self.merge(client, *works, staying=works[0])
        assert Work.objects.count() == 1

    def test_page_takes_as_many_queries_for_many_editions(
        self, admin_client, works, django_assert_max_num_queries
    ):
        for _ in range(5):
            make_offer(make_edition(works[0]))
        with django_assert_max_num_queries(14):
            admin_client.get(merge_page(*works))


class TestSplitting:
    def test_makes_the_chosen_editions_a_work_of_their_own(self, admin_client, works):
        work, _ = works
        edition = make_edition(work)
        response = admin_client.post(split_page(work), {"edition": [edition.pk]}, follow=True)
        new = Work.objects.latest("pk")
        assert response.redirect_chain[-1][0] == f"{WORKS}{new.pk}/change/"
        assert list(new.editions.all()) == [edition]
        assert f"number {new.pk}" in history(admin_client, work)
        assert f"Split from work number {work.pk}" in history(admin_client, new)

    def test_shows_what_each_edition_takes_along(self, admin_client, works):
        work, _ = works
        make_offer(work.editions.get())
        make_review(work, edition=work.editions.get())
        assert "1 offer, 1 review" in words_of(admin_client.get(split_page(work)))

    def test_of_all_editions_is_refused(self, admin_client, works):
        work, _ = works
        typed = {"edition": [work.editions.get().pk]}
        assert "All editions are chosen" in words_of(admin_client.post(split_page(work), typed))
        assert Work.objects.count() == 2

    def test_is_reached_from_the_page_of_the_work(self, admin_client, works):
        assert split_page(works[0]) in admin_client.get(f"{WORKS}{works[0].pk}/change/").text

    def test_is_closed_to_who_may_not_change_works(self, client, works):
        client.force_login(make_in_role("Marketplace manager"))
        assert client.get(split_page(works[0])).status_code == 403

    def test_of_no_work_is_not_found(self, admin_client):
        assert admin_client.get(f"{WORKS}99/split/").status_code == 404
