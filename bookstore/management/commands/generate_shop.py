from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from bookstore.generated.editions import WORKS_MAX
from bookstore.generated.shop import OtherSeed, fill_up, has_real_books, tell_database, works_made

_INTERRUPTED = 130  # What a shell gives for Ctrl+C.


class Command(BaseCommand):
    help = (
        "Fills the shop with made-up books, to try out how it does with many: works with editions, "
        "people, subjects, series, contents, offers and published reviews. Their ISBNs begin with "
        "979-9, which no real book has. The same number again changes nothing, a larger one makes "
        "what is missing, and what was stopped goes on."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--works", type=_number_of_works, required=True, metavar="N")
        parser.add_argument(
            "--seed", type=int, default=1, help="another number makes another shop (default: 1)"
        )
        parser.add_argument("--yes", action="store_true", help="also into a shop with real books")

    def handle(self, *args: Any, **options: Any) -> None:
        if has_real_books() and not options["yes"]:
            raise CommandError(
                "The shop has real books, and made-up ones cannot be told from them at a glance. "
                "Say --yes to mix them, or name an empty database by DATABASE_URL."
            )
        wanted = options["works"]
        before = works_made()
        try:
            self.fill_up(wanted, options["seed"], before)
        except OtherSeed as error:
            raise CommandError(
                "The made-up books in the shop are those of another --seed. Give that one."
            ) from error
        except KeyboardInterrupt as error:
            raise CommandError(
                "Interrupted. The same command again goes on.", returncode=_INTERRUPTED
            ) from error
        made = max(0, wanted - before)
        self.stdout.write(f"{made:,} works made, {before:,} were there.")

    def fill_up(self, wanted: int, seed: int, before: int) -> None:
        # `disable=None` means: no bar where standard error is not a terminal.
        bar = tqdm(total=wanted, initial=min(before, wanted), unit=" works", disable=None)
        with bar:
            for made in fill_up(to=wanted, seed=seed, now=timezone.now()):
                bar.update(made)
        if before < wanted:
            tell_database()


def _number_of_works(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= WORKS_MAX):
        raise ArgumentTypeError(f"say a number from 1 to {WORKS_MAX:,}")
    return int(text)
