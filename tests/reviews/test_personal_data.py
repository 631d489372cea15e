import pytest

from reviews.models import Draft, HelpfulVote, RatingSummary, Review
from reviews.personal_data import source
from reviews.services import rebuild_rating_summary
from tests.factories import make_edition, make_recommendation, make_review, make_user, make_work

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
