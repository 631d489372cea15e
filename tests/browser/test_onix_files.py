"""A catalogue editor sends a feed with faults, reads the report, and mends a record."""

import pytest
from django.conf import settings
from django.test import Client

from catalog.models import Edition, OnixRecord
from catalog.runs.onix import load_run
from tests.catalog.onix.messages import OTHER_ISBN, make_message, make_product, make_title
from tests.factories import make_in_role

NARROW = {"viewport": {"width": 320, "height": 640}}
WRONG, RIGHT = "9780141439588", "9780141439587"
THIRD = "9780141439518"
FAULTY = {
    "wrong check digit": make_product(WRONG, title=make_title("Persuasion")),
    "no more than a prefix": make_product("978", title=make_title("Lady Susan")),
    "no title": make_product(THIRD, title=""),
    "a second record": make_product(OTHER_ISBN, title=make_title("Sanditon")),
    "a title too long": make_product("9780141199078", title=make_title("Long " * 2_500)),
}
FEED = make_message(make_product(OTHER_ISBN), *FAULTY.values())


@pytest.fixture
def editor(shopper, monkeypatch):
    """Erin, signed in; files are loaded at once, since a process of its own has another memory."""
    monkeypatch.setattr("catalog.admin.runs.start", lambda run, _: list(load_run(run)))
    client = Client()
    client.force_login(make_in_role("Catalogue editor"))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    shopper.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": shopper.address}]
    )
    return shopper


def send(editor):
    page = editor.open("/admin/catalog/onixrun/add/")
    feed = {"name": "spring.xml", "mimeType": "text/xml", "buffer": FEED.encode()}
    page.get_by_label("Send a file").set_input_files(files=[feed])
    page.get_by_role("button", name="Load it").click()
    page.wait_for_url("**/change/")
    return page


def test_a_faulty_record_is_mended_and_its_book_is_there(editor):
    page = send(editor)
    assert page.locator("tr:has(th:text-is('Created')) td").inner_text() == "1"
    assert "5, of which 4 wait" in page.locator("tr:has(th:text-is('Refused')) td").inner_text()
    reasons = page.locator(".feed-refused tbody").inner_text()
    for words in ("it would be 9780141439587", "“978” is not", "no title", "already", "characters"):
        assert words in reasons

    page.get_by_role("link", name=f"Mend record test.{WRONG}").click()
    assert page.locator("#id_title").input_value() == "Persuasion"
    page.get_by_role("button", name="Save and load it").click()
    assert "it would be" in page.locator(".field-isbn .errorlist").inner_text()
    page.locator("#id_isbn").fill(RIGHT)
    page.get_by_role("button", name="Save and load it").click()
    assert "It was mended by" in page.locator("#content").inner_text()
    assert "wait to be mended: 3" in page.locator("#content").inner_text()

    page.get_by_role("link", name="See the book").click()
    page.wait_for_url(f"**{Edition.objects.get(isbn13=RIGHT).get_absolute_url()}")
    assert "Persuasion" in page.locator("h1").inner_text()


@pytest.mark.parametrize("shopper", [NARROW], indirect=True)
def test_nothing_is_wider_than_a_narrow_screen(editor):
    page = send(editor)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.goto(
        f"{editor.address}/admin/catalog/onixrecord/{OnixRecord.objects.open()[0].pk}/change/"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
