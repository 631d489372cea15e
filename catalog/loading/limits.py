"""The longest texts and lists the shop keeps, told before the database would complain."""

from collections.abc import Iterator, Sized

from catalog.constraints import LONG_TEXT, NAME, TITLE
from catalog.models import SubjectScheme
from catalog.onix.records import Collateral, Contributor, Descriptive, Product, RefusedRecord

# As the columns of catalog.models.Subject and ContentsEntry say.
_CODE = _PAGE = 20
# Far above any real book; a batch asks for all of them in one query.
_LONGEST_LIST = 1_000


def refuse_too_long(product: Product) -> None:
    """Raise RefusedRecord that names each text and list which is too long, and its limit."""
    faults = [
        f"The {fact} has {len(text):,} characters; the shop keeps {limit:,} at most."
        for fact, text, limit in _texts(product)
        if len(text) > limit
    ]
    faults += [
        f"There are {len(found):,} {fact}; the shop keeps {_LONGEST_LIST:,} at most."
        for fact, found in _lists(product.descriptive)
        if len(found) > _LONGEST_LIST
    ]
    if faults:
        raise RefusedRecord(" ".join(faults))


def _lists(block: Descriptive) -> Iterator[tuple[str, Sized]]:
    yield "contributors", block.contributors
    yield "subjects", block.subjects


def _texts(product: Product) -> Iterator[tuple[str, str, int]]:
    yield from _descriptive(product.descriptive)
    for person in product.descriptive.contributors:
        yield from _contributor(person)
    for subject in product.descriptive.subjects:
        if subject.scheme in SubjectScheme.values:
            yield "subject code", subject.code, _CODE
            yield "subject heading", subject.heading, NAME
    yield from _collateral(product.collateral)
    yield "publisher's name", product.publishing.publisher, NAME


def _descriptive(block: Descriptive) -> Iterator[tuple[str, str, int]]:
    yield "title", block.title.title, TITLE
    yield "subtitle", block.title.subtitle, TITLE
    yield "edition statement", block.edition_statement, TITLE


def _contributor(person: Contributor) -> Iterator[tuple[str, str, int]]:
    yield "contributor's name", person.name, NAME
    yield "contributor's inverted name", person.name_inverted, NAME
    yield "contributor's letters after the name", person.letters_after_name, NAME
    yield "contributor's biography", person.biography, LONG_TEXT


def _collateral(block: Collateral) -> Iterator[tuple[str, str, int]]:
    yield "overview", block.overview, LONG_TEXT
    for text in block.editorial_texts:
        yield "editorial text", text.text, LONG_TEXT
        yield "signer of an editorial text", text.signer, TITLE
        yield "source of an editorial text", text.source, TITLE
    for entry in block.contents:
        yield "label of a contents entry", entry.label, NAME
        yield "title of a contents entry", entry.title, TITLE
        yield "page of a contents entry", entry.page, _PAGE
