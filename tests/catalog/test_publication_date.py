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
        ("2003-05-22", "00", (date(2003, 5, 22), Precision.DAY)),
        ("2003-05", None, (date(2003, 5, 1), Precision.MONTH)),
        ("2003-05-22T10:00:00Z", None, (date(2003, 5, 22), Precision.DAY)),
        ("20131105T000000+0100", "14", (date(2013, 11, 5), Precision.DAY)),
        ("20131105T0000", "13", (date(2013, 11, 5), Precision.DAY)),
        ("20131105T000000+0100", "00", (date(2013, 11, 5), Precision.DAY)),
        ("20131105T000000+0100", None, (date(2013, 11, 5), Precision.DAY)),
        ("200322", "02", (date(2003, 5, 1), Precision.MONTH)),
        ("200501", "02", (date(2005, 1, 1), Precision.MONTH)),
        ("20034", "03", (date(2003, 1, 1), Precision.YEAR)),
        ("20031", "04", (date(2003, 1, 1), Precision.YEAR)),
        ("2003050120030531", "06", (date(2003, 5, 1), Precision.MONTH)),
        ("2003052220030522", "06", (date(2003, 5, 22), Precision.DAY)),
        ("2003052220040101", "06", (date(2003, 1, 1), Precision.YEAR)),
        ("200305200305", "07", (date(2003, 5, 1), Precision.MONTH)),
        ("200305200306", "07", (date(2003, 1, 1), Precision.YEAR)),
        ("200321200322", "08", (date(2003, 5, 1), Precision.MONTH)),
        ("2003120032", "09", (date(2003, 1, 1), Precision.YEAR)),
        ("2003120042", "10", (date(2003, 1, 1), Precision.YEAR)),
        ("20032005", "11", (date(2003, 1, 1), Precision.YEAR)),
        ("Spring 2003", "12", (date(2003, 1, 1), Precision.YEAR)),
    ],
)
def test_a_date_is_read_with_its_precision(text, dateformat, expected):
    assert parse_onix_date(text, dateformat) == expected


@pytest.mark.parametrize(
    ("text", "dateformat", "words"),
    [
        ("", None, "empty"),
        ("22-05-2003", "00", "without dashes"),
        ("2003-5-22", "00", "without dashes"),
        ("20030522", "55", "not one of ONIX list 55"),
        ("14240320", "20", "Islamic calendar"),
        ("200354", "02", "not a week of the calendar"),
        ("20035", "03", "not a quarter or season"),
        ("20052003", "11", "ends before it begins"),
        ("in spring", "12", "does not name one year"),
        ("between 2003 and 2005", "12", "does not name one year"),
        ("5/22/2003", None, "slashes"),
        ("20031301", "00", "not a day of the calendar"),
        ("20030229", None, "not a day of the calendar"),
        ("200300", "01", "not a day of the calendar"),
        ("0000", "05", "not a day of the calendar"),
        ("2003", "00", "YYYYMMDD, but the date is 2003"),
        ("20030522", "05", "YYYY, but the date is 20030522"),
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


LIST_55 = [*(f"{code:02}" for code in range(15)), "20", "25", "32"]


@given(
    st.text() | st.text("0123456789", max_size=17) | st.text("0123456789-T+:Z", max_size=24),
    st.none() | st.sampled_from([*LIST_55, "", "99"]),
)
def test_any_text_is_a_date_or_a_reason(text, dateformat):
    with suppress(InvalidDate):
        published, precision = parse_onix_date(text, dateformat)
        year = machine(published, precision)[:4]
        # The first week of a year may begin in the year before, and the last end in the next.
        assert year in text or dateformat in {"02", "08"}


@given(st.dates(), st.dates())
def test_a_range_is_known_as_far_as_both_ends_agree(first, last):
    first, last = sorted([first, last])

    read, precision = parse_onix_date(f"{first:%Y%m%d}".zfill(8) + f"{last:%Y%m%d}".zfill(8), "06")

    shown = machine(read, precision)
    assert first.isoformat().startswith(shown)
    assert last.isoformat().startswith(shown) or precision is Precision.YEAR


@given(st.dates(min_value=date(1001, 1, 1), max_value=date(2998, 12, 31)))
def test_a_week_is_known_to_the_month_of_its_middle(day):
    year, week, _ = day.isocalendar()

    read, precision = parse_onix_date(f"{year:04}{week:02}", "02")

    assert precision is Precision.MONTH
    assert abs((read - day).days) <= 37
