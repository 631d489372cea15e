from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from marketplace.price_records import (
    count_offered_editions,
    offered_editions,
    record_prices,
)


class Command(BaseCommand):
    help = "Notes today's lowest prices for the price history. Run it once a day."

    def handle(self, *args: Any, **options: Any) -> None:
        # `disable=None` means: no bar where standard error is not a terminal.
        editions = tqdm(
            offered_editions(),
            desc="Prices",
            total=count_offered_editions(),
            unit=" editions",
            disable=None,
        )
        self.stdout.write(f"price records added {record_prices(editions)}")
