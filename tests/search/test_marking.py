import unicodedata
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.marking import Marker
from search.terms import terms_of
from search.words import index_words


def marked(text: str, typed: str) -> str:
    return Marker(terms_of(typed)).mark(text).replace("<mark>", "[").replace("</mark>", "]")


@pytest.mark.parametrize(
    ("typed", "text", "shown"),
    [
        ("emma", "Emma and EMMA, not Emmaus", "[Emma] and [EMMA], not Emmaus"),
        ("etranger", "L’Étranger", "L’[Étranger]"),
        ("letranger", "L’Étranger, roman", "[L’Étranger], roman"),
        ("roman", "L’Étranger, roman", "L’Étranger, [roman]"),
        ("l'etranger", "L’Étranger", "[L’Étranger]"),
        ("oeuvres", "Œuvres complètes", "[Œuvres] complètes"),
        ("strasse", "Die Straße", "Die [Straße]"),
        ("first", "The ﬁrst edition", "The [ﬁrst] edition"),
        ("moby dick", "Moby-Dick; or, The Whale", "[Moby]-[Dick]; or, The Whale"),
        ("moby-dick", "Moby Dick", "[Moby Dick]"),
        ("mobydick", "Moby-Dick", "[Moby-Dick]"),
        ("紅樓", "論紅樓夢與樓", "論[紅樓]夢與樓"),
        ("樓", "論紅樓夢與樓", "論紅[樓]夢與[樓]"),
        ("jrr tolkien", "J.R.R. Tolkien", "[J.R.R]. [Tolkien]"),
        ("jrr", "By J. R. R. Tolkien", "By [J. R. R]. Tolkien"),
        ("ne", "J.R.R. Tolkien, né en 1892", "J.R.R. Tolkien, [né] en 1892"),
        ("c++", "C++ in C", "[C++] in C"),
        ("war and peace", "War &c. & Peace", "[War] [&amp;]c. [&amp;] [Peace]"),
        ("мир", "Война и мир", "Война и [мир]"),
        ("한국", "한국 이야기", "[한국] 이야기"),
        ("", "Emma", "Emma"),
    ],
)
def test_marks_words_as_they_are_written(typed: str, text: str, shown: str):
    assert marked(text, typed) == shown


def test_accents_written_apart_stay_with_their_letter():
    text = unicodedata.normalize("NFD", "Café, café noir")
    assert marked(text, "cafe") == unicodedata.normalize("NFD", "[Café], [café] noir")


def test_markup_is_escaped_inside_and_outside_of_marks():
    assert Marker(terms_of("b script")).mark("<b>1 & 2</b><script>") == (
        "&lt;<mark>b</mark>&gt;1 &amp; 2&lt;/<mark>b</mark>&gt;&lt;<mark>script</mark>&gt;"
    )


def test_corrections_are_marked_too():
    (term,) = terms_of("moby")
    assert Marker([replace(term, corrections=["mobi"])]).mark("Mobi") == "<mark>Mobi</mark>"


@given(st.text(), st.text(max_size=30))
def test_without_its_marks_any_text_is_as_it_was(text: str, typed: str):
    spans = Marker(terms_of(typed)).spans(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


@given(st.text("aàB .'-…œ", max_size=12), st.text("aboe", min_size=1, max_size=4))
def test_a_word_is_marked_wherever_the_index_has_it(text: str, typed: str):
    words, together = index_words(text)
    if typed in (*words, *together):
        assert Marker(terms_of(typed)).spans(text)
