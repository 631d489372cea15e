from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.publication_date import InvalidDate, Precision, display, machine, parse_onix_date


@pytest.mark.parametrize(
    ("text", "dateformat", "expected"),
    [
        ("20030522", "00", (date(2003, 5, 22), Precision.DAY)),
        ("200305", "01", (date(2003, 5, 1), Precision.MONTH)),
        ("2003", "05", (date(2003, 1, 1), Precision.YEAR)),
        (" 20030522\n", None, (date(2003, 5, 22), Precision.DAY)),
        ("200305", None, (date(2003, 5, 1), Precision.MONTH)),
        ("2003", None, (date(2003, 1, 1), Precision.YEAR)),
    ],
)
def test_a_date_is_read_with_its_precision(text, dateformat, expected):
    assert parse_onix_date(text, dateformat) == expected


@pytest.mark.parametrize(
    ("text", "dateformat", "words"),
    [
        ("", None, "empty"),
        ("2003-05-22", "00", "without dashes"),
        ("5/22/2003", None, "slashes"),
        ("20031301", "00", "not a day of the calendar"),
        ("20030229", None, "not a day of the calendar"),
        ("200300", "01", "not a day of the calendar"),
        ("0000", "05", "not a day of the calendar"),
        ("2003", "00", "YYYYMMDD, but the date is 2003"),
        ("20030522", "05", "YYYY, but the date is 20030522"),
        ("20030522", "14", "not one the shop reads"),
        ("030522123", None, "neither"),
        ("٢٠٠٣", None, "digits only"),
    ],
)
def test_other_dates_are_refused_with_a_reason(text, dateformat, words):
    with pytest.raises(InvalidDate, match=words):
        parse_onix_date(text, dateformat)


@pytest.mark.parametrize(
    ("precision", "shown", "for_machines"),
    [
        (Precision.DAY, "5/22/2003", "2003-05-22"),
        (Precision.MONTH, "5/2003", "2003-05"),
        (Precision.YEAR, "2003", "2003"),
    ],
)
def test_a_date_shows_no_more_than_is_known(precision, shown, for_machines):
    assert display(date(2003, 5, 22), precision) == shown
    assert machine(date(2003, 5, 22), precision) == for_machines


def test_the_precision_may_be_the_text_a_database_row_holds():
    assert display(date(2003, 5, 1), "month") == "5/2003"
    assert machine(date(2003, 5, 1), "month") == "2003-05"


@given(st.dates(), st.sampled_from(Precision))
def test_a_date_written_for_machines_reads_back_the_same(published, precision):
    written = machine(published, precision)
    read, read_precision = parse_onix_date(written.replace("-", ""))
    assert (machine(read, read_precision), read_precision) == (written, precision)


@given(st.text(), st.none() | st.sampled_from(["00", "01", "05", "14", ""]))
def test_any_text_is_a_date_or_a_reason(text, dateformat):
    with suppress(InvalidDate):
        published, precision = parse_onix_date(text, dateformat)
        assert machine(published, precision).replace("-", "") == text.strip()
