"""The sample shop's earlier prices, so that a new shop has a price history to look at.

They are made up like the sample offers, and told in days before today: a history of fixed dates
would be over after 90 days.
"""

import csv
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from catalog.models import Edition
from marketplace.history import start_of
from marketplace.models import PriceRecord


def load_sample_prices(path: Path) -> None:
    """Store the rows of the file whose books the shop has, as observed at noon of their days."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    editions = Edition.objects.in_bulk({row["isbn13"] for row in rows}, field_name="isbn13")
    PriceRecord.objects.bulk_create(
        _record(row, editions[row["isbn13"]]) for row in rows if row["isbn13"] in editions
    )


def _record(row: dict[str, str], edition: Edition) -> PriceRecord:
    day = timezone.localdate() - timedelta(days=int(row["days_ago"]))
    return PriceRecord(
        edition=edition,
        kind=row["kind"],
        observed_at=start_of(day) + timedelta(hours=12),
        lowest=row["lowest"] or None,
        offer_count=row["offers"],
    )
