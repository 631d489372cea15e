import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import timezone
from lxml import html

from accounts.models import PenName
from reviews.models import Decision, Draft, HelpfulVote, RatingSummary, Recommendation, Review
from reviews.rules import RULES, RULES_VERSION
from reviews.services import rebuild_rating_summary, submit_review
from reviews.writing import sent_writing, typed_in
from tests.accounts.races import at_the_same_moment
from tests.accounts.readers import make_reader, signed_in
from tests.factories import (
    make_decision,
    make_edition,
    make_review,
    make_staff,
    make_user,
    make_work,
)
from tests.reviews.writers import (
    error_beside,
    filled,
    page_for,
    press,
    seen_in,
    send,
    the_review,
    typed_on,
    with_pen_name,
    words_of,
)

pytestmark = pytest.mark.django_db

BLOCKED = "Write to me at alice@example.org about it."
WARNED = "The review below is wrong about it."


@pytest.fixture
def edition():
    return make_edition(make_work("Emma", author="Jane Austen"))


class TestThePage:
    def test_has_the_rules_beside_the_form(self, client, edition):
        words = words_of(client.get(page_for(edition)))
        assert all(rule.title in words for rule in RULES)

    def test_rating_is_a_named_group_of_five_radio_buttons(self, client, edition):
        page = html.fromstring(client.get(page_for(edition)).content.decode())
        (group,) = page.xpath("//fieldset[.//input[@name='rating']]")
        assert group.findtext("legend") == "Your rating"
        labels = [" ".join(label.text_content().split()) for label in group.xpath(".//label")]
        assert [label.split(":")[0] for label in labels] == [
            "1 star",
            "2 stars",
            "3 stars",
            "4 stars",
            "5 stars",
        ]

    def test_is_blank_and_blames_nobody_at_first(self, client, edition):
        response = client.get(page_for(edition))
        assert typed_on(response) == {}
        assert "Choose one to five stars" not in words_of(response)

    def test_nothing_typed_is_cut_off_by_the_browser(self, client, edition):
        assert b"maxlength" not in client.get(page_for(edition)).content.split(b"<main")[1]

    def test_of_an_edition_that_does_not_exist_is_not_found(self, browser):
        assert browser.get("/reviews/write/9780306406157/").status_code == 404
        assert browser.post("/reviews/write/9780306406157/", filled()).status_code == 404

    def test_takes_as_many_queries_with_five_books_as_with_one(
        self, browser, edition, django_assert_max_num_queries
    ):
        books = [make_edition(make_work(f"Book {n}", author=f"Author {n}")) for n in range(5)]
        send(browser, edition, books[0], action="check")
        with django_assert_max_num_queries(15) as one:
            browser.get(page_for(edition))
        # Counted at once: the log is emptied at the start of the next request.
        count = len(one)
        send(browser, edition, *books, action="check")
        with django_assert_max_num_queries(count):
            browser.get(page_for(edition))

    def test_no_cache_keeps_it(self, client, edition):
        assert "no-store" in client.get(page_for(edition))["Cache-Control"]

    @pytest.mark.parametrize("method", ["put", "delete", "patch"])
    def test_takes_no_other_method(self, browser, edition, method):
        assert getattr(browser, method)(page_for(edition)).status_code == 405


class TestSending:
    def test_leads_to_the_review_that_waits(self, browser, alice, edition):
        response = send(browser, edition, has_spoilers="on")
        review = the_review()
        assert response["Location"] == f"/reviews/{review.pk}/"
        assert (review.author, review.work, review.edition) == (alice, edition.work, edition)
        assert (review.rating, review.headline, review.text) == (
            4,
            "A voyage",
            "Warm, funny and long.",
        )
        assert review.has_spoilers
        assert review.is_pending

    def test_stores_the_version_of_the_rules_agreed_to(self, browser, edition):
        send(browser, edition)
        assert the_review().rules_version == RULES_VERSION

    def test_headline_and_spoiler_mark_are_optional(self, browser, edition):
        send(browser, edition, headline="")
        assert the_review().headline == ""
        assert not the_review().has_spoilers

    def test_anonymously_signs_with_no_name_also_where_there_is_one(self, alice, edition):
        send(signed_in(with_pen_name(alice)), edition, signature="anonymous")
        assert the_review().signature == "Anonymous"
        assert the_review().author == alice

    def test_with_the_pen_name_signs_with_it(self, alice, edition):
        send(signed_in(with_pen_name(alice)), edition, signature="pen-name")
        assert the_review().signature == "Alice-A"

    def test_keeps_line_ends_as_one_character(self, browser, edition):
        send(browser, edition, text="  One line.\r\nAnother line.\r\n")
        assert the_review().text == "One line.\nAnother line."

    def test_leaves_no_draft(self, browser, edition):
        press(browser, edition, "check")
        send(browser, edition)
        assert not Draft.objects.exists()

    def test_text_in_chinese_is_not_one_word(self, browser, edition):
        send(browser, edition, text="这本书写得非常好我很喜欢")
        assert the_review().is_pending


