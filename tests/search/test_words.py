from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines import BREAK
from search.words import LONGEST, index_words, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("War & Peace", ["war", "and", "peace"]),
        ("L’Étranger, roman", ["l", "etranger", "roman"]),
        ("Œuvres complètes", ["oeuvres", "completes"]),
        ("Łódź, straße, Ærø", ["lodz", "strasse", "aero"]),
        ("the ﬁrst edition", ["the", "first", "edition"]),
        ("Catch-22", ["catch", "22"]),
        ("C++ for C# people", ["cplusplus", "for", "csharp", "people"]),
        ("村上春樹", ["村", "上", "春", "樹"]),
        ("Война и мир", ["воина", "и", "мир"]),
        ("co\N{SOFT HYPHEN}operate", ["cooperate"]),
        ("« ¿? » \0 — … 🦄", []),
        ("snake_case", ["snake", "case"]),
    ],
)
def test_words_are_plain(text: str, words: list[str]):
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("J.R.R. Tolkien", ["jrr"]),
        ("J. R. R. Tolkien", ["jrr"]),
        ("L’Étranger", ["letranger"]),
        ("Don't", ["dont"]),
        ("A time-table of the sea", ["timetable"]),
        ("A tale", []),
        ("村上春樹", []),
    ],
)
def test_what_is_written_apart_is_known_together_too(text: str, together: list[str]):
    assert index_words(text)[1] == together


@given(st.text())
def test_words_are_what_every_engine_takes(text: str):
    for word in [*words_of(text), *index_words(text)[1]]:
        assert 0 < len(word) <= LONGEST
        assert not {*word} & {*" \"'\\_~&|!():*<>-\0", BREAK}


@given(st.text())
def test_words_of_words_are_the_same(text: str):
    words = words_of(text)
    assert words_of(" ".join(words)) == words


@given(st.text())
def test_it_does_not_matter_how_accents_are_written(text: str):
    assert words_of(normalize("NFD", text)) == words_of(normalize("NFC", text))


@given(st.text())
def test_case_does_not_count(text: str):
    # Some letters have no other case that leads back to them.
    if text.upper().lower() == text.lower():
        assert words_of(text.upper()) == words_of(text)
