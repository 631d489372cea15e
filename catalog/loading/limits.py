"""The longest texts and lists the shop keeps, told before the database would complain."""

from collections.abc import Iterator, Sized

from catalog.constraints import LONG_TEXT, NAME, TITLE
from catalog.keywords import as_text
from catalog.models import SubjectScheme
from catalog.onix.records import (
    BlockUpdate,
    Collateral,
    Contributor,
    Descriptive,
    Product,
    RefusedRecord,
)

# As the columns of catalog.models.Subject, ContentsEntry and SeriesPart say.
_CODE = _PAGE = _NUMBER = 20
_SCHEMES = frozenset(SubjectScheme.values)
# Far above any real book; a batch asks for all of them in one query.
_LONGEST_LIST = 1_000


def refuse_too_long(record: Product | BlockUpdate) -> None:
    """Raise RefusedRecord that names each text and list which is too long, and its limit."""
    faults = [
        f"The {fact} has {len(text):,} characters; the shop keeps {limit:,} at most."
        for fact, text, limit in _texts(record)
        if len(text) > limit
    ]
    faults += [
        f"There are {len(found):,} {fact}; the shop keeps {_LONGEST_LIST:,} at most."
        for fact, found in _lists(record)
        if len(found) > _LONGEST_LIST
    ]
    if faults:
        raise RefusedRecord(" ".join(faults))


def _lists(record: Product | BlockUpdate) -> Iterator[tuple[str, Sized]]:
    if record.descriptive:
        yield "contributors", record.descriptive.contributors
        yield "subjects", record.descriptive.subjects
        yield "series", record.descriptive.series
    if record.related:
        yield "related products", record.related


def _texts(record: Product | BlockUpdate) -> Iterator[tuple[str, str, int]]:
    if record.descriptive:
        yield from _descriptive(record.descriptive)
    if record.collateral:
        yield from _collateral(record.collateral)
    if record.publishing:
        yield "publisher's name", record.publishing.publisher, NAME


def _descriptive(block: Descriptive) -> Iterator[tuple[str, str, int]]:
    yield "title", block.title.title, TITLE
    yield "subtitle", block.title.subtitle, TITLE
    yield "edition statement", block.edition_statement, TITLE
    yield "list of keywords", as_text(block.keywords), LONG_TEXT
    for person in block.contributors:
        yield from _contributor(person)
    for subject in block.subjects:
        if subject.scheme in _SCHEMES:
            yield "subject code", subject.code, _CODE
            yield "subject heading", subject.heading, NAME
    for part in block.series:
        yield "name of a series", part.title, NAME
        yield "number in a series", part.number, _NUMBER


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
    # There may be hundreds, so the three texts of each are told of by one look.
    for entry in block.contents:
        if len(entry.label) > NAME or len(entry.title) > TITLE or len(entry.page) > _PAGE:
            yield "label of a contents entry", entry.label, NAME
            yield "title of a contents entry", entry.title, TITLE
            yield "page of a contents entry", entry.page, _PAGE
