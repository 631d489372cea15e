from collections import Counter
from random import Random

from bookstore.generated.books import Books, contributors_up_to
from bookstore.generated.editions import WORKS_MAX, isbn13, work_number
from bookstore.generated.words import FUNCTION_WORDS, Vocabulary
from catalog import isbn

BOOKS = Books(1)
SOME = [BOOKS.book(number) for number in range(1, 301)]


def test_a_book_depends_on_its_number_and_the_seed_alone():
    assert Books(1).book(7) == BOOKS.book(7) == SOME[6]
    assert Books(2).book(7) != SOME[6]


def test_isbns_are_valid_and_tell_the_work():
    for number in (1, 2, 31_415, WORKS_MAX):
        numbers = [isbn13(number, index) for index in range(4)]
        assert [isbn.normalise(each) for each in numbers] == numbers
        assert {work_number(each) for each in numbers} == {number}


def test_books_are_as_long_and_as_many_as_said():
    words = [len(book.overview.split()) for book in SOME]
    lines = [len(book.contents) for book in SOME if book.contents]
    assert (min(words) >= 30, max(words) <= 120) == (True, True)
    assert (min(lines), max(lines)) == (5, 20)
    assert 0.25 < len(lines) / len(SOME) < 0.42
    assert {len(book.editions) for book in SOME} == {1, 2, 3, 4}
    assert {len(book.offers) for book in SOME} == set(range(9))


def test_no_one_stands_twice_on_a_book():
    for book in SOME:
        people = [number for number, _ in book.people]
        sellers = [offer.seller for offer in book.offers]
        assert len(people) == len(set(people))
        assert len(sellers) == len(set(sellers))


def test_some_wrote_many_books_and_everybody_one():
    written = Counter(number for book in SOME for number, _ in book.people)
    assert set(written) == set(range(1, contributors_up_to(len(SOME)) + 1))
    assert max(written.values()) > 10


def test_parts_of_a_series_are_numbered_and_by_one_author():
    first, second, *_ = [book for book in SOME if book.series]
    assert (first.series, first.part) == (second.series, second.part - 1)
    assert first.people[0] == second.people[0]


class TestVocabulary:
    vocabulary = Vocabulary(1, size=5_000)

    def test_words_get_rarer_as_zipf_says(self):
        drawn = Counter(self.vocabulary.words(Random(1), 50_000))
        often, rare = drawn.most_common(1)[0][1], drawn.most_common()[-1][1]
        assert often > 300
        assert rare == 1
        assert 3_000 < len(drawn) < 5_300

    def test_texts_are_held_together_by_function_words(self):
        drawn = self.vocabulary.running_text(Random(1), 10_000)
        share = sum(word in FUNCTION_WORDS for word in drawn) / len(drawn)
        assert 0.38 < share < 0.42

    def test_made_up_words_differ(self):
        assert len(set(self.vocabulary.made_up)) == 5_000
