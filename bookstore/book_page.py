"""Everything the book page shows, read in a fixed number of queries."""

from dataclasses import dataclass

from django.core.exceptions import ObjectDoesNotExist

from catalog.byline import BylinePart, byline
from catalog.models import Contribution, Edition, EditorialReview, Work
from catalog.outline import Node, nodes_within, outline
from marketplace.models import Offer
from marketplace.pricing import saving_percent
from marketplace.summary import OfferSummary
from reviews.models import RatingSummary, Review

# How many reviews stand on the book page; the others have pages of their own.
REVIEWS_SHOWN = 10
# What is seen before "Read More" is opened.
EDITORIAL_REVIEWS_OPEN = 3
CONTENTS_LINES_OPEN = 20


@dataclass(frozen=True)
class Format:
    """An edition in the format switcher."""

    edition: Edition
    offers: OfferSummary
    is_shown: bool


@dataclass(frozen=True)
class PriceBlock:
    """The shop's own offer where it has one, else the lowest of the sellers' (OF-1, OF-2)."""

    offer: Offer | None
    offers: OfferSummary
    # Whole per cent below the list price, None where nothing may be claimed (OF-8).
    saving: int | None


@dataclass(frozen=True)
class SourceGroup:
    """Editorial texts from one source: those seen at once, and those behind "Read More"."""

    source: str
    first: list[EditorialReview]
    later: list[EditorialReview]


@dataclass(frozen=True)
class Contents:
    nodes: list[Node]
    # The edition whose page numbers these are; not always the one shown.
    edition: Edition
    # How many of the nodes are seen before "Read More" is opened.
    shown: int

    @property
    def has_more(self) -> bool:
        return self.shown < len(self.nodes)


@dataclass(frozen=True)
class BookPage:
    edition: Edition
    byline: list[BylinePart]
    formats: list[Format]
    price_block: PriceBlock
    editorial_reviews: list[SourceGroup]
    authors: list[Contribution]
    contents: Contents | None
    rating: RatingSummary
    reviews: list[Review]

    @property
    def work(self) -> Work:
        return self.edition.work

    @property
    def has_more_editorial_reviews(self) -> bool:
        return any(group.later for group in self.editorial_reviews)


def find_edition(isbn13: str) -> Edition:
    """Return the edition with all its one-row facts. Raises Edition.DoesNotExist."""
    editions = Edition.objects.with_book_facts().select_related("work__rating_summary")
    return editions.get(isbn13=isbn13)


def read_book_page(edition: Edition) -> BookPage:
    """Read all that the page of `edition` shows, in eight queries."""
    work = edition.work
    editions = list(work.editions.with_contents_flag())
    contributions = list(work.contributions.select_related("contributor"))
    offers = Offer.objects.live().filter(edition__in=editions).summaries()
    return BookPage(
        edition=edition,
        byline=byline(contributions),
        formats=[
            Format(each, offers.get(each.pk, OfferSummary()), is_shown=each == edition)
            for each in editions
        ],
        price_block=_price_block(edition, offers.get(edition.pk, OfferSummary())),
        editorial_reviews=_by_source(list(work.editorial_reviews.all())),
        authors=[each for each in contributions if each.shown_biography],
        contents=_contents(edition, editions),
        rating=_rating(work),
        reviews=list(work.reviews.published()[:REVIEWS_SHOWN]),
    )


def _price_block(edition: Edition, offers: OfferSummary) -> PriceBlock:
    offer = edition.offers.live().select_related("seller").sorted_by("headline").first()
    saving = saving_percent(edition.list_price, offer.price) if offer else None
    return PriceBlock(offer, offers, saving)


def _by_source(texts: list[EditorialReview]) -> list[SourceGroup]:
    """Group by source (CT-3), the sources in the order of their first text."""
    sources = list(dict.fromkeys(text.source for text in texts))
    in_groups = sorted(texts, key=lambda text: sources.index(text.source))
    first = in_groups[:EDITORIAL_REVIEWS_OPEN]
    return [
        SourceGroup(
            source,
            [text for text in first if text.source == source],
            [text for text in in_groups[EDITORIAL_REVIEWS_OPEN:] if text.source == source],
        )
        for source in sources
    ]


def _contents(edition: Edition, editions: list[Edition]) -> Contents | None:
    """Return the edition's contents, or those of the work's first edition that has any."""
    with_contents = [each for each in editions if each.has_contents]
    if not with_contents:
        return None
    chosen = edition if edition in with_contents else with_contents[0]
    nodes = outline(chosen.contents.all())
    return Contents(nodes, chosen, shown=nodes_within(nodes, lines=CONTENTS_LINES_OPEN))


def _rating(work: Work) -> RatingSummary:
    try:
        return work.rating_summary
    except ObjectDoesNotExist:
        return RatingSummary(work=work)
