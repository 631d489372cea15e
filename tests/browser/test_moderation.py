"""One review from report to removal, appeal and restoration, with the mails that tell of it."""

import re

from playwright.sync_api import Page, expect

from reviews.services import rebuild_rating_summary
from tests.accounts.readers import PASSWORD, make_reader
from tests.browser.staff import sign_in_staff
from tests.factories import make_edition, make_moderator, make_review, make_work

WORDS = "The author is a thief."


def mail_to(mailoutbox: list, address: str) -> str:
    return next(mail.body for mail in reversed(mailoutbox) if mail.to == [address])


def report(page: Page) -> None:
    page.get_by_role("article").get_by_role("link", name=re.compile("^Report")).click()
    page.get_by_label("Abusive language").check()
    page.get_by_label("Your e-mail address").fill("bob@example.org")
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_role("heading", name=re.compile("Thank you"))).to_be_visible()


def take_down(page: Page) -> None:
    page.get_by_role("link", name="Moby-Dick").click()
    expect(page.get_by_text("Abusive language")).to_be_visible()
    page.get_by_role("radio", name=re.compile("Take down")).check()
    page.get_by_label("Rule that is not kept").select_option("RR-4")
    page.get_by_label("Words that are meant").fill("a thief")
    page.get_by_role("button", name=re.compile("^Decide")).click()


def appeal(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("E-mail address").fill("alice@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("a thief", exact=False).first).to_be_visible()
    page.get_by_role("textbox").last.fill("In the novel the author calls himself a thief.")
    page.get_by_role("button", name=re.compile("[Aa]ppeal")).click()


def grant(page: Page) -> None:
    page.get_by_role("link", name="Moby-Dick").click()
    page.get_by_role("radio", name=re.compile("Grant")).first.check()
    page.get_by_role("button", name=re.compile("^Decide")).click()


def test_review_is_reported_taken_down_appealed_and_restored(
    shopper, browser, live_server, mailoutbox
):
    edition = make_edition(make_work("Moby-Dick"))
    alice = make_reader("alice@example.org")
    review = make_review(edition.work, 2, author=alice, headline="Hm", text=WORDS)
    rebuild_rating_summary(edition.work_id)
    book = edition.get_absolute_url()

    report(shopper.open(book))
    # A report alone hides nothing.
    expect(shopper.open(book).get_by_text(WORDS)).to_be_visible()

    take_down(sign_in_staff(browser, live_server.url, make_moderator("charlie@example.org")))
    expect(shopper.open(book).get_by_text(WORDS)).to_have_count(0)
    expect(shopper.page.locator(".rating-line")).to_contain_text("Be the first")
    told = mail_to(mailoutbox, "alice@example.org")
    assert "RR-4" in told
    assert "a thief" in told
    assert "put right" in mail_to(mailoutbox, "bob@example.org")

    address = re.search(r"/reviews/\S*appeal/", told)
    assert address, told
    appeal(shopper.page, live_server.url + address[0])

    grant(sign_in_staff(browser, live_server.url, make_moderator("dora@example.org")))
    expect(shopper.open(book).get_by_text(WORDS)).to_be_visible()
    expect(shopper.page.locator(".rating-line")).to_contain_text("2.0 of 5 (1 review)")
    assert "published" in mail_to(mailoutbox, "alice@example.org")
    assert [each.outcome for each in review.decisions.all()] == [
        "published",
        "removed",
        "published",
    ]
