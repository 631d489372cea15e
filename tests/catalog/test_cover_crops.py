"""What is cut off a cover, and how staff cut it."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.contrib.auth.models import Permission
from django.core.files.storage import InMemoryStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from reversion.models import Version

from catalog.cover_crops import Cuts, cropped, white_border
from catalog.covers import crop_cover
from catalog.history.going_back import go_back
from catalog.history.versions import revisions_of
from catalog.importing import Outcome
from catalog.loading import load_file
from catalog.models import Edition
from tests.admin_pages import another, form_on, words_of
from tests.catalog.onix.messages import ISBN, make_cover, make_product, write_message
from tests.catalog.test_admin import change
from tests.factories import make_edition, make_user, make_work

EDGES = ("left", "top", "right", "bottom")
TENTHS = st.integers(0, 450).map(lambda tenths: Decimal(tenths) / 10)


def bordered(
    color="red", *, size=(400, 600), inside=(40, 30, 380, 540), paper="white", kind="PNG"
) -> bytes:
    """Return a picture with a border: by default 10% left, 5% above, 5% right, 10% below."""
    picture = Image.new("RGB", size, paper)
    picture.paste(color, inside)
    file = BytesIO()
    picture.save(file, kind)
    return file.getvalue()


def cut(**percent: float) -> dict[str, str]:
    """Return what staff type to cut so much off the edges."""
    return {f"cover_cut_{edge}": str(percent.get(edge, 0)) for edge in EDGES}


class TestWhiteBorder:
    @pytest.mark.parametrize("paper", ["white", "#f4f2ee"])
    def test_ends_where_the_picture_begins(self, paper):
        cuts = white_border(bordered(paper=paper))
        assert cuts == Cuts(Decimal(10), Decimal(5), Decimal(5), Decimal(10))

    def test_is_found_in_the_noise_of_a_jpeg(self):
        left = white_border(bordered("#203040", kind="JPEG")).left
        assert abs(left - 10) < Decimal("0.5")

    def test_of_a_large_scan_passes_over_specks_of_dust(self):
        with Image.open(BytesIO(bordered(size=(4000, 6000), inside=(400, 300, 3800, 5400)))) as it:
            it.putpixel((5, 5), (120, 120, 120))
            file = BytesIO()
            it.save(file, "PNG")
        assert white_border(file.getvalue()).left == 10

    @pytest.mark.parametrize("color", ["#ffd8ff", "#d8ffff", "#ffffd8"])
    def test_ends_at_pale_colors_too(self, color):
        assert white_border(bordered(color)).left == 10

    @pytest.mark.parametrize("inside", [(0, 0, 400, 600), (0, 0, 0, 0)])
    def test_is_none_of_a_picture_without_one_and_of_an_empty_one(self, inside):
        assert not white_border(bordered(inside=inside))


class TestCuts:
    @given(TENTHS, TENTHS, TENTHS, TENTHS, st.integers(1, 5000), st.integers(1, 5000))
    def test_leave_a_box_inside_of_the_picture(self, left, top, right, bottom, width, height):
        box = Cuts(left, top, right, bottom).box(width, height)
        assert 0 <= box[0] <= box[2] <= width
        assert 0 <= box[1] <= box[3] <= height

    def test_leave_what_is_inside(self):
        cuts = Cuts(Decimal(10), Decimal(5), Decimal(5), Decimal(10))
        with Image.open(BytesIO(cropped(bordered(), cuts))) as picture:
            assert picture.size == (340, 510)
            assert all(channel == 0 for channel in picture.getpixel((0, 0))[1:])

    def test_are_of_the_picture_as_it_is_seen(self):
        exif, file = Image.Exif(), BytesIO()
        exif[0x0112] = 6
        Image.new("RGB", (600, 400), "red").save(file, "JPEG", exif=exif)
        with Image.open(BytesIO(cropped(file.getvalue(), Cuts(top=Decimal(50))))) as picture:
            assert picture.size == (400, 300)


@pytest.fixture(autouse=True)
def storage(monkeypatch) -> InMemoryStorage:
    storage = InMemoryStorage()
    for name in ("cover", "cover_original"):
        monkeypatch.setattr(Edition._meta.get_field(name), "storage", storage)
    return storage


@pytest.fixture
def send(admin_client, django_capture_on_commit_callbacks):
    def send(edition, *, picture=b"", **typed):
        if picture:
            typed["cover"] = SimpleUploadedFile("emma.png", picture)
        data = form_on(admin_client, change(edition)) | typed
        with django_capture_on_commit_callbacks(execute=True):
            response = admin_client.post(change(edition), data)
        edition.refresh_from_db()
        return response

    return send


@pytest.fixture
def edition(send):
    """An edition with a cover of 400 × 600 pixels that nobody has cut."""
    edition = make_edition(isbn13=ISBN)
    send(edition, picture=bordered())
    return edition


def kept(edition):
    return set(edition.staff_edits.values_list("field", flat=True))


def cuts_of(edition):
    return [getattr(edition, f"cover_cut_{edge}") for edge in EDGES]


def size_of(edition):
    return edition.cover_width, edition.cover_height


@pytest.mark.django_db
class TestStaff:
    def test_cut_a_cover_by_percent(self, send, edition, storage):
        original = edition.cover.name
        send(edition, **cut(left=10, bottom=2.5))
        assert size_of(edition) == (360, 585)
        assert edition.cover_original.name == original != edition.cover.name
        assert storage.open(original).read() == bordered()
        with Image.open(storage.open(edition.cover.name)) as shown:
            assert shown.size == (360, 585)

    def test_get_thumbnails_of_what_is_left(self, send, edition, storage):
        send(edition, **cut(left=50))
        assert edition.cover_widths == "160 320"
        with Image.open(storage.open(edition.cover_sources["jpg"].files[0][0])) as thumbnail:
            assert thumbnail.size == (160, 480)

    def test_see_what_is_cut_and_can_open_the_picture_that_was_sent(
        self, admin_client, send, edition
    ):
        send(edition, **cut(left=10))
        page = admin_client.get(change(edition)).text
        assert form_on(admin_client, change(edition))["cover_cut_left"] == ["10.0"]
        assert f'src="{edition.cover.url}"' in page
        assert f'href="{edition.cover_original.url}"' in page

    def test_trim_the_white_border(self, send, edition):
        send(edition, cover_trim="on")
        assert size_of(edition) == (340, 510)
        assert cuts_of(edition) == [10, 5, 5, 10]

    def test_trim_a_picture_while_they_send_it(self, send):
        edition = make_edition()
        send(edition, picture=bordered(), cover_trim="on")
        assert size_of(edition) == (340, 510)
        assert edition.cover_original.name

    def test_cut_in_the_screen_of_a_work(self, admin_client, edition):
        data = form_on(admin_client, change(edition.work)) | {"editions-0-cover_cut_top": "50"}
        assert admin_client.post(change(edition.work), data).status_code == 302
        edition.refresh_from_db()
        assert size_of(edition) == (400, 300)
        assert kept(edition) == {"cover"}

    def test_add_an_edition_without_a_cover(self, admin_client):
        work = make_work()
        data = form_on(admin_client, change(work))
        data[another(data, "editions") + "isbn13"] = ISBN
        another(data, "editions")
        assert admin_client.post(change(work), data).status_code == 302
        assert work.editions.get().isbn13 == ISBN

    def test_cut_again_from_the_picture_that_was_sent(self, send, edition):
        send(edition, **cut(left=50))
        send(edition, **cut(left=25))
        assert size_of(edition) == (300, 600)

    @pytest.mark.parametrize("nothing", ["0", ""])
    def test_get_the_picture_back_with_nothing_cut(self, send, edition, storage, nothing):
        original = edition.cover.name
        send(edition, **cut(left=10))
        send(edition, **dict.fromkeys(cut(), nothing))
        assert (edition.cover.name, edition.cover_original.name) == (original, "")
        assert size_of(edition) == (400, 600)
        assert edition.cover_widths == "160 320 512"
        assert storage.open(original).read() == bordered()

    def test_begin_anew_with_a_new_picture(self, send, edition):
        send(edition, **cut(left=10))
        send(edition, picture=bordered("blue"))
        assert size_of(edition) == (400, 600)
        assert (edition.cover_original.name, cuts_of(edition)) == ("", [0, 0, 0, 0])

    def test_take_a_cropped_cover_away(self, send, edition):
        send(edition, **cut(left=10))
        send(edition, **{"cover-clear": "on"})
        assert (edition.cover.name, edition.cover_original.name) == ("", "")
        assert cuts_of(edition) == [0, 0, 0, 0]

    def test_keep_a_crop_that_they_do_not_touch(self, send, edition):
        send(edition, **cut(left=10))
        name = edition.cover.name
        edition.staff_edits.all().delete()
        send(edition, pages="20")
        assert edition.cover.name == name
        assert kept(edition) == {"pages"}

    def test_keep_what_they_cut_from_feeds(self, send, edition):
        edition.staff_edits.all().delete()
        send(edition, **cut(left=10))
        assert kept(edition) == {"cover"}

    def test_who_may_only_look_see_the_cuts(self, send, edition, client):
        send(edition, **cut(left=12.5))
        reader = make_user(is_staff=True)
        reader.user_permissions.add(Permission.objects.get(codename="view_edition"))
        client.force_login(reader)
        assert "12.5" in words_of(client.get(change(edition)))


@pytest.mark.django_db
class TestACropIsRefused:
    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            (cut(left=45, right=46), "At most 90% of the cover can be cut off."),
            (cut(top=50, bottom=50), "At most 90% of the cover can be cut off."),
            (cut(left=80), "Only 80 × 600 pixels of the cover would be left"),
            (cut(left=91), "less than or equal to 90"),
            (cut(left=-1), "greater than or equal to 0"),
            (cut() | {"cover_cut_left": "a bit"}, "Enter a number."),
        ],
    )
    def test_with_words_that_say_what_to_do(self, send, edition, typed, words):
        name = edition.cover.name
        assert words in words_of(send(edition, **typed))
        assert (edition.cover.name, edition.cover_original.name) == (name, "")

    @pytest.mark.parametrize("typed", [cut(left=5), {"cover_trim": "on"}])
    def test_without_a_cover(self, send, typed):
        assert "there is none. Send a picture." in words_of(send(make_edition(), **typed))

    def test_without_a_white_border(self, send):
        edition = make_edition()
        response = send(edition, picture=bordered(paper="red"), cover_trim="on")
        assert "no white border was found." in words_of(response)
        assert not edition.cover

    def test_when_the_file_is_gone(self, admin_client, edition, storage):
        data = form_on(admin_client, change(edition)) | cut(left=10)
        storage.delete(edition.cover.name)
        response = admin_client.post(change(edition), data)
        assert "its file cannot be opened." in words_of(response)


@pytest.mark.django_db
class TestFilesOfACrop:
    def test_go_when_another_crop_takes_their_place(
        self, edition, storage, django_capture_on_commit_callbacks
    ):
        Version.objects.all().delete()
        with django_capture_on_commit_callbacks(execute=True):
            crop_cover(edition, Cuts(left=Decimal(10)))
        first, original = edition.cover.name, edition.cover_original.name
        with django_capture_on_commit_callbacks(execute=True):
            crop_cover(edition, Cuts(left=Decimal(20)))
        assert not storage.exists(first)
        assert storage.exists(original)
        assert storage.exists(edition.cover.name)

    @pytest.mark.parametrize("name", ["edition", "work"])
    def test_go_with_their_book(
        self, send, edition, storage, name, django_capture_on_commit_callbacks
    ):
        send(edition, **cut(left=10))
        Version.objects.all().delete()
        with django_capture_on_commit_callbacks(execute=True):
            (edition if name == "edition" else edition.work).delete()
        assert storage.listdir("covers")[1] == []

    def test_are_found_on_the_way_back(self, send, edition, storage):
        send(edition, **cut(left=10))
        shown, original = edition.cover.name, edition.cover_original.name
        send(edition, picture=bordered("blue"))
        go_back(revisions_of(edition.work_id)[1], staff=None)
        edition.refresh_from_db()
        assert (edition.cover.name, edition.cover_original.name) == (shown, original)
        assert cuts_of(edition) == [10, 0, 0, 0]
        assert storage.exists(shown)
        assert storage.exists(original)

    def test_that_are_lost_do_not_stop_the_way_back(self, send, edition, storage):
        send(edition, **cut(left=10))
        shown, original = edition.cover.name, edition.cover_original.name
        send(edition, picture=bordered("blue"))
        storage.delete(original)
        _, left_out = go_back(revisions_of(edition.work_id)[1], staff=None)
        edition.refresh_from_db()
        assert (edition.cover.name, edition.cover_original.name) == (shown, "")
        assert original in " ".join(left_out)

    def test_that_are_all_lost_do_not_stop_the_way_back(self, send, edition, storage):
        send(edition, **cut(left=10))
        send(edition, **{"cover-clear": "on"})
        for name in storage.listdir("covers")[1]:
            storage.delete(f"covers/{name}")
        go_back(revisions_of(edition.work_id)[1], staff=None)
        edition.refresh_from_db()
        assert (edition.cover.name, edition.cover_widths) == ("", "")


@pytest.mark.django_db
class TestFeeds:
    PRODUCT = make_product(ISBN, collateral=make_cover("emma.png"))

    @pytest.fixture
    def feed(self, tmp_path, django_capture_on_commit_callbacks):
        def feed(content):
            (tmp_path / "emma.png").write_bytes(content)
            with django_capture_on_commit_callbacks(execute=True):
                (result,) = load_file(write_message(tmp_path, self.PRODUCT))
            return result

        return feed

    @pytest.fixture
    def cropped_edition(self, feed, send):
        """An edition whose cover came from a feed and was cut; feeds may change it again."""
        feed(bordered())
        edition = Edition.objects.get()
        send(edition, **cut(left=10))
        edition.staff_edits.all().delete()
        Version.objects.all().delete()
        return edition

    def test_that_send_the_picture_again_leave_it_cropped(self, feed, cropped_edition):
        assert feed(bordered()).outcome is Outcome.UNCHANGED
        cropped_edition.refresh_from_db()
        assert size_of(cropped_edition) == (360, 600)

    def test_that_send_the_cropped_picture_back_change_nothing(
        self, feed, cropped_edition, storage
    ):
        sent = storage.open(cropped_edition.cover.name).read()
        assert feed(sent).outcome is Outcome.UNCHANGED
        cropped_edition.refresh_from_db()
        assert cropped_edition.cover_original.name

    def test_that_send_a_new_picture_replace_both(self, feed, cropped_edition, storage):
        old = {cropped_edition.cover.name, cropped_edition.cover_original.name}
        assert feed(bordered("blue")).outcome is Outcome.CHANGED
        cropped_edition.refresh_from_db()
        assert size_of(cropped_edition) == (400, 600)
        assert cropped_edition.cover_original.name == ""
        assert cuts_of(cropped_edition) == [0, 0, 0, 0]
        assert not any(map(storage.exists, old))

    def test_do_not_replace_what_staff_cut(self, feed, send):
        feed(bordered())
        edition = Edition.objects.get()
        send(edition, **cut(left=10))
        assert "staff chose another one" in feed(bordered("blue")).warnings[0]
        edition.refresh_from_db()
        assert size_of(edition) == (360, 600)
