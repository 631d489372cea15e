from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from catalog.models import Edition
from reviews.deciding import Verdict, decide
from reviews.models import HelpfulVote, Review
from reviews.services import rebuild_rating_summary
from tests.accounts.readers import make_reader, signed_in
from tests.factories import (
    make_edition,
    make_recommendation,
    make_review,
    make_staff,
    make_user,
    make_work,
)
from tests.pages import section, soup_of, text_of
from tests.reviews.writers import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return make_edition(make_work("Emma"))


def list_of(edition, query=""):
    return f"/reviews/books/{edition.isbn13}/{query}"


def headlines(address):
    return [text_of(each.a) for each in soup_of(address).select(".review h2")]


def make_reviews(edition, *ratings, **fields):
    """Make published reviews with these ratings, each a day older than the one before."""
    now = timezone.now()
    reviews = [
        make_review(
            edition.work,
            rating,
            headline=f"Number {number}",
            created_at=now - timedelta(days=number),
            **fields,
        )
        for number, rating in enumerate(ratings, 1)
    ]
    rebuild_rating_summary(edition.work_id)
    return reviews


class TestUnpublishedReviewIsUnreachable:
    """By any address, count, list, vote, recommendation or search (B4, trap 2)."""

    SECRET = "A secret"

    @pytest.fixture(params=["pending", "refused", "removed"])
    def review(self, request, edition):
        alice = make_reader("alice@example.org")
        review = make_review(
            edition.work,
            1,
            author=alice,
            state=request.param,
            headline=f"{self.SECRET} headline",
            text=f"{self.SECRET} text",
        )
        make_recommendation(
            review, make_edition(make_work("Persuasion")), reason=f"{self.SECRET} reason"
        )
        rebuild_rating_summary(edition.work_id)
        return review

    @pytest.mark.parametrize("reader", ["visitor", "bob"])
    def test_for_visitors_and_other_readers(self, review, edition, reader):
        client = Client() if reader == "visitor" else signed_in(make_reader("bob@example.org"))
        assert client.get(review.get_absolute_url()).status_code == 404
        assert client.post(f"/reviews/{review.pk}/helpful/").status_code == 404
        for address in (
            "/",
            edition.get_absolute_url(),
            list_of(edition),
            list_of(edition, "?stars=1"),
            list_of(edition, "?sort=lowest"),
            "/search/?q=secret",
            f"/reviews/write/{edition.isbn13}/",
            f"/reviews/write/{edition.isbn13}/books/?look_for=secret",
        ):
            page = client.get(address).content.decode()
            assert self.SECRET not in page, address
            assert f"/reviews/{review.pk}/" not in page, address
            assert f"review-{review.pk}" not in page, address

    def test_for_counts(self, review, edition):
        page = soup_of(list_of(edition))
        assert "( 0 )" in text_of(page.select_one(".empty-title"))
        assert [text_of(cell) for cell in page.select(".distribution-count")] == ["0"] * 5

    def test_as_if_it_did_not_exist(self, client, review):
        """Nobody can tell a review that waits from one that never was."""
        waiting = client.get(review.get_absolute_url())
        missing = client.get(f"/reviews/{review.pk + 1}/")
        assert waiting.content == missing.content

    def test_but_its_author_sees_it_and_is_told_that_nobody_else_does(self, review):
        response = signed_in(review.author).get(review.get_absolute_url())
        words = words_of(response)
        assert "A secret text" in words
        assert "Only its author and the shop’s staff see it." in words
        assert "no-store" in response["Cache-Control"]
        assert '<meta name="robots" content="noindex">' in response.content.decode()

    @pytest.mark.parametrize("right", ["view_review", "change_review"])
    def test_but_staff_with_a_real_role_see_it(self, review, right):
        """Trap 8: a role is enough, nobody needs to be a superuser."""
        charlie = make_user(is_staff=True)
        charlie.user_permissions.add(Permission.objects.get(codename=right))
        assert signed_in(charlie).get(review.get_absolute_url()).status_code == 200

    def test_and_staff_without_such_a_role_do_not(self, review):
        client = signed_in(make_user(is_staff=True))
        assert client.get(review.get_absolute_url()).status_code == 404

    def test_and_a_reader_with_the_right_who_is_not_staff_does_not(self, review):
        dora = make_user()
        dora.user_permissions.add(Permission.objects.get(codename="view_review"))
        assert signed_in(dora).get(review.get_absolute_url()).status_code == 404

    def test_and_staff_get_no_button_to_edit_it(self, review):
        words = words_of(signed_in(make_staff()).get(review.get_absolute_url()))
        assert "Edit it" not in words
        assert "Withdraw it" not in words


