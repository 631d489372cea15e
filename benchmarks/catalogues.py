"""The catalogues of ../shared/data together in one shop, with what contents there are.

Tables of books have no contents. Those of ../shared/data/toc are given to the first edition of the
same title and author, else to a book of their own: the chapters of Standard Ebooks, the records of
Open Library, its shapes restated, and the contents of an ONIX message.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction

from catalog.book_tables.mapping import read_mapping
from catalog.contents import parse_xhtml
from catalog.folding import fold
from catalog.loading.book_tables import load_table
from catalog.models import ContentsEntry, Edition
from tests.factories import make_contents, make_edition, make_work

DATA = settings.BASE_DIR.parent / "shared" / "data"
_MAPPINGS = settings.BASE_DIR / "sample_catalogue" / "mappings"
# In the order of how much they tell of a book.
_TABLES = {
    "books5k_descriptions.csv.gz": "books5k",
    "goodbooks10k_books.csv.gz": "goodbooks10k",
    "bx_books_excel_damaged.csv.gz": "book_crossing",
    "gutenberg_metadata.csv.gz": "gutenberg",
}


class Contents(NamedTuple):
    title: str
    # "" where nobody is told.
    author: str
    entries: Sequence[str]


def load_catalogues() -> None:
    for name, mapping in _TABLES.items():
        table = DATA / "catalogue" / name
        for _ in load_table(table, read_mapping(_MAPPINGS / f"{mapping}.toml")):
            pass
    if not ContentsEntry.objects.exists():
        load_contents()


@transaction.atomic
def load_contents() -> None:
    for contents in read_contents(DATA / "toc"):
        make_contents(_edition_of(contents), *contents.entries)


def read_contents(folder: Path) -> Iterator[Contents]:
    for work in _json(folder / "standard_ebooks_works.json"):
        titles = [entry["title"] for entry in work["table_of_contents"]]
        yield Contents(work["title"], work["creators"][0], titles)
    for item in _json(folder / "openlibrary_marc_records_with_toc.json"):
        yield _of_marc(item["record"])
    for text in _json(folder / "onix_type04_texts.json"):
        # The file tells the contents only; its chapters are about banks.
        titles = [entry.title for entry in parse_xhtml(text["inner_xml"])]
        yield Contents(f"The Book of {text['file']}", "", titles)
    for shape in _json(folder / "openlibrary_toc_shapes.json")["shapes"]:
        if titles := _of_shape(shape["value"]):
            yield Contents(f"The Book of a {shape['shape']}", "", titles)


def _of_marc(record: dict[str, Any]) -> Contents:
    surname, _, given = record["authors"][0]["name"].partition(", ")
    entries = [entry["title"] for entry in record["table_of_contents"] if entry.get("title")]
    return Contents(record["title"], f"{given} {surname}".strip(), entries)


def _of_shape(value: Any) -> list[str]:
    if isinstance(value, str):
        return [line.split("|")[1].strip() for line in value.splitlines()]
    return [row if isinstance(row, str) else row["title"] for row in value]


def _edition_of(contents: Contents) -> Edition:
    of_title = Edition.objects.filter(work__title_key=fold(contents.title)).order_by("pk")
    named = of_title.filter(work__contributors__name_key=fold(contents.author))
    found = named.filter(contents=None).first() if contents.author else None
    return found or make_edition(make_work(contents.title, author=contents.author))


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
