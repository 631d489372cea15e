import pytest
from lxml import html

from reviews.models import Recommendation, Review
from search.indexing import catch_up
from tests.accounts.readers import make_reader, signed_in
from tests.factories import (
    make_contributor,
    make_decision,
    make_edition,
    make_recommendation,
    make_review,
    make_work,
)
from tests.pages import book_page, text_of
from tests.reviews.writers import page_for, press, send, the_review, typed_on, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return make_edition(make_work("Emma", author="Jane Austen"))


@pytest.fixture
def browser():
    """Alice's browser, signed in."""
    return signed_in(make_reader("alice@example.org"))


def titles_found(response):
    return html.fromstring(response.content.decode()).xpath(
        "//ul[@class='found-books']//strong/text()"
    )


def chosen_titles(response):
    return html.fromstring(response.content.decode()).xpath("//*[@class='chosen-title']/text()")


def books(count):
    return [make_edition(make_work(f"Book {number}")) for number in range(count)]


class TestLookingFor:
    @pytest.fixture(autouse=True)
    def persuasion(self):
        work = make_work("Persuasion", author="Anne Writer")
        persuasion = make_edition(work, isbn13="9781572308695")
        catch_up()
        return persuasion

    @pytest.mark.parametrize(
        "words", ["persuasion", "PERSUAS", "anne writer", "9781572308695", "1-57230-869-9"]
    )
    def test_finds_by_title_author_and_isbn(self, client, edition, words):
        assert titles_found(press(client, edition, "find", look_for=words)) == ["Persuasion"]

    def test_as_one_types_finds_the_same(self, client, edition):
        response = client.get(f"{page_for(edition)}books/", {"look_for": "persua"})
        (option,) = html.fromstring(response.text).xpath("//li[@role='option']")
        assert option.text_content().split() == ["Persuasion", "by", "Anne", "Writer", "Add"]
        assert option.get("data-value") == "add:9781572308695"

    def test_never_finds_the_book_itself(self, client, edition):
        for words in ("emma", edition.isbn13):
            assert titles_found(press(client, edition, "find", look_for=words)) == []

    def test_finds_each_work_once(self, client, edition, persuasion):
        make_edition(persuasion.work)
        catch_up()
        assert titles_found(press(client, edition, "find", look_for="persuasion")) == ["Persuasion"]

    def test_without_success_says_so(self, client, edition):
        assert "No other book here" in words_of(press(client, edition, "find", look_for="zebra"))

    @pytest.mark.parametrize("words", ["", "  ", "\0", "per\0x", "%", "W" * 20_000])
    def test_strange_words_find_nothing(self, client, edition, words):
        assert titles_found(press(client, edition, "find", look_for=words)) == []
        response = client.get(f"{page_for(edition)}books/", {"look_for": words})
        assert (response.status_code, response.text.strip()) == (200, "")

    def test_is_by_get_only_and_for_books_that_exist(self, client, edition):
        assert client.post(f"{page_for(edition)}books/").status_code == 405
        assert client.get("/reviews/write/9780306406157/books/").status_code == 404

    def test_is_closed_with_reviews(self, client, edition, settings):
        settings.REVIEWS_OPEN = False
        assert client.get(f"{page_for(edition)}books/?look_for=emma").status_code == 404


class TestChoosing:
    def test_a_book_adds_it_and_empties_the_search(self, client, edition):
        (other,) = books(1)
        response = press(client, edition, f"add:{other.isbn13}", look_for="book")
        assert chosen_titles(response) == ["Book 0"]
        assert "look_for" not in typed_on(response)

    def test_keeps_order_and_reasons_of_those_before(self, client, edition):
        first, second = books(2)
        typed = {f"reason-{first.isbn13}": "By the same hand."}
        response = send(client, edition, first, action=f"add:{second.isbn13}", **typed)
        assert chosen_titles(response) == ["Book 0", "Book 1"]
        assert typed_on(response)[f"reason-{first.isbn13}"] == ["By the same hand."]

    def test_remove_takes_out_that_one(self, client, edition):
        first, second = books(2)
        response = send(client, edition, first, second, action=f"remove:{first.isbn13}")
        assert chosen_titles(response) == ["Book 1"]

    @pytest.mark.parametrize("isbn13", ["", "0", "9780306406157", "978\0", "9" * 5_000, "٣" * 13])
    def test_a_book_that_does_not_exist_adds_nothing(self, client, edition, isbn13):
        response = press(client, edition, f"add:{isbn13}")
        assert (response.status_code, chosen_titles(response)) == (200, [])
        assert send(client, edition, recommended=[isbn13], action="check").status_code == 200

    def test_five_are_enough(self, client, edition):
        response = send(client, edition, *books(5), action="check")
        assert "That makes five." in words_of(response)


