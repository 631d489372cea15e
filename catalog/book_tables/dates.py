"""Publication dates as tables write them."""

from datetime import date, datetime

from catalog.book_tables.cells import whole
from catalog.publication_date import Precision

# What a mapping calls each way, how strptime calls it, and how exact it is.
FORMATS = {
    "YYYY": ("%Y", Precision.YEAR),
    "YYYY-MM": ("%Y-%m", Precision.MONTH),
    "YYYY-MM-DD": ("%Y-%m-%d", Precision.DAY),
    "YYYYMMDD": ("%Y%m%d", Precision.DAY),
    "MM/DD/YYYY": ("%m/%d/%Y", Precision.DAY),
    "DD/MM/YYYY": ("%d/%m/%Y", Precision.DAY),
    "DD.MM.YYYY": ("%d.%m.%Y", Precision.DAY),
}
_EARLIEST_YEAR = 1000
_YEARS_AHEAD = 5


def read_date(cell: str, format_name: str, today: date) -> tuple[date, Precision]:
    """Return the date and how exact it is. Raises ValueError, in words."""
    pattern, precision = FORMATS[format_name]
    written = whole(cell) if precision is Precision.YEAR else cell
    try:
        found = datetime.strptime(written, pattern).date()  # noqa: DTZ007
    except ValueError as error:
        raise ValueError(f"“{cell[:30]}” is no date written {format_name}.") from error
    if not _EARLIEST_YEAR <= found.year <= today.year + _YEARS_AHEAD:
        raise ValueError(f"The year {found.year} is not one of a book in a shop.")
    return found, precision