class TestScreening:
    def test_check_shows_findings_and_stores_no_review(self, browser, edition):
        response = press(browser, edition, "check", text=BLOCKED)
        assert "alice@example.org" in html.fromstring(response.content.decode()).xpath(
            "//mark/text()"
        )
        assert "No telephone numbers, addresses or web addresses." in words_of(response)
        assert not Review.objects.exists()

    def test_check_does_not_blame_for_what_is_still_to_come(self, browser, edition):
        response = press(browser, edition, "check", rating="", consent="", signature="")
        assert "Nothing is sent yet" not in words_of(response)
        assert "The rules find nothing to mend" in words_of(response)

    def test_check_of_nothing_asks_for_a_text(self, browser, edition):
        response = press(browser, edition, "check", text=" ")
        assert error_beside(response, "text") == "Write what you think of the book."
        assert "The rules find nothing" not in words_of(response)

    def test_blocking_finding_is_not_sent_whatever_was_seen(self, browser, edition):
        response = send(browser, edition, text=BLOCKED, warnings_seen=seen_in(BLOCKED))
        assert "Please mend this before you send it" in words_of(response)
        assert not Review.objects.exists()

    def test_headline_is_screened_too(self, browser, edition):
        send(browser, edition, headline="Mail alice@example.org")
        assert not Review.objects.exists()

    def test_warning_is_shown_first_and_sent_on_the_second_time(self, browser, edition):
        first = send(browser, edition, text=WARNED)
        assert "Please look at this again" in words_of(first)
        assert not Review.objects.exists()
        browser.post(page_for(edition), typed_on(first) | {"action": "send"})
        assert [finding["rule"] for finding in the_review().findings] == ["RR-1"]

    def test_warning_not_seen_before_is_shown_although_another_was(self, browser, edition):
        first = send(browser, edition, text=WARNED)
        again = typed_on(first) | {"text": WARNED + " It is cheaper at the market."}
        browser.post(page_for(edition), again)
        assert not Review.objects.exists()

    def test_findings_stand_where_they_are_in_the_stored_text(self, browser, edition):
        text = f" \r\nA line before.\r\n{WARNED}"
        send(browser, edition, text=text, warnings_seen=seen_in(f"A line before.\n{WARNED}"))
        (finding,) = the_review().findings
        assert the_review().text[finding["start"] : finding["end"]] == finding["words"]


class TestOneReviewOfAWork:
    def test_second_one_gets_a_link_to_the_first_and_its_words_back(self, browser, alice, edition):
        first = make_review(edition.work, author=alice)
        response = send(browser, edition, text="Written twice.")
        assert f'href="/reviews/{first.pk}/"' in response.content.decode()
        assert "Written twice." in response.content.decode()
        assert the_review() == first

    def test_another_edition_of_the_work_is_the_same_book(self, browser, alice, edition):
        first = make_review(edition.work, author=alice)
        response = browser.get(page_for(make_edition(edition.work)))
        assert f'href="/reviews/{first.pk}/"' in response.content.decode()

    @pytest.mark.parametrize("state", ["published", "refused"])
    def test_decided_review_cannot_be_edited(self, browser, edition, state):
        send(browser, edition)
        make_decision(the_review(), state)
        send(browser, edition, text="Something else entirely.")
        assert the_review().text == "Warm, funny and long."

    def test_decided_on_while_the_next_is_sent_stays_and_is_linked_to(
        self, browser, edition, monkeypatch
    ):
        def decide_first(**sent):
            make_decision(the_review(), "published")
            return submit_review(**sent)

        send(browser, edition)
        monkeypatch.setattr("reviews.views.write.submit_review", decide_first)
        response = send(browser, edition, text="Sent too late.")
        assert f'href="/reviews/{the_review().pk}/"' in response.content.decode()
        assert "Sent too late." in response.content.decode()
        assert the_review().text == "Warm, funny and long."

    def test_double_click_stores_one(self, browser, edition):
        send(browser, edition)
        send(browser, edition)
        assert Review.objects.count() == 1

    @pytest.mark.django_db(transaction=True)
    def test_two_clicks_at_the_same_moment_store_one(self, alice, edition):
        answers = at_the_same_moment([alice] * 4, lambda author: send(signed_in(author), edition))
        (review,) = Review.objects.all()
        assert {answer["Location"] for answer in answers} == {f"/reviews/{review.pk}/"}
        assert not Draft.objects.exists()

    def test_words_typed_before_signing_in_come_back_beside_the_first_review(
        self, client, alice, edition
    ):
        make_review(edition.work, author=alice)
        send(client, edition, text="Typed as a visitor.")
        client.force_login(alice)
        assert "Typed as a visitor." in client.get(page_for(edition)).content.decode()

    def test_other_readers_write_their_own(self, browser, edition):
        send(browser, edition)
        send(signed_in(make_reader("bob@example.org")), edition)
        assert Review.objects.count() == 2


