"""The rows that made-up books share: found again by their names, or made."""

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice
from random import Random
from typing import Any

from django.db.models import Model

from bookstore.generated.books import SUBJECTS, Books, contributors_up_to
from bookstore.generated.editions import PUBLISHERS
from bookstore.generated.offers import SELLERS
from bookstore.generated.rows import Rows
from catalog.folding import fold
from catalog.models import Contributor, Publisher, Series, Subject, SubjectScheme
from catalog.slugs import free_slugs, slug_of
from marketplace.models import Seller

# No code of BISAC starts with these letters.
_SUBJECT_CODE = "GEN"
_SUBJECTS_OF_A_BRANCH = 20
_SERIES = (
    "Chronicles",
    "Library",
    "Mysteries",
    "Studies",
    "Tales",
    "Handbooks",
    "Saga",
    "Lectures",
)
_SHOPS = ("{} Books", "{} & Daughters", "{} Antiquarian", "{} Bookshop", "Books of {}")
_TOWNS = {"US": "Springfield, IL", "GB": "Bath", "CA": "Guelph, ON", "DE": "Jena", "IE": "Cork"}


class SharedRows:
    """Keys of subjects, publishers and sellers, by the numbers that books know them by."""

    def __init__(self, books: Books) -> None:
        self.subjects = _numbered(_subjects(books))
        self.publishers = _numbered(_publishers(books))
        self.sellers = _numbered(_sellers(books))


def add_contributors(books: Books, first: int, last: int) -> None:
    """Store those who come with the works of these numbers."""
    rows = Rows(Contributor, "name", "name_inverted", "name_key", "index_key", "slug")
    for number in range(contributors_up_to(first - 1) + 1, contributors_up_to(last) + 1):
        given, surname = _person(books, number)
        name, inverted = f"{given} {surname}", f"{surname}, {given}"
        rows.add(name, inverted, fold(name), fold(inverted), _person_slug(name, number))
    rows.store()


def contributor_keys(books: Books, numbers: Collection[int]) -> dict[int, int]:
    """Return the keys of the contributors with these numbers. Runs one query."""
    slugs = {_person_slug(" ".join(_person(books, number)), number): number for number in numbers}
    found = Contributor.objects.filter(slug__in=slugs).values_list("slug", "pk")
    return {slugs[slug]: key for slug, key in found}


def series_keys(books: Books, numbers: Collection[int]) -> dict[int, int]:
    """Return the keys of the series with these numbers, made where there is none yet."""
    names = {_series_name(books, number): number for number in numbers}
    found = _found_or_made(Series, "name", [{"name": name} for name in names], "name")
    return {names[row.name]: row.pk for row in found}


def _person(books: Books, number: int) -> tuple[str, str]:
    return books.names.person(books.random_for("contributor", number))


def _person_slug(name: str, number: int) -> str:
    # With a letter, so that it is none that a real namesake gets.
    return f"{slug_of(name, otherwise='contributor')}-g{number}"


def _series_name(books: Books, number: int) -> str:
    """Return a name that no other series of made-up books has."""
    made_up = books.vocabulary.made_up
    kind, place = divmod(number, len(made_up))
    return f"{made_up[-place].capitalize()} {_SERIES[kind % len(_SERIES)]}"


def _subjects(books: Books) -> Iterable[Subject]:
    words = books.vocabulary.made_up
    wanted = []
    for number in range(SUBJECTS):
        branch = words[number // _SUBJECTS_OF_A_BRANCH].upper()
        heading = f"{branch} / {words[1_000 + number].capitalize()}"
        code = f"{_SUBJECT_CODE}{number + 1:06}"
        wanted.append({"code": code, "scheme": SubjectScheme.BISAC, "heading": heading})
    return _found_or_made(Subject, "code", wanted, "heading")


def _publishers(books: Books) -> Iterable[Publisher]:
    random = books.random_for("publishers", 0)
    names = islice(_different(lambda: books.names.house(random)), PUBLISHERS)
    return _found_or_made(Publisher, "name", [{"name": name} for name in names], "name")


def _sellers(books: Books) -> Iterable[Seller]:
    random = books.random_for("sellers", 0)
    names = _different(lambda: random.choice(_SHOPS).format(books.names.surname(random)))
    wanted = [_seller(random, name) for name in islice(names, SELLERS)]
    return _found_or_made(Seller, "name", wanted, "name")


def _seller(random: Random, name: str) -> dict[str, Any]:
    country, town = random.choice(list(_TOWNS.items()))
    return {
        "name": name,
        "since_year": random.randint(1998, 2025),
        "rating": f"{random.uniform(3, 5):.1f}",
        "rating_count": random.randint(10, 40_000),
        "country": country,
        "ships_from": town,
        "website": f"https://{slug_of(name, otherwise='seller')}.example/",
    }


def _different(make: Callable[[], str]) -> Iterator[str]:
    """Yield names without repeating one."""
    names: set[str] = set()
    while True:
        name = make()
        if name not in names:
            names.add(name)
            yield name


def _found_or_made(model: Any, key: str, wanted: list[dict[str, Any]], named_by: str) -> list[Any]:
    """Return the row of each wanted one, in order; those with an unknown `key` are made.

    Their slugs are made from the column `named_by`.
    """
    values = [columns[key] for columns in wanted]
    found = {getattr(row, key): row for row in model.objects.filter(**{f"{key}__in": values})}
    missing = [model(**columns) for columns in wanted if columns[key] not in found]
    names = [getattr(row, named_by) for row in missing]
    slugs = free_slugs(names, among=model.objects.all(), otherwise="made-up") if missing else []
    for row, slug in zip(missing, slugs, strict=True):
        row.slug = slug
    found |= {getattr(row, key): row for row in model.objects.bulk_create(missing)}
    return [found[value] for value in values]


def _numbered(rows: Iterable[Model]) -> dict[int, int]:
    return {number: row.pk for number, row in enumerate(rows, 1)}
