import pytest

from reviews.deciding import Verdict, appeal, decide, withdraw_review
from reviews.models import Appeal, Decision, Draft, HelpfulVote, RatingSummary, Review
from reviews.personal_data import source
from reviews.services import rebuild_rating_summary
from tests.factories import (
    make_decision,
    make_edition,
    make_moderator,
    make_recommendation,
    make_review,
    make_user,
    make_work,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice():
    return make_user("alice@example.org")


class TestExport:
    def test_holds_the_whole_review_with_its_recommendations(self, alice):
        """Trap 18: an export that loses the text."""
        review = make_review(make_work("Emma"), 4, author=alice, headline="Fine", text="All of it.")
        make_recommendation(review, make_edition(make_work("Persuasion")), reason="Also fine")
        [exported] = source.export(alice)["reviews"]
        assert exported["book"] == "Emma"
        assert (exported["rating"], exported["headline"], exported["text"]) == (
            4,
            "Fine",
            "All of it.",
        )
        assert exported["signed"] == "Anonymous"
        assert exported["recommends"] == [{"book": "Persuasion", "reason": "Also fine"}]

    def test_holds_what_was_decided_and_the_appeal_without_a_moderators_name(self, alice):
        review = make_review(make_work("Emma"), author=alice, state="pending")
        refuse = Verdict("refused", rule="RR-10", words="only $5", note="Leave it out.")
        decision = decide(review=review, verdict=refuse, moderator=make_moderator())
        appeal(decision=decision, text="It is the plot.")
        [exported] = source.export(alice)["decisions_on_reviews"]
        assert (exported["book"], exported["outcome"]) == ("Emma", "not published")
        assert (exported["rule"], exported["words"], exported["note"]) == refuse[1:]
        assert exported["decided"] == "by a person"
        assert exported["appeal"]["text"] == "It is the plot."
        assert "charlie" not in str(exported)

    def test_holds_what_was_decided_on_a_review_that_is_taken_back(self, alice):
        review = make_review(make_work("Emma"), author=alice, state="refused")
        withdraw_review(review=review)
        outcomes = [each["outcome"] for each in source.export(alice)["decisions_on_reviews"]]
        assert outcomes == ["not published", "taken back by its author"]

    def test_holds_no_decision_on_a_review_of_somebody_else(self, alice):
        make_review(make_work("Emma"))
        assert source.export(alice)["decisions_on_reviews"] == []

    def test_holds_drafts_and_votes_and_nothing_of_others(self, alice):
        Draft.objects.create(author=alice, work=make_work("Emma"), typed={"text": ["Half"]})
        bobs = make_review(make_work())
        HelpfulVote.objects.create(review=bobs, voter=alice)
        exported = source.export(alice)
        assert exported["reviews"] == []
        assert exported["drafts"][0]["typed"] == {"text": ["Half"]}
        assert exported["helpful_votes"][0]["review_id"] == bobs.pk


class TestErase:
    @pytest.fixture
    def works(self, alice):
        published, pending = make_work("Emma"), make_work("Persuasion")
        make_review(published, 4, author=alice)
        make_review(pending, 4, author=alice, state="pending")
        rebuild_rating_summary(published.pk)
        return published, pending

    def test_keeping_them_leaves_the_published_ones_to_nobody(self, alice, works):
        source.erase(alice, keep_anonymous=True)
        review = Review.objects.get()
        assert (review.work, review.author, review.signature) == (works[0], None, "Anonymous")
        assert RatingSummary.objects.get(work=works[0]).count == 1

    def test_not_keeping_them_takes_them_out_of_the_average(self, alice, works):
        source.erase(alice, keep_anonymous=False)
        assert not Review.objects.exists()
        assert RatingSummary.objects.get(work=works[0]).count == 0

    def test_reviews_of_others_stay(self, alice, works):
        make_review(works[0], 1)
        source.erase(alice, keep_anonymous=False)
        assert RatingSummary.objects.get(work=works[0]).stars_1 == 1

    def test_what_was_said_about_reviews_goes_whatever_became_of_them(self, alice):
        gone, kept = make_work("Emma"), make_work("Persuasion")
        review = make_review(gone, author=alice, state="pending")
        refused = make_decision(review, "refused", words="My words", note="About Alice")
        appeal(decision=refused, text="I am Alice.")
        withdraw_review(review=review)
        kept_review = make_review(kept, author=alice, state="pending")
        make_decision(kept_review, "published", note="About Alice")
        source.erase(alice, keep_anonymous=True)
        assert Review.objects.get() == kept_review
        assert {(each.words, each.note) for each in Decision.objects.all()} == {("", "")}
        assert Appeal.objects.get().text == ""
        assert Decision.objects.count() == 3

    def test_what_was_said_to_others_stays(self, alice, works):
        bobs = make_review(works[0], state="pending")
        make_decision(bobs, "refused", note="About Bob")
        source.erase(alice, keep_anonymous=False)
        assert bobs.decisions.get().note == "About Bob"