class TestPublishing:
    def test_shows_the_review_with_the_right_average(self, client, edition):
        make_reviews(edition, 5)
        review = make_review(edition.work, 4, state="pending", headline="Waited")
        decide(review=review, verdict=Verdict("published"), moderator=make_staff())
        page = soup_of(edition.get_absolute_url())
        assert "4.5 of 5 (2 reviews)" in text_of(page.select_one(".rating-line"))
        assert "Waited" in text_of(section(page, "reviews"))
        assert client.get(review.get_absolute_url()).status_code == 200


class TestPermalink:
    def test_shows_book_stars_name_and_day(self, edition):
        review = make_review(
            edition.work, 4, headline="A voyage", created_at=timezone.now().replace(2026, 3, 9)
        )
        page = soup_of(review.get_absolute_url())
        assert text_of(page.h1) == "A review of Emma"
        assert "4 of 5 stars: A voyage by Anonymous, 3/9/2026" in text_of(page.article)

    def test_of_a_published_review_is_the_same_for_everybody(self, client, edition):
        review = make_review(edition.work)
        for each in (signed_in(review.author), signed_in(make_staff())):
            assert (
                each.get(review.get_absolute_url()).content
                == client.get(review.get_absolute_url()).content
            )

    def test_outlives_edition_and_account(self, client, edition):
        review = make_review(edition.work, edition=edition)
        review.author.delete()
        edition.delete()
        assert client.get(review.get_absolute_url()).status_code == 200

    def test_of_a_number_too_large_is_not_found(self, client):
        for number in ("0", "9" * 30, "9" * 5_000):
            assert client.get(f"/reviews/{number}/").status_code == 404

    def test_is_read_only(self, client, edition):
        review = make_review(edition.work)
        assert client.post(review.get_absolute_url()).status_code == 405

    def test_markup_in_a_review_stays_text(self, client, edition):
        review = make_review(edition.work, headline="<b>Bold</b>", text="<script>alert(1)</script>")
        content = client.get(review.get_absolute_url()).content
        assert b"<script>alert" not in content
        assert b"<b>Bold" not in content


class TestSorts:
    @pytest.fixture(autouse=True)
    def reviews(self, edition):
        reviews = make_reviews(edition, 3, 5, 1, 5)
        for review, votes in zip(reviews, (0, 2, 1, 0), strict=True):
            for _ in range(votes):
                HelpfulVote.objects.create(review=review, voter=make_user())

    @pytest.mark.parametrize(
        ("sort", "order"),
        [
            ("newest", [1, 2, 3, 4]),
            ("highest", [2, 4, 1, 3]),
            ("lowest", [3, 1, 2, 4]),
            ("helpful", [2, 3, 1, 4]),
            ("", [1, 2, 3, 4]),
            ("helpful_votes; drop table", [1, 2, 3, 4]),
        ],
    )
    def test_each_has_its_order(self, edition, sort, order):
        shown = headlines(list_of(edition, f"?sort={sort}"))
        assert shown == [f"Number {number}" for number in order]

    def test_one_in_use_is_marked(self, edition):
        page = soup_of(list_of(edition, "?sort=lowest"))
        assert text_of(page.select_one(".review-sorts [aria-current]")) == "Lowest"


