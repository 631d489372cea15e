"""Copies that a feed says are gone. Their rows stay, so that no SKU is ever used again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from catalog.cells import shown
from catalog.importing import Outcome, Result, UnreadableFile, in_batches
from catalog.tables import RefusedRow
from marketplace.models import FeedRun, Offer, Proposal
from marketplace.named_copies import NamedCopies

Mode = FeedRun.Mode

_BATCH_SIZE = 500
# The share of a seller's live offers that a feed may remove without being asked about it.
_MOST_REMOVED = 0.5


class TooManyRemovals(Exception):
    """More than half of a seller's offers would go, so that none is removed; the message counts."""


@dataclass(frozen=True)
class Removed(Result):
    """The result for a copy that was taken out of sale."""


def remove(named: NamedCopies, mode: str, *, is_confirmed: bool) -> Iterator[Result]:
    """Take the copies that are gone out of sale; all, or none when one seller's are too many.

    Raises TooManyRemovals, unless `is_confirmed`, and UnreadableFile for one to replace all that
    names nothing.
    """
    sellers = named.sellers(mode)
    if mode == Mode.REPLACE and not sellers and not named.unreadable:
        raise UnreadableFile(
            "The file lists no copies, so that nothing was replaced. To take all that a seller has "
            "out of sale, suspend the seller."
        )
    if not is_confirmed:
        for name in sellers:
            _check_share(named, name, mode)
    for name in sellers:
        for lines in in_batches(named.listed(name, mode), _BATCH_SIZE):
            yield from _remove_listed(named, name, lines)
        if mode == Mode.REPLACE:
            for batch in _missing(named, name, _live(name)):
                yield from _remove_missing(named, batch)
            for batch in _missing(named, name, Proposal.objects.filter(seller__name=name)):
                yield from _forget_missing(batch)


def _check_share(named: NamedCopies, seller: str, mode: str) -> None:
    if mode == Mode.REPLACE and named.unreadable:
        raise TooManyRemovals(
            f"{named.unreadable:,} lines could not be read, and the copies they are about would be "
            "removed with those that the file does not list. Is the file complete?"
        )
    live = _live(seller)
    going = sum(
        live.filter(sku__in=[sku for sku, _ in lines]).count()
        for lines in in_batches(named.listed(seller, mode), _BATCH_SIZE)
    )
    if mode == Mode.REPLACE:
        going += sum(len(batch) for batch in _missing(named, seller, live))
    if going > (count := named.on_sale[seller]) * _MOST_REMOVED:
        raise TooManyRemovals(
            f"The file would remove {going:,} of {count:,} offers of {seller}. Is it complete?"
        )


@transaction.atomic
def _remove_listed(
    named: NamedCopies, seller: str, lines: Sequence[tuple[str, int]]
) -> list[Result]:
    copies = Q(seller__name=seller, sku__in=[sku for sku, _ in lines])
    offers, waiting = Offer.objects.filter(copies), Proposal.objects.filter(copies)
    left = dict.fromkeys(waiting.values_list("sku", flat=True), 1)
    left |= dict(offers.values_list("sku", "quantity"))
    _sell_out(named, offers.filter(quantity__gt=0))
    waiting.delete()
    return [_removed(seller, sku, line, left.get(sku)) for sku, line in lines]


def _sell_out(named: NamedCopies, offers: QuerySet[Offer]) -> None:
    named.touch(offers.values_list("edition", flat=True))
    offers.update(quantity=0)


def _removed(seller: str, sku: str, line: int, left: int | None) -> Result:
    if left is None:
        reason = f"{seller} has no offer with the SKU {shown(sku)}, so that nothing is removed."
        return RefusedRow(line, reason).result
    if not left:
        return Result(Outcome.UNCHANGED, f"line {line}")
    return Removed(Outcome.CHANGED, f"line {line}")


@transaction.atomic
def _remove_missing(named: NamedCopies, batch: Sequence[tuple[int, str]]) -> list[Result]:
    _sell_out(named, Offer.objects.filter(pk__in=[pk for pk, _ in batch]))
    return [Removed(Outcome.CHANGED, f"SKU {sku}, which is not in the file") for _, sku in batch]


@transaction.atomic
def _forget_missing(batch: Sequence[tuple[int, str]]) -> list[Result]:
    Proposal.objects.filter(pk__in=[pk for pk, _ in batch]).delete()
    return [Removed(Outcome.CHANGED, f"SKU {sku}, which is not in the file") for _, sku in batch]


def _missing(
    named: NamedCopies, seller: str, copies: QuerySet[Any]
) -> Iterator[list[tuple[int, str]]]:
    """Yield the copies of the seller that the feed does not name, some at a time."""
    last = 0
    while page := list(
        copies.filter(pk__gt=last).order_by("pk").values_list("pk", "sku")[:_BATCH_SIZE]
    ):
        last = page[-1][0]
        lacking = set(named.lacks(seller, [sku for _, sku in page]))
        if missing := [(pk, sku) for pk, sku in page if sku in lacking]:
            yield missing


def _live(seller: str) -> QuerySet[Offer]:
    return Offer.objects.filter(seller__name=seller, quantity__gt=0)
