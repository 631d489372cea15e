"""Versions of works: who changed what, and the way back."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.files.storage import InMemoryStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from reversion.models import Version

from catalog.history import note_feed_change, remember, remember_as_it_is
from catalog.history.going_back import go_back
from catalog.history.versions import revisions_of
from catalog.models import Contributor, Edition, Work
from tests.admin_pages import form_on, words_of
from tests.catalog.test_admin import change, make_subject, picture
from tests.factories import (
    make_contents,
    make_contributor,
    make_edition,
    make_editorial_review,
    make_isbn,
    make_offer,
    make_publisher,
    make_review,
    make_user,
    make_work,
)

pytestmark = pytest.mark.django_db

DELETED = "/admin/catalog/work/deleted/"


@pytest.fixture(autouse=True)
def storage(monkeypatch):
    storage = InMemoryStorage()
    monkeypatch.setattr(Edition._meta.get_field("cover"), "storage", storage)
    return storage


@pytest.fixture
def work():
    """A book as a feed left it."""
    work = make_work("Emma", author="Jane Austen", overview="Of matches.")
    make_contents(make_edition(work, pages=474), "Volume One", "Volume Two")
    make_editorial_review(work, "A fine book.", signer="Sir Walter")
    return work


def history_of(work):
    return change(work).replace("/change/", "/history/")


def back_to(revision, work):
    return f"{history_of(work)}{revision.pk}/"


def save(client, row, **typed):
    response = client.post(change(row), form_on(client, change(row)) | typed)
    assert response.status_code == 302, words_of(response)


def first_version(work):
    return revisions_of(work.pk).last()


class TestSavingInTheAdmin:
    def test_keeps_what_was_there_before_the_first_change_too(self, admin_client, admin_user, work):
        save(admin_client, work, title="Emma Woodhouse")
        after, before = revisions_of(work.pk)
        assert (before.user, before.comment) == (None, "As it was before staff changed it")
        assert (after.user, after.comment) == (admin_user, "Saved in the admin")

    def test_without_a_change_adds_no_version_after_the_first(self, admin_client, work):
        save(admin_client, work)
        save(admin_client, work)
        assert revisions_of(work.pk).count() == 1

    def test_notices_what_nobody_told_of(self, admin_client, work):
        save(admin_client, work, title="Emma Woodhouse")
        Work.objects.update(overview="From a feed.")
        save(admin_client, work, title="Emma W.")
        words = words_of(admin_client.get(history_of(work)))
        assert "overview Of matches. From a feed." in words

    def test_of_an_edition_is_a_version_of_its_work(self, admin_client, work):
        save(admin_client, work.editions.get(), pages="480")
        words = words_of(admin_client.get(history_of(work)))
        assert f"{work.editions.get().isbn13}: pages 474 480" in words

    def test_moving_an_edition_is_a_version_of_both_works(self, admin_client, work):
        other = make_work("Persuasion")
        save(admin_client, work.editions.get(), work=other.pk)
        assert revisions_of(work.pk).count() == revisions_of(other.pk).count() == 2


class TestTheList:
    def test_tells_who_and_what_changed_from_what_to_what(self, admin_client, admin_user, work):
        save(
            admin_client,
            work,
            **{"title": "Emma Woodhouse", "editions-0-contents": "Volume One\nVolume Three"},
        )
        words = words_of(admin_client.get(history_of(work)))
        assert f"Saved in the admin, by {admin_user}" in words
        assert "title Emma Emma Woodhouse" in words
        assert "contents Volume Two Volume Three" in words

    def test_names_people_subjects_and_blurbs(self, admin_client, work):
        subject = make_subject()
        austen = work.contributions.get()
        typed = {
            "contributions-0-contributor": make_contributor("Bob Editor").pk,
            "subjects": [subject.pk],
            "editorial_reviews-0-text": "A finer book.",
        }
        save(admin_client, work, **typed)
        words = words_of(admin_client.get(history_of(work)))
        assert f"contributors by {austen.contributor} by Bob Editor" in words
        assert "subjects – FICTION" in words
        assert "Sir Walter: A fine book. Sir Walter: A finer book." in words

    def test_tells_long_lists_in_short(self, admin_client, work):
        lines = "\n".join(f"Chapter number {number}" for number in range(20))
        save(admin_client, work, **{"editions-0-contents": lines})
        assert "and 15 more" in words_of(admin_client.get(history_of(work)))

    def test_hostile_text_is_shown_as_text(self, admin_client, work):
        save(admin_client, work, title="<script>alert(1)</script>")
        assert "<script>alert" not in admin_client.get(history_of(work)).text

    def test_takes_as_many_queries_for_many_versions(
        self, admin_client, work, django_assert_max_num_queries
    ):
        for number in range(12):
            Work.objects.update(title=f"Emma {number}")
            remember(work, staff=None, comment="Again")
        with django_assert_max_num_queries(16):
            admin_client.get(history_of(work))


class TestGoingBack:
    def test_brings_everything_back_and_is_a_version_itself(self, admin_client, admin_user, work):
        typed = {
            "title": "Emma Woodhouse",
            "contributions-0-DELETE": "on",
            "editorial_reviews-0-text": "A finer book.",
            "editions-0-contents": "Something else",
            "editions-0-pages": "1",
        }
        save(admin_client, work, **typed)
        admin_client.post(back_to(first_version(work), work))
        work.refresh_from_db()
        assert (work.title, work.title_key) == ("Emma", "emma")
        assert [person.name for person in work.contributors.all()] == ["Jane Austen"]
        assert work.editorial_reviews.get().text == "A fine book."
        edition = work.editions.get()
        assert edition.pages == 474
        assert [entry.title for entry in edition.contents.all()] == ["Volume One", "Volume Two"]
        last = revisions_of(work.pk).first()
        assert last.user == admin_user
        assert last.comment.startswith("Back to the version of")

    def test_can_be_undone(self, admin_client, work):
        save(admin_client, work, title="Emma Woodhouse")
        later = revisions_of(work.pk).first()
        admin_client.post(back_to(first_version(work), work))
        admin_client.post(back_to(later, work))
        work.refresh_from_db()
        assert work.title == "Emma Woodhouse"

    def test_keeps_what_changes_from_feeds(self, admin_client, work):
        save(admin_client, work, title="Emma Woodhouse")
        work.staff_edits.all().delete()
        admin_client.post(back_to(first_version(work), work))
        assert set(work.staff_edits.values_list("field", flat=True)) == {"title"}

    def test_brings_the_old_cover_back(
        self, admin_client, work, storage, django_capture_on_commit_callbacks
    ):
        edition = work.editions.get()
        names = []
        for color in ("red", "blue"):
            cover = SimpleUploadedFile("emma.png", picture(color=color))
            with django_capture_on_commit_callbacks(execute=True):
                save(admin_client, edition, cover=cover)
            edition.refresh_from_db()
            names.append(edition.cover.name)
        red = revisions_of(work.pk)[1]
        go_back(red, staff=None)
        edition.refresh_from_db()
        assert edition.cover.name == names[0] != names[1]
        assert storage.open(edition.cover.name).read() == picture(color="red")

    def test_shows_first_what_it_would_change(self, admin_client, work):
        save(admin_client, work, title="Emma Woodhouse")
        words = words_of(admin_client.get(back_to(first_version(work), work)))
        assert "title Emma Woodhouse Emma" in words
        work.refresh_from_db()
        assert work.title == "Emma Woodhouse"

    def test_leaves_editions_added_since_with_their_offers(self, work):
        remember_as_it_is(work)
        offer = make_offer(make_edition(work))
        go_back(first_version(work), staff=None)
        assert work.editions.count() == 2
        assert offer.edition.offers.get() == offer

    def test_brings_a_deleted_edition_back(self, admin_client, work):
        isbn13 = work.editions.get().isbn13
        save(admin_client, work, **{"editions-0-DELETE": "on"})
        go_back(first_version(work), staff=None)
        edition = work.editions.get()
        assert edition.isbn13 == isbn13
        assert edition.contents.count() == 2

    def test_leaves_an_edition_in_the_work_to_which_staff_moved_it(self, work):
        remember_as_it_is(work)
        other = make_work("Persuasion")
        work.editions.update(work=other, pages=3)
        _, left_out = go_back(first_version(work), staff=None)
        assert other.editions.get().pages == 3
        assert "belongs to another work now" in left_out[0]

    def test_does_not_take_an_isbn_from_another_edition(self, work):
        edition = work.editions.get()
        remember_as_it_is(work)
        isbn13 = edition.isbn13
        Edition.objects.filter(pk=edition.pk).update(isbn13=make_isbn())
        make_edition(isbn13=isbn13)
        _, left_out = go_back(first_version(work), staff=None)
        assert "another edition with this ISBN" in left_out[0]

    def test_leaves_out_what_is_gone_and_says_so(self, work):
        edition = work.editions.get()
        Edition.objects.filter(pk=edition.pk).update(publisher=make_publisher())
        remember_as_it_is(work)
        edition.refresh_from_db()
        publisher = edition.publisher
        Edition.objects.update(publisher=None)
        publisher.delete()
        work.contributions.all().delete()
        Contributor.objects.all().delete()
        _, left_out = go_back(first_version(work), staff=None)
        assert len(left_out) == 2
        assert all(reason.endswith("is gone.") for reason in left_out)
        assert not work.contributions.exists()

    def test_does_not_touch_reviews_and_sales_rank(self, work):
        remember_as_it_is(work)
        review = make_review(work)
        work.editions.update(sales_rank=7)
        go_back(first_version(work), staff=None)
        assert work.reviews.get() == review
        assert work.editions.get().sales_rank == 7

    def test_is_closed_to_staff_who_may_only_look(self, client, admin_client, work):
        save(admin_client, work, title="Emma Woodhouse")
        looker = make_user(is_staff=True)
        looker.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
        client.force_login(looker)
        assert client.get(history_of(work)).status_code == 200
        assert client.post(back_to(first_version(work), work)).status_code == 403

    def test_to_a_version_of_another_work_is_not_found(self, admin_client, work):
        remember_as_it_is(work)
        other = make_work("Persuasion")
        assert admin_client.post(back_to(first_version(work), other)).status_code == 404


class TestADeletedWork:
    def test_is_brought_back_with_all_that_stood_below_it(self, admin_client, work):
        admin_client.post(change(work).replace("/change/", "/delete/"), {"post": "yes"})
        assert not Work.objects.exists()
        page = admin_client.get(DELETED)
        assert "Emma, number" in words_of(page)
        admin_client.post(back_to(first_version(work), work))
        again = Work.objects.get()
        assert again.pk == work.pk
        # Versions tell the moment to the thousandth of a second.
        assert abs(again.created_at - work.created_at) < timedelta(milliseconds=1)
        assert again.editions.get().contents.count() == 2
        assert again.editorial_reviews.count() == again.contributions.count() == 1
        assert "No work was deleted" in words_of(admin_client.get(DELETED))

    def test_of_many_deleted_at_once_is_there_too(self, admin_client, work):
        typed = {"action": "delete_selected", "_selected_action": [work.pk], "post": "yes"}
        admin_client.post("/admin/catalog/work/", typed)
        assert not Work.objects.exists()
        assert "Emma, number" in words_of(admin_client.get(DELETED))

    def test_is_shown_before_it_comes_back(self, admin_client, work):
        remember_as_it_is(work)
        Work.objects.all().delete()
        words = words_of(admin_client.get(back_to(first_version(work), work)))
        assert "The work was deleted." in words


class TestFeeds:
    def test_changes_of_a_work_with_versions_stand_in_its_history(self, admin_client, work):
        save(admin_client, work, title="Emma Woodhouse")
        Work.objects.update(overview="From a feed.")
        note_feed_change([work, make_work("Persuasion")])
        words = words_of(admin_client.get(history_of(work)))
        assert "ONIX feed" in words
        assert "overview Of matches. From a feed." in words
        assert Version.objects.get_for_model(Work).count() == 3

    def test_cost_one_query_where_no_work_has_versions(self, django_assert_max_num_queries):
        works = [make_work(f"Emma {number}") for number in range(5)]
        note_feed_change([])
        with django_assert_max_num_queries(2):
            note_feed_change(works)
        assert not Version.objects.exists()
