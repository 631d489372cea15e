"""Any product that the reader can yield, made by hypothesis."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from catalog.contents import Entry, parse_text
from catalog.isbn import check_digit_13
from catalog.onix.records import (
    Collateral,
    Contributor,
    Descriptive,
    EditorialText,
    Product,
    Publishing,
    Related,
    SeriesPart,
    Subject,
    Supply,
    TextKind,
    Title,
)
from catalog.plain_text import one_line
from catalog.product_form import ProductForm
from catalog.publication_date import Precision

TODAY = date(2026, 11, 22)
# Of ONIX List 17: author, editor, translator, illustrator, narrator, lyricist, other.
ROLES = ["A01", "B01", "B06", "A12", "E07", "A05", "Z99"]
_ODD = [
    "&",
    "<b>",
    "]]>",
    '"',
    "'",
    "שלום",
    "مرحبا",
    "🐋",
    "é",
    "|",
    "&amp;",
    "–",
    "1",
    "Chapter 3",
]
_CHARACTERS = st.characters(exclude_categories=("Cc", "Cs", "Cn"))


def lines(*, least: int = 0, most: int = 30) -> st.SearchStrategy[str]:
    """Texts on one line, as the reader yields them."""
    words = st.one_of(st.sampled_from(_ODD), st.text(_CHARACTERS, max_size=8))
    texts = st.lists(words, max_size=4).map(lambda parts: one_line(" ".join(parts))[:most].strip())
    return texts.map(one_line).filter(lambda text: len(text) >= least)


NAMES = lines(least=1)
TEXTS = st.lists(NAMES, max_size=3).map("\n\n".join)
ISBNS = st.integers(1, 10**9 - 1).map(lambda n: f"978{n:09}").map(lambda n: n + check_digit_13(n))
LENGTHS = st.none() | st.decimals("0.001", "10000", places=3, allow_nan=False).filter(bool)


@st.composite
def _contributors(draw: st.DrawFn) -> Sequence[Contributor]:
    return draw(
        st.lists(
            st.builds(
                Contributor,
                name=NAMES,
                name_inverted=lines() | st.just("Safran, Jeremy D."),
                letters_after_name=lines(),
                role=st.sampled_from(ROLES),
                biography=TEXTS,
            ),
            max_size=4,
        )
    )


def _as_read(text: EditorialText) -> EditorialText:
    """A body that speaks in no journal and without a signer makes an annotation (CT-3), only it."""
    if text.kind is TextKind.ANNOTATION:
        return EditorialText(text.kind, text.text, "", text.source or "Book News")
    return text


EDITORIAL_TEXTS = st.builds(
    EditorialText,
    kind=st.sampled_from(TextKind),
    text=TEXTS.filter(bool),
    signer=lines(),
    source=lines(),
).map(_as_read)


@st.composite
def _publishing(draw: st.DrawFn) -> Publishing:
    precision = draw(st.sampled_from(Precision))
    day = draw(st.none() | st.dates(date(1000, 1, 1), TODAY))
    if day is None:
        return Publishing(draw(lines()))
    first = {Precision.DAY: day, Precision.MONTH: day.replace(day=1)}
    known = first.get(precision, day.replace(month=1, day=1))
    return Publishing(draw(lines()), known, precision)


CONTENTS = st.lists(
    st.tuples(st.integers(0, 3), NAMES, st.sampled_from(["", " 7", " xii", " … 250"])), max_size=6
).map(lambda rows: parse_text("\n".join("    " * n + text + page for n, text, page in rows)))

DESCRIPTIVE = st.builds(
    Descriptive,
    title=st.builds(Title, NAMES, lines()),
    product_form=st.sampled_from(ProductForm),
    contributors=_contributors(),
    edition_number=st.none() | st.integers(1, 999),
    edition_statement=lines(),
    language=st.sampled_from(["", "eng", "heb", "ara", "chi"]),
    pages=st.none() | st.integers(1, 99_999),
    height_mm=LENGTHS,
    width_mm=LENGTHS,
    depth_mm=LENGTHS,
    subjects=st.lists(
        st.builds(Subject, st.sampled_from(["10", "12", "93"]), NAMES, lines(), st.booleans()),
        max_size=3,
    ),
)
COLLATERAL = st.builds(
    Collateral,
    overview=TEXTS,
    editorial_texts=st.lists(EDITORIAL_TEXTS, max_size=3),
    contents=CONTENTS,
    cover_link=st.sampled_from(["", "covers/9780141439587.jpg"]),
)
PRODUCTS = st.builds(
    Product,
    record_reference=st.just("test.1"),
    line=st.just(0),
    isbn13=ISBNS,
    descriptive=DESCRIPTIVE,
    collateral=COLLATERAL,
    publishing=_publishing(),
    supply=st.builds(
        Supply,
        st.none() | st.decimals("0", "99999999.99", places=2).map(lambda amount: abs(amount)),
    ),
    sent_on=st.dates(date(2000, 1, 1), TODAY),
)

# A product that says everything. What the strategies above leave out, because not every reader
# before the merge yields it, is here: duration, keywords, series, status, related, availability.
EVERYTHING = Product(
    record_reference="test.2",
    line=0,
    isbn13="9780141439587",
    descriptive=Descriptive(
        title=Title("Emma & I", "A <Novel>"),
        product_form=ProductForm.PAPERBACK,
        contributors=[
            Contributor("Jane Austen", "Austen, Jane", "", "A01", "She wrote.\n\nAnd read."),
            Contributor("Jane Austen", "Austen, Jane", "", "A12"),
            Contributor("Ada Byron", "", "PhD", "B01"),
            Contributor("Quiet House Press", role="B01"),
        ],
        edition_number=2,
        edition_statement="Second edition",
        language="eng",
        pages=324,
        duration_minutes=492,
        height_mm=Decimal("200.660"),
        width_mm=Decimal("129"),
        depth_mm=Decimal("10.5"),
        subjects=[
            Subject("10", "FIC004000", "FICTION / Classics", is_main=True),
            Subject("93", "FBC"),
        ],
        keywords=["matchmaking", "Highbury & Hartfield"],
        series=[SeriesPart("Quiet Classics", "Volume 3"), SeriesPart("Books of 1815")],
    ),
    collateral=Collateral(
        overview="One.\n\nTwo.",
        editorial_texts=[
            EditorialText(TextKind.ANNOTATION, "Told.", "", "Book News"),
            EditorialText(TextKind.REVIEW_QUOTE, "Fine.", "A. Critic, PhD", "The Paper"),
            EditorialText(TextKind.ENDORSEMENT, "Read it.", "B. Friend", "From the Publisher"),
        ],
        contents=[
            Entry(1, "Part I", "Town & Country", "1"),
            Entry(2, "1", "Highbury", "3"),
            Entry(1, "", "Index", "300"),
        ],
        cover_link="covers/9780141439587.jpg",
    ),
    publishing=Publishing("Quiet Press", date(2003, 5, 1), Precision.MONTH, "04"),
    related=[Related("06", "9780141439600"), Related("03", "9780141439518")],
    supply=Supply(Decimal("9.90"), "20"),
    sent_on=date(2026, 6, 1),
)