class TestStarFilter:
    def test_shows_reviews_with_so_many_stars_only(self, edition):
        make_reviews(edition, 5, 4, 5)
        assert headlines(list_of(edition, "?stars=5")) == ["Number 1", "Number 3"]

    def test_is_reached_by_the_bars(self, edition):
        make_reviews(edition, 5, 4)
        bars = soup_of(edition.get_absolute_url()).select(".distribution a")
        assert [bar["href"] for bar in bars] == [
            list_of(edition, "?stars=5"),
            list_of(edition, "?stars=4"),
        ]

    def test_keeps_the_sort_and_the_other_way_round(self, edition):
        make_reviews(edition, 5, 4)
        page = soup_of(list_of(edition, "?stars=5&sort=lowest"))
        assert page.find("a", string="Highest")["href"] == "?stars=5&sort=highest"
        assert page.find("a", string="Show all")["href"] == "?sort=lowest"

    @pytest.mark.parametrize("stars", ["0", "6", "five", "٥", "5.0", "-1", "9" * 5_000, "\0"])
    def test_of_no_number_of_stars_shows_all(self, client, edition, stars):
        make_reviews(edition, 5, 4)
        response = client.get(list_of(edition), {"stars": stars})
        assert "Number 1" in words_of(response)
        assert "Number 2" in words_of(response)

    def test_without_such_reviews_says_so(self, edition):
        make_reviews(edition, 5)
        assert "No review has 1 star." in soup_of(list_of(edition, "?stars=1")).get_text()

    def test_has_a_title_of_its_own(self, edition):
        make_reviews(edition, 5)
        titles = {text_of(soup_of(list_of(edition, query)).title) for query in ("", "?stars=5")}
        assert len(titles) == 2


class TestEditionFilter:
    """B16: reviews of this edition, of all editions, of those in the same language."""

    @pytest.fixture
    def paperback(self, edition):
        Edition.objects.update(language="eng")
        paperback = make_edition(edition.work, language="eng")
        translation = make_edition(edition.work, language="fre")
        for number, each in enumerate([edition, paperback, translation], 1):
            make_review(edition.work, edition=each, headline=f"Number {number}")
        rebuild_rating_summary(edition.work_id)
        return paperback

    @pytest.mark.parametrize(
        ("query", "shown"),
        [
            ("", ["Number 3", "Number 2", "Number 1"]),
            ("?edition=this", ["Number 2"]),
            ("?edition=language", ["Number 2", "Number 1"]),
            ("?edition=that", ["Number 3", "Number 2", "Number 1"]),
        ],
    )
    def test_shows_reviews_of_the_editions_asked_for(self, paperback, query, shown):
        assert headlines(list_of(paperback, query)) == shown

    def test_is_marked_and_keeps_the_stars(self, paperback):
        page = soup_of(list_of(paperback, "?edition=this&stars=5"))
        [marked] = page.select("[aria-label='Reviews of which edition'] [aria-current]")
        assert text_of(marked) == "This edition"
        assert page.find("a", string="All editions")["href"] == "?stars=5"

    def test_is_offered_only_where_it_makes_a_difference(self, edition):
        make_reviews(edition, 5)
        assert "All editions" not in soup_of(list_of(edition)).get_text()
        make_edition(edition.work)
        page = soup_of(list_of(edition)).get_text()
        assert "This edition" in page
        assert "In the language" not in page

    def test_without_such_reviews_says_so(self, edition):
        make_reviews(edition, 5)
        paperback = make_edition(edition.work)
        page = soup_of(list_of(paperback, "?edition=this")).get_text()
        assert "No review of this edition is here yet." in page

    def test_count_of_this_edition_stands_beside_the_count_of_all(self, paperback):
        make_review(paperback.work, edition=paperback, state="pending")
        link = soup_of(paperback.get_absolute_url()).select_one("#reviews .average a")
        assert text_of(link) == "1 of this edition"
        assert link["href"] == list_of(paperback, "?edition=this")


