from datetime import date

import pytest

from catalog.citations.record import cited
from catalog.models import Contribution
from tests.catalog.citations.cited_books import make_cited
from tests.factories import make_contributor, make_edition, make_publisher, make_work

pytestmark = pytest.mark.django_db


def cited_from(edition):
    contributions = edition.work.contributions.select_related("contributor")
    return cited(edition, contributions, url="https://books.example/b/")


def test_facts_of_the_edition():
    work = make_work(" Emma\n", subtitle="A  Novel", author="Jane Austen")
    edition = make_edition(
        work, publisher=make_publisher(), edition_number=2, pages=260, language="ger"
    )
    book = cited_from(edition)
    assert (book.title, book.subtitle, book.publisher) == ("Emma", "A Novel", "Quiet Press")
    assert (book.edition, book.pages, book.language) == (2, 260, "de")
    assert (book.isbn13, book.url) == (edition.isbn13, "https://books.example/b/")


@pytest.mark.parametrize(
    ("precision", "parts"), [("year", (2003,)), ("month", (2003, 5)), ("day", (2003, 5, 22))]
)
def test_a_date_is_as_exact_as_it_is_known(precision, parts):
    known = {"year": date(2003, 1, 1), "month": date(2003, 5, 1), "day": date(2003, 5, 22)}
    edition = make_edition(published_on=known[precision], published_precision=precision)
    assert cited_from(edition).date_parts == parts


def test_no_date():
    assert cited_from(make_edition()).date_parts == ()


@pytest.mark.parametrize(
    ("number", "statement", "expected"),
    [(1, "New Edition", ""), (3, "New Edition", 3), (None, "New Edition", "New Edition")],
)
def test_a_first_edition_is_not_named(number, statement, expected):
    edition = make_edition(edition_number=number, edition_statement=statement)
    assert cited_from(edition).edition == expected


def test_makers_stand_by_role_in_the_order_of_the_title_page():
    work = make_work("Emma")
    roles = {"A01": "Ada Lee", "B01": "Bob Lee", "B06": "Cy Lee", "A12": "Di Lee", "A23": "Ed Lee"}
    for order, (role, name) in enumerate([*roles.items(), ("A01", "Fay Lee")], 1):
        person = make_contributor(name, name_inverted=f"Lee, {name.split()[0]}")
        Contribution.objects.create(work=work, contributor=person, role=role, order=order)
    book = cited_from(make_edition(work))
    people = [book.authors, book.editors, book.translators, book.illustrators]
    assert [[name.index_form for name in names] for names in people] == [
        ["Lee, Ada", "Lee, Fay"],
        ["Lee, Bob"],
        ["Lee, Cy"],
        ["Lee, Di"],
    ]


def test_the_key_names_the_edition():
    assert make_cited().key == "isbn9781572308695"
