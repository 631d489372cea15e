"""What the book page says, once more for programs: a JSON-LD graph of schema.org (B12).

Every figure is one that the page shows; nothing is read for it but the page itself.
"""

import json
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

from bookstore.book_page import BookPage
from catalog import durations
from catalog.languages import bcp47
from catalog.models import ContributorRole, Edition
from catalog.product_form import ProductForm
from marketplace.models import Offer
from reviews.models import Review
from reviews.spoilers import without_spoilers

Node = dict[str, Any]
# Turns an address of the shop into a whole one, with scheme and host.
Absolute = Callable[[str], str]

REVIEWS_TOLD = 5
TEXT_MAX = 500

# schema.org has a property for these roles; all others are contributors.
_PROPERTY_BY_PHRASE = {
    ContributorRole.AUTHOR.label: "author",
    ContributorRole.WITH.label: "author",
    ContributorRole.ILLUSTRATOR.label: "illustrator",
    ContributorRole.EDITOR.label: "editor",
    ContributorRole.TRANSLATOR.label: "translator",
}
_FORMAT_BY_FORM = {
    ProductForm.HARDCOVER: "https://schema.org/Hardcover",
    ProductForm.PAPERBACK: "https://schema.org/Paperback",
}
_FORMAT_BY_LETTER = {"A": "https://schema.org/AudiobookFormat", "E": "https://schema.org/EBook"}
# What could end the block, or start a comment or an entity in it.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def book_graph(page: BookPage, absolute: Absolute) -> Node:
    """Return the graph of a book page: the work, and the edition as what is for sale."""
    address = absolute(page.edition.get_absolute_url())
    work = _filled(
        {
            "@type": "Book",
            "@id": f"{address}#work",
            "name": page.work.full_title,
            **_makers(page, absolute),
            "workExample": _examples(page, absolute),
        }
    )
    shown = _shown_edition(page, absolute)
    return {
        "@context": "https://schema.org",
        "@graph": [work, shown, _breadcrumbs(page, absolute)],
    }


def data_block(graph: Node) -> SafeString:
    """Write a graph as an element of the page, which no text in it can close."""
    written = json.dumps(graph, ensure_ascii=False).translate(_ESCAPES)
    block = '<script type="application/ld+json">{}</script>'
    return format_html(block, mark_safe(written))  # noqa: S308 - escaped above.


def way_node(steps: Iterable[tuple[str, str]], address: str, absolute: Absolute) -> Node:
    """Return the way to the page at `address`: names and addresses from the top to the page."""
    items = [
        {"@type": "ListItem", "position": position, "name": name, "item": absolute(item)}
        for position, (name, item) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "@id": f"{address}#way", "itemListElement": items}


def _breadcrumbs(page: BookPage, absolute: Absolute) -> Node:
    """Return the way to the page that stands above its heading, and the page at its end."""
    steps = [
        ("Subjects", reverse("browse:subject-list")),
        *((node.label, node.subject.get_absolute_url()) for node in page.subjects),
        (page.work.full_title, page.edition.get_absolute_url()),
    ]
    return way_node(steps, absolute(page.edition.get_absolute_url()), absolute)


def _shown_edition(page: BookPage, absolute: Absolute) -> Node:
    edition, address = page.edition, absolute(page.edition.get_absolute_url())
    offers, rating, reviews = _offers(page, absolute), _rating(page), _reviews(page, absolute)
    # A product is what has a price or an opinion; all other books are just books.
    is_product = offers is not None or rating is not None
    return _filled(
        {
            "@type": _types(edition, is_product=is_product),
            "@id": f"{address}#edition",
            "url": address,
            "name": edition.title_line,
            "exampleOfWork": {"@id": f"{address}#work"},
            "description": _cut(page.work.overview),
            "image": absolute(edition.cover.url) if edition.cover else "",
            "isbn": edition.isbn,
            "gtin13": edition.isbn if is_product else "",
            "bookFormat": _book_format(edition),
            "bookEdition": edition.edition_words,
            "numberOfPages": edition.pages,
            "duration": _duration(edition),
            "inLanguage": bcp47(edition.language),
            "datePublished": edition.publication_datetime,
            "creativeWorkStatus": _status(page),
            **_series(page),
            **_makers(page, absolute),
            "publisher": _organization(edition.publisher.name) if edition.publisher else None,
            "offers": offers,
            "aggregateRating": rating,
            "review": reviews,
        }
    )


def _types(edition: Edition, *, is_product: bool) -> str | list[str]:
    types = ["Book"]
    if _duration(edition):
        types.append("Audiobook")  # Only this kind of Book has a duration.
    if is_product:
        types.append("Product")
    return types if len(types) > 1 else types[0]


def _duration(edition: Edition) -> str:
    if edition.form.medium != "Audio" or not edition.duration_minutes:
        return ""
    return durations.iso8601(edition.duration_minutes)


