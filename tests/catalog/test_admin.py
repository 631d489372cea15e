import re
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.contrib.auth.models import Permission
from django.core.files.storage import InMemoryStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html
from PIL import Image
from reversion.models import Version

from catalog.forms import editions as edition_forms
from catalog.models import (
    ContentsEntry,
    Contribution,
    Contributor,
    Edition,
    Publisher,
    Subject,
    Work,
)
from tests.admin_pages import another, form_on, rows_of, words_of
from tests.factories import (
    make_contents,
    make_contributor,
    make_edition,
    make_editorial_review,
    make_publisher,
    make_user,
    make_work,
    numbers,
)

pytestmark = pytest.mark.django_db

WORKS = "/admin/catalog/work/"
EDITIONS = "/admin/catalog/edition/"
HOSTILE = "<script>alert('1')</script> \u202e&amp; \"quoted\" " + "W" * 9_900


def change(row):
    return f"/admin/catalog/{row._meta.model_name}/{row.pk}/change/"


def make_subject():
    code = f"FIC{next(numbers)}"
    return Subject.objects.create(scheme="10", code=code, heading="FICTION", slug=code)


def picture(kind="PNG", *, color="red", size=(20, 30)):
    content = BytesIO()
    Image.new("RGB", size, color).save(content, kind)
    return content.getvalue()


def upload(name, kind="PNG", **look):
    return SimpleUploadedFile(name, picture(kind, **look))


def originals(storage):
    """The covers themselves, without the smaller files made from them."""
    return [name for name in storage.listdir("covers")[1] if name.count("-") == 1]


def full_work():
    work = make_work("Emma", author="Jane Austen", main_subject=make_subject())
    make_contents(make_edition(work, publisher=make_publisher()), "Volume One")
    make_edition(work)
    make_editorial_review(work)
    return work


class TestEveryScreen:
    names = ["work", "edition", "contributor", "publisher", "subject"]

    @pytest.mark.parametrize("name", names)
    def test_opens_list_add_and_change(self, admin_client, name):
        work = full_work()
        rows = {
            "work": work,
            "edition": work.editions.first(),
            "contributor": work.contributors.first(),
            "publisher": Publisher.objects.get(),
            "subject": work.main_subject,
        }
        for address in (
            f"/admin/catalog/{name}/",
            f"/admin/catalog/{name}/add/",
            change(rows[name]),
        ):
            assert admin_client.get(address).status_code == 200

    @pytest.mark.parametrize("name", names)
    def test_sends_anonymous_visitors_to_the_sign_in(self, client, name):
        for address in (f"/admin/catalog/{name}/", f"/admin/catalog/{name}/add/"):
            assert client.get(address)["Location"].startswith("/admin/login/")

    def test_is_closed_to_readers_who_are_not_staff(self, client):
        client.force_login(make_user())
        assert client.get(WORKS).status_code == 302

    def test_staff_with_leave_to_look_see_a_work_with_its_contents(self, client):
        work = full_work()
        looker = make_user(is_staff=True)
        looker.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
        client.force_login(looker)
        assert "Volume One" in words_of(client.get(change(work)))
        assert client.post(change(work), {"title": "Stolen"}).status_code == 403

    @pytest.mark.parametrize("name", names)
    @pytest.mark.parametrize("term", ["", "emma", "austen", "9781", "?!"])
    def test_is_searched(self, admin_client, name, term):
        full_work()
        assert admin_client.get(f"/admin/catalog/{name}/", {"q": term}).status_code == 200

    @pytest.mark.parametrize(
        ("model", "field"),
        [
            ("work", "main_subject"),
            ("edition", "publisher"),
            ("edition", "work"),
            ("contribution", "contributor"),
        ],
    )
    def test_long_lists_are_looked_up_as_staff_type(self, admin_client, model, field):
        full_work()
        asked = {"app_label": "catalog", "model_name": model, "field_name": field, "term": ""}
        answer = admin_client.get("/admin/autocomplete/", asked)
        assert len(answer.json()["results"]) == 1


