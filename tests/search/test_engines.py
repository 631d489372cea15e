"""What each engine must do; `make test` runs this with the engine of DATABASE_URL."""

import pytest

from search.engines import BREAK, Entry, Place, Wanted, engine

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _two_books():
    engine().put(
        [
            Entry(
                1, ["moby", "dick", BREAK, "melville", BREAK], ["the", "white", "whale"], ["a_1"]
            ),
            Entry(2, ["whale", "song", BREAK, "moby", BREAK], ["dick", "swims"], ["a_2", "b_9"]),
        ]
    )


def find(*groups: list[tuple[str, ...]], place: Place = Place.WHOLE, tokens=(), limit: int = 9):
    return sorted(engine().find(Wanted(groups, place, tokens), limit=limit))


def test_a_word_is_found_wherever_it_stands():
    assert find([("whale",)]) == [1, 2]


def test_at_the_head_only_what_stands_there_is_found():
    assert find([("whale",)], place=Place.HEAD) == [2]


def test_each_group_must_be_there():
    assert find([("whale",)], [("melville",)]) == [1]


def test_one_of_a_group_is_enough():
    assert find([("melville",), ("song",)]) == [1, 2]


def test_a_phrase_is_found_in_its_order_only():
    assert find([("moby", "dick")]) == [1]
    assert find([("dick", "moby")]) == []


def test_a_phrase_of_three_words_is_found():
    assert find([("the", "white", "whale")]) == [1]


def test_no_phrase_reaches_from_one_text_to_the_next():
    assert find([("dick", "melville")]) == []
    assert find([("song", "moby")]) == []
    # From the head to the body.
    assert find([("moby", "dick")], [("swims",)]) == []


def test_all_but_one_may_be_enough():
    groups = ([("melville",)], [("white",), ("pale",)], [("song",)])
    assert engine().find(Wanted(groups, all_but_one=True), limit=9) == [1]
    assert engine().find(Wanted(groups, tokens=[["a_2"]], all_but_one=True), limit=9) == []


def test_tokens_narrow_what_is_found():
    assert find([("whale",)], tokens=[["a_2"]]) == [2]
    assert find([("whale",)], tokens=[["a_1", "a_2"]]) == [1, 2]
    assert find([("whale",)], tokens=[["a_1", "a_2"], ["b_9"]]) == [2]


def test_tokens_alone_are_enough():
    assert find(tokens=[["a_1"]]) == [1]


def test_no_more_than_the_limit_are_returned():
    assert len(find([("whale",)], limit=1)) == 1


def test_an_entry_takes_the_place_of_the_one_before():
    engine().put([Entry(1, ["bartleby"], ["prefers"], [])])
    assert find([("melville",)]) == []
    assert find([("bartleby",)], [("prefers",)]) == [1]


def test_a_removed_work_is_not_found():
    engine().remove([1, 77])
    assert find([("whale",)]) == [2]


@pytest.mark.parametrize("word", ["村", "straße", "é", "x" * 60, "and", "or", "not", "near"])
def test_any_word_is_a_word(word: str):
    engine().put([Entry(3, [word], [], [])])
    assert find([(word,)], place=Place.HEAD) == [3]


class TestLevels:
    @pytest.fixture(autouse=True)
    def _a_book_of_level_7(self):
        engine().put([Entry(3, ["the", "white", "whale"], ["sinks"], ["a_3"], level=7)])

    def in_level(self, level: int, *groups: list[tuple[str, ...]], tokens=()) -> list[int]:
        return engine().find(Wanted(groups, Place.WHOLE, tokens, level), limit=9)

    @pytest.mark.parametrize("level", range(1, 8))
    def test_a_work_is_found_in_its_levels(self, level: int):
        assert self.in_level(level, [("whale",)]) == [3]
        assert self.in_level(level, [("white", "whale")]) == [3]
        assert self.in_level(level, [("song",), ("sinks",)], tokens=[["a_3"]]) == [3]
        assert self.in_level(level, tokens=[["a_3"]]) == [3]

    def test_in_no_higher_one(self):
        assert self.in_level(8, [("whale",)]) == []
        assert self.in_level(9, [("whale",)]) == []

    def test_words_apart_are_no_phrase_there(self):
        assert self.in_level(6, [("the", "whale")]) == []


def test_a_text_of_more_words_than_an_entry_holds_is_found_by_the_first():
    words = [f"{number:x<60}" for number in range(20_000)]
    engine().put([Entry(4, ["whale"], words, ["a_4"], level=3)])
    assert find([(words[0],)], [("whale",)], tokens=[["a_4"]]) == [4]


class TestAnIndexThatIsMadeAnew:
    @pytest.fixture(autouse=True)
    def _begun(self):
        engine().begin_anew()

    def test_takes_the_place_of_the_other_at_the_end(self):
        engine().put_anew([Entry(1, ["bartleby"], ["prefers"], [])])
        engine().put_anew([Entry(2, ["typee"], ["island"], [])])
        engine().finish_anew()
        assert find([("bartleby",)]) == find([("prefers",)]) == [1]
        assert find([("typee",)]) == [2]
        assert find([("melville",)]) == []

    def test_has_what_changed_meanwhile(self):
        engine().put_anew([Entry(1, ["bartleby"], [], []), Entry(2, ["typee"], [], [])])
        engine().put([Entry(1, ["omoo"], [], [])])
        engine().remove([2])
        assert find([("omoo",)]) == [1]
        engine().finish_anew()
        assert find([("omoo",), ("typee",)]) == [1]

    def test_follows_changes_as_before(self):
        engine().finish_anew()
        engine().put([Entry(1, ["omoo"], ["sea"], [])])
        assert find([("sea",)]) == [1]

    def test_can_be_begun_again_and_given_up(self):
        engine().begin_anew()
        engine().give_up_anew()
        assert find([("melville",)]) == [1]
