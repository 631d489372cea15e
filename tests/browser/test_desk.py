"""The desk in a real browser: with the keyboard alone, and on a narrow screen."""

import pytest
from django.conf import settings
from django.test import Client

from reviews.models import Decision
from tests.factories import make_moderator, make_review, make_work

DESK = "/admin/moderation/case/"
NARROW = {"viewport": {"width": 320, "height": 640}}
FOUND = {
    "field": "text",
    "rule": "RR-10",
    "severity": "warn",
    "start": 5,
    "end": 7,
    "words": "$5",
    "advice": "Leave prices out.",
}


@pytest.fixture
def moderator(shopper):
    """Charlie, signed in, with one review to decide on."""
    client = Client()
    client.force_login(make_moderator())
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    shopper.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": shopper.address}]
    )
    make_review(make_work("Emma"), state="pending", text="Only $5 here.", findings=[FOUND])
    return shopper


def tab_to(page, selector):
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"Tab never came to {selector}.")


def test_a_review_is_refused_with_the_keyboard_alone(moderator):
    page = moderator.open(DESK)
    tab_to(page, ".desk-title a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/review/*/")
    tab_to(page, "[name=outcome]")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{DESK}")
    decision = Decision.objects.get()
    assert (decision.outcome, decision.rule, decision.words) == ("refused", "RR-10", "$5")
    tab_to(page, "form.desk-undo button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/review/*/")
    assert Decision.objects.last().outcome == "pending"


@pytest.mark.parametrize("shopper", [NARROW], indirect=True)
def test_nothing_is_wider_than_a_narrow_screen(moderator):
    page = moderator.open(DESK)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.click(".desk-title a")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
