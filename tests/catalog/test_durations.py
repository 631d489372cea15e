import pytest

from catalog import durations


@pytest.mark.parametrize(
    ("minutes", "words", "machine"),
    [
        (492, "8 hours 12 minutes", "PT8H12M"),
        (60, "1 hour", "PT1H"),
        (61, "1 hour 1 minute", "PT1H1M"),
        (45, "45 minutes", "PT45M"),
        (60_000, "1,000 hours", "PT1000H"),
    ],
)
def test_playing_time_is_written(minutes, words, machine):
    assert durations.in_words(minutes) == words
    assert durations.iso8601(minutes) == machine