class TestAddingAWork:
    def post(self, client, **typed):
        data = form_on(client, f"{WORKS}add/") | {"title": "Emma"} | typed
        return client.post(f"{WORKS}add/", data)

    def test_takes_contributors_editions_contents_and_blurbs_on_one_screen(self, admin_client):
        austen = make_contributor("Jane Austen")
        data = form_on(admin_client, f"{WORKS}add/") | {
            "title": "Emma",
            "contributions-0-contributor": austen.pk,
            "editions-0-isbn13": "9781572308695",
            "editions-0-contents": "1 The Therapeutic Alliance Reconsidered 1",
        }
        data[another(data, "editions") + "isbn13"] = "0-306-40615-2"
        data[another(data, "editorial_reviews") + "text"] = "A fine book."
        response = admin_client.post(f"{WORKS}add/", data)
        assert response.status_code == 302, words_of(response)
        work = Work.objects.get()
        assert [contribution.contributor for contribution in work.contributions.all()] == [austen]
        assert [edition.isbn13 for edition in work.editions.all()] == [
            "9781572308695",
            "9780306406157",
        ]
        assert work.editorial_reviews.get().text == "A fine book."
        entry = ContentsEntry.objects.get()
        assert (entry.label, entry.title, entry.page) == (
            "1",
            "The Therapeutic Alliance Reconsidered",
            "1",
        )

    def test_saves_a_work_before_it_has_an_edition(self, admin_client):
        assert self.post(admin_client).status_code == 302
        assert not Edition.objects.exists()

    def test_a_mistyped_isbn_saves_nothing_and_suggests_the_right_one(self, admin_client):
        response = self.post(admin_client, **{"editions-0-isbn13": "978-1-57230-869-6"})
        assert "the ISBN is 9781572308695" in words_of(response)
        assert not Work.objects.exists()

    def test_an_isbn_of_another_edition_is_refused(self, admin_client):
        make_edition(isbn13="9781572308695")
        response = self.post(admin_client, **{"editions-0-isbn13": "1-57230-869-9"})
        assert "The shop has an edition with this ISBN already." in words_of(response)

    @pytest.mark.parametrize(
        "field", ["title", "overview", "editions-0-contents", "editions-0-isbn13"]
    )
    def test_a_nul_character_is_an_error_at_its_field(self, admin_client, field):
        typed = {"editions-0-isbn13": "9781572308695"} | {field: "Em\0ma"}
        response = self.post(admin_client, **typed)
        assert response.status_code == 200
        assert not Work.objects.exists()

    def test_hostile_text_is_kept_and_shown_as_text(self, admin_client):
        response = self.post(admin_client, title=HOSTILE)
        assert response.status_code == 302, words_of(response)
        work = Work.objects.get(title=HOSTILE)
        for address in (WORKS, change(work), f"{WORKS}{work.pk}/delete/"):
            assert b"<script>alert" not in admin_client.get(address).content

    def test_a_title_beyond_the_limit_is_an_error(self, admin_client):
        response = self.post(admin_client, title="W" * 10_001)
        assert "The title is longer than 10,000 characters." in words_of(response)

    def test_is_undone_when_a_later_step_fails(self, admin_client, monkeypatch):
        def fail(edition, entries):
            raise RuntimeError("The disk is full.")

        monkeypatch.setattr(edition_forms, "replace_contents", fail)
        typed = {"editions-0-isbn13": "9781572308695", "editions-0-contents": "Chapter One"}
        with pytest.raises(RuntimeError):
            self.post(admin_client, **typed)
        assert not Work.objects.exists()


