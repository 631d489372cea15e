"""The book page with long lists beside the same page with short ones."""

from functools import partial

from django.test import Client

from benchmarks.timing import compare
from catalog.models import Edition
from reviews.services import rebuild_rating_summary
from tests.factories import (
    make_contents,
    make_edition,
    make_editorial_review,
    make_offer,
    make_review,
    make_seller,
    make_work,
)


def make_book(*, offers: int, reviews: int, contents: int) -> Edition:
    work = make_work(
        "A Book", author=f"Author {offers} {reviews} {contents}", overview="Text. " * 200
    )
    edition = make_edition(work, list_price=20)
    seller = make_seller()
    for number in range(offers):
        make_offer(edition, f"{10 + number / 100:.2f}", seller=seller)
    for number in range(reviews):
        make_review(work, rating=number % 5 + 1, text="What a reader says. " * 20)
    for _ in range(8):
        make_editorial_review(work, "What a critic says. " * 30)
    make_contents(edition, *(f"Section {number}" for number in range(contents)))
    rebuild_rating_summary(work.pk)
    return edition


def run() -> None:
    client = Client()
    pages = {
        (offers, reviews, contents): make_book(
            offers=offers, reviews=reviews, contents=contents
        ).get_absolute_url()
        for offers, reviews, contents in [(500, 200, 300), (5, 5, 300), (5, 5, 5)]
    }
    long = pages[500, 200, 300]
    for short in [(5, 5, 300), (5, 5, 5)]:
        slow, quick, ratio = compare(partial(client.get, long), partial(client.get, pages[short]))
        print(  # noqa: T201
            "book page, 500 offers, 200 reviews, 300 contents entries against "
            f"{', '.join(map(str, short))}: {slow * 1000:.1f} ms / {quick * 1000:.1f} ms, "
            f"ratio {ratio:.2f}"
        )
