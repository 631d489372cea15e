import time

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from reviews.deciding import Verdict, decide
from reviews.spoilers import BETWEEN_WORDS, SPOILER, pieces, without_spoilers
from reviews.templatetags.review_text import with_spoilers_closed
from tests.accounts.readers import signed_in
from tests.factories import (
    make_edition,
    make_recommendation,
    make_review,
    make_staff,
    make_user,
    make_work,
)
from tests.pages import soup_of, text_of
from tests.reviews.writers import page_for

SEEN = st.text(alphabet="ab. \n")


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

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("She ||dies", [("She ", False), ("dies", True)]),
            ("||She dies\n\nAnd he, too", [("She dies\n\nAnd he, too", True)]),
            ("She ||dies| here", [("She ", False), ("dies| here", True)]),
            ("||a|| and ||b", [("a", True), (" and ", False), ("b", True)]),
            ("Sad. || She dies", [("Sad. ", False), (" She dies", True)]),
            ("Sad\n|| She dies", [("Sad\n", False), (" She dies", True)]),
            ("|| She dies", [(" She dies", True)]),
            ("||a|| || b", [("a", True), (" ", False), (" b", True)]),
            ("||||b", [("||b", True)]),
        ],
    )
    def test_are_hidden_to_the_end_where_bars_are_not_closed(self, text, expected):
        assert pieces(text) == expected

    @pytest.mark.parametrize("text", ["if (a) || b", "x[0] || y", "She dies||", "||", "|| \n"])
    def test_lone_bars_that_open_nothing_stay_text(self, text):
        assert pieces(text) == [(text, False)]

    @given(st.lists(st.text(alphabet="ab.\n", min_size=1), min_size=1, max_size=9))
    def test_no_word_is_lost(self, parts):
        words = [part for part in parts if part.strip()]
        cut = pieces("||".join(words))
        assert [piece.text for piece in cut] == words
        assert [piece.is_spoiler for piece in cut] == [n % 2 == 1 for n in range(len(words))]


class TestWithoutSpoilers:
    def test_nothing_hidden_is_left(self):
        assert without_spoilers("She ||dies|| and he ||too") == "She [spoiler] and he [spoiler]"

    @given(st.text(alphabet="ab. |\n"))
    def test_nothing_is_left_between_bars(self, text):
        left = without_spoilers(text)
        assert not SPOILER.search(left)
        assert not left.partition("||")[2].strip() or BETWEEN_WORDS.search(text)

    @given(st.lists(st.tuples(SEEN, st.just("secret")), min_size=1), SEEN, st.booleans())
    def test_no_secret_is_told(self, marked, last, is_closed):
        text = "".join(f"{seen}||{secret}||" for seen, secret in marked)
        assert "secret" not in without_spoilers(text + last if is_closed else text[:-2])


@pytest.mark.parametrize("piece", ["|", "||", "|| ", "||a", "||a|", "a || ", "a|| |"])
def test_twenty_thousand_characters_are_cut_at_once(piece):
    """Seconds would mean that each bar is looked for again from each bar."""
    text = (piece * 20_000)[:20_000]
    begun = time.process_time()
    for start in range(3):
        pieces("||" * start + text)
        pieces("||" * start + text.replace("|", "a"))
    assert time.process_time() - begun < 1


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

    def test_after_bars_that_are_not_closed(self):
        edition = make_edition()
        review = make_review(edition.work, headline="The ||butler", text="It was ||the butler.")
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
            verdict = Verdict("refused", rule="RR-8", words=text)
            decide(review=review, verdict=verdict, moderator=make_staff())
        assert len(mailoutbox) == 1
        assert all(self.SECRET not in mail.message().as_string() for mail in mailoutbox)

    def test_headline_closed_with_the_review_is_inside_the_toggle(self):
        review = make_review(make_work(), headline="The butler did it", has_spoilers=True)
        page = soup_of(review.get_absolute_url())
        assert "The butler did it" in text_of(page.select_one("details.spoiler"))
        assert text_of(page.select_one(".review h2 a")) == "A reader’s review"