class TestPages:
    def test_hold_ten_reviews(self, edition):
        make_reviews(edition, *[5] * 11)
        assert len(headlines(list_of(edition))) == 10
        assert headlines(list_of(edition, "?page=2")) == ["Number 11"]

    def test_keep_sort_and_filter(self, edition):
        make_reviews(edition, *[5] * 11)
        page = soup_of(list_of(edition, "?stars=5&sort=lowest"))
        assert page.find("a", rel="next")["href"] == "?stars=5&sort=lowest&page=2"

    @pytest.mark.parametrize("number", ["0", "3", "x", "-1", "9" * 30, "\0"])
    def test_that_are_not_there_are_not_found(self, client, edition, number):
        make_reviews(edition, *[5] * 11)
        assert client.get(list_of(edition), {"page": number}).status_code == 404

    def test_book_page_links_to_the_others(self, edition):
        make_reviews(edition, *[5] * 11)
        page = soup_of(edition.get_absolute_url())
        assert len(page.select(".review")) == 10
        assert text_of(page.select_one(".all-reviews a")) == "All 11 reviews"

    def test_book_page_shows_the_newest(self, edition):
        make_reviews(edition, *[5] * 11)
        shown = soup_of(edition.get_absolute_url()).select(".review h3 a")
        assert [text_of(each) for each in shown] == [f"Number {n}" for n in range(1, 11)]

    def test_of_an_edition_that_does_not_exist_are_not_found(self, client):
        assert client.get("/reviews/books/9780306406157/").status_code == 404

    def test_take_as_many_queries_for_ten_reviews_as_for_one(
        self, client, edition, django_assert_max_num_queries
    ):
        (first,) = make_reviews(edition, 5)
        make_recommendation(first, make_edition())
        with django_assert_max_num_queries(6) as one:
            client.get(list_of(edition))
        count = len(one)
        for review in make_reviews(edition, *[4] * 12):
            make_recommendation(review, make_edition())
        with django_assert_max_num_queries(count):
            client.get(list_of(edition))


class TestOtherEditions:
    def test_share_their_reviews(self, edition):
        make_reviews(edition, 5)
        assert headlines(list_of(make_edition(edition.work))) == ["Number 1"]

    def test_of_other_works_do_not(self, edition):
        make_reviews(edition, 5)
        assert headlines(list_of(make_edition(make_work("Persuasion")))) == []


class TestCounts:
    def test_are_of_reviews_and_not_of_stars(self, edition):
        """Trap 9: 5, 5 and 1 star are three reviews and not eleven."""
        make_reviews(edition, 5, 5, 1)
        page = soup_of(list_of(edition))
        assert text_of(page.select_one(".average")) == "3.7 of 5 ( 3 reviews )"
        assert [text_of(cell) for cell in page.select(".distribution-count")] == [
            "2 67%",
            "0 0%",
            "0 0%",
            "0 0%",
            "1 33%",
        ]

    def test_bars_have_a_value_in_words(self, edition):
        make_reviews(edition, 5, 5, 1)
        meters = soup_of(list_of(edition)).select("meter")
        assert (meters[0]["aria-label"], text_of(meters[0])) == ("5 stars", "67%")


class TestOwnReviews:
    def test_lists_ones_own_in_any_state_and_no_others(self, edition):
        alice = make_reader("alice@example.org")
        make_review(edition.work, author=alice, state="refused")
        make_review(make_work("Persuasion"))
        words = words_of(signed_in(alice).get("/reviews/mine/"))
        assert "Emma" in words
        assert "Persuasion" not in words

    def test_asks_visitors_to_sign_in(self, client):
        assert client.get("/reviews/mine/")["Location"].startswith("/accounts/login/")

    def test_has_pages_of_ten(self):
        alice = make_reader("alice@example.org")
        for number in range(11):
            make_review(make_work(f"Book {number}"), author=alice, state="pending")
        browser = signed_in(alice)
        assert words_of(browser.get("/reviews/mine/")).count("waiting for a moderator") == 10
        assert words_of(browser.get("/reviews/mine/?page=2")).count("waiting") == 1

    def test_says_when_there_is_none(self):
        words = words_of(signed_in(make_reader("alice@example.org")).get("/reviews/mine/"))
        assert "You have not written a review yet." in words
        assert not Review.objects.exists()
