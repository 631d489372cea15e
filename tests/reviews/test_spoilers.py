import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from reviews.services import publish_review, vote_helpful
from reviews.spoilers import pieces, without_spoilers
from reviews.templatetags.review_text import with_spoilers_closed
from tests.accounts.readers import signed_in
from tests.factories import (
    make_edition,
    make_recommendation,
    make_review,
    make_user,
    make_work,
)
from tests.pages import soup_of, text_of
from tests.reviews.writers import page_for


class TestPieces:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("No spoiler", [("No spoiler", False)]),
            ("She ||dies|| here", [("She ", False), ("dies", True), (" here", False)]),
            ("||a|| and ||b||", [("a", True), (" and ", False), ("b", True)]),
            ("||two\n\nparagraphs||", [("two\n\nparagraphs", True)]),
            ("a || b", [("a || b", False)]),
            ("a | b | c", [("a | b | c", False)]),
            ("", []),
        ],
    )
    def test_are_cut_at_the_bars(self, text, expected):
        assert pieces(text) == expected

    @given(st.lists(st.text(alphabet="ab \n", min_size=1), min_size=3, max_size=9))
    def test_no_word_is_lost(self, parts):
        text = "||".join(parts)
        assert "".join(piece.text for piece in pieces(text)) == "".join(
            parts if len(parts) % 2 else [*parts[:-1], "||", parts[-1]]
        )


def test_without_spoilers_nothing_hidden_is_left():
    assert without_spoilers("She ||dies|| and he ||too||.") == "She [spoiler] and he [spoiler]."


class TestClosedSpoilers:
    def test_open_without_a_script(self):
        soup = BeautifulSoup(with_spoilers_closed("She ||dies|| here."), "html.parser")
        assert soup.details.summary.get_text() == "Show a spoiler"
        assert "dies" in soup.details.get_text()
        assert not soup.details.has_attr("open")
        soup.details.extract()
        assert soup.get_text(" ", strip=True) == "She here."

    def test_markup_inside_stays_text(self):
        assert "<b>" not in with_spoilers_closed("||<b>She</b>|| <b>dies</b>")


@pytest.mark.django_db
class TestNoPageGivesAwayASpoiler:
    """Trap 17. What is not inside a closed toggle, a reader sees."""

    SECRET = "butler"

    def addresses(self, review, edition):
        return [
            review.get_absolute_url(),
            f"/reviews/books/{edition.isbn13}/",
            f"/reviews/books/{edition.isbn13}/?stars=5&sort=helpful",
            edition.get_absolute_url(),
        ]

    def assert_hidden(self, review, edition):
        make_recommendation(review, make_edition(make_work("Persuasion")), reason=review.headline)
        for address in self.addresses(review, edition):
            page = soup_of(address)
            assert self.SECRET in str(page.body), address
            for toggle in page.select("details.spoiler"):
                toggle.extract()
            assert self.SECRET not in str(page), address

    def test_between_bars(self):
        edition = make_edition()
        review = make_review(
            edition.work, headline="The ||butler|| did it", text="The ||butler|| did it."
        )
        self.assert_hidden(review, edition)

    def test_in_a_review_that_is_closed_as_a_whole(self):
        edition = make_edition()
        review = make_review(
            edition.work, headline="The butler did it", text="The butler.", has_spoilers=True
        )
        self.assert_hidden(review, edition)

    def test_in_the_list_of_ones_own_reviews(self, client):
        review = make_review(make_work(), headline="The butler did it", has_spoilers=True)
        client.force_login(review.author)
        assert self.SECRET not in client.get("/reviews/mine/").content.decode()

    def test_on_the_pages_around_it(self):
        edition = make_edition(make_work("Emma"))
        review = make_review(edition.work, headline="The butler did it", has_spoilers=True)
        alice, bob = signed_in(review.author), signed_in(make_user())
        vote = f"/reviews/{review.pk}/helpful/"
        for response in (
            bob.post(vote),
            bob.post(vote, {"action": "take-back"}),
            alice.post(vote),
            alice.get(page_for(edition)),
            bob.get("/search/?q=Emma"),
            bob.get("/"),
        ):
            assert self.SECRET not in response.content.decode()

    def test_in_the_mail_of_those_it_concerns(self, mailoutbox, django_capture_on_commit_callbacks):
        headline, text = "The ||butler|| did it", "The ||butler|| did it."
        review = make_review(make_work(), headline=headline, text=text, state="pending")
        with django_capture_on_commit_callbacks(execute=True):
            publish_review(review=review, moderator=make_user())
            vote_helpful(review=review, voter=make_user())
        assert all(self.SECRET not in mail.message().as_string() for mail in mailoutbox)

    def test_headline_closed_with_the_review_is_inside_the_toggle(self):
        review = make_review(make_work(), headline="The butler did it", has_spoilers=True)
        page = soup_of(review.get_absolute_url())
        assert "The butler did it" in text_of(page.select_one("details.spoiler"))
        assert text_of(page.select_one(".review h2 a")) == "A reader’s review"
