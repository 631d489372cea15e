"""Contents show their structure while staff type them."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.staff import sign_in_staff
from tests.factories import make_contents, make_edition, make_user, make_work


@pytest.fixture
def staff_page(browser: Browser, live_server) -> Page:
    page = sign_in_staff(browser, live_server.url, make_user(is_staff=True, is_superuser=True))
    page.wait_for_url("**/admin/moderation/**")
    return page


def test_structure_follows_what_is_typed(staff_page, live_server):
    edition = make_edition(pages=20)
    staff_page.goto(f"{live_server.url}/admin/catalog/edition/{edition.pk}/change/")
    expect(staff_page.locator(".contents-count")).to_have_text("No entries yet.")
    text = staff_page.get_by_role("textbox", name="Contents")
    text.fill("1 The Beginning 1\nA Section 5\n2 The End 30")
    count = staff_page.locator(".contents-count")
    expect(count).to_have_text("3 entries on 2 levels; 1 page looks wrong.")
    staff_page.get_by_label("Pages").fill("300")
    expect(count).to_have_text("3 entries on 2 levels.")


def test_chosen_lines_are_indented_and_back(staff_page, live_server):
    edition = make_edition()
    make_contents(edition, "Volume One", "Volume Two")
    staff_page.goto(f"{live_server.url}/admin/catalog/edition/{edition.pk}/change/")
    text = staff_page.get_by_role("textbox", name="Contents")
    text.press("Control+End")
    staff_page.get_by_role("button", name="Indent", exact=True).click()
    expect(text).to_have_value("Volume One\n\tVolume Two")
    expect(staff_page.locator(".contents-count")).to_have_text("2 entries on 2 levels.")
    staff_page.get_by_role("button", name="Outdent").click()
    expect(text).to_have_value("Volume One\nVolume Two")


def test_each_edition_of_a_work_has_its_own(staff_page, live_server):
    work = make_work()
    make_edition(work)
    make_edition(work)
    staff_page.goto(f"{live_server.url}/admin/catalog/work/{work.pk}/change/")
    staff_page.locator("#editions-1 summary", has_text="Contents").click()
    staff_page.locator("#id_editions-1-contents").fill("Only here")
    expect(staff_page.locator("#editions-1 .contents-count")).to_have_text("1 entry on 1 level.")
    expect(staff_page.locator("#editions-0 .contents-count")).to_have_text("No entries yet.")
