"""How many works are taken to have several words, from how many have each."""

import pytest

from search.engines import Place
from search.frequencies import Frequencies
from search.models import Word
from search.terms import terms_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def likely():
    Word.objects.bulk_create(
        [
            Word(text="level_0", works=1000),
            Word(text="sea", works=400, heads=100),
            Word(text="wolf", works=90, heads=40),
            Word(text="language_fre", works=100),
            Word(text="language_ger", works=100),
        ]
    )

    def works(text: str, *tokens: list[str], place: Place = Place.WHOLE) -> float:
        terms = terms_of(text)
        frequencies = Frequencies("default")
        frequencies.look_up(terms, tokens)
        return frequencies.likely(terms, place, tokens)

    return works


def test_one_word_is_as_common_as_it_is(likely):
    assert likely("sea") == 400
    assert likely("sea", place=Place.HEAD) == 100


def test_a_filter_leaves_its_share(likely):
    assert likely("sea", ["language_fre"]) == 40
    assert likely("sea", ["language_fre", "language_ger"]) == 80


def test_a_second_word_leaves_more_than_its_share(likely):
    assert 90 * 0.4 < likely("sea wolf") < 90


def test_a_filter_alone_is_as_common_as_it_is(likely):
    assert likely("", ["language_fre"]) == 100


def test_of_an_unknown_word_there_is_nothing(likely):
    assert likely("sea qqq") == 0


def test_before_works_are_counted_the_rarest_word_tells(likely):
    Word.objects.filter(text="level_0").delete()
    assert likely("sea wolf", ["language_fre"]) == 90
