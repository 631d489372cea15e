"""Searches are made as their rules say, whatever a search engine would answer."""

from random import Random
from typing import Any

import pytest
from rapidfuzz.distance import OSA

from benchmarks.known_items import KINDS, Book, Shelf, make_searches, read_shelf
from benchmarks.known_items.misspelling import misspelt, slip
from catalog import isbn
from tests.factories import make_contents, make_edition, make_work

AUSTEN: dict[str, Any] = {"authors": ["austen"], "names": ["Jane Austen"]}
POE: dict[str, Any] = {"authors": ["poe"], "names": ["Edgar Allan Poe"]}
EMMA = Book(1, "Emma", **AUSTEN, isbns=["9780141439587"])
PRIDE = Book(2, "Pride and Prejudice", **AUSTEN, isbns=["9780141439518"])
PRIDE_AGAIN = Book(3, "PRIDE AND PREJUDICE", "A Novel", names=["Jane Austen", "A. N. Other"])
OTHER_PRIDE = Book(4, "Pride and Prejudice", names=["Somebody Else"])
FIRST = Book(5, "The Works of Edgar Allan Poe, Volume 1", **POE)
SECOND = Book(6, "The Works of Edgar Allan Poe, Volume 2", **POE)
VARIOUS = Book(7, "Études littéraires diverses", authors=["various"], names=["Various"])
SPECIES = Book(
    8,
    "The Origin of Species",
    authors=["darwin"],
    names=["Charles Darwin"],
    contents=["XI", "On the Geological Succession of Organic Beings", "XII and XIII"],
)
SHELF = Shelf([EMMA, PRIDE, PRIDE_AGAIN, OTHER_PRIDE, FIRST, SECOND, VARIOUS, SPECIES])


def typed(kind: str, shelf: Shelf = SHELF, seed: int = 1) -> dict[str, frozenset[int]]:
    searches = make_searches(shelf, seed=seed, each=100)
    return {item.typed: item.right for item in searches if item.kind == kind}


def words(searches: dict[str, frozenset[int]]) -> set[frozenset[str]]:
    return {frozenset(each.split()) for each in searches}


def test_the_same_seed_asks_the_same():
    assert make_searches(SHELF, seed=1, each=5) == make_searches(SHELF, seed=1, each=5)
    assert make_searches(SHELF, seed=2, each=5) != make_searches(SHELF, seed=1, each=5)


def test_works_of_one_title_that_share_a_contributor_are_one():
    assert SHELF.same_as(PRIDE) == {2, 3}
    assert SHELF.same_as(OTHER_PRIDE) == {4}


class TestISBN:
    def test_every_spelling_is_one_of_the_edition(self):
        found = [isbn.normalise(each) for each in typed("isbn")]
        assert set(found) <= {"9780141439587", "9780141439518"}

    def test_ten_digits_are_cut_where_the_thirteen_are(self):
        assert self.spelt("9780306406157", way=4) == ["0-306-40615-2"]

    def test_a_lower_case_x_is_asked_of_those_that_have_one(self):
        assert self.spelt("9780060540944", way=7) == ["006054094x"]
        assert self.spelt("9780140441185", way=7) is None

    def spelt(self, number, *, way):
        return KINDS["isbn"][way](Book(9, "X", isbns=[number]), SHELF, Random(1))


class TestAuthorAndTitle:
    def test_function_words_are_not_typed(self):
        assert frozenset({"austen", "pride", "prejudice"}) in words(typed("author and title"))

    def test_words_are_added_until_the_book_is_told_from_others(self):
        expected = {"poe", "works", "edgar", "allan", "volume"}
        found = words(typed("author and title"))
        assert {frozenset(expected | {number}) for number in "12"} <= found

    def test_nobody_asks_for_various(self):
        assert not any("various" in each for each in typed("author and title"))


class TestTitle:
    def test_the_rarest_words_are_typed_in_their_order(self):
        assert typed("title")["origin species"] == {8}
        assert typed("title")["pride prejudice"] in ({2, 3}, {4})

    def test_every_second_search_has_no_accents(self):
        found = {each for seed in range(9) for each in typed("title", seed=seed)}
        assert found >= {"études littéraires", "etudes litteraires"} or found >= {
            "littéraires diverses",
            "litteraires diverses",
        }

    def test_a_title_like_many_is_not_asked_for(self):
        alike = Shelf(Book(number, "History of Rome", names=[str(number)]) for number in range(6))
        assert typed("title", alike) == {}


class TestMisspelling:
    def test_a_slip_is_one_letter_or_two_that_changed_places(self):
        random = Random(1)
        slips = {slip("species", random) for _ in range(500)} - {"species"}
        assert {OSA.distance("species", wrong) for wrong in slips} == {1}
        assert {len(wrong) for wrong in slips} == {6, 7, 8}

    def test_short_words_stay(self):
        for seed in range(20):
            wrong = misspelt(["the", "origin", "of"], Random(seed), lambda word: False)
            assert (wrong[0], wrong[2]) == ("the", "of")
            assert wrong[1] != "origin"

    def test_no_slip_makes_a_word_of_the_catalogue(self):
        assert misspelt(["origin"], Random(1), lambda word: True) is None

    def test_searches_of_both_kinds_are_misspelt(self):
        found = typed("misspelt")
        assert found
        for each in found:
            assert len([word for word in each.split() if not SHELF.knows(word)]) == 1


class TestContents:
    def test_a_phrase_is_words_in_a_row_that_somebody_remembers(self):
        entry = "on the geological succession of organic beings"
        for seed in range(9):
            for phrase, right in typed("contents", seed=seed).items():
                assert f" {phrase} " in f" {entry} "
                assert 3 <= len(phrase.split()) <= 6
                assert right == {8}
        assert typed("contents")


@pytest.mark.django_db
def test_the_shelf_is_what_the_catalogue_has():
    work = make_work("Emma", subtitle="A Novel", author="Jane Austen")
    edition = make_edition(work)
    make_edition(work, isbn13="2900000000018")
    make_contents(edition, "Volume One")
    [book] = read_shelf().books
    assert (book.title, book.subtitle, book.names) == ("Emma", "A Novel", ["Jane Austen"])
    assert (book.authors, book.isbns) == (["austen"], [edition.isbn13])
    assert book.contents == ["Volume One"]
