import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.factories import (
    make_contents,
    make_edition,
    make_editorial_review,
    make_offer,
    make_seller,
    make_work,
)

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)
            # Pages are served from another thread, which sees only what is committed.
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        missing = "no Chromium here; Debian's package chromium brings it"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    # Playwright runs an event loop in this thread, which Django would otherwise refuse to share.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


class Shopper:
    """Somebody with a browser in front of the shop."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context = context
        self.address = address
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.note_request(request.url))

    def note_request(self, url: str) -> None:
        if not url.startswith(self.address):
            self.complaints.append(f"a request to {url}")

    def open(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page


@pytest.fixture
def shopper(browser: Browser, live_server, request: pytest.FixtureRequest) -> Iterator[Shopper]:
    """A shopper with a desktop browser; `@pytest.mark.parametrize(…, indirect=True)` changes it."""
    options = {"viewport": {"width": 1280, "height": 800}} | getattr(request, "param", {})
    context = browser.new_context(**options)
    shopper = Shopper(context, live_server.url)
    yield shopper
    context.close()
    assert shopper.complaints == []


@pytest.fixture
def book(transactional_db) -> str:
    """Make a book with all that a page shows; return the path of its page."""
    work = make_work(
        "Negotiating at Sea",
        subtitle="A Guide for Captains",
        author="Alice Author",
        overview="A sentence about the sea. " * 60,
    )
    edition = make_edition(work, edition_number=1, list_price="33.00")
    make_edition(work, product_form="BB")
    for number in range(6):
        make_editorial_review(work, f"Praise number {number}.", source="From the Publisher")
    make_contents(edition, *(f"Chapter {number}" for number in range(1, 41)))
    make_offer(edition, "27.49", seller=make_seller("Alder Lane"), url="https://alder.example/1")
    make_offer(edition, "24.91", seller=make_seller("Second Shelf"), condition="good")
    return edition.get_absolute_url()
