import pytest
from django.test import Client

from moderation.models import Report
from moderation.personal_data import source
from moderation.services import close_case
from tests.accounts.readers import make_reader, signed_in, words_of
from tests.factories import (
    make_decision,
    make_edition,
    make_moderator,
    make_offer,
    make_review,
    make_user,
    make_work,
)
from tests.moderation.reporters import from_network, send, send_error, the_case, the_report

pytestmark = pytest.mark.django_db

MINE = "/reports/mine/"


@pytest.fixture
def edition():
    return make_edition(make_work("Emma"))


@pytest.fixture
def bob():
    return make_reader("bob@example.org")


@pytest.fixture
def browser(bob):
    return signed_in(bob)


def close(outcome: str, note: str = "") -> None:
    close_case(case=the_case(), outcome=outcome, note=note, staff=make_moderator())


class TestYourReports:
    def test_is_for_those_who_are_signed_in(self, client):
        assert client.get(MINE)["Location"] == f"/accounts/login/?next={MINE}"

    def test_is_in_the_account_and_empty_at_first(self, browser):
        assert f'href="{MINE}"' in browser.get("/accounts/").text
        assert "You have not reported anything" in words_of(browser.get(MINE))

    def test_shows_what_waits(self, browser, edition):
        send_error(browser, edition.isbn13)
        response = browser.get(MINE)
        words = words_of(response)
        assert "The page of “Emma”" in words
        assert "Error on the page: publisher" in words
        assert "catalogue editors have still to decide" in words
        assert f'href="{edition.get_absolute_url()}"' in response.text
        assert "no-store" in response["Cache-Control"]

    def test_shows_what_came_of_it_with_the_note(self, browser, edition):
        send_error(browser, edition.isbn13)
        close("put right", "Thank you, it was <the> publisher.")
        words = words_of(browser.get(MINE))
        assert "Put right" in words
        assert "it was <the> publisher." in words

    def test_shows_nothing_of_others(self, browser, edition):
        send_error(from_network("203.0.113.1"), edition.isbn13, email="bob@example.org")
        send_error(signed_in(make_reader("carol@example.org")), edition.isbn13)
        assert "Emma" not in words_of(browser.get(MINE))

    def test_does_not_lead_to_a_review_that_is_gone_from_the_public(self, browser):
        review = make_review(make_work("Emma"))
        send(browser, f"/reports/review/{review.pk}/")
        make_decision(review, "removed")
        response = browser.get(MINE)
        assert "A review of “Emma”" in words_of(response)
        assert review.get_absolute_url() not in response.text

    def test_takes_as_many_queries_for_ten_as_for_one(
        self, browser, bob, edition, django_assert_num_queries
    ):
        offer = make_offer(edition)
        review = make_review(edition.work)
        reported = [
            f"/reports/offer/{offer.pk}/",
            f"/reports/seller/{offer.seller.slug}/",
            f"/reports/review/{review.pk}/",
        ]
        for address in reported:
            send(browser, address)
        send_error(browser, edition.isbn13)
        assert Report.objects.filter(reporter=bob).count() == 4
        # Session, account, how many reports, the reports.
        with django_assert_num_queries(4):
            browser.get(MINE)


class TestTheAccountsData:
    def test_holds_own_reports_and_their_outcome(self, browser, bob, edition):
        send_error(browser, edition.isbn13, comment="The title page.")
        send_error(Client(), edition.isbn13)
        close("left", "It is right as it is.")
        [exported] = source.export(bob)["reports"]
        assert exported.pop("reported_at") == the_report_of(bob).created_at
        assert exported == {
            "what": "the page of “Emma”, Paperback (Print)",
            "reason": "Error on the page",
            "fact": "Publisher",
            "right_value": "Saltgrass House",
            "comment": "The title page.",
            "outcome": "left as it is",
            "note": "It is right as it is.",
        }

    def test_is_part_of_the_download(self, browser, edition):
        send_error(browser, edition.isbn13, comment="The title page.")
        assert "The title page." in browser.get("/accounts/data/download/").text

    def test_of_a_closed_account_is_taken_out_and_the_case_stays(self, browser, bob, edition):
        send_error(browser, edition.isbn13, comment="I live next door to them.")
        before = the_report().person
        source.erase(bob, keep_anonymous=False)
        said = the_report()
        assert (said.reporter, said.email, said.comment) == (None, "", "")
        assert said.person != before
        assert said.right_value == "Saltgrass House"
        assert the_case().is_open

    def test_of_others_stays(self, bob, edition):
        send_error(Client(), edition.isbn13, comment="Mine", email="carol@example.org")
        source.erase(bob, keep_anonymous=True)
        assert (the_report().comment, the_report().email) == ("Mine", "carol@example.org")

    @pytest.mark.django_db(transaction=True)
    def test_no_mail_goes_to_the_address_of_a_closed_account(self, bob, edition, mailoutbox):
        send_error(Client(), edition.isbn13, email="Bob@example.org")
        source.erase(bob, keep_anonymous=True)
        close("left")
        assert mailoutbox == []

    def test_lets_the_account_be_deleted(self, browser, edition):
        send_error(browser, edition.isbn13)
        browser.post("/accounts/delete/?reviews=delete", {"password": "three quiet herons"})
        assert the_report().reporter is None


def the_report_of(user):
    return Report.objects.get(reporter=user)


@pytest.mark.django_db(transaction=True)
def test_a_case_may_be_closed_whose_reporters_are_gone(edition, mailoutbox):
    dora = make_user("dora@example.org")
    send_error(signed_in(dora), edition.isbn13)
    dora.delete()
    close("left")
    assert mailoutbox == []
