"""The index follows every change, whoever makes it and by whatever statement."""

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bookstore.works import merge, split
from catalog.models import (
    ContentsEntry,
    Contribution,
    Edition,
    Publisher,
    Series,
    SeriesPart,
    Subject,
    Work,
)
from marketplace.models import Offer, Seller
from reviews.services import rebuild_rating_summary
from search import indexing
from search.models import Change, Document
from search.triggers import install
from tests.factories import (
    make_contents,
    make_contributor,
    make_edition,
    make_offer,
    make_publisher,
    make_review,
    make_staff,
    make_work,
    numbers,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def work() -> Work:
    """Return a work with one of everything, which the index has."""
    work = make_work("Emma", author="Jane Austen", overview="A novel of Highbury.")
    edition = make_edition(work, publisher=make_publisher("Quiet Press"))
    make_contents(edition, "Volume the first")
    series = Series.objects.create(name="Old Novels", slug="old-novels")
    SeriesPart.objects.create(edition=edition, series=series)
    work.subjects.add(Subject.objects.create(scheme="93", code="F", heading="Fiction", slug="f"))
    make_offer(edition, price="7.00", seller=make_seller_once())
    indexing.catch_up()
    return work


def make_seller_once() -> Seller:
    return Seller.objects.create(name="Book Nook", slug="book-nook")


def make_rated(work: Work) -> None:
    make_review(work)
    rebuild_rating_summary(work.pk)


def edition_of(work: Work) -> Edition:
    return work.editions.get()


CHANGES: dict[str, Callable[[Work], object]] = {
    "a title saved": lambda work: Work.objects.filter(pk=work.pk).update(title="Emma Woodhouse"),
    "an edition updated": lambda work: work.editions.update(sales_rank=1),
    "an edition added": lambda work: make_edition(work),
    "a contribution added": lambda work: Contribution.objects.create(
        work=work, contributor=make_contributor("Fanny Knight")
    ),
    "contributions deleted": lambda work: work.contributions.all().delete(),
    "a contributor renamed": lambda work: work.contributors.update(name="J. Austen"),
    "a publisher renamed": lambda work: Publisher.objects.update(name="Loud Press"),
    "a subject renamed": lambda work: work.subjects.update(heading="Novels"),
    "subjects set": lambda work: work.subjects.set([]),
    "a series renamed": lambda work: Series.objects.update(name="New Novels"),
    "a part taken out": lambda work: SeriesPart.objects.all().delete(),
    "contents added": lambda work: ContentsEntry.objects.bulk_create(
        [ContentsEntry(edition=edition_of(work), order=9, title="The end")]
    ),
    "contents deleted": lambda work: edition_of(work).contents.all().delete(),
    "an offer added": lambda work: make_offer(edition_of(work)),
    "an offer dearer": lambda work: Offer.objects.update(price="8.00"),
    "a seller suspended": lambda work: Seller.objects.update(is_active=False),
    "a review published": lambda work: make_rated(work),
    "plain SQL": lambda work: connection.cursor().execute("UPDATE catalog_work SET subtitle = 'x'"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_noted(work: Work, change: Callable[[Work], object]):
    assert not Change.objects.exists()
    change(work)
    assert set(Change.objects.values_list("work_id", flat=True)) == {work.pk}


def test_a_change_is_found_and_what_was_before_is_not(work: Work, found):
    work.title = "Persuasion"
    work.save()
    assert found("persuasion") == ["persuasion"]
    assert found("emma") == []


def test_what_changes_nothing_in_the_index_is_not_noted(work: Work):
    Seller.objects.update(about="We have moved.")
    work.contributors.update(biography="She lived in Chawton.")
    assert not Change.objects.exists()


def test_a_deleted_work_is_not_found_from_that_moment_on(work: Work):
    offers = Offer.objects.all()
    offers.delete()
    work.delete()
    assert not Document.objects.exists()


def test_a_deleted_work_leaves_the_index(work: Work, found):
    Offer.objects.all().delete()
    work.delete()
    assert found("emma") == []
    assert not Change.objects.exists()


def test_merged_works_are_found_as_one(work: Work, found):
    other = make_work("Emma: a novel", author="Jane Austen")
    make_edition(other)
    assert len(found("emma")) == 2
    merge(staying=work, going=[other], staff=make_staff())
    assert found("emma") == ["emma"]
    assert Document.objects.get().shown["edition_count"] == 2


def test_split_works_are_found_as_two(work: Work, found):
    other = make_edition(work)
    split(work=work, editions=[other.pk], staff=make_staff())
    assert found("emma") == ["emma", "emma"]


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")
def test_a_change_during_indexing_is_kept_for_the_next_time(work: Work, monkeypatch):
    work.title = "Persuasion"
    work.save()
    index = indexing.index

    def index_while_another_writes(works):
        index(works)
        Work.objects.filter(pk=work.pk).update(title="Sanditon")

    monkeypatch.setattr(indexing, "index", index_while_another_writes)
    indexing.catch_up(most=1)
    assert indexing.waiting() == 1


def test_what_is_too_much_for_once_waits(work: Work):
    for title in ("Persuasion", "Sanditon"):
        make_work(title)
    assert indexing.catch_up(most=1) == 1
    assert indexing.waiting() == 1


def test_indexing_takes_the_same_queries_for_one_work_and_for_many(work: Work):
    for number in range(20):
        make_edition(make_work(f"Book {number}", author=f"Author {number}"))
    works = list(Work.objects.values_list("pk", flat=True))
    indexing.index(works)
    assert queries_for([work.pk]) == queries_for(works)


def queries_for(works: list[int]) -> int:
    """Return the number of queries for works that have a new word each."""
    word = f"word{next(numbers)}"
    Work.objects.update(overview=word)
    with CaptureQueriesContext(connection) as queries:
        indexing.index(works)
    return len(queries)


def test_lost_triggers_come_back_with_the_next_migration(work: Work):
    with connection.cursor() as cursor:
        for name in names_of_triggers(cursor):
            on = " ON catalog_work" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{on}")
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP FUNCTION {name}()")
    install()
    work.title = "Persuasion"
    work.save()
    assert Change.objects.exists()


def names_of_triggers(cursor) -> list[str]:
    table, column = {"sqlite": ("sqlite_master", "name"), "postgresql": ("pg_trigger", "tgname")}[
        connection.vendor
    ]
    cursor.execute(
        f"SELECT {column} FROM {table} WHERE {column} LIKE 'search_watch_catalog_work_%'"
    )
    names = [name for (name,) in cursor.fetchall()]
    return [name for name in names if "subjects" not in name]


@pytest.mark.django_db(transaction=True)
def test_a_shop_with_books_can_be_migrated_and_goes_on_to_follow_its_changes(work: Work):
    try:
        call_command("migrate", "catalog", "0014", verbosity=0)
    finally:
        call_command("migrate", verbosity=0)
    # What a migration changes while SQLite's triggers are away is not known.
    is_noted = connection.vendor == "sqlite"
    assert Change.objects.filter(work_id=work.pk).exists() == is_noted
    indexing.catch_up()
    assert not Change.objects.exists()
    work.contributors.update(name="J. Austen")
    assert Change.objects.get().work_id == work.pk
