"""Atom feeds (RFC 4287) of the pages to browse by.

An entry states when its book came into the shop and when staff or a feed last changed it, and no
price, so that a reader of feeds gets an unchanged feed only once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from bookstore.browse.page import BrowsePage
from catalog.models import Edition
from catalog.querysets import EditionQuerySet

ENTRIES = 24
# A feed without entries has to state a time, and it may not be another one at each reading.
NEVER = datetime(2000, 1, 1, tzinfo=UTC)


class ShopFeed(Atom1Feed):
    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=NEVER)


@dataclass(frozen=True)
class Entry:
    title: str
    address: str
    # Does not change when the title does, and with it the address.
    lasting_address: str
    summary: str
    since: datetime
    updated: datetime


def book_entries(editions: EditionQuerySet) -> list[Entry]:
    """Read the first books as entries. Three queries."""
    shown = editions.with_shelf_facts().select_related("publisher")[:ENTRIES]
    return [_book_entry(edition) for edition in shown]


def atom(request: HttpRequest, page: BrowsePage, entries: Iterable[Entry]) -> HttpResponse:
    absolute = request.build_absolute_uri
    feed = ShopFeed(
        title=f"{page.title} – {settings.SHOP_NAME}",
        link=absolute(page.address),
        description=page.description,
        feed_url=absolute(page.feed),
        language="en",
    )
    for entry in entries:
        feed.add_item(
            title=entry.title,
            link=absolute(entry.address),
            description=entry.summary,
            unique_id=absolute(entry.lasting_address),
            pubdate=entry.since,
            updateddate=entry.updated,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=ShopFeed.content_type)


def _book_entry(edition: Edition) -> Entry:
    work = edition.work
    makers = "; ".join(
        f"{part.phrase} {', '.join(each.name for each in part.contributors)}"
        for part in work.byline
    )
    facts = [
        edition.format_label,
        edition.publisher.name if edition.publisher else "",
        edition.publication_date,
    ]
    sentences = [makers, ", ".join(filter(None, facts))]
    return Entry(
        work.full_title,
        edition.get_absolute_url(),
        reverse("book-short", args=[edition.isbn13]),
        ". ".join(filter(None, sentences)),
        since=work.created_at,
        updated=work.changed_at,
    )
