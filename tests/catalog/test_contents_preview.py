"""Staff see the structure of the contents that they type."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from lxml.html import fromstring

from tests.admin_pages import words_of
from tests.factories import make_contents, make_edition, make_user

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/catalog/edition/contents/"
TYPED = "1 The Beginning 1\n\tA Section 5\n2 The End 30"


def test_shows_levels_numbers_titles_and_pages(admin_client):
    words = words_of(admin_client.post(ADDRESS, {"contents": TYPED}))
    assert "3 entries on 2 levels." in words
    assert "11The Beginning1 2A Section5 12The End30" in words


def test_warns_of_pages_that_fall(admin_client):
    words = words_of(admin_client.post(ADDRESS, {"contents": "1 One | 30\n2 Two | 7"}))
    assert "1 page looks wrong" in words
    assert "is on page 7" in words


@pytest.mark.parametrize(("pages", "warned"), [("20", True), ("30", False), ("2x", False)])
def test_warns_of_pages_past_the_end(admin_client, pages, warned):
    words = words_of(admin_client.post(ADDRESS, {"contents": TYPED, "pages": pages}))
    assert ("the book has only 20 pages" in words) is warned


def test_an_empty_text_has_no_entries(admin_client):
    assert "No entries yet." in words_of(admin_client.post(ADDRESS, {"contents": " \n"}))


def test_what_is_typed_is_shown_as_text(admin_client):
    answer = admin_client.post(ADDRESS, {"contents": "<script>alert(1)</script>"})
    assert "<script" not in answer.text


def test_a_long_list_is_cut_short(admin_client):
    lines = "\n".join(f"Chapter of number {number} | " for number in range(510))
    assert "10 more entries are not shown" in words_of(
        admin_client.post(ADDRESS, {"contents": lines})
    )


def test_a_nul_character_is_refused(admin_client):
    assert admin_client.post(ADDRESS, {"contents": "\0"}).status_code == 400


def test_is_only_asked_by_posting(admin_client):
    assert admin_client.get(ADDRESS).status_code == 405


def test_is_closed_to_readers(client):
    client.force_login(make_user())
    assert client.post(ADDRESS, {"contents": TYPED}).status_code == 302


def test_is_closed_to_staff_who_may_not_see_editions(client):
    client.force_login(make_user(is_staff=True))
    assert client.post(ADDRESS, {"contents": TYPED}).status_code == 403


def test_is_open_to_staff_who_may_see_editions(client):
    staff = make_user(is_staff=True)
    staff.user_permissions.set(Permission.objects.filter(codename="view_edition"))
    client.force_login(staff)
    assert client.post(ADDRESS, {"contents": TYPED}).status_code == 200


def test_is_not_asked_from_other_sites(admin_user):
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)
    assert client.post(ADDRESS, {"contents": TYPED}).status_code == 403


def test_stands_below_the_text_without_a_script(admin_client):
    edition = make_edition()
    make_contents(edition, "Volume One", "Volume Two")
    for row in (edition, edition.work):
        page = admin_client.get(f"/admin/catalog/{row._meta.model_name}/{row.pk}/change/")
        assert "2 entries on 1 level." in words_of(page)


class TestTheButtonForThoseWithoutScripts:
    def test_shows_the_structure_in_a_page(self, admin_client):
        typed = {"field": "editions-0-contents", "editions-0-contents": TYPED, "title": "Emma"}
        words = words_of(admin_client.post(ADDRESS, typed | {"editions-0-pages": "20"}))
        assert "3 entries on 2 levels; 1 page looks wrong." in words
        assert "Nothing is saved" in words

    def test_leaves_the_edition_as_it_was(self, admin_client):
        edition = make_edition()
        page = f"/admin/catalog/edition/{edition.pk}/change/"
        form = admin_client.get(page)
        assert f'formaction="{ADDRESS}"' in form.text
        admin_client.post(ADDRESS, {"field": "contents", "contents": TYPED})
        assert not edition.contents.exists()

    def test_is_not_what_enter_presses(self, admin_client):
        page = admin_client.get(f"/admin/catalog/edition/{make_edition().pk}/change/")
        buttons = fromstring(page.content).xpath("//form//*[@type='submit']/@name")
        form_buttons = [name for name in buttons if name in ("_save", "field")]
        assert form_buttons[0] == "_save"