def _status(page: BookPage) -> str:
    """Return what the head of the page says of an edition that is not simply in print."""
    if page.edition.withdrawn_on:
        return "Withdrawn"
    return "Forthcoming" if page.is_forthcoming else ""


def _series(page: BookPage) -> Node:
    """Return the series; the edition's place in it only where one place can be meant."""
    if not page.series:
        return {}
    series = [{"@type": "BookSeries", "name": part.series.name} for part in page.series]
    return {"isPartOf": series, "position": page.series[0].number if len(series) == 1 else ""}


def _examples(page: BookPage, absolute: Absolute) -> list[Node]:
    """Return the editions that are seen in the format switcher without opening it."""
    shown = [each.edition for each in page.formats if not each.is_later]
    return [
        {"@id": f"{absolute(edition.get_absolute_url())}#edition"}
        if edition == page.edition
        else _filled(
            {
                "@type": "Book",
                "@id": f"{absolute(edition.get_absolute_url())}#edition",
                "url": absolute(edition.get_absolute_url()),
                "name": page.work.full_title,
                "isbn": edition.isbn,
                "bookFormat": _book_format(edition),
                "inLanguage": bcp47(edition.language),
                "datePublished": edition.publication_datetime,
                **_makers(page, absolute),
            }
        )
        for edition in shown
    ]


def _makers(page: BookPage, absolute: Absolute) -> dict[str, list[Node]]:
    """Return the contributors by the property of their role, each in the byline's order."""
    makers: dict[str, list[Node]] = {}
    for part in page.byline:
        role = _PROPERTY_BY_PHRASE.get(part.phrase, "contributor")
        makers.setdefault(role, []).extend(
            _person(each.name, url=absolute(each.get_absolute_url())) for each in part.contributors
        )
    return makers


def _offers(page: BookPage, absolute: Absolute) -> Node | None:
    block = page.price_block
    if block.offer is None or block.offers.lowest is None or block.offers.highest is None:
        return None
    address = absolute(reverse("marketplace:offer-list", args=[page.edition.isbn13]))
    return {
        "@type": "AggregateOffer",
        "url": address,
        "lowPrice": _price(block.offers.lowest),
        "highPrice": _price(block.offers.highest),
        "offerCount": block.offers.count,
        "priceCurrency": settings.STORE_CURRENCY,
        # The page names no other offer than this one.
        "offers": [_offer(block.offer, address, absolute, is_out=not page.is_forthcoming)],
    }


def _offer(offer: Offer, address: str, absolute: Absolute, *, is_out: bool) -> Node:
    seller = _organization(offer.seller.name, url=absolute(offer.seller.get_absolute_url()))
    return {
        "@type": "Offer",
        "url": address,
        "price": _price(offer.price),
        "priceCurrency": settings.STORE_CURRENCY,
        "itemCondition": offer.grade.schema_org,
        # Only offers with a copy to sell are live.
        "availability": f"https://schema.org/{'InStock' if is_out else 'PreOrder'}",
        "seller": seller,
    }


def _rating(page: BookPage) -> Node | None:
    """Return the readers' rating; None before the first review, as there is none then."""
    if not page.rating.count:
        return None
    return {
        "@type": "AggregateRating",
        "ratingValue": str(page.rating.average),
        "reviewCount": page.rating.count,
        "bestRating": 5,
        "worstRating": 1,
    }


def _reviews(page: BookPage, absolute: Absolute) -> list[Node]:
    """Return the first reviews of the page, but for those that are closed as a whole (B8)."""
    told = [review for review in page.reviews if not review.has_spoilers]
    return [_review(review, absolute) for review in told[:REVIEWS_TOLD]]


def _review(review: Review, absolute: Absolute) -> Node:
    return _filled(
        {
            "@type": "Review",
            "url": absolute(review.get_absolute_url()),
            "name": without_spoilers(review.headline),
            "reviewBody": _cut(without_spoilers(review.text)),
            "author": _person(review.signature),
            "datePublished": timezone.localdate(review.created_at).isoformat(),
            "reviewRating": {
                "@type": "Rating",
                "ratingValue": review.rating,
                "bestRating": 5,
                "worstRating": 1,
            },
        }
    )


def _person(name: str, **facts: str) -> Node:
    return {"@type": "Person", "name": name, **facts}


def _organization(name: str, **facts: str) -> Node:
    return {"@type": "Organization", "name": name, **facts}


def _book_format(edition: Edition) -> str:
    """Return one of the few formats schema.org knows, or nothing."""
    return _FORMAT_BY_FORM.get(edition.form) or _FORMAT_BY_LETTER.get(edition.form.value[0], "")


def _price(amount: Decimal) -> str:
    return f"{amount:.2f}"


def _cut(text: str) -> str:
    return Truncator(text).chars(TEXT_MAX)


def _filled(node: Node) -> Node:
    """Leave out what is not known."""
    return {name: value for name, value in node.items() if value not in (None, "", [])}
