"""Other products that a publisher names, and codes of status and availability."""

import pytest

from catalog.onix.records import Related
from tests.catalog.onix.messages import (
    ISBN,
    OTHER_ISBN,
    make_identifier,
    make_message,
    make_product,
)


def make_related(identifier: str, *relations: str) -> str:
    codes = "".join(f"<ProductRelationCode>{code}</ProductRelationCode>" for code in relations)
    return f"<RelatedProduct>{codes}{identifier}</RelatedProduct>"


def with_related(*related: str) -> str:
    block = f"<RelatedMaterial>{''.join(related)}</RelatedMaterial><ProductSupply>"
    return make_message(make_product().replace("<ProductSupply>", block))


OTHER = make_identifier(OTHER_ISBN)


@pytest.mark.parametrize(
    ("related", "expected"),
    [
        ([], []),
        ([make_related(OTHER, "06")], [Related("06", OTHER_ISBN)]),
        ([make_related(OTHER, "06", "13")], [Related("06", OTHER_ISBN), Related("13", OTHER_ISBN)]),
        ([make_related(OTHER, "06")] * 2, [Related("06", OTHER_ISBN)]),
        ([make_related(make_identifier(ISBN), "06")], []),
        ([make_related(make_identifier("our own 12", "01"), "06")], []),
        ([make_related(make_identifier("4006381333931", "03"), "06")], []),
    ],
)
def test_related_products_are_those_with_an_isbn(read, related, expected):
    product = read(with_related(*related))

    assert (product.related, product.warnings) == (expected, [])


@pytest.mark.parametrize(
    ("related", "words"),
    [
        (make_related(make_identifier("9780141439588"), "06"), "“9780141439588” is not valid"),
        (make_related(OTHER, "zz"), "its relation “zz” is not known"),
    ],
)
def test_a_related_product_that_cannot_be_is_left_out_with_a_warning(read, related, words):
    product = read(with_related(related))

    assert product.related == []
    assert words in product.warnings[0]


@pytest.mark.parametrize(("code", "expected"), [("04", "04"), ("07", "07"), ("", ""), ("77", "")])
def test_the_publishing_status_is_a_code_of_list_64(read, code, expected):
    status = f"<PublishingStatus>{code}</PublishingStatus>"

    product = read(make_message(make_product(publishing=status)))

    assert product.publishing.status == expected
    assert bool(product.warnings) == (code == "77")


@pytest.mark.parametrize(("code", "expected"), [("20", "20"), ("51", "51"), ("", ""), ("77", "")])
def test_the_availability_is_a_code_of_list_65(read, code, expected):
    availability = f"<ProductAvailability>{code}</ProductAvailability>"

    product = read(make_message(make_product(prices=availability)))

    assert product.supply.availability == expected
    assert bool(product.warnings) == (code == "77")
