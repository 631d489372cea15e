import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog import isbn
from catalog.onix.records import Product, Refusal
from tests.catalog.book_tables.tables import ISBN_AND_TITLE, read_one

MENDING = ISBN_AND_TITLE + '[isbn]\nwhen_damaged = "recompute"\nleading_zeros = "restore"\n'


@pytest.mark.parametrize(
    ("isbn13", "isbn10", "right"),
    [
        # Worked out by hand from the numbers printed on the books.
        ("9.78043902348e+12", "439023483", "9780439023481"),
        ("9.78043955493e+12", "439554934", "9780439554930"),
        ("9.7806182603e+12", "618260307", "9780618260300"),
        ("", "61120081", "9780061120084"),
        ("9.78E+12", "074322678X", "9780743226783"),
    ],
)
def test_an_isbn_damaged_by_a_spreadsheet_is_recomputed_and_told(tmp_path, isbn13, isbn10, right):
    book = read_one(tmp_path, MENDING, isbn=isbn13, isbn10=isbn10, title="A Book")
    assert isinstance(book, Product)
    assert book.isbn13 == right
    assert "Compare it with the book." in book.warnings[0]


@pytest.mark.parametrize(
    ("mapping", "isbn13", "isbn10", "told"),
    [
        (ISBN_AND_TITLE, "9.78043902348e+12", "0439023483", "write when_damaged = “recompute”"),
        (ISBN_AND_TITLE, "", "439023483", "A leading 0 may have been lost."),
        (MENDING, "9.78043902348e+12", "", "there is no ISBN-10 to compute it from"),
        (MENDING, "9.78043902348e+12", "61120081", "the two are of different books"),
        (MENDING, "", "439023484", "The last character of 0439023484 does not fit"),
        (MENDING, "", "19", "this has 2 digits"),
        (MENDING, "", "", "The row has no ISBN."),
        (ISBN_AND_TITLE, "9780439023480", "0439023483", "Perhaps 9780439023481 is meant."),
    ],
)
def test_a_number_that_cannot_be_trusted_is_refused_with_words(
    tmp_path, mapping, isbn13, isbn10, told
):
    book = read_one(tmp_path, mapping, isbn=isbn13, isbn10=isbn10, title="A Book")
    assert isinstance(book, Refusal)
    assert told in book.reason


def test_an_isbn10_of_another_book_is_told(tmp_path):
    cells = {"isbn": "9780439023481", "isbn10": "0061120081", "title": "A Book"}
    book = read_one(tmp_path, ISBN_AND_TITLE, **cells)
    assert "is that of another book" in book.warnings[0]


def test_a_whole_isbn_is_taken_without_a_word(tmp_path):
    cells = {"isbn": "978-0-439-02348-1", "isbn10": "0439023483", "title": "A Book"}
    book = read_one(tmp_path, ISBN_AND_TITLE, **cells)
    assert (book.isbn13, list(book.warnings)) == ("9780439023481", [])


OWN = '[columns]\ntitle = "title"\n[number]\nfrom = "id"\nprefix = "29"\n'


def test_a_book_without_isbn_gets_a_number_of_the_shops_own(tmp_path):
    # 29 and 0000000001: 2 + 27 + 3, so that 8 is missing to 40.
    assert read_one(tmp_path, OWN, id="1", title="A Book").isbn13 == "2900000000018"


@pytest.mark.parametrize("identifier", ["", "12a", "12345678901", "-1", "１"])
def test_an_identifier_that_makes_no_number_is_refused(tmp_path, identifier):
    book = read_one(tmp_path, OWN, id=identifier, title="A Book")
    assert "cannot make a number of its own" in book.reason


@given(st.integers(0, 10**10 - 1))
def test_own_numbers_differ_and_are_never_taken_for_isbns(number):
    made = isbn.make_own_number(str(number), prefix="29")
    assert isbn.is_own_number(made)
    assert int(made[2:12]) == number
    with pytest.raises(isbn.InvalidISBN):
        isbn.normalise(made)