class TestEditing:
    def test_waiting_review_is_in_the_form_with_its_books(self, browser, edition):
        other = make_edition(make_work("Persuasion"))
        sent = {"has_spoilers": "on", f"reason-{other.isbn13}": "By her, too."}
        send(browser, edition, other, **sent)
        assert typed_on(browser.get(page_for(edition))) == {
            "rating": ["4"],
            "headline": ["A voyage"],
            "text": ["Warm, funny and long."],
            "has_spoilers": ["on"],
            "signature": ["anonymous"],
            "recommended": [other.isbn13],
            f"reason-{other.isbn13}": ["By her, too."],
        }

    def test_sending_again_takes_the_place_of_the_first(self, browser, edition):
        send(browser, edition, make_edition(make_work("Persuasion")))
        send(browser, edition, rating="2", text="On second thoughts, too long.")
        review = the_review()
        assert (review.rating, review.text) == (2, "On second thoughts, too long.")
        assert review.is_pending
        assert review.edited_at
        assert not Recommendation.objects.exists()

    def test_is_screened_again(self, browser, edition):
        send(browser, edition)
        send(browser, edition, text=BLOCKED)
        assert the_review().text == "Warm, funny and long."
        send(browser, edition, text=WARNED, warnings_seen=seen_in(WARNED))
        assert the_review().findings[0]["rule"] == "RR-1"

    def test_agreement_is_asked_for_again(self, browser, edition):
        send(browser, edition)
        response = send(browser, edition, text="On second thoughts.", consent="")
        assert error_beside(response, "consent")
        assert the_review().text == "Warm, funny and long."