class TestChangingAWork:
    def save(self, client, work, **typed):
        data = form_on(client, change(work)) | typed
        response = client.post(change(work), data, follow=True)
        assert response.redirect_chain, words_of(response)
        return response

    def test_saving_without_a_change_keeps_every_row(self, admin_client):
        work = full_work()
        before = list(ContentsEntry.objects.values())
        self.save(admin_client, work)
        assert list(ContentsEntry.objects.values()) == before
        assert Contribution.objects.count() == 1
        assert "No fields changed." in words_of(admin_client.get(f"{WORKS}{work.pk}/history/"))

    def test_contents_that_are_not_touched_are_not_read_anew(self, admin_client):
        edition = make_edition()
        make_contents(edition, "From a feed,  with two spaces")
        self.save(admin_client, edition.work, **{"editions-0-pages": "20"})
        assert edition.contents.get().title == "From a feed,  with two spaces"

    def test_browsers_line_ends_are_no_change(self, admin_client):
        edition = make_edition()
        make_contents(edition, "One", "Two")
        before = list(ContentsEntry.objects.values_list("pk", flat=True))
        self.save(admin_client, edition.work, **{"editions-0-contents": "One\r\nTwo\r\n"})
        assert list(ContentsEntry.objects.values_list("pk", flat=True)) == before

    def test_changed_contents_replace_the_old_ones_of_that_edition_only(self, admin_client):
        work = full_work()
        first, second = work.editions.all()
        make_contents(second, "Kept")
        self.save(admin_client, work, **{"editions-0-contents": "1 Hartfield\n2 Donwell"})
        assert [str(entry) for entry in first.contents.all()] == ["1 Hartfield", "2 Donwell"]
        assert [entry.title for entry in second.contents.all()] == ["Kept"]

    def test_emptied_contents_are_removed(self, admin_client):
        work = full_work()
        self.save(admin_client, work, **{"editions-0-contents": ""})
        assert not ContentsEntry.objects.exists()

    def test_warns_of_pages_out_of_order_and_saves(self, admin_client):
        edition = make_edition(pages=20)
        contents = "1 One 1\n2 Two 9\n3 Three 5\n4 Four 30\n5 Five 31"
        response = self.save(admin_client, edition.work, **{"editions-0-contents": contents})
        assert "“Three” is on page 5" in words_of(response)
        assert "the book has only 20 pages" in words_of(response)
        assert edition.contents.count() == 5

    def test_many_warnings_are_counted(self, admin_client):
        edition = make_edition(pages=1)
        lines = "\n".join(f"{number} Chapter {number * 3}" for number in range(1, 31))
        response = self.save(admin_client, edition.work, **{"editions-0-contents": lines})
        assert len(response.context["messages"]) == 5 + 1 + 1
        assert "25 more pages look wrong." in words_of(response)

    def test_an_edition_can_be_deleted(self, admin_client):
        work = full_work()
        self.save(admin_client, work, **{"editions-1-DELETE": "on"})
        assert work.editions.count() == 1

    def test_links_to_the_page_of_its_leading_edition(self, admin_client):
        work = full_work()
        address = work.editions.first().get_absolute_url()
        assert f'href="{address}" class="viewsitelink"' in admin_client.get(change(work)).text

    def test_a_work_without_editions_has_no_page(self, admin_client):
        assert "viewsitelink" not in admin_client.get(change(make_work())).text

    def test_shows_the_cover_beside_its_field(self, admin_client):
        edition = make_edition(cover=upload("emma.png"))
        assert f'src="{edition.cover.url}"' in admin_client.get(change(edition.work)).text

    def test_takes_a_cover(self, admin_client):
        edition = make_edition()
        self.save(admin_client, edition.work, **{"editions-0-cover": upload("emma.png")})
        edition.refresh_from_db()
        assert edition.cover.name.startswith(f"covers/{edition.isbn13}-")

    def test_a_new_edition_comes_with_its_cover(self, admin_client):
        work = make_work()
        data = form_on(admin_client, change(work))
        start = another(data, "editions")
        data |= {start + "isbn13": "9781572308695", start + "cover": upload("emma.png")}
        assert admin_client.post(change(work), data).status_code == 302
        assert Edition.objects.get().cover.name.startswith("covers/9781572308695-")

    def test_an_error_among_the_details_is_not_folded_away(self, admin_client):
        work = make_edition(pages=10).work
        data = form_on(admin_client, change(work)) | {"editions-0-pages": "-1"}
        page = html.fromstring(admin_client.post(change(work), data).text)
        (error,) = page.xpath("//div[contains(@class, 'field-pages')]//ul[@class='errorlist']//li")
        assert not error.xpath("ancestor::details[not(@open)]")


