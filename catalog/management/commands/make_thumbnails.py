from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from catalog.covers import UnusableCover, make_sizes
from catalog.models import Edition


class Command(BaseCommand):
    help = "Make the smaller files of covers that have none; it may be stopped and goes on later."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="make those of every cover anew")

    def handle(self, *args: Any, **options: Any) -> None:
        editions = Edition.objects.with_cover()
        if not options["all"]:
            editions = editions.filter(cover_widths="")
        keys = list(editions.order_by("pk").values_list("pk", flat=True))
        made = sum(map(self.make, tqdm(keys, unit=" covers", disable=None)))
        self.stdout.write(f"covers made {made}, left out {len(keys) - made}")

    def make(self, key: int) -> bool:
        """Make the sizes of one cover; a bad one is told, and the others go on."""
        # Read anew: an import may have changed the cover since the command began.
        edition = Edition.objects.with_cover().filter(pk=key).first()
        if edition is None:
            return True
        try:
            make_sizes(edition)
        except UnusableCover as error:
            self.stderr.write(f"{edition.isbn13}: the cover “{edition.cover.name}”: {error}")
            return False
        return True
