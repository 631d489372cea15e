"""The catalogue, or a part of it, as records that a message is written from."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from catalog.edition_contents import stored_entries
from catalog.keywords import keywords_in
from catalog.models import Contribution, Edition, EditorialReview, Subject, Work
from catalog.onix.records import (
    Collateral,
    Contributor,
    Descriptive,
    EditorialText,
    Product,
    Publishing,
    Related,
    SeriesPart,
    Supply,
    TextKind,
    Title,
    Withdrawal,
)
from catalog.onix.records import Subject as SubjectRecord
from catalog.onix.writing import Sent, write
from catalog.publication_date import Precision
from catalog.querysets import EditionQuerySet
from catalog.slugs import slug_of

# Editions that share their look-ups: ten queries for all of them.
_BATCH = 200
# Says where an edition's cover stands beside the message; nothing where it stands nowhere.
CoverLink = Callable[[Edition], str]


def no_covers(edition: Edition) -> str:
    return ""


def export_onix(editions: EditionQuerySet, *, cover_link: CoverLink = no_covers) -> Iterator[bytes]:
    """Yield an ONIX 3.1 message of these editions, in the order in which the shop got them.

    All is of one moment: what is stored meanwhile is not in it.
    """
    sent = Sent(settings.SHOP_NAME, at=timezone.now(), currency=settings.STORE_CURRENCY)
    with _one_moment():
        yield from write(records(editions, cover_link=cover_link), sent)


def records(
    editions: EditionQuerySet, *, cover_link: CoverLink = no_covers
) -> Iterator[Product | Withdrawal]:
    """Yield the record of each edition. Memory is flat, whatever their number."""
    last = 0
    # By key, not by offset: each batch is found as fast as the first.
    while batch := list(
        editions.with_all_that_onix_tells().filter(pk__gt=last).order_by("pk")[:_BATCH]
    ):
        yield from (_record(edition, cover_link) for edition in batch)
        last = batch[-1].pk


@contextmanager
def _one_moment() -> Iterator[None]:
    """Let all queries of the block see the database as it is at the first, and hold up nobody."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    else:
        # Django's own transactions keep all others from writing on SQLite; this one only reads.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def _record(edition: Edition, cover_link: CoverLink) -> Product | Withdrawal:
    reference = f"{slug_of(settings.SHOP_NAME, otherwise='shop')}.{edition.isbn13}"
    # A full record would bring back what the publisher has taken back.
    if edition.withdrawn_on:
        return Withdrawal(reference, 0, edition.isbn13)
    return Product(
        record_reference=reference,
        line=0,
        isbn13=edition.isbn13,
        descriptive=_descriptive(edition),
        collateral=_collateral(edition, cover_link(edition)),
        publishing=_publishing(edition),
        related=[Related(each.relation, each.isbn13) for each in edition.related_products.all()],
        supply=Supply(edition.list_price, edition.availability),
        sent_on=edition.list_price_seen_on,
        work_number=_work_number(edition),
    )


def _work_number(edition: Edition) -> str:
    """Return the number of the work's first edition that goes out, if it is another one.

    Works are found by title and author; this says it where they do not, as of books by nobody.
    """
    first = next((each for each in edition.work.editions.all() if not each.withdrawn_on), edition)
    return "" if first == edition else first.isbn13


def _descriptive(edition: Edition) -> Descriptive:
    work = edition.work
    return Descriptive(
        title=Title(work.title, work.subtitle),
        product_form=edition.form,
        contributors=[_contributor(each) for each in work.contributions.all()],
        edition_number=edition.edition_number,
        edition_statement=edition.edition_statement,
        language=edition.language,
        pages=edition.pages,
        duration_minutes=edition.duration_minutes,
        height_mm=edition.height_mm,
        width_mm=edition.width_mm,
        depth_mm=edition.depth_mm,
        subjects=_subjects(work),
        keywords=keywords_in(work.keywords),
        series=[SeriesPart(each.series.name, each.number) for each in edition.series_parts.all()],
    )


def _contributor(contribution: Contribution) -> Contributor:
    """Return the person as the feeds tell of them: the shop's own biography is for its pages."""
    person = contribution.contributor
    return Contributor(
        name=person.name,
        name_inverted=person.name_inverted,
        letters_after_name=person.letters_after_name,
        role=contribution.role,
        biography=contribution.biography,
    )


def _subjects(work: Work) -> list[SubjectRecord]:
    """Return the subjects, the main one first."""
    main = [] if work.main_subject is None else [work.main_subject]
    others = [each for each in work.subjects.all() if each.pk != work.main_subject_id]
    return [_subject(each, is_main=each in main) for each in [*main, *others]]


def _subject(subject: Subject, *, is_main: bool) -> SubjectRecord:
    return SubjectRecord(subject.scheme, subject.code, subject.heading, is_main)


def _collateral(edition: Edition, cover_link: str) -> Collateral:
    work = edition.work
    return Collateral(
        overview=work.overview,
        editorial_texts=[_editorial_text(each) for each in work.editorial_reviews.all()],
        contents=stored_entries(edition),
        cover_link=cover_link,
    )


def _editorial_text(review: EditorialReview) -> EditorialText:
    return EditorialText(TextKind(review.kind), review.text, review.signer, review.source)


def _publishing(edition: Edition) -> Publishing:
    return Publishing(
        publisher=edition.publisher.name if edition.publisher else "",
        published_on=edition.published_on,
        published_precision=Precision(edition.published_precision),
        status=edition.publishing_status,
    )
