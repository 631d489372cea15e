"""Which collections a book is part of, and what it is called if it has only a number there."""

import pytest

from catalog.onix.records import SeriesPart
from tests.catalog.onix.messages import make_message, make_product, make_title


def make_element(level: str, inner: str) -> str:
    return f"<TitleElement><TitleElementLevel>{level}</TitleElementLevel>{inner}</TitleElement>"


def make_detail(*elements: str) -> str:
    return f"<TitleDetail><TitleType>01</TitleType>{''.join(elements)}</TitleDetail>"


def make_collection(*elements: str, sequence: str = "") -> str:
    number = (
        f"<CollectionSequence><CollectionSequenceNumber>{sequence}</CollectionSequenceNumber>"
        "</CollectionSequence>"
    )
    return f"<Collection>{number if sequence else ''}{make_detail(*elements)}</Collection>"


NOVELS = make_element("02", "<TitleText>Novels</TitleText>")
THIRD = make_element("01", "<PartNumber>3</PartNumber>")


@pytest.mark.parametrize(
    ("collections", "expected"),
    [
        ("", []),
        (make_collection(NOVELS), [SeriesPart("Novels")]),
        (make_collection(NOVELS, THIRD), [SeriesPart("Novels", "3")]),
        (make_collection(NOVELS, sequence="4"), [SeriesPart("Novels", "4")]),
        (make_collection(NOVELS, THIRD, sequence="4"), [SeriesPart("Novels", "3")]),
        (
            make_collection(
                make_element(
                    "02",
                    "<PartNumber>Volume 2</PartNumber><TitlePrefix>The</TitlePrefix>"
                    "<TitleWithoutPrefix>Novels</TitleWithoutPrefix>",
                )
            ),
            [SeriesPart("The Novels", "Volume 2")],
        ),
        (make_collection(NOVELS) + make_collection(NOVELS, THIRD), [SeriesPart("Novels")]),
        (make_collection(THIRD), []),
    ],
)
def test_a_collection_is_a_series(read, collections, expected):
    product = read(make_message(make_product(descriptive=collections)))

    assert (product.descriptive.series, product.warnings) == (expected, [])


def test_a_collection_in_the_title_of_the_product_is_a_series(read):
    title = make_detail(
        NOVELS, make_element("01", "<PartNumber>3</PartNumber><TitleText>Emma</TitleText>")
    )

    block = read(make_message(make_product(title=title))).descriptive

    assert block.title.title == "Emma"
    assert block.series == [SeriesPart("Novels", "3")]


def test_a_volume_without_a_title_of_its_own_is_called_by_its_collection(read):
    block = read(make_message(make_product(title=make_detail(NOVELS, THIRD)))).descriptive

    assert block.title.title == "Novels 3"


def test_a_number_too_long_is_left_out_with_a_warning(read):
    number = make_element("01", f"<PartNumber>{'3' * 21}</PartNumber>")

    product = read(make_message(make_product(descriptive=make_collection(NOVELS, number))))

    assert product.descriptive.series == [SeriesPart("Novels")]
    assert "in a series is too long" in product.warnings[0]


@pytest.mark.parametrize("kind", ["00", "13", "10", "11", "05"])
def test_where_there_is_no_distinctive_title_another_counts(read, kind):
    title = make_title("Emma").replace("Type>01<", f"Type>{kind}<")

    assert read(make_message(make_product(title=title))).descriptive.title.title == "Emma"
