"""Reads an ONIX file as a stream of records."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from lxml import etree

from catalog.onix import message
from catalog.onix.collateral import collateral
from catalog.onix.descriptive import descriptive
from catalog.onix.elements import child_text, local_name
from catalog.onix.identifiers import isbn13, refuse_other_notifications
from catalog.onix.publishing import publishing
from catalog.onix.records import Product, Refusal, RefusedRecord, Supply
from catalog.onix.supply import list_price


def check(path: Path) -> int:
    """Walk the whole file once and return how many Products it holds.

    Raises UnreadableFile, in one line, for a file that cannot be read to its end.
    """
    ignored: list[str] = []
    return sum(1 for part in message.parts(path, ignored.append) if local_name(part) == "Product")


def products(path: Path, *, store_currency: str, today: date) -> Iterator[Product | Refusal]:
    """Yield each record as what it says, or as a refusal with its reason.

    Prices in `store_currency` count, dates after `today` are refused. Raises UnreadableFile.
    """
    currency, sent_on = store_currency, None
    about_the_file: list[str] = []
    for part in message.parts(path, about_the_file.append):
        if local_name(part) == "Header":
            currency = child_text(part, "DefaultCurrencyCode") or store_currency
            # Named so by 3.0 and by 2.1.
            sent = child_text(part, "SentDateTime") or child_text(part, "SentDate")
            sent_on = _day_sent(sent, today)
        else:
            record = _record(part, store_currency=store_currency, currency=currency, today=today)
            if isinstance(record, Product):
                record = replace(record, sent_on=sent_on)
            yield replace(record, warnings=[*about_the_file, *record.warnings])
            about_the_file.clear()


def _day_sent(written: str, today: date) -> date | None:
    """Read the day of a SentDateTime, "20260601T1200Z" (ONIX List 55); the time is of no use here.

    A clock that is ahead, or of a zone where the day has begun, sends nothing after today.
    """
    try:
        return min(datetime.strptime(written[:8], "%Y%m%d").date(), today)  # noqa: DTZ007
    except ValueError:
        return None


def _record(
    element: etree._Element, *, store_currency: str, currency: str, today: date
) -> Product | Refusal:
    reference, line = child_text(element, "RecordReference"), element.sourceline or 0
    warnings: list[str] = []
    try:
        refuse_other_notifications(element)
        description = descriptive(element, warnings.append)
        return Product(
            record_reference=reference,
            line=line,
            isbn13=isbn13(element),
            descriptive=description,
            collateral=collateral(element, description.pages, warnings.append),
            publishing=publishing(element, today),
            supply=Supply(list_price(element, store_currency=store_currency, currency=currency)),
            warnings=warnings,
        )
    except RefusedRecord as refusal:
        source = etree.tostring(element, encoding="unicode", with_tail=False)
        return Refusal(reference, line, str(refusal), source=source)