class TestBadInput:
    @pytest.mark.parametrize(
        ("field", "value", "error"),
        [
            ("rating", "", "Choose one to five stars."),
            ("rating", "0", "Choose one to five stars."),
            ("rating", "6", "Choose one to five stars."),
            ("rating", "4.5", "Choose one to five stars."),
            ("rating", "9" * 5_000, "Choose one to five stars."),
            ("text", "", "Write what you think of the book."),
            ("text", " \r\n ", "Write what you think of the book."),
            ("text", "ab " * 6_667, "This has 20000 characters; 10000 is the most."),
            ("text", "A bad \0 text.", "One character could not be read"),
            ("headline", "W " * 61, "This has 121 characters; 120 is the most."),
            ("headline", "A\0B", "One character could not be read"),
            ("signature", "", "Choose how your review is signed."),
            ("signature", "somebody-else", "Choose how your review is signed."),
            ("consent", "", "A review can only be shown when you agree to this."),
        ],
    )
    def test_gets_an_error_beside_its_field(self, browser, edition, field, value, error):
        response = send(browser, edition, **{field: value})
        assert response.status_code == 200
        assert error in error_beside(response, field)
        assert not Review.objects.exists()

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("rating", "6"),
            ("text", "ab " * 6_667),
            ("text", "A bad \0 text."),
            ("headline", "W " * 61),
            ("headline", "A\0B"),
            ("signature", "somebody-else"),
        ],
    )
    def test_leaves_all_that_is_right_as_it_was_typed(self, browser, edition, field, value):
        others = {name: [typed] for name, typed in filled().items() if typed and name != "action"}
        kept = typed_on(send(browser, edition, **{field: value}))
        del others[field]
        kept.pop(field, None)
        kept.pop("warnings_seen", None)
        assert kept == others

    @pytest.mark.parametrize("field", ["headline", "text"])
    def test_lone_surrogate_is_an_error_too(self, edition, field):
        """However half a character may come in, neither database takes it."""
        typed = QueryDict(mutable=True)
        typed[field] = "A \ud800 text."
        writing = sent_writing(edition, typed_in(typed), None)
        assert "could not be read" in writing.form.errors[field][0]
        assert writing.typed[field] == ["A \N{REPLACEMENT CHARACTER} text."]

    def test_broken_bytes_are_an_error_too(self, browser, edition):
        """A lone surrogate in UTF-8, as no browser but some programs send it."""
        body = "rating=4&text=A+bad+%ED%A0%80+text&signature=anonymous&consent=on"
        response = browser.post(
            page_for(edition), body, content_type="application/x-www-form-urlencoded"
        )
        assert "could not be read" in error_beside(response, "text")

    def test_too_long_a_text_is_still_there_in_full(self, browser, edition):
        text = ("ab " * 6_667).strip()
        assert typed_on(send(browser, edition, text=text))["text"] == [text]

    def test_fields_with_errors_say_so_to_a_screen_reader(self, browser, edition):
        page = html.fromstring(send(browser, edition, text="").content.decode())
        (field,) = page.xpath("//textarea[@name='text']")
        assert field.get("aria-invalid") == "true"
        described = [page.get_element_by_id(each) for each in field.get("aria-describedby").split()]
        assert any("Write what you think" in each.text_content() for each in described)

    def test_summary_leads_to_each_field(self, browser, edition):
        page = html.fromstring(browser.post(page_for(edition), {"action": "send"}).content.decode())
        links = page.xpath("//*[@role='alert']//a")
        fields = [page.get_element_by_id(link.get("href")[1:]).get("name") for link in links]
        assert fields == ["rating", "text", "signature", "consent"]

    def test_markup_is_shown_as_it_was_typed(self, browser, edition):
        response = press(browser, edition, "check", text="</textarea><script>alert(1)</script> hm")
        assert b"<script>alert" not in response.content


class TestPenNames:
    def test_asks_for_one_only_when_all_else_is_right(self, browser, edition):
        response = send(browser, edition, signature="new-pen-name", rating="")
        assert error_beside(response, "rating")

    def test_somebody_without_one_cannot_sign_with_one(self, browser, edition):
        response = send(browser, edition, signature="pen-name")
        assert response["Location"].startswith("/accounts/pen-name/")
        assert not Review.objects.exists()

    def test_retired_one_cannot_be_signed_with(self, alice, edition):
        PenName.objects.create(
            user=alice, name="Alice-A", retired_at=timezone.now(), retired_reason="Abusive."
        )
        response = send(signed_in(alice), edition, signature="pen-name")
        assert error_beside(response, "signature") == "Choose how your review is signed."
        assert "Alice-A" not in words_of(response)


class TestClosed:
    """The switch is kept on the server (traps 3 and 4)."""

    @pytest.fixture(autouse=True)
    def reviews_are_closed(self, settings):
        settings.REVIEWS_OPEN = False

    def test_nothing_can_be_sent(self, browser, client, edition):
        for each in (browser, client):
            response = send(each, edition, text="Typed in vain.")
            assert response.status_code == 403
            assert "Typed in vain." in response.content.decode()
        assert not Review.objects.exists()

    def test_there_is_no_form(self, client, edition):
        assert client.get(page_for(edition)).status_code == 403

    def test_waiting_review_cannot_be_changed(self, browser, alice, edition):
        review = make_review(edition.work, author=alice, state="pending")
        send(browser, edition, text="Something else.")
        review.refresh_from_db()
        assert review.text == "Read it."
        assert "Edit it" not in words_of(browser.get(review.get_absolute_url()))

    def test_no_page_invites_to_write(self, client, edition):
        for address in (edition.get_absolute_url(), f"/reviews/books/{edition.isbn13}/"):
            assert page_for(edition) not in client.get(address).content.decode()

    def test_votes_have_a_switch_of_their_own(self, browser, edition):
        review = make_review(edition.work)
        assert browser.post(f"/reviews/{review.pk}/helpful/").status_code == 200


