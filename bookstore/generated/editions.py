"""Made-up editions: one to four of a work, in forms and at prices that are usual."""

from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from bookstore.generated.draws import Weighted, low_number
from catalog.isbn import check_digit_13
from catalog.product_form import ProductForm
from catalog.publication_date import Precision

# No agency gives out numbers of 979-9, so that no real book has one.
ISBN_PREFIX = "9799"
EDITIONS_MAX = 4
# Eight digits are left for the edition.
WORKS_MAX = 10**8 // EDITIONS_MAX - 1
PUBLISHERS = 600
_NEWEST_YEAR, _YEARS = 2027, 90
# With the usual price of each.
_FORMS = {
    ProductForm.PAPERBACK.value: (45, 15),
    ProductForm.HARDCOVER.value: (22, 28),
    ProductForm.DIGITAL_DOWNLOAD.value: (20, 9),
    ProductForm.AUDIO_DOWNLOAD.value: (7, 18),
    ProductForm.AUDIO_CD.value: (3, 24),
    ProductForm.BOARD_BOOK.value: (2, 8),
    ProductForm.SPIRAL_BOUND.value: (1, 21),
}
_FORM = Weighted({form: weight for form, (weight, _) in _FORMS.items()})
_LANGUAGE = Weighted({"eng": 80, "spa": 6, "fre": 5, "ger": 5, "ita": 2, "por": 1, "jpn": 1})


class Edition(NamedTuple):
    isbn13: str
    form: str
    publisher: int
    published_on: date
    precision: str
    pages: int | None
    language: str
    # In hundredths; None when the publisher states none.
    list_price: int | None
    sales_rank: int | None


def make_editions(random: Random, number: int) -> list[Edition]:
    """Return the editions of the work of a number."""
    count = random.choice((1, 1, 1, 1, 2, 2, 2, 3, 3, 4))
    year = _NEWEST_YEAR - int(_YEARS * random.random() ** 2)
    language = _LANGUAGE.draw(random)
    pages = random.randint(24, 700)
    publisher = low_number(random, PUBLISHERS)
    return [
        _edition(random, isbn13(number, index), year, language, pages, publisher)
        for index in range(count)
    ]


def isbn13(number: int, index: int) -> str:
    """Return the ISBN of an edition of a work, by their numbers; that of the edition is 0 to 3."""
    digits = f"{ISBN_PREFIX}{number * EDITIONS_MAX + index:08}"
    return digits + check_digit_13(digits)


def work_number(isbn: str) -> int:
    """Return the number of the work that `isbn13` made this number for."""
    return int(isbn[len(ISBN_PREFIX) : 12]) // EDITIONS_MAX


def _edition(
    random: Random, isbn: str, year: int, language: str, pages: int, publisher: int
) -> Edition:
    form = _FORM.draw(random)
    is_exact = random.random() < 0.75
    first_day = date(min(year + random.choice((0, 0, 1, 3)), _NEWEST_YEAR), 1, 1)
    return Edition(
        isbn13=isbn,
        form=form,
        publisher=publisher,
        published_on=first_day + timedelta(random.randrange(365) if is_exact else 0),
        precision=(Precision.DAY if is_exact else Precision.YEAR).value,
        pages=None if form.startswith("A") else pages,
        language=language,
        list_price=_list_price(random, form) if random.random() < 0.85 else None,
        sales_rank=random.randint(1, 3_000_000) if random.random() < 0.3 else None,
    )


def _list_price(random: Random, form: str) -> int:
    """Return a price that ends in 99."""
    usual = _FORMS[form][1] * 100
    return int(usual * (0.5 + random.random())) // 100 * 100 + 99
