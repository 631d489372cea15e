import pytest

from reviews.rules.findings import Severity
from reviews.rules.timeliness import find_events


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("She has a book signing on May 5. Great!", "book signing on May 5"),
        ("Meet the author on Friday at Powell's.", "Meet the author on Friday"),
        ("Next week he will give a lecture here.", "Next week he will give a lecture"),
        ("He'll be signing copies on 3 June 2099.", "'ll be signing copies on 3 June 2099"),
        ("Her book tour comes to Boston in March.", "book tour comes to Boston in March"),
        ("Don't miss the reading tomorrow!", "reading tomorrow"),
        ("Author talk 10/12 in the library", "Author talk 10/12"),
    ],
)
def test_an_announced_event_is_warned_of(text, words):
    (finding,) = find_events(text)
    assert (finding.rule, finding.severity) == ("RR-5", Severity.WARN)
    assert finding.words == words


@pytest.mark.parametrize(
    "text",
    [
        "First published in 2003.",
        "The letters of May Sarton will be read for ever.",
        "A lecture on May Sarton will open your eyes.",
        "These talks were given on May 5, 1933, and will last.",
        "The book grew out of lectures at Yale.",
        "On Friday the hero gives a lecture and is shot.",
        "I will read this again next week.",
        "A signing of peace. On Monday the war goes on.",
        "It will be on my reading list.",
        "The book signing scene is funny.",
        "You will lecture your friends about it.",
    ],
)
def test_dates_and_events_of_books_pass(text):
    assert find_events(text) == []


def test_event_and_date_in_different_sentences_do_not_count():
    assert find_events("I went to a book signing. My copy came on Friday.") == []