class TestLimit:
    @pytest.mark.parametrize("action", ["send", "check", "find"])
    def test_says_how_long_to_wait(self, browser, edition, action):
        for _ in range(60):
            assert press(browser, edition, "check").status_code == 200
        response = press(browser, edition, action)
        assert response.status_code == 429
        assert 0 < int(response["Retry-After"]) <= 600
        assert "Please wait 10 minutes" in words_of(response)
        assert not Review.objects.exists()

    def test_is_kept_for_visitors_too(self, client, edition):
        for _ in range(60):
            press(client, edition, "find")
        response = press(client, edition, "check")
        assert response.status_code == 429
        assert 0 < int(response["Retry-After"]) <= 600

    def test_is_counted_for_each_account(self, browser, edition):
        for _ in range(61):
            press(browser, edition, "find")
        assert send(signed_in(make_reader("bob@example.org")), edition).status_code == 302

    def test_does_not_hinder_reading(self, browser, edition):
        for _ in range(61):
            press(browser, edition, "find")
        assert browser.get(page_for(edition)).status_code == 200


class TestWithdrawing:
    def withdraw(self, client, review, **fields):
        return client.post(f"/reviews/{review.pk}/withdraw/", fields)

    def test_deletes_the_review_and_keeps_its_words_as_a_draft(self, browser, edition):
        send(browser, edition)
        assert "withdrawn" in words_of(self.withdraw(browser, the_review()))
        assert not Review.objects.exists()
        assert typed_on(browser.get(page_for(edition)))["text"] == ["Warm, funny and long."]

    def test_is_for_the_author_only(self, edition):
        review = make_review(edition.work, state="pending")
        assert self.withdraw(signed_in(make_reader("bob@example.org")), review).status_code == 404
        staff = Client()
        staff.force_login(make_staff())
        assert self.withdraw(staff, review).status_code == 404
        assert Review.objects.exists()

    def test_asks_visitors_to_sign_in(self, client, edition):
        review = make_review(edition.work, state="pending")
        assert self.withdraw(client, review)["Location"].startswith("/accounts/login/")
        assert Review.objects.exists()

    @pytest.mark.parametrize("state", ["published", "refused", "removed"])
    def test_is_possible_after_a_decision(self, browser, alice, edition, state):
        review = make_review(edition.work, author=alice, state=state)
        self.withdraw(browser, review, confirmed="yes")
        assert not Review.objects.exists()
        assert typed_on(browser.get(page_for(edition)))["text"] == ["Read it."]

    def test_of_a_published_review_first_asks_and_says_what_goes(self, browser, alice, edition):
        review = make_review(edition.work, 4, author=alice)
        HelpfulVote.objects.create(review=review, voter=make_user())
        asked = words_of(self.withdraw(browser, review))
        assert "its 4 stars in the book’s average" in asked
        assert "1 reader that it was helpful" in asked
        assert "stays with you as a draft" in asked
        assert Review.objects.exists()

    def test_of_a_published_review_takes_its_stars_and_its_page(self, browser, alice, edition):
        review = make_review(edition.work, author=alice)
        rebuild_rating_summary(edition.work_id)
        told = words_of(self.withdraw(browser, review, confirmed="yes"))
        assert "kept as a draft" in told
        assert "No reader has seen it" not in told
        assert RatingSummary.objects.get().count == 0
        assert browser.get(review.get_absolute_url()).status_code == 404

    def test_is_no_link(self, browser, alice, edition):
        review = make_review(edition.work, author=alice, state="pending")
        assert browser.get(f"/reviews/{review.pk}/withdraw/").status_code == 405

    def test_of_a_review_that_does_not_exist_is_not_found(self, browser):
        for number in ("1", "9" * 30, "9" * 5_000):
            assert browser.post(f"/reviews/{number}/withdraw/").status_code == 404

    def test_is_possible_while_reviews_are_closed(self, browser, edition, settings):
        send(browser, edition)
        settings.REVIEWS_OPEN = False
        self.withdraw(browser, the_review())
        assert not Review.objects.exists()


@pytest.mark.django_db(transaction=True)
class TestWithdrawingAtTheSameMoment:
    def test_is_done_once_and_nobody_sees_an_error(self, alice, edition):
        review = make_review(edition.work, author=alice, state="pending")
        browsers = [signed_in(alice) for _ in range(2)]
        answers = at_the_same_moment(
            browsers, lambda browser: browser.post(f"/reviews/{review.pk}/withdraw/").status_code
        )
        assert 200 in answers
        assert set(answers) <= {200, 404}
        assert Decision.objects.count() == 1
