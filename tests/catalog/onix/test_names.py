"""Short tags say the same as reference names."""

from dataclasses import replace

import pytest
from lxml import etree

from catalog.onix import names, reader
from catalog.onix.records import Product
from tests.catalog.onix.conftest import TODAY
from tests.catalog.onix.messages import (
    ISBN,
    make_contributor,
    make_cover,
    make_date,
    make_message,
    make_price,
    make_product,
    make_subject,
    make_text,
    with_short_tags,
)


@pytest.fixture
def full_message() -> str:
    return make_message(
        make_product(
            contributors=make_contributor(biography="<p>She <em>wrote</em>.</p>"),
            descriptive=make_subject("FIC019000", "FICTION / Literary", main=True)
            + "<EditionNumber>2</EditionNumber>",
            collateral=make_text("03", "<p>One.</p><p>Two.</p>", textformat="05")
            + make_text("06", "Good.", "<TextAuthor>Bob</TextAuthor>")
            + make_cover("emma.jpg"),
            publishing=make_date(),
            prices=make_price(),
        )
    )


@pytest.mark.parametrize("namespace", ["http://ns.editeur.org/onix/3.0/short", "urn:x", ""])
def test_short_tags_are_read_as_reference_names(read, full_message, namespace):
    short = with_short_tags(full_message).replace("http://ns.editeur.org/onix/3.0/short", namespace)

    assert "<b203>Emma</b203>" in short
    assert replace(read(short), source="") == replace(read(full_message), source="")


def test_short_tags_below_the_root_of_reference_names_are_read(read, full_message):
    short = with_short_tags(full_message).replace("ONIXmessage", "ONIXMessage")

    assert read(short).isbn13 == ISBN


def test_the_currency_of_a_header_with_short_tags_counts(read):
    header = "<DefaultCurrencyCode>EUR</DefaultCurrencyCode>"
    message = make_message(make_product(prices=make_price(currency="")), header=header)

    assert "The price is in EUR" in read(with_short_tags(message)).warnings[0]


def test_names_inside_a_text_are_left_alone():
    text = "<product><d104><p>A <title>Mr</title></p></d104></product>"
    product = etree.fromstring(text)

    names.use_reference_names(product)

    assert [element.tag for element in product.iter()] == ["Product", "Text", "p", "title"]


@pytest.mark.parametrize(
    ("reference", "short"),
    [
        ("Onix3.1-single-ref", "Onix3.1-single-short"),
        ("single-book-onix3", "single-book-onix3-short"),
    ],
)
def test_real_files_say_the_same_in_both_styles(shared_data, reference, short):
    one, other = (
        replace(record, line=0, source="")
        for name in (reference, short)
        for record in reader.products(
            shared_data / "onix" / f"jonix__{name}.xml", store_currency="EUR", today=TODAY
        )
    )

    assert isinstance(one, Product)
    assert one == other