class TestCover:
    """The rules are those of covers from feeds."""

    @pytest.fixture(autouse=True)
    def storage(self, monkeypatch) -> InMemoryStorage:
        storage = InMemoryStorage()
        monkeypatch.setattr(Edition._meta.get_field("cover"), "storage", storage)
        return storage

    @pytest.fixture
    def send(self, admin_client, django_capture_on_commit_callbacks):
        def send(edition, **typed):
            data = form_on(admin_client, change(edition)) | typed
            with django_capture_on_commit_callbacks(execute=True):
                response = admin_client.post(change(edition), data)
            edition.refresh_from_db()
            return response

        return send

    @pytest.mark.parametrize(
        ("kind", "extension"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")]
    )
    def test_is_named_for_its_book_and_content(self, send, storage, kind, extension):
        edition = make_edition(isbn13="9781572308695")
        send(edition, cover=upload("emma.pdf", kind))
        assert re.fullmatch(rf"covers/9781572308695-[0-9a-f]{{8}}\.{extension}", edition.cover.name)
        assert storage.exists(edition.cover.name)
        assert (edition.cover_width, edition.cover_height) == (20, 30)

    @pytest.mark.parametrize("kind", ["TIFF", "GIF", "BMP"])
    def test_in_another_format_is_refused(self, send, storage, kind):
        edition = make_edition()
        response = send(edition, cover=upload("emma.jpg", kind))
        assert "this is not a whole JPEG, PNG or WebP picture." in words_of(response)
        assert not edition.cover
        assert not storage.exists("covers")

    @pytest.mark.parametrize("cut", [slice(0, 60), slice(0, 0)])
    def test_that_is_cut_off_is_refused(self, send, cut):
        edition = make_edition()
        send(edition, cover=SimpleUploadedFile("emma.png", picture()[cut]))
        assert not edition.cover

    def test_of_too_many_pixels_is_refused(self, send):
        edition = make_edition()
        too_large = SimpleUploadedFile("emma.png", picture(size=(10_000, 5_001)))
        assert "more than 50,000,000 pixels" in words_of(send(edition, cover=too_large))
        assert not edition.cover

    def test_in_too_large_a_file_is_refused(self, send):
        edition = make_edition()
        too_large = SimpleUploadedFile("emma.png", picture() + bytes(20_000_000))
        assert "larger than 20,000,000 bytes" in words_of(send(edition, cover=too_large))
        assert not edition.cover

    def test_leaves_the_file_of_the_old_one_for_the_way_back(self, send, storage):
        edition = make_edition()
        send(edition, cover=upload("emma.png"))
        old = edition.cover.name
        send(edition, cover=upload("emma.png", color="blue"))
        assert edition.cover.name != old
        assert storage.exists(old)
        assert storage.exists(edition.cover.name)

    def test_sent_again_keeps_its_name(self, send, storage):
        edition = make_edition()
        send(edition, cover=upload("emma.png"))
        name = edition.cover.name
        send(edition, cover=upload("other.png"))
        assert edition.cover.name == name
        assert storage.open(name).read() == picture()

    def test_can_be_taken_away(self, admin_client, send, storage):
        edition = make_edition()
        send(edition, cover=upload("emma.png"))
        assert 'name="cover-clear"' in admin_client.get(change(edition)).text
        send(edition, **{"cover-clear": "on"})
        assert (edition.cover.name, edition.cover_width) == ("", None)

    @pytest.mark.parametrize("name", ["edition", "work"])
    def test_waits_with_its_deleted_book_for_the_way_back(
        self, admin_client, send, storage, name, django_capture_on_commit_callbacks
    ):
        edition = make_edition()
        send(edition, cover=upload("emma.png"))
        row = edition if name == "edition" else edition.work
        with django_capture_on_commit_callbacks(execute=True):
            admin_client.post(f"/admin/catalog/{name}/{row.pk}/delete/", {"post": "yes"})
        assert not Edition.objects.exists()
        assert storage.exists(edition.cover.name)

    @pytest.mark.parametrize("name", ["edition", "work"])
    def test_goes_with_a_book_that_has_no_versions(
        self, send, storage, name, django_capture_on_commit_callbacks
    ):
        edition = make_edition()
        send(edition, cover=upload("emma.png"))
        Version.objects.all().delete()
        with django_capture_on_commit_callbacks(execute=True):
            (edition if name == "edition" else edition.work).delete()
        assert storage.listdir("covers")[1] == []

    @pytest.mark.parametrize("has_cover", [True, False])
    def test_preview_is_of_what_is_stored_when_the_form_has_an_error(
        self, admin_client, send, has_cover
    ):
        edition = make_edition()
        if has_cover:
            send(edition, cover=upload("emma.png"))
        for row, start in ((edition, ""), (edition.work, "editions-0-")):
            data = form_on(admin_client, change(row))
            data |= {start + "cover": upload("blue.png", color="blue"), start + "isbn13": "1"}
            page = html.fromstring(admin_client.post(change(row), data).text)
            shown = page.xpath("//img[@class='cover-preview']/@src")
            assert shown == ([edition.cover.url] if has_cover else [])

    def test_that_is_not_touched_stays(self, send, storage):
        edition = make_edition()
        send(edition, cover=upload("emma.png"))
        send(edition, pages="20")
        assert storage.exists(edition.cover.name)

    def test_stays_when_the_form_has_another_error(self, send, storage):
        edition = make_edition()
        send(edition, cover=upload("emma.png"))
        name = edition.cover.name
        send(edition, cover=upload("emma.png", color="blue"), isbn13="1")
        assert edition.cover.name == name
        assert len(originals(storage)) == 1


class TestWorkList:
    def test_shows_title_byline_and_number_of_editions(self, admin_client):
        full_work()
        assert rows_of(admin_client.get(WORKS)) == ["Emma | by Jane Austen | 2 | FICTION"]

    def test_shortens_long_titles(self, admin_client):
        make_work("W" * 9_000)
        assert "W" * 81 not in rows_of(admin_client.get(WORKS))[0]

    @pytest.mark.parametrize("term", ["EMMA", "emma austen", "1-57230-869-9", "978-1-57230"])
    def test_is_searched_by_title_contributor_and_isbn(self, admin_client, term):
        make_edition(make_work("Emma", author="Jane Austen"), isbn13="9781572308695")
        make_work("Persuasion", author="Anne Elliot")
        assert [row.split()[0] for row in rows_of(admin_client.get(WORKS, {"q": term}))] == ["Emma"]

    def test_finds_two_contributors_together(self, admin_client):
        work = make_work("Alliance", author="Jeremy Safran")
        Contribution.objects.create(work=work, contributor=make_contributor("Christopher Muran"))
        assert len(rows_of(admin_client.get(WORKS, {"q": "muran safran"}))) == 1

    def test_is_filtered_by_format_and_publisher_without_repeats(self, admin_client):
        work = make_work("Emma")
        publisher = make_publisher()
        for _ in range(2):
            make_edition(work, product_form="BB", publisher=publisher)
        make_edition(make_work("Persuasion"))
        asked = {"format": "Hardcover (Print)", "publisher": publisher.pk}
        assert rows_of(admin_client.get(WORKS, asked)) == ["Emma | - | 2 | -"]

    def test_filters_keep_each_other(self, admin_client):
        make_edition(product_form="BB")
        page = admin_client.get(WORKS, {"format": "Hardcover (Print)"}).text
        assert '<input type="hidden" name="format" value="Hardcover (Print)">' in page

    @pytest.mark.parametrize("value", ["0", "99999999999999999999", "x", "\0"])
    def test_a_filter_that_makes_no_sense_breaks_nothing(self, admin_client, value):
        response = admin_client.get(WORKS, {"publisher": value}, follow=True)
        assert response.status_code == 200

    def test_takes_as_many_queries_for_30_works_as_for_one(
        self, admin_client, django_assert_max_num_queries
    ):
        full_work()
        with django_assert_max_num_queries(20) as one:
            admin_client.get(WORKS)
        for number in range(29):
            make_edition(
                make_work(f"Work {number}", author=f"Author {number}", main_subject=make_subject())
            )
        with django_assert_max_num_queries(len(one)):
            assert len(rows_of(admin_client.get(WORKS))) == 30


class TestEdition:
    def save(self, client, edition, **typed):
        data = form_on(client, change(edition)) | typed
        response = client.post(change(edition), data, follow=True)
        edition.refresh_from_db()
        return response

    @pytest.mark.parametrize("term", ["9781572308695", "1-57230-869-9", "978 1 57230", "emma"])
    def test_is_found_by_isbn_in_any_spelling_and_by_title(self, admin_client, term):
        make_edition(make_work("Emma"), isbn13="9781572308695")
        make_edition(make_work("Persuasion"))
        assert len(rows_of(admin_client.get(EDITIONS, {"q": term}))) == 1

    def test_is_named_by_its_title_where_it_is_looked_up(self, admin_client):
        make_edition(make_work("Emma"), isbn13="9781572308695")
        asked = {"app_label": "marketplace", "model_name": "offer", "field_name": "edition"}
        address = reverse("admin:catalog_edition_lookup")
        (found,) = admin_client.get(address, {**asked, "term": "1572308699"}).json()["results"]
        assert found["text"] == "Emma · Paperback (Print) · 9781572308695"

    def test_the_look_up_is_closed_to_visitors(self):
        assert Client().get(reverse("admin:catalog_edition_lookup")).status_code == 302

    def test_what_the_publisher_says_is_chosen_by_its_words(self, admin_client):
        edition = make_edition()
        page = admin_client.get(change(edition)).text
        assert "Active (04)" in page
        self.save(admin_client, edition, publishing_status="04", availability="51")
        assert (edition.publishing_status, edition.availability) == ("04", "51")
        assert "is not one of the available choices" in words_of(
            self.save(admin_client, edition, availability="ZZ")
        )

    def test_lengths_are_typed_in_the_unit_of_the_shop(self, admin_client):
        edition = make_edition()
        self.save(admin_client, edition, width_mm="5.90", height_mm="8.9", depth_mm="")
        assert (edition.width_mm, edition.height_mm) == (Decimal("149.860"), Decimal("226.060"))
        assert form_on(admin_client, change(edition))["width_mm"] == ["5.90"]

    def test_a_length_that_is_not_touched_is_not_rounded(self, admin_client):
        edition = make_edition(width_mm=Decimal("150.000"))
        self.save(admin_client, edition, pages="20")
        assert (edition.pages, edition.width_mm) == (20, Decimal("150.000"))

    @pytest.mark.parametrize("width", ["0", "-1", "9999", "NaN", "wide"])
    def test_an_impossible_length_is_an_error(self, admin_client, width):
        edition = make_edition()
        assert not self.save(admin_client, edition, width_mm=width).redirect_chain
        assert edition.width_mm is None

    @pytest.mark.parametrize(
        ("precision", "stored"),
        [("day", (2003, 5, 22)), ("month", (2003, 5, 1)), ("year", (2003, 1, 1))],
    )
    def test_keeps_no_more_of_a_date_than_is_known(self, admin_client, precision, stored):
        edition = make_edition()
        typed = {"published_on": "2003-05-22", "published_precision": precision}
        self.save(admin_client, edition, **typed)
        assert edition.published_on == date(*stored)

    def test_a_list_price_is_seen_on_the_day_it_is_typed(self, admin_client):
        edition = make_edition(list_price=Decimal("9.99"), list_price_seen_on=date(2020, 1, 1))
        self.save(admin_client, edition, pages="20")
        assert edition.list_price_seen_on == date(2020, 1, 1)
        self.save(admin_client, edition, list_price="12.99")
        assert edition.list_price_seen_on == timezone.localdate()
        self.save(admin_client, edition, list_price="")
        assert (edition.list_price, edition.list_price_seen_on) == (None, None)

    def test_warns_of_pages_beyond_the_last(self, admin_client):
        edition = make_edition()
        response = self.save(admin_client, edition, contents="1 One 1\n2 Two 9", pages="5")
        assert "the book has only 5 pages" in words_of(response)

    def test_contents_too_long_for_a_row_are_an_error(self, admin_client):
        edition = make_edition()
        response = self.save(admin_client, edition, contents="W" * 10_001)
        assert "is longer than 10,000 characters." in words_of(response)

    @pytest.mark.parametrize(
        ("isbn13", "isbn10"), [("9781572308695", "1572308699"), ("9791032305690", "-")]
    )
    def test_shows_its_isbn_10(self, admin_client, isbn13, isbn10):
        page = words_of(admin_client.get(change(make_edition(isbn13=isbn13))))
        assert f"ISBN-10: {isbn10}" in page

    def test_is_viewed_on_the_site(self, admin_client):
        edition = make_edition()
        link = admin_client.get(change(edition)).context["absolute_url"]
        assert admin_client.get(link)["Location"].endswith(edition.get_absolute_url())


class TestNames:
    def add(self, client, model, /, **typed):
        address = f"/admin/catalog/{model}/add/"
        return client.post(address, form_on(client, address) | typed)

    def test_a_slug_is_made_when_it_is_left_empty(self, admin_client):
        make_contributor("Jane Austen")
        self.add(admin_client, "contributor", name="Jane Austen")
        assert Contributor.objects.filter(slug="jane-austen-2").exists()

    def test_a_slug_can_be_typed(self, admin_client):
        self.add(admin_client, "publisher", name="Quiet Press", slug="quiet")
        assert Publisher.objects.get().slug == "quiet"

    @pytest.mark.parametrize("slug", ["a/b", "a b", "../x", "?"])
    def test_a_slug_that_is_no_part_of_an_address_is_refused(self, admin_client, slug):
        self.add(admin_client, "contributor", name="Jane Austen", slug=slug)
        assert not Contributor.objects.exists()

    def test_a_missing_name_is_an_error(self, admin_client):
        response = self.add(admin_client, "contributor", name="")
        assert "This field is required." in words_of(response)

    def test_a_subject_is_named_by_its_heading(self, admin_client):
        self.add(admin_client, "subject", heading="FICTION / General", scheme="10", code="FIC000")
        assert Subject.objects.get().slug == "fiction-general"

    def test_a_contributor_is_found_without_accents(self, admin_client):
        make_contributor("Éva Ünnep")
        assert (
            len(rows_of(admin_client.get("/admin/catalog/contributor/", {"q": "unnep eva"}))) == 1
        )
