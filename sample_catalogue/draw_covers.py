"""Draw the covers of the sample catalogue.

Run it as `python sample_catalogue/draw_covers.py`, with the shop's virtual environment (lxml and
Pillow) and the fonts of Debian's fonts-ebgaramond, fonts-inter and fonts-urw-base35. Titles, names
and imprints are read from `books.onix.xml`; the look of each work is in `cover_art/designs.py`.
The pictures in `covers/` are committed, so this is only needed when a design or a title changes.
"""

from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from cover_art.designs import DESIGNS
from cover_art.houses import HOUSES, Book
from lxml import etree
from PIL import Image

HERE = Path(__file__).resolve().parent
FEED = HERE / "books.onix.xml"
NAMESPACES = {"onix": "http://ns.editeur.org/onix/3.0/reference"}
AUTHOR = "A01"
CREDITS = {"A12": "Illustrated by", "B01": "Edited by", "B06": "Translated by"}
LARGEST_FILE = 44_000  # Bytes; forty covers should not weigh on a checkout.


def main() -> None:
    editions_drawn: defaultdict[str, int] = defaultdict(int)
    for book in read_books(FEED):
        design = DESIGNS[book.title]
        inks = design.inks[editions_drawn[book.title]]
        editions_drawn[book.title] += 1
        picture = HOUSES[book.publisher](book, design, inks).finished()
        book.file.parent.mkdir(exist_ok=True)
        book.file.write_bytes(jpeg(picture))


def jpeg(picture: Image.Image) -> bytes:
    """Return the picture in the best quality that keeps the file small."""
    for quality in range(90, 50, -3):
        file = BytesIO()
        picture.save(file, "JPEG", quality=quality, optimize=True, progressive=True)
        if file.tell() <= LARGEST_FILE:
            break
    return file.getvalue()


def read_books(feed: Path) -> Iterator[Book]:
    """Yield the editions that name a cover picture, in the order of the feed."""
    for product in etree.parse(feed).iterfind(".//onix:Product", NAMESPACES):
        if file := _text(product, ".//onix:ResourceLink"):
            yield Book(
                title=_text(product, ".//onix:TitleText"),
                subtitle=_text(product, ".//onix:Subtitle"),
                authors=" & ".join(_names(product, AUTHOR)),
                credit=_credit(product),
                publisher=_text(product, ".//onix:PublisherName"),
                imprint=_text(product, ".//onix:ImprintName"),
                file=feed.parent / file,
            )


def _text(product: etree._Element, path: str) -> str:
    return product.findtext(path, default="", namespaces=NAMESPACES)


def _names(product: etree._Element, role: str) -> list[str]:
    contributors = product.iterfind(".//onix:Contributor", NAMESPACES)
    return [
        _text(contributor, "onix:PersonName")
        for contributor in contributors
        if _text(contributor, "onix:ContributorRole") == role
    ]


def _credit(product: etree._Element) -> str:
    for role, words in CREDITS.items():
        if names := _names(product, role):
            return f"{words} {' & '.join(names)}"
    return ""


if __name__ == "__main__":
    main()
