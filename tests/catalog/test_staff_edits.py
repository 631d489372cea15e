import pytest
from django.contrib.auth.models import Permission
from django.core.files.storage import InMemoryStorage
from django.core.files.uploadedfile import SimpleUploadedFile

from catalog.models import Edition, Series, StaffEdit, Work
from catalog.staff_edits import note_edits, release
from tests.admin_pages import another, form_on, rows_of, words_of
from tests.catalog.test_admin import change, make_subject, picture
from tests.factories import (
    make_contents,
    make_contributor,
    make_edition,
    make_editorial_review,
    make_in_role,
    make_staff,
    make_user,
    make_work,
)

pytestmark = pytest.mark.django_db

ADD_WORK = "/admin/catalog/work/add/"


def kept(row):
    return set(row.staff_edits.values_list("field", flat=True))


def save(client, row, **typed):
    response = client.post(change(row), form_on(client, change(row)) | typed)
    assert response.status_code == 302, words_of(response)


class TestNoting:
    def test_keeps_who_and_when_of_the_last_edit_only(self):
        alice, bob = make_staff("alice@example.org"), make_staff("bob@example.org")
        work = make_work()
        note_edits(work, ["title"], staff=alice)
        first = work.staff_edits.get()
        note_edits(work, ["title", "overview"], staff=bob)
        last = work.staff_edits.get(field="title")
        assert last.made_by == bob
        assert last.made_at > first.made_at
        assert work.staff_edits.count() == 2

    def test_passes_over_what_no_feed_tells(self):
        edition = make_edition()
        note_edits(edition, ["sales_rank", "work", "isbn13", "DELETE"], staff=None)
        assert kept(edition) == set()

    def test_a_date_and_its_exactness_are_kept_and_released_together(self):
        edition = make_edition()
        note_edits(edition, ["published_on", "pages"], staff=None)
        assert kept(edition) == {"published_on", "published_precision", "pages"}
        release(edition, ["published_precision"])
        assert kept(edition) == {"pages"}


class TestSavingAWork:
    def test_without_a_change_notes_nothing(self, admin_client):
        work = make_work("Emma", author="Jane Austen", overview="Of matches.")
        make_contents(make_edition(work), "One")
        make_editorial_review(work)
        save(admin_client, work)
        assert not StaffEdit.objects.exists()

    def test_notes_the_changed_columns_and_who_changed_them(self, admin_client, admin_user):
        work = make_work()
        save(admin_client, work, title="Emma Woodhouse", keywords="matches; Highbury")
        assert kept(work) == {"title", "keywords"}
        assert {edit.made_by for edit in work.staff_edits.all()} == {admin_user}

    def test_notes_subjects_and_main_subject(self, admin_client):
        work, subject = make_work(), make_subject()
        save(admin_client, work, subjects=[subject.pk], main_subject=subject.pk)
        assert kept(work) == {"subjects", "main_subject"}

    @pytest.mark.parametrize(
        ("typed", "fact"),
        [
            ({"contributions-0-biography": "Lived in Highbury."}, "contributors"),
            ({"contributions-0-DELETE": "on"}, "contributors"),
            ({"editorial_reviews-0-text": "A finer book."}, "editorial_reviews"),
            ({"editorial_reviews-0-DELETE": "on"}, "editorial_reviews"),
        ],
    )
    def test_notes_the_rows_below_it(self, admin_client, typed, fact):
        work = make_work(author="Jane Austen")
        make_editorial_review(work)
        save(admin_client, work, **typed)
        assert kept(work) == {fact}

    def test_notes_changes_of_its_editions_with_them(self, admin_client):
        work = make_work()
        first, second = make_edition(work), make_edition(work)
        save(
            admin_client, work, **{"editions-1-contents": "1 Highbury 3", "editions-1-pages": "20"}
        )
        assert kept(first) == kept(work) == set()
        assert kept(second) == {"contents", "pages"}

    def test_an_edition_deleted_on_the_way_is_no_error(self, admin_client):
        edition = make_edition()
        save(admin_client, edition.work, **{"editions-0-DELETE": "on", "editions-0-pages": "3"})
        assert not Edition.objects.exists()

    def test_a_refused_form_notes_nothing(self, admin_client):
        work = make_edition().work
        data = form_on(admin_client, change(work)) | {"title": "X", "editions-0-isbn13": "1"}
        assert admin_client.post(change(work), data).status_code == 200
        assert not StaffEdit.objects.exists()

    def test_a_new_one_notes_what_was_filled_in(self, admin_client):
        data = form_on(admin_client, ADD_WORK) | {
            "title": "Emma",
            "contributions-0-contributor": make_contributor().pk,
            "editions-0-isbn13": "9781572308695",
            "editions-0-pages": "474",
        }
        assert admin_client.post(ADD_WORK, data).status_code == 302
        assert kept(Work.objects.get()) == {"title", "contributors"}
        assert kept(Edition.objects.get()) == {"pages"}


