"""Everything the book page shows, read in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.utils import timezone

from bookstore.related_books import RelatedShelf, read_related
from catalog import subject_tree
from catalog.byline import BylinePart, byline
from catalog.models import Contribution, Edition, EditorialReview, SeriesPart, Subject, Work
from catalog.outline import Node, nodes_within, outline
from marketplace.comparison import headline
from marketplace.countries import country_name
from marketplace.models import Offer
from marketplace.reach import Reach
from marketplace.savings import Saving, saving
from marketplace.summary import OfferSummary
from reviews.models import RatingSummary, Review, with_review_facts

# How many reviews stand on the book page; the others have pages of their own.
REVIEWS_SHOWN = 10
# What is seen before "Read More" is opened.
FORMATS_OPEN = 6
EDITORIAL_REVIEWS_OPEN = 3
CONTENTS_LINES_OPEN = 20


@dataclass(frozen=True)
class Format:
    """An edition in the format switcher."""

    edition: Edition
    offers: OfferSummary
    # Whether this is the edition of the page.
    is_shown: bool
    # Whether it is seen only when "Read More" is opened.
    is_later: bool


@dataclass(frozen=True)
class PriceBlock:
    """The shop's own offer where it has one, else the lowest of the sellers' (OF-1, OF-2)."""

    offer: Offer | None
    offers: OfferSummary
    # None where nothing may be claimed (OF-8).
    saving: Saving | None = None
    # Of sending the offer within the shop's own country; None where it is not known.
    shipping: Decimal | None = None
    is_sent_home: bool = True

    @property
    def home(self) -> str:
        return country_name(settings.STORE_COUNTRY)


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
    # The subjects from the widest to the work's main one; none where it has none.
    subjects: list[subject_tree.Node]
    byline: list[BylinePart]
    formats: list[Format]
    price_block: PriceBlock
    editorial_reviews: list[SourceGroup]
    authors: list[Contribution]
    contents: Contents | None
    series: list[SeriesPart]
    rating: RatingSummary
    reviews: list[Review]
    related: list[RelatedShelf]

    @property
    def work(self) -> Work:
        return self.edition.work

    @property
    def is_forthcoming(self) -> bool:
        """Whether the edition comes out after today; not one of this year, or month, as such."""
        published_on = self.edition.published_on
        return published_on is not None and published_on > timezone.localdate()

    @property
    def has_more_formats(self) -> bool:
        return any(each.is_later for each in self.formats)

    @property
    def has_more_editorial_reviews(self) -> bool:
        return any(group.later for group in self.editorial_reviews)


def find_edition(isbn13: str) -> Edition:
    """Return the edition with all its one-row facts. Raises Edition.DoesNotExist."""
    editions = Edition.objects.with_book_facts().select_related(
        "work__rating_summary", "work__main_subject__same_as"
    )
    return with_review_facts(editions).get(isbn13=isbn13)


def read_book_page(edition: Edition) -> BookPage:
    """Read all that the page of `edition` shows, in thirteen queries."""
    work = edition.work
    editions = list(work.editions.with_contents_flag())
    contributions = list(work.contributions.select_related("contributor"))
    parts = list(SeriesPart.objects.filter(edition__work=work).select_related("series"))
    offers = Offer.objects.live().filter(edition__in=editions).summaries()
    return BookPage(
        edition=edition,
        subjects=_subjects(work),
        byline=byline(contributions),
        formats=_formats(edition, editions, offers),
        price_block=_price_block(edition, offers[edition.pk]),
        editorial_reviews=_by_source(work.editorial_reviews.all()),
        authors=_with_biography(contributions),
        contents=_contents(edition, editions),
        series=[part for part in parts if part.edition_id == edition.pk],
        rating=RatingSummary.of(work),
        reviews=list(work.reviews.published().with_facts().sorted_by("newest")[:REVIEWS_SHOWN]),
        related=read_related(work, contributions, parts),
    )


def _subjects(work: Work) -> list[subject_tree.Node]:
    main = work.main_subject and (work.main_subject.same_as or work.main_subject)
    if main is None:
        return []
    return subject_tree.way_to(main, Subject.objects.that_may_stand_above(main))


def _formats(
    edition: Edition, editions: list[Edition], offers: dict[int, OfferSummary]
) -> list[Format]:
    return [
        Format(
            each,
            offers[each.pk],
            is_shown=each == edition,
            is_later=number > FORMATS_OPEN and each != edition,
        )
        for number, each in enumerate(editions, 1)
    ]


def _with_biography(contributions: list[Contribution]) -> list[Contribution]:
    """Return one contribution of each contributor with a biography (AU-1), in their order."""
    told = {each.contributor_id: each for each in reversed(contributions) if each.shown_biography}
    return [each for each in contributions if told.get(each.contributor_id) is each]


def _price_block(edition: Edition, offers: OfferSummary) -> PriceBlock:
    offer = headline(edition.offers.live())
    if offer is None:
        return PriceBlock(None, offers)
    return PriceBlock(
        offer,
        offers,
        _saving(edition, offer),
        shipping=offer.shipping_there,
        is_sent_home=offer.reach != Reach.NOT_SENT,
    )


def _saving(edition: Edition, offer: Offer) -> Saving | None:
    return saving(
        offer.price,
        list_price=edition.list_price,
        seen_on=edition.list_price_seen_on,
        today=timezone.localdate(),
    )


def _by_source(texts: Iterable[EditorialReview]) -> list[SourceGroup]:
    """Group by source (CT-3), the sources in the order of their first text."""
    by_source: dict[str, list[EditorialReview]] = {}
    for text in texts:
        by_source.setdefault(text.source, []).append(text)
    groups, room = [], EDITORIAL_REVIEWS_OPEN
    for source, group in by_source.items():
        groups.append(SourceGroup(source, group[:room], group[room:]))
        room = max(0, room - len(group))
    return groups


def _contents(edition: Edition, editions: list[Edition]) -> Contents | None:
    """Return the edition's contents, or those of the work's first edition that has any."""
    with_contents = [each for each in editions if each.has_contents]
    if not with_contents:
        return None
    chosen = edition if edition in with_contents else with_contents[0]
    nodes = outline(chosen.contents.all())
    return Contents(nodes, chosen, shown=nodes_within(nodes, lines=CONTENTS_LINES_OPEN))
