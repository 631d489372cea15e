import csv
from pathlib import Path

import pytest

from catalog.folding import fold
from reviews.rules.findings import Severity
from reviews.rules.words import default_words, find_profanity

# Mild stand-ins: what counts is how words are found, not which.
LISTED = {"drat", "blast", "ass"}


def words_found(text: str, profanity=LISTED) -> list[str]:
    return [finding.words for finding in find_profanity(text, profanity)]


def test_a_listed_word_warns():
    (finding,) = find_profanity("Oh drat, it ended.", LISTED)
    assert (finding.rule, finding.severity, finding.words) == ("RR-3", Severity.WARN, "drat")
    assert (finding.start, finding.end) == (3, 7)


@pytest.mark.parametrize(
    "spelling",
    [
        "DRAT",
        "drät",
        "dra\N{COMBINING DIAERESIS}t",
        "dr@t",
        "dr4t",
        "draaaaat",
        "dr\N{SOFT HYPHEN}at",
        "d\N{ZERO WIDTH SPACE}rat",
        "@drat",
        "a$$",
        "b!ast".replace("!", "l"),
        "ＤＲＡＴ",
    ],
)
def test_another_spelling_does_not_hide_a_word(spelling):
    assert words_found(f"Oh {spelling}, no") == [spelling]


@pytest.mark.parametrize("text", ["drat!!!", "(drat)", "_drat_", "half-drat", "drat…"])
def test_signs_around_a_word_are_not_part_of_it(text):
    assert words_found(text) == ["drat"]


@pytest.mark.parametrize(
    "text",
    [
        "class, bass and assassins",
        "drats",
        "the A55 to Chester",
        "1984",
        "455",
        "Dráttur",
        "sandblast",
        "Drat's Tricks",
    ],
)
def test_parts_of_words_and_numbers_pass(text):
    assert words_found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Scunthorpe",
        "Charles Dickens and Dick Francis",
        "from the cockpit",
        "Moby-Dick",
        "a shiitake cookbook",
        "Philip K. Dick",
        "the Cockburn family of Penistone",
        "Dr. Johnson's Hancock",
        "the Kassai analysis",
    ],
)
def test_names_and_ordinary_words_pass_the_default_list(text):
    assert words_found(text, default_words()) == []


def test_default_words_are_single_folded_words():
    assert all(word == fold(word) and " " not in word for word in default_words())
    assert 30 <= len(default_words()) <= 60


def test_no_real_title_or_name_is_caught_by_a_part_of_a_word(shared_data: Path):
    listed = {
        fold(line)
        for line in (shared_data / "moderation/ldnoobw_en.txt").read_text("utf-8").splitlines()
    }
    path = shared_data / "moderation/real_titles_and_names_that_trip_filters.csv"
    with path.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            if row["match_kind"] != "substring":
                continue
            assert row["word"] not in words_found(row["text"], listed)
            assert words_found(row["text"], default_words()) == []


def test_fragments_that_trip_other_filters_pass(shared_data: Path):
    path = shared_data / "moderation/goaway_false_positive_fragments.txt"
    assert words_found(path.read_text("utf-8"), default_words()) == []
