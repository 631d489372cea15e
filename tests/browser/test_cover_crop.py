"""A cover is cropped with handles; the fields in percent say what is sent."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from catalog.covers import read_picture, replace_cover
from catalog.models import Edition
from tests.browser.staff import sign_in_staff
from tests.factories import make_edition, make_user


def picture() -> bytes:
    content = BytesIO()
    Image.new("RGB", (400, 600), "red").save(content, "PNG")
    return content.getvalue()


@pytest.fixture
def edition(transactional_db) -> Edition:
    edition = make_edition()
    replace_cover(edition, read_picture(picture()))
    return edition


@pytest.fixture
def form(browser: Browser, live_server, edition) -> Page:
    page = sign_in_staff(browser, live_server.url, make_user(is_staff=True, is_superuser=True))
    page.wait_for_url("**/admin/moderation/**")
    page.goto(f"{live_server.url}/admin/catalog/edition/{edition.pk}/change/")
    return page


def test_keys_move_a_handle_and_fill_the_field(form):
    left = form.get_by_role("slider", name="Cut off left")
    left.press("ArrowRight")
    left.press("Shift+ArrowRight")
    expect(form.get_by_label("Cut off left (%)")).to_have_value("5.5")
    expect(left).to_have_attribute("aria-valuenow", "5.5")
    left.press("ArrowLeft")
    expect(form.get_by_label("Cut off left (%)")).to_have_value("5.0")
    left.press("Home")
    expect(form.get_by_label("Cut off left (%)")).to_have_value("0.0")


def test_what_is_typed_moves_the_handle(form):
    form.get_by_label("Cut off top (%)").fill("25")
    expect(form.get_by_role("slider", name="Cut off top")).to_have_attribute("aria-valuenow", "25")


def test_two_edges_leave_something(form):
    form.get_by_label("Cut off top (%)").fill("60")
    form.get_by_role("slider", name="Cut off bottom").press("End")
    expect(form.get_by_label("Cut off bottom (%)")).to_have_value("30.0")


def test_a_pointer_drags_a_handle_and_the_cover_is_cropped(form, edition):
    handle = form.get_by_role("slider", name="Cut off right")
    handle.scroll_into_view_if_needed()
    box, whole = handle.bounding_box(), form.locator(".cover-crop").bounding_box()
    assert box
    assert whole
    form.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    form.mouse.down()
    form.mouse.move(whole["x"] + whole["width"] * 0.75, box["y"] + box["height"] / 2)
    form.mouse.up()
    cut = float(form.get_by_label("Cut off right (%)").input_value())
    assert 24 < cut < 26
    form.get_by_role("button", name="Save", exact=True).click()
    expect(form.get_by_text("was changed successfully")).to_be_visible()
    edition.refresh_from_db()
    assert float(edition.cover_cut_right) == cut


def test_the_page_keeps_its_content_security_policy(form):
    assert form.locator(".cover-crop [style*=left]").count() > 0
