"""Which text is what, and who signed it."""

import pytest

from catalog.onix.records import EditorialText, TextKind
from tests.catalog.onix.messages import make_cover, make_message, make_product, make_text

SHORT, LONG = make_text("02", "Short."), make_text("03", "Long.")


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (SHORT, "Short."),
        (SHORT + LONG, "Long."),
        (LONG + SHORT, "Long."),
        (make_text("03", " ") + SHORT, "Short."),
        ("", ""),
    ],
)
def test_the_overview_is_the_description_before_the_short_one(read, texts, expected):
    assert read(make_message(make_product(collateral=texts))).collateral.overview == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            make_text("06", "Fine.", "<TextAuthor>Ann Lee</TextAuthor>"),
            EditorialText(TextKind.REVIEW_QUOTE, "Fine.", "Ann Lee", ""),
        ),
        (
            make_text("06", "Fine.", "<SourceTitle>The Times</SourceTitle>"),
            EditorialText(TextKind.REVIEW_QUOTE, "Fine.", "", "The Times"),
        ),
        (
            make_text("06", "Fine.", "<TextSourceCorporate>Book News</TextSourceCorporate>"),
            EditorialText(TextKind.ANNOTATION, "Fine.", "", "Book News"),
        ),
        (make_text("06", "Fine."), EditorialText(TextKind.REVIEW_QUOTE, "Fine.", "", "")),
        (
            make_text(
                "06",
                "Fine.",
                "<TextSourceCorporate>Body</TextSourceCorporate><SourceTitle>Paper</SourceTitle>",
            ),
            EditorialText(TextKind.REVIEW_QUOTE, "Fine.", "", "Paper"),
        ),
        (
            make_text(
                "09", "Fine.", "<TextAuthor>Ann Lee</TextAuthor><TextAuthor>Bo Ek</TextAuthor>"
            ),
            EditorialText(TextKind.ENDORSEMENT, "Fine.", "Ann Lee; Bo Ek", ""),
        ),
        (
            make_text("09", "Fine.", "<TextSourceCorporate>Book News</TextSourceCorporate>"),
            EditorialText(TextKind.ENDORSEMENT, "Fine.", "", "Book News"),
        ),
    ],
)
def test_an_editorial_text_has_kind_signer_and_source(read, text, expected):
    product = read(make_message(make_product(collateral=text)))

    assert product.collateral.editorial_texts == [expected]


def test_an_editorial_text_without_words_is_left_out_with_a_warning(read):
    product = read(make_message(make_product(collateral=make_text("09", "<p> </p>"))))

    assert product.collateral.editorial_texts == []
    assert product.warnings == ["A review quote or endorsement without a text was left out."]


@pytest.mark.parametrize(
    "contents",
    [
        make_text("04", "1 Volume One 1\n2 Volume Two 97"),
        make_text("04", "<ol><li>1 Volume One 1</li><li>2 Volume Two 97</li></ol>", "", "05"),
        make_text("04", "<![CDATA[<ul><li>1 Volume One 1<li>2 Volume Two 97</ul>]]>", "", "02"),
    ],
)
def test_contents_are_read_from_text_and_markup(read, contents):
    product = read(make_message(make_product(collateral=contents)))

    assert [(entry.label, entry.title, entry.page) for entry in product.collateral.contents] == [
        ("1", "Volume One", "1"),
        ("2", "Volume Two", "97"),
    ]


def test_contents_pages_that_decrease_are_warned_of(read):
    contents = make_text("04", "1 One 9\n2 Two 20\n3 Three 10\n4 Four 40\n5 Five 50")

    product = read(make_message(make_product(collateral=contents)))

    assert len(product.collateral.contents) == 5
    assert len(product.warnings) == 1


def test_the_front_cover_is_linked(read):
    back = make_cover("back.jpg").replace("Type>01<", "Type>02<")

    product = read(make_message(make_product(collateral=back + make_cover("covers/emma.jpg"))))

    assert product.collateral.cover_link == "covers/emma.jpg"
