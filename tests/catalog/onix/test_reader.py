"""What a record says, and which records are refused."""

from datetime import date
from decimal import Decimal

import pytest

from catalog.onix import reader
from catalog.onix.records import Product, Refusal
from catalog.product_form import ProductForm
from catalog.publication_date import Precision
from tests.catalog.onix.messages import (
    ISBN,
    OTHER_ISBN,
    make_contributor,
    make_date,
    make_identifier,
    make_message,
    make_price,
    make_product,
    make_title,
    write_message,
)

TODAY = date(2026, 11, 22)


class TestTheReferencePage:
    @pytest.fixture
    def product(self, shared_data) -> Product:
        path = shared_data / "reference_page" / "book.onix.xml"
        (product,) = reader.products(path, store_currency="USD", today=TODAY)
        assert isinstance(product, Product)
        return product

    def test_is_described(self, product):
        block = product.descriptive

        assert product.isbn13 == "9781572308695"
        assert block.title.title == "Negotiating the Therapeutic Alliance"
        assert block.title.subtitle == "A Relational Treatment Guide"
        assert block.product_form is ProductForm.PAPERBACK
        assert (block.edition_number, block.edition_statement) == (1, "New Edition")
        assert (block.pages, block.language) == (260, "eng")
        assert block.width_mm == Decimal("149.86")
        assert block.height_mm == Decimal("226.06")
        assert block.depth_mm == Decimal("22.86")

    def test_names_its_authors_in_order(self, product):
        authors = product.descriptive.contributors

        assert [author.name for author in authors] == ["Jeremy D. Safran", "J. Christopher Muran"]
        assert {author.role for author in authors} == {"A01"}
        assert authors[0].name_inverted == "Safran, Jeremy D."
        assert authors[0].letters_after_name == "PhD"
        assert authors[1].biography.startswith("J. Christopher Muran, PhD, is Chief Psychologist")

    def test_names_publisher_date_price_and_subject(self, product):
        assert product.publishing.publisher == "Guilford Publications, Inc."
        assert product.publishing.published_on == date(2003, 5, 22)
        assert product.publishing.published_precision is Precision.DAY
        assert product.supply.list_price == Decimal("33.00")
        (subject,) = product.descriptive.subjects
        assert (subject.scheme, subject.code, subject.is_main) == ("10", "PSY028000", True)

    def test_has_two_paragraphs_of_overview(self, product):
        first, second = product.collateral.overview.split("\n\n")

        assert first.startswith("A half-century of psychotherapy research")
        assert second == "The book contains no figures."

    def test_has_eight_editorial_texts_of_three_kinds(self, product):
        texts = product.collateral.editorial_texts

        kinds = [text.kind.value for text in texts]
        assert kinds == ["annotation", *["endorsement"] * 6, "review_quote"]
        signers = ["Barlow", "Messer", "Fonagy", "Strupp", "Aron", "Luborsky"]
        assert all(name in text.signer for name, text in zip(signers, texts[1:7], strict=True))
        assert [texts[0].source, texts[1].source, texts[7].source] == [
            "Book News, Inc., Portland, OR",
            "From the Publisher",
            "American Journal of Psychiatry",
        ]

    def test_has_58_contents_entries_and_no_warnings(self, product):
        contents = product.collateral.contents

        assert len(contents) == 58
        assert sum(entry.level == 1 for entry in contents) == 10
        assert product.warnings == []


class TestTheISBN:
    @pytest.mark.parametrize(
        "identifiers",
        [
            make_identifier("0141439580", "02"),
            make_identifier(ISBN, "03"),
            make_identifier("978-0-14-143958-7"),
            make_identifier("our own 12", "01") + make_identifier("0141439580", "02"),
            make_identifier(OTHER_ISBN, "03") + make_identifier(ISBN),
        ],
    )
    def test_is_read_from(self, read, identifiers):
        assert read(make_message(make_product(identifiers=identifiers))).isbn13 == ISBN

    @pytest.mark.parametrize(
        ("identifiers", "words"),
        [
            ("", "There is no ISBN"),
            (make_identifier("9780141439588"), "it would be 9780141439587"),
            (make_identifier("0"), "this has 1 digit"),
            (make_identifier("978"), "this has 3 digits"),
            (make_identifier("0") + make_identifier("978", "03"), "this has 1 digit"),
            (make_identifier("4006381333931", "03"), "begins with 978 or 979"),
        ],
    )
    def test_that_is_not_valid_is_refused(self, refusal, identifiers, words):
        assert words in refusal(make_message(make_product(identifiers=identifiers)))

    def test_that_is_not_valid_beside_one_that_is_gives_a_warning(self, read):
        both = make_identifier("9780141439588") + make_identifier(ISBN, "03")

        product = read(make_message(make_product(identifiers=both)))

        (warning,) = product.warnings
        assert product.isbn13 == ISBN
        assert "“9780141439588” is not valid" in warning


