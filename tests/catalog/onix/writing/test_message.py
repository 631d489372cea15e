"""What is written is valid ONIX 3.1, and is read again as it was."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import onixcheck
import pytest
from hypothesis import HealthCheck, Phase, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from lxml import etree

from catalog.isbn import make_own_number
from catalog.onix import reader
from catalog.onix.records import (
    Collateral,
    Contributor,
    Descriptive,
    Product,
    Publishing,
    Supply,
    Withdrawal,
)
from catalog.onix.writing import Sent, write
from tests.catalog.onix.writing.any_product import EVERYTHING, PRODUCTS, TODAY

SENT = Sent("A shop & more", at=datetime(2026, 11, 22, 12, 30, tzinfo=UTC), currency="USD")


def message_of(*records: Product | Withdrawal) -> bytes:
    return b"".join(write(records, SENT))


def faults(message: bytes) -> list[str]:
    """Return what the schema with its code lists has against a message."""
    file = BytesIO(message)
    file.name = "message.xml"
    return [fault.short for fault in onixcheck.validate(file)]


def read_again(folder: Path, message: bytes) -> list[Product]:
    path = folder / "message.xml"
    path.write_bytes(message)
    found = list(reader.products(path, store_currency="USD", today=TODAY))
    assert all(isinstance(record, Product) for record in found), found
    return [record for record in found if isinstance(record, Product)]


def without_place(product: Product) -> Product:
    """Leave out where the record stood; lists of all kinds compare alike."""
    block, collateral = product.descriptive, product.collateral
    return replace(
        product,
        line=0,
        source="",
        descriptive=replace(
            block,
            contributors=list(block.contributors),
            subjects=list(block.subjects),
            keywords=list(block.keywords),
            series=list(block.series),
        ),
        collateral=replace(
            collateral,
            editorial_texts=list(collateral.editorial_texts),
            contents=list(collateral.contents),
        ),
        related=list(product.related),
        warnings=[],
    )


# A name with a comma that is not turned around.
COMMA = Contributor(name="0, &", letters_after_name="PhD")


class TestAnyProduct:
    @hypothesis_settings(
        max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    @given(PRODUCTS)
    @example(replace(EVERYTHING, descriptive=replace(EVERYTHING.descriptive, contributors=[COMMA])))
    def test_is_read_again_as_it_was(self, product):
        with TemporaryDirectory() as folder:
            (again,) = read_again(Path(folder), message_of(product))

        # Without a price there is no day on which it was stated; the message's own counts.
        sent_on = TODAY if product.supply.list_price is None else product.sent_on
        assert without_place(again) == without_place(replace(product, sent_on=sent_on))

    # Each message costs the reading of the whole schema, so many products share one.
    @hypothesis_settings(
        max_examples=4,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(PRODUCTS, min_size=5, max_size=20, unique_by=lambda each: each.isbn13))
    def test_is_valid(self, products):
        numbered = [replace(each, record_reference=each.isbn13) for each in products]
        assert faults(message_of(*numbered)) == []


class TestAProductThatSaysEverything:
    def test_is_valid(self):
        assert faults(message_of(EVERYTHING)) == []

    def test_never_has_a_number_of_the_shops_own_for_an_isbn(self):
        number = make_own_number("7", prefix="29")
        message = message_of(replace(EVERYTHING, isbn13=number))

        assert faults(message) == []
        [identifier] = etree.fromstring(message).iterfind("{*}Product/{*}ProductIdentifier")
        assert [part.text for part in identifier] == [
            "01",
            "Item number of A shop & more",
            number,
        ]

    def test_is_read_again_as_it_was(self, tmp_path):
        (again,) = read_again(tmp_path, message_of(EVERYTHING))

        assert without_place(again) == without_place(EVERYTHING)

    @pytest.mark.parametrize(
        ("path", "expected"),
        [
            ("Extent[ExtentType='09']/ExtentValue", ["492"]),
            ("Extent[ExtentType='09']/ExtentUnit", ["05"]),
            (
                "Subject[SubjectSchemeIdentifier='20']/SubjectHeadingText",
                ["matchmaking; Highbury & Hartfield"],
            ),
            ("Collection//PartNumber", ["Volume 3"]),
            ("Collection//TitleText", ["Quiet Classics", "Books of 1815"]),
            ("Contributor[KeyNames='Austen']/NamesBeforeKey", ["Jane"]),
            ("Contributor[PersonName='Ada Byron']/LettersAfterNames", ["PhD"]),
            ("Contributor/CorporateName", ["Quiet House Press"]),
            ("PublishingStatus", ["04"]),
            ("RelatedProduct/ProductRelationCode", ["06", "03"]),
            ("RelatedProduct//IDValue", ["9780141439600", "9780141439518"]),
            ("SupplyDetail/ProductAvailability", ["20"]),
            ("PublishingDate/Date[@dateformat='01']", ["200305"]),
        ],
    )
    def test_says_each_fact_where_onix_has_it(self, path, expected):
        root = etree.fromstring(message_of(EVERYTHING))
        for element in root.iter():
            element.tag = etree.QName(element).localname

        assert [found.text for found in root.findall(f".//{path}")] == expected

    def test_names_one_in_two_roles_once(self):
        assert message_of(EVERYTHING).count(b"<PersonName>Jane Austen</PersonName>") == 1


class TestWhatIsNotKnown:
    @pytest.fixture
    def bare(self) -> Product:
        block = EVERYTHING.descriptive
        descriptive = Descriptive(block.title, block.product_form)
        return Product("test.3", 0, EVERYTHING.isbn13, descriptive)

    def test_leaves_a_valid_record(self, bare):
        message = message_of(bare)

        assert faults(message) == []
        assert b"Supply" not in message
        assert b"PublishingDetail" not in message

    @pytest.mark.parametrize(
        "facts",
        [
            {"publishing": Publishing("", date(2003, 1, 1))},
            {"publishing": Publishing("", status="04")},
            {"supply": Supply(EVERYTHING.supply.list_price)},
            {"supply": Supply(None, "20")},
            {"collateral": Collateral(overview="Only this.")},
        ],
    )
    def test_is_said_as_onix_says_it(self, bare, facts, tmp_path):
        message = message_of(replace(bare, **facts))

        assert faults(message) == []
        (again,) = read_again(tmp_path, message)
        assert again.publishing.publisher == ""


def test_a_withdrawn_product_ends_its_record():
    message = message_of(Withdrawal("test.4", 0, EVERYTHING.isbn13))

    assert faults(message) == []
    assert b"<NotificationType>05</NotificationType>" in message


def test_no_products_make_a_valid_message():
    assert faults(message_of()) == []


def test_the_header_says_who_sends_it_and_when():
    message = message_of().decode()

    assert "<SenderName>A shop &amp; more</SenderName>" in message
    assert "<SentDateTime>20261122T123000Z</SentDateTime>" in message


def test_the_same_records_give_the_same_bytes():
    assert message_of(EVERYTHING) == message_of(EVERYTHING)


def test_records_are_asked_for_one_by_one():
    asked: list[int] = []

    def endless() -> Iterable[Product]:
        while True:
            asked.append(1)
            yield EVERYTHING

    pieces = list(islice(write(endless(), SENT), 3))

    assert len(asked) == 3
    assert len(pieces[1]) == len(pieces[2])


def test_characters_that_xml_forbids_are_left_out(tmp_path):
    title = replace(EVERYTHING.descriptive.title, title="Em\x00ma\ufffe\x0b!")
    product = replace(EVERYTHING, descriptive=replace(EVERYTHING.descriptive, title=title))

    (again,) = read_again(tmp_path, message_of(product))

    assert again.descriptive.title.title == "Emma!"


def test_lines_of_verse_stay_apart():
    product = replace(EVERYTHING, collateral=Collateral(overview="Roses\r\nViolets\r\n\r\nEnd"))

    message = message_of(product).decode()

    assert "<pre>Roses\nViolets</pre>" in message
    assert "<p>End</p>" in message
    assert faults(message.encode()) == []