class TestRefused:
    """Each refusal is an error in words, and no review is stored."""

    def refusal(self, response, words):
        assert words in words_of(response)
        assert not Review.objects.exists()
        return True

    def test_sixth_book(self, browser, edition):
        response = send(browser, edition, *books(6))
        assert self.refusal(response, "A review recommends up to 5 books; remove one first.")

    def test_same_book_twice(self, browser, edition):
        (other,) = books(1)
        response = send(browser, edition, other, other)
        assert self.refusal(response, "“Book 0” is among your recommendations already.")
        assert chosen_titles(response) == ["Book 0"]

    def test_another_edition_of_a_chosen_book(self, browser, edition):
        (other,) = books(1)
        response = press(
            browser, edition, f"add:{make_edition(other.work).isbn13}", recommended=[other.isbn13]
        )
        assert self.refusal(response, "among your recommendations already")

    def test_book_itself(self, browser, edition):
        response = send(browser, edition, edition)
        assert self.refusal(response, "A review cannot recommend the book it is about.")

    def test_book_itself_in_another_edition(self, browser, edition):
        response = send(browser, edition, make_edition(edition.work))
        assert self.refusal(response, "A review cannot recommend the book it is about.")

    def test_reason_over_200_characters_which_is_not_cut(self, browser, edition):
        (other,) = books(1)
        field = f"reason-{other.isbn13}"
        response = send(browser, edition, other, **{field: "W" * 201})
        assert self.refusal(response, "This has 201 characters; 200 is the most.")
        assert typed_on(response)[field] == ["W" * 201]
        page = html.fromstring(response.content.decode())
        box = page.get_element_by_id(field)
        assert "201" in page.get_element_by_id(box.get("aria-describedby")).text_content()

    def test_reason_with_a_nul(self, browser, edition):
        (other,) = books(1)
        response = send(browser, edition, other, **{f"reason-{other.isbn13}": "a\0b"})
        assert self.refusal(response, "could not be read")


class TestStored:
    def test_in_order_with_one_line_each(self, browser, edition):
        first, second = books(2)
        reasons = {f"reason-{first.isbn13}": "By the\r\nsame hand. ", f"reason-{second.isbn13}": ""}
        send(browser, edition, second, first, **reasons)
        assert [
            (each.edition, each.reason) for each in Recommendation.objects.order_by("order")
        ] == [
            (second, ""),
            (first, "By the same hand."),
        ]

    def test_of_200_characters_in_full(self, browser, edition):
        (other,) = books(1)
        send(browser, edition, other, **{f"reason-{other.isbn13}": "W" * 200})
        assert Recommendation.objects.get().reason == "W" * 200


def readers_of_books_beside(edition):
    """Return how many readers of a book recommend each book beside it, as the shop is now."""
    catch_up()
    shelf = book_page(edition).select("#related .shelf-book")
    return [text_of(book.select_one(".shelf-note")) for book in shelf]


class TestShown:
    def test_under_the_review_with_the_reason(self, client, edition):
        review = make_review(edition.work)
        (other,) = books(1)
        make_recommendation(review, other, reason="By the <same> hand.")
        words = words_of(client.get(review.get_absolute_url()))
        assert "Recommends Book 0: By the <same> hand." in words

    def test_on_the_book_page_with_the_number_of_readers(self, edition):
        first, second = books(2)
        for recommended in ([first, second], [second]):
            review = make_review(edition.work)
            for book in recommended:
                make_recommendation(review, book)
        assert readers_of_books_beside(edition) == ["2 readers", "1 reader"]

    def test_on_the_book_page_once_for_a_work_whatever_its_editions(self, edition):
        (hardback,) = books(1)
        for book in (hardback, make_edition(hardback.work)):
            make_recommendation(make_review(edition.work), book)
        assert readers_of_books_beside(edition) == ["2 readers"]

    def test_on_the_book_page_no_more_when_the_review_is_taken_down(self, edition):
        review = make_review(edition.work)
        make_recommendation(review, *books(1))
        assert readers_of_books_beside(edition) == ["1 reader"]
        make_decision(review, "removed")
        assert readers_of_books_beside(edition) == []

    def test_on_the_book_page_no_more_when_the_recommendation_is_deleted(self, edition):
        recommendation = make_recommendation(make_review(edition.work), *books(1))
        assert readers_of_books_beside(edition) == ["1 reader"]
        recommendation.delete()
        assert readers_of_books_beside(edition) == []

    def test_on_the_page_of_the_work_that_the_review_has_moved_to(self, edition):
        review, moved_to = make_review(edition.work), make_edition(make_work("Emma: a novel"))
        make_recommendation(review, *books(1))
        assert readers_of_books_beside(moved_to) == []
        Review.objects.update(work=moved_to.work)
        assert readers_of_books_beside(moved_to) == ["1 reader"]
        assert readers_of_books_beside(edition) == []

    def test_not_on_the_page_of_the_recommended_book_itself(self, edition):
        make_recommendation(make_review(edition.work), edition)
        assert readers_of_books_beside(edition) == []

    @pytest.mark.parametrize("state", ["pending", "refused"])
    def test_never_from_reviews_that_are_not_published(self, edition, state):
        (other,) = books(1)
        make_recommendation(make_review(edition.work, state=state), other)
        catch_up()
        assert "Book 0" not in book_page(edition).get_text()

    def test_once_sent_wait_with_the_review(self, browser, edition):
        send(browser, edition, *books(1))
        catch_up()
        assert "Book 0" not in book_page(edition).get_text()
        assert "Book 0" in words_of(browser.get(the_review().get_absolute_url()))

    def test_contributor_is_named_in_the_search(self, client, edition):
        contributor = make_contributor("Mary Shelley")
        work = make_work("Frankenstein")
        work.contributions.create(contributor=contributor)
        make_edition(work)
        catch_up()
        assert "Mary Shelley" in words_of(press(client, edition, "find", look_for="frankenstein"))