class TestThePublicationDate:
    @pytest.mark.parametrize(
        ("written", "dateformat", "expected"),
        [
            ("20030522", "00", (date(2003, 5, 22), Precision.DAY)),
            ("200305", "01", (date(2003, 5, 1), Precision.MONTH)),
            ("2003", "05", (date(2003, 1, 1), Precision.YEAR)),
            ("20261122", "00", (TODAY, Precision.DAY)),
            ("20261123", "00", (date(2026, 11, 23), Precision.DAY)),
            ("20311231", "00", (date(2031, 12, 31), Precision.DAY)),
            ("2003-05-22", "00", (date(2003, 5, 22), Precision.DAY)),
            ("20131105T000000+0100", "14", (date(2013, 11, 5), Precision.DAY)),
        ],
    )
    def test_is_read_with_its_precision(self, read, written, dateformat, expected):
        product = read(make_message(make_product(publishing=make_date(written, dateformat))))

        publishing = product.publishing
        assert (publishing.published_on, publishing.published_precision) == expected

    @pytest.mark.parametrize(
        ("written", "words"),
        [
            ("20320101", "2032-01-01 is more than 5 years in the future"),
            ("20260230", "20260230 is not a day of the calendar"),
            ("05221003", "before the year 1000"),
            ("22/05/2003", "not written in digits only"),
            ("", "The date is empty"),
        ],
    )
    def test_that_cannot_be_is_left_out_with_a_warning(self, read, written, words):
        product = read(make_message(make_product(publishing=make_date(written))))

        (warning,) = product.warnings
        assert product.publishing.published_on is None
        assert warning.startswith("The publication date was left out.")
        assert words in warning

    def test_has_its_format_in_an_element_of_its_own_before_3_0_1(self, read):
        old = make_date("200305", "").replace("<Date ", "<DateFormat>01</DateFormat><Date ")

        publishing = read(make_message(make_product(publishing=old))).publishing

        assert publishing.published_precision is Precision.MONTH

    def test_may_be_the_year_of_publication(self, read):
        year = make_date("2003", "05").replace("Role>01<", "Role>37<")

        product = read(make_message(make_product(publishing=make_date("soon") + year)))

        assert product.publishing.published_precision is Precision.YEAR

    def test_may_be_missing(self, read):
        assert read(make_message(make_product())).publishing.published_on is None


class TestOtherRecordsThatAreRefused:
    @pytest.mark.parametrize(
        ("product", "words"),
        [
            (make_product(notification="88"), "This is a test"),
            (make_product(notification="89"), "This is a test"),
            (make_product(form="XX"), "'XX' is not one this shop sells"),
            (make_product(form=""), "is not one this shop sells"),
            (make_product(title=""), "There is no title"),
            (make_product(title=make_title("\u200b")), "There is no title"),
            (make_product(form="00"), "is not one this shop sells"),
            (make_product(form="ZE"), "is not one this shop sells"),
            ("<Product/>", "There is no ISBN"),
            (f"<Product>{make_identifier()}</Product>", "There is no DescriptiveDetail"),
        ],
    )
    def test_say_why(self, refusal, product, words):
        assert words in refusal(make_message(product))

    def test_name_their_reference_and_line(self, tmp_path):
        path = write_message(tmp_path, make_product(), make_product(OTHER_ISBN, form="XX"))

        first, second = reader.products(path, store_currency="USD", today=TODAY)

        assert isinstance(first, Product)
        assert isinstance(second, Refusal)
        assert second.record_reference == f"test.{OTHER_ISBN}"
        assert path.read_text().splitlines()[second.line - 1].strip() == "<Product>"


@pytest.mark.parametrize(
    ("datestamp", "expected"),
    [
        ("20260601", date(2026, 6, 1)),
        ("20260601T1200Z", date(2026, 6, 1)),
        ("20991231", TODAY),
        ("lately", date(2026, 11, 1)),
    ],
)
def test_a_price_may_bear_the_day_it_was_stated(read, datestamp, expected):
    price = make_price().replace("<Price>", f'<Price datestamp="{datestamp}">')
    header = "<SentDateTime>20261101</SentDateTime>"

    assert read(make_message(make_product(prices=price), header=header)).sent_on == expected


def test_a_record_inherits_nothing_from_the_one_before(tmp_path):
    rich = make_product(
        prices=make_price(), publishing=make_date(), descriptive="<EditionNumber>2</EditionNumber>"
    )
    path = write_message(tmp_path, rich, make_product(OTHER_ISBN, contributors=""))

    _, poor = reader.products(path, store_currency="USD", today=TODAY)

    assert isinstance(poor, Product)
    assert (poor.supply.list_price, poor.publishing.published_on) == (None, None)
    assert (poor.descriptive.edition_number, poor.descriptive.contributors) == (None, [])


def test_a_contributor_in_two_roles_stands_twice_with_one_biography(read):
    contributor = make_contributor("Edward Lear", biography="He drew.").replace(
        "</ContributorRole>", "</ContributorRole><ContributorRole>A12</ContributorRole>"
    )

    people = read(make_message(make_product(contributors=contributor))).descriptive.contributors

    assert [(person.role, person.biography) for person in people] == [
        ("A01", "He drew."),
        ("A12", ""),
    ]
