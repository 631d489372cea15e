"""ONIX files with several records, and runs that load them."""

from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile

from catalog.isbn import check_digit_13
from catalog.models import OnixRun
from tests.catalog.onix.messages import make_message, make_product, make_title


def isbns(number: int) -> list[str]:
    firsts = [f"9780141{count:05d}" for count in range(1, number + 1)]
    return [first + check_digit_13(first) for first in firsts]


def books(number: int) -> list[str]:
    return [make_product(isbn, title=make_title(f"Book {isbn}")) for isbn in isbns(number)]


def make_onix_run(*products: str, **fields: Any) -> OnixRun:
    """Keep a file as the admin does."""
    run = OnixRun(**({"file_name": "books.xml"} | fields))
    message = make_message(*(products or [make_product()]))
    run.file.save("books.xml", ContentFile(message.encode()), save=False)
    run.save()
    return run


def killed_at(path: Path, function: str, call: int, moment: str) -> list[str]:
    """Return the words of a script that loads a file and kills itself there."""
    return [str(Path(__file__).with_name("killed_load.py")), str(path), function, str(call), moment]
