import json

from hypothesis import given

from catalog.citations import csl_json
from catalog.name_parts import name_of
from tests.catalog.citations.cited_books import MURAN, SAFRAN, WEAVER, WHO, books, make_cited

# The properties of csl-data.json (CSL 1.0.2) that a book may have, and what they hold.
NAMES = {"author", "editor", "translator", "illustrator"}
TEXTS = {"id", "type", "title", "title-short", "publisher", "ISBN", "language", "URL"}
TEXTS_OR_NUMBERS = {"edition", "number-of-pages"}


def item_of(book):
    items = json.loads(csl_json.write(book))
    assert len(items) == 1
    return items[0]


def test_an_item_has_all_that_is_known():
    book = make_cited(
        subtitle="A Novel",
        authors=(SAFRAN, MURAN),
        editors=(WHO,),
        translators=(WEAVER,),
        publisher="Simon & Schuster",
        date_parts=(2003, 5, 22),
        edition=2,
        pages=260,
        language="en",
        url="https://books.example/b/",
    )
    assert item_of(book) == {
        "id": "isbn9781572308695",
        "type": "book",
        "title": "Emma: A Novel",
        "title-short": "Emma",
        "author": [
            {"family": "Safran", "given": "Jeremy D."},
            {"family": "Muran", "given": "J. Christopher"},
        ],
        "editor": [{"literal": "World Health Organization"}],
        "translator": [{"family": "Weaver", "given": "Helen"}],
        "edition": 2,
        "publisher": "Simon & Schuster",
        "issued": {"date-parts": [[2003, 5, 22]]},
        "ISBN": "9781572308695",
        "number-of-pages": 260,
        "language": "en",
        "URL": "https://books.example/b/",
    }


def test_no_date_is_no_date():
    assert "issued" not in item_of(make_cited())


def test_a_year_is_only_a_year():
    assert item_of(make_cited(date_parts=(2003,)))["issued"] == {"date-parts": [[2003]]}


def test_letters_of_any_script_are_readable_in_the_file():
    assert "Lǐ 李白" in csl_json.write(make_cited(authors=(name_of("Lǐ 李白"),)))


@given(books())
def test_any_item_keeps_to_the_schema(book):
    item = item_of(book)
    assert {"id", "type"} <= set(item) <= NAMES | TEXTS | TEXTS_OR_NUMBERS | {"issued"}
    assert all(isinstance(item[key], str) for key in TEXTS & set(item))
    assert all(isinstance(item[key], str | int) for key in TEXTS_OR_NUMBERS & set(item))
    for role in NAMES & set(item):
        for name in item[role]:
            assert set(name) == {"literal"} or {"family", "given"} <= set(name)
            assert set(name) <= {"literal", "family", "given", "suffix"}
    assert item["title"] == book.full_title