class TestSavingAnEdition:
    def test_notes_its_cover(self, admin_client, monkeypatch):
        field = Edition._meta.get_field("cover")
        monkeypatch.setattr(field, "storage", InMemoryStorage())
        edition = make_edition()
        save(admin_client, edition, cover=SimpleUploadedFile("emma.png", picture()))
        assert kept(edition) == {"cover"}

    def test_notes_series_and_related_products(self, admin_client):
        edition = make_edition()
        series = Series.objects.create(name="World's Classics", slug="worlds-classics")
        data = form_on(admin_client, change(edition))
        data[another(data, "series_parts") + "series"] = series.pk
        start = another(data, "related_products")
        data |= {f"{start}relation": "06", f"{start}isbn13": "9781572308695"}
        response = admin_client.post(change(edition), data)
        assert response.status_code == 302, words_of(response)
        assert kept(edition) == {"series_parts", "related_products"}


class TestSeries:
    def test_are_listed_with_their_editions_and_found_by_name(self, admin_client):
        series = Series.objects.create(name="Études", slug="etudes")
        make_edition().series_parts.create(series=series, number="3")
        assert rows_of(admin_client.get("/admin/catalog/series/", {"q": "etudes"})) == [
            "Études | 1"
        ]

    def test_are_looked_after_by_catalogue_editors(self, client):
        client.force_login(make_in_role("Catalogue editor"))
        response = client.post("/admin/catalog/series/add/", {"name": "World's Classics"})
        assert response.status_code == 302
        assert Series.objects.get().slug == "worlds-classics"


class TestKeptFacts:
    def address(self, row):
        return change(row).replace("/change/", "/kept/")

    def test_are_told_with_who_and_when(self, admin_client, admin_user):
        edition = make_edition()
        save(admin_client, edition, pages="20")
        words = words_of(admin_client.get(change(edition)))
        assert f"pages, by {admin_user} on " in words
        assert "Let feeds change facts again" in words

    def test_of_editions_are_told_with_their_work(self, admin_client, admin_user):
        edition = make_edition()
        note_edits(edition, ["contents"], staff=admin_user)
        page = admin_client.get(change(edition.work))
        assert f"{edition.isbn13}: contents, by {admin_user} on " in words_of(page)
        assert self.address(edition) in page.text

    def test_are_given_back_to_feeds_one_by_one_and_logged(self, admin_client):
        work = make_work()
        note_edits(work, ["title", "overview"], staff=None)
        response = admin_client.post(self.address(work), {"field": "title"}, follow=True)
        assert "Feeds may change again: title." in words_of(response)
        assert kept(work) == {"overview"}
        history = admin_client.get(change(work).replace("/change/", "/history/"))
        assert "Feeds may change again: title." in words_of(history)

    def test_are_kept_again_by_editing(self, admin_client):
        work = make_work()
        note_edits(work, ["title"], staff=None)
        admin_client.post(self.address(work), {"field": "title"})
        save(admin_client, work, title="Emma Woodhouse")
        assert kept(work) == {"title"}

    def test_choosing_none_changes_nothing_and_says_so(self, admin_client):
        work = make_work()
        note_edits(work, ["title"], staff=None)
        response = admin_client.post(self.address(work), follow=True)
        assert "No fact was chosen" in words_of(response)
        assert kept(work) == {"title"}

    def test_stay_for_staff_who_may_only_look(self, client):
        work = make_work()
        note_edits(work, ["title"], staff=None)
        looker = make_user(is_staff=True)
        looker.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
        client.force_login(looker)
        assert client.post(self.address(work), {"field": "title"}).status_code == 403
        assert kept(work) == {"title"}

    def test_of_a_work_that_is_gone_are_not_found(self, admin_client):
        assert admin_client.get("/admin/catalog/work/99/kept/").status_code == 404
