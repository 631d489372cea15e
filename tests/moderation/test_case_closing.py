import pytest

from moderation.models import Case, Report
from moderation.services import AlreadyClosed, Complaint, Reporter, close_case, report
from tests.accounts.races import at_the_same_moment
from tests.accounts.readers import make_reader
from tests.factories import (
    make_decision,
    make_edition,
    make_in_role,
    make_offer,
    make_review,
    make_seller,
    make_user,
    make_work,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def review():
    """Alice's published review, which Bob and others report."""
    author = make_user("alice@example.org")
    return make_review(make_work("Emma"), author=author, headline="She ||marries|| him")


def say(target, kind="review", *, person="bob", email="", account=None, desk="reviews", **said):
    complaint = Complaint(**{"reason": "spam", "comment": "Look at the end", **said})
    reporter = Reporter(person, account, email)
    return report(kind=kind, target=target, desk=desk, complaint=complaint, reporter=reporter).case


class TestTheMail:
    def test_says_what_was_reported_and_what_came_of_it(self, review, charlie, mailoutbox):
        case = say(review, email="bob@example.org")
        close_case(case=case, outcome="put right", note="We took it down.", staff=charlie)
        [mail] = mailoutbox
        assert mail.to == ["bob@example.org"]
        assert mail.subject == "The Bookstore: Your report about a review of “Emma”: put right"
        assert "a review of “Emma”" in mail.body
        assert "Spam, advertising or solicitation" in mail.body
        assert "it is put right" in mail.body
        assert "We took it down." in mail.body
        assert f"http://127.0.0.1:8000{review.get_absolute_url()}" in mail.body

    def test_says_that_a_thing_stays(self, review, charlie, mailoutbox):
        case = say(review, email="bob@example.org")
        close_case(case=case, outcome="left", note="", staff=charlie)
        assert "it stays as it is" in mailoutbox[0].body
        assert "note" not in mailoutbox[0].body

    def test_tells_no_names_no_comments_and_no_spoilers(self, review, charlie, mailoutbox):
        """Trap 17."""
        for person in ("bob", "carol"):
            case = say(review, person=person, email=f"{person}@example.org", comment="He did it")
        close_case(case=case, outcome="left", note="That ||he did it|| is known", staff=charlie)
        to_bob = next(mail for mail in mailoutbox if mail.to == ["bob@example.org"])
        for untold in ("charlie", "carol", "alice", "marries", "He did it", "he did it"):
            assert untold not in to_bob.subject + to_bob.body

    def test_names_the_fact_of_an_error(self, charlie, mailoutbox):
        edition = make_edition(make_work("Emma"))
        said = {"reason": "wrong_fact", "field": "publication_date", "desk": "catalogue"}
        case = say(edition, "edition", email="bob@example.org", **said)
        close_case(case=case, outcome="put right", note="", staff=charlie)
        assert "Error on the page: publication date" in mailoutbox[0].body

    def test_names_offers_and_sellers(self, charlie, mailoutbox):
        offer = make_offer(make_edition(make_work("Emma")), seller=make_seller("Northgate Texts"))
        for kind, target in (("offer", offer), ("seller", offer.seller)):
            case = say(target, kind, desk="marketplace", email="bob@example.org")
            close_case(case=case, outcome="left", note="", staff=charlie)
        assert "an offer of Northgate Texts for “Emma”" in mailoutbox[0].subject
        assert "the seller Northgate Texts" in mailoutbox[1].subject

    def test_is_sent_when_the_thing_is_gone(self, review, charlie, mailoutbox):
        case = say(review, email="bob@example.org")
        Case.objects.update(review=None)
        close_case(case=case, outcome="put right", note="", staff=charlie)
        assert "a review that is gone now" in mailoutbox[0].subject

    def test_leads_to_no_page_that_is_not_there_any_more(self, review, charlie, mailoutbox):
        case = say(review, email="bob@example.org")
        make_decision(review, "removed")
        close_case(case=Case.objects.get(pk=case.pk), outcome="put right", note="", staff=charlie)
        assert review.get_absolute_url() not in mailoutbox[0].body


class TestWhoIsTold:
    def test_is_everybody_who_can_be_reached_once_each(self, review, charlie, mailoutbox):
        bob = make_reader("bob@example.org")
        say(review, person="1", account=bob)
        say(review, person="2", email="Bob@Example.org")
        say(review, person="3", email="carol@example.org")
        case = say(review, person="4")
        close_case(case=case, outcome="left", note="", staff=charlie)
        told = sorted(mail.to[0].lower() for mail in mailoutbox)
        assert told == ["bob@example.org", "carol@example.org"]

    def test_a_reader_is_led_to_the_own_reports_and_a_visitor_not(
        self, review, charlie, mailoutbox
    ):
        say(review, person="1", account=make_reader("bob@example.org"))
        case = say(review, person="2", email="carol@example.org")
        close_case(case=case, outcome="left", note="", staff=charlie)
        led = {mail.to[0]: "/reports/mine/" in mail.body for mail in mailoutbox}
        assert led == {"bob@example.org": True, "carol@example.org": False}

    def test_addresses_of_visitors_are_forgotten_then(self, review, charlie):
        case = say(review, email="carol@example.org")
        close_case(case=case, outcome="left", note="", staff=charlie)
        assert Report.objects.get().email == ""

    def test_nobody_is_told_of_a_case_that_others_reported(self, review, charlie, mailoutbox):
        say(make_review(make_work("Persuasion")), email="bob@example.org")
        case = say(review, email="carol@example.org")
        close_case(case=case, outcome="left", note="", staff=charlie)
        assert [mail.to for mail in mailoutbox] == [["carol@example.org"]]

    def test_a_mail_that_fails_undoes_nothing(self, review, charlie, settings):
        settings.EMAIL_BACKEND = "tests.accounts.mail.FailingBackend"
        case = say(review, email="bob@example.org")
        assert not close_case(case=case, outcome="left", note="", staff=charlie).is_open


class TestTwoWhoCloseOneCase:
    def test_one_of_them_is_told_so_and_reporters_hear_once(self, review, charlie, mailoutbox):
        case = say(review, email="bob@example.org")
        staff = [charlie, make_in_role("Moderator", "dora@example.org")]
        results = at_the_same_moment(
            staff, lambda member: close_case(case=case, outcome="left", note="", staff=member)
        )
        assert sum(isinstance(result, AlreadyClosed) for result in results) == 1
        assert len(mailoutbox) == 1
