from datetime import date
from urllib.parse import parse_qsl

import pytest

from catalog.models import Contribution
from tests.factories import make_contributor, make_edition, make_publisher, make_work
from tests.pages import book_page

pytestmark = pytest.mark.django_db


def fields_of(edition) -> list[tuple[str, str]]:
    (span,) = book_page(edition).find_all("span", class_="Z3988")
    return parse_qsl(str(span["title"]), strict_parsing=True)


def test_book_is_told_with_authors_isbn_publisher_and_date():
    work = make_work("Alliance", subtitle="A Guide")
    for order, (name, inverted) in enumerate(
        [("Jeremy D. Safran", "Safran, Jeremy D."), ("J. Christopher Muran", "")], 1
    ):
        contributor = make_contributor(name, name_inverted=inverted)
        Contribution.objects.create(work=work, contributor=contributor, order=order)
    Contribution.objects.create(
        work=work, contributor=make_contributor("Edith Editor"), role="B01", order=3
    )
    edition = make_edition(
        work,
        isbn13="9781572308695",
        publisher=make_publisher("Guilford Press"),
        published_on=date(2003, 5, 22),
        edition_number=1,
        pages=260,
    )
    assert fields_of(edition) == [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:book"),
        ("rfr_id", "info:sid/The Bookstore"),
        ("rft_id", "http://testserver/books/9781572308695/alliance/"),
        ("rft.genre", "book"),
        ("rft.btitle", "Alliance: A Guide"),
        ("rft.au", "Safran, Jeremy D."),
        ("rft.au", "Muran, J. Christopher"),
        ("rft.isbn", "9781572308695"),
        ("rft.pub", "Guilford Press"),
        ("rft.date", "2003-05-22"),
        ("rft.edition", "1"),
        ("rft.tpages", "260"),
    ]


@pytest.mark.parametrize("title", ['A & B; "C"=D+E%20', "</span><b>", "紅樓夢 é", "{braces}"])
def test_any_title_is_read_back(title):
    assert ("rft.btitle", title) in fields_of(make_edition(make_work(title)))


def test_what_is_not_known_is_left_out():
    names = {name for name, _ in fields_of(make_edition())}
    assert not {"rft.au", "rft.pub", "rft.date", "rft.edition", "rft.tpages"} & names
