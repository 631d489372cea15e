"""What is typed and not sent is kept (RV-10)."""

from urllib.parse import quote

import pytest
from django.contrib.sessions.models import Session

from accounts.models import PenName
from reviews.models import Draft
from tests.accounts.readers import make_reader, signed_in
from tests.factories import make_edition, make_work
from tests.reviews.writers import page_for, press, send, the_review, typed_on, with_pen_name

pytestmark = pytest.mark.django_db

WARNED = "The review below is wrong about it."


@pytest.fixture
def edition():
    return make_edition(make_work("Emma", author="Jane Austen"))


class TestNothingTypedIsLost:
    """Each way through the form gives back every field as it was typed."""

    @pytest.fixture
    def other(self):
        return make_edition(make_work("Persuasion"))

    @pytest.fixture
    def typed(self, other):
        return {
            "rating": ["2"],
            "headline": ["A “quoted” <headline> & more"],
            "text": ["First line.\n\n  Second line, with an indent."],
            "has_spoilers": ["on"],
            "signature": ["anonymous"],
            "consent": ["on"],
            "look_for": ["northanger abbey"],
            "recommended": [other.isbn13],
            f"reason-{other.isbn13}": ["It’s “better”."],
        }

    @pytest.mark.parametrize("action", ["check", "find", "add:9780306406157", "nonsense", "send"])
    def test_on_any_button(self, browser, edition, typed, action):
        incomplete = typed | {"rating": []}
        response = browser.post(page_for(edition), incomplete | {"action": action})
        kept = typed_on(response)
        kept.pop("warnings_seen", None)
        assert kept == {name: values for name, values in incomplete.items() if values}

    def test_on_coming_back_another_day(self, browser, alice, edition, typed):
        browser.post(page_for(edition), typed | {"action": "check"})
        assert typed_on(signed_in(alice).get(page_for(edition))) == typed

    def test_on_signing_in(self, client, alice, edition, typed):
        response = client.post(page_for(edition), typed | {"action": "send"})
        assert response["Location"] == f"/accounts/login/?next={quote(page_for(edition), '')}"
        client.post(
            response["Location"],
            {"login": alice.email, "password": "three quiet herons"},
        )
        assert typed_on(client.get(page_for(edition))) == typed

    def test_on_a_session_that_is_gone(self, browser, alice, edition, typed):
        browser.get(page_for(edition))
        Session.objects.all().delete()
        response = browser.post(page_for(edition), typed | {"action": "send"})
        assert response["Location"].startswith("/accounts/login/")
        browser.force_login(alice)
        assert typed_on(browser.get(page_for(edition))) == typed

    def test_on_a_session_that_is_gone_the_pen_name_stays_chosen(self, alice, edition, typed):
        browser = signed_in(with_pen_name(alice))
        Session.objects.all().delete()
        browser.post(page_for(edition), typed | {"signature": "pen-name", "action": "send"})
        browser.force_login(alice)
        assert typed_on(browser.get(page_for(edition)))["signature"] == ["pen-name"]

    def test_on_making_a_pen_name(self, browser, alice, edition, typed):
        signed = typed | {"signature": "new-pen-name"}
        response = browser.post(page_for(edition), signed | {"action": "send"})
        assert response["Location"] == f"/accounts/pen-name/?next={quote(page_for(edition), '')}"
        PenName.objects.create(user=alice, name="Alice-A")
        assert typed_on(browser.get(page_for(edition))) == typed | {"signature": ["pen-name"]}

    def test_warnings_seen_before_signing_in_are_not_shown_again(self, client, alice, edition):
        client.post(page_for(edition), typed_on(send(client, edition, text=WARNED)))
        client.force_login(alice)
        client.post(page_for(edition), typed_on(client.get(page_for(edition))))
        assert the_review().text == WARNED

    def test_on_too_many_sendings(self, browser, edition, typed):
        for _ in range(60):
            press(browser, edition, "find")
        response = browser.post(page_for(edition), typed | {"action": "send"})
        assert response.status_code == 429
        kept = typed_on(response)
        kept.pop("warnings_seen", None)
        assert kept == typed

    def test_a_visitors_empty_form_does_not_hide_the_draft_of_the_account(
        self, client, browser, alice, edition, typed
    ):
        browser.post(page_for(edition), typed | {"action": "check"})
        client.post(page_for(edition), {"action": "find"})
        client.force_login(alice)
        assert typed_on(client.get(page_for(edition)))["text"] == typed["text"]

    def test_characters_that_no_database_keeps_do_not_stop_the_draft(self, browser, edition):
        press(browser, edition, "find", text="A \0 text", look_for="a\0b")
        assert typed_on(browser.get(page_for(edition)))["text"] == [
            "A \N{REPLACEMENT CHARACTER} text"
        ]

    @pytest.mark.parametrize("number", ["\0", "", "978", "9" * 14, "x" * 13])
    def test_names_of_fields_that_no_form_has_are_left_out(self, browser, edition, number):
        press(browser, edition, "find", **{f"reason-{number}": "Good."})
        assert not [name for name in Draft.objects.get().typed if name.startswith("reason-")]


class TestDrafts:
    def test_are_seen_by_nobody_else(self, browser, client, edition):
        press(browser, edition, "check")
        bob = signed_in(make_reader("bob@example.org"))
        assert typed_on(bob.get(page_for(edition))) == {}
        assert typed_on(client.get(page_for(edition))) == {}

    def test_belong_to_one_work(self, browser, edition):
        press(browser, edition, "check")
        assert typed_on(browser.get(page_for(make_edition(make_work("Persuasion"))))) == {}

    def test_can_be_thrown_away(self, browser, edition):
        press(browser, edition, "check")
        assert press(browser, edition, "discard")["Location"] == page_for(edition)
        assert typed_on(browser.get(page_for(edition))) == {}

    def test_of_a_visitor_can_be_thrown_away(self, client, edition):
        press(client, edition, "check")
        press(client, edition, "discard")
        assert typed_on(client.get(page_for(edition))) == {}

    def test_too_long_to_be_typed_are_not_kept(self, client, edition):
        press(client, edition, "check", text="W" * 300_000)
        assert typed_on(client.get(page_for(edition))) == {}

    @pytest.mark.parametrize("name", ["junk", "reason-", "reason-\0", "reason-٠٣٠٦٤٠٦١٥٧٨٩٠"])
    def test_fields_nobody_typed_are_not_kept(self, browser, edition, name):
        """A NUL in the name of a field is more than PostgreSQL can keep."""
        press(browser, edition, "check", **{name: "x" * 1_000})
        assert name not in Draft.objects.get().typed
