"""ONIX 2.1 says in its own way what 3.0 says, and the shop reads both alike."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from operator import attrgetter

import pytest

from catalog.onix import reader
from catalog.onix.records import (
    Contributor,
    EditorialText,
    Product,
    Record,
    Subject,
    TextKind,
    Title,
)
from catalog.product_form import ProductForm
from catalog.publication_date import Precision
from tests.catalog.onix.conftest import TODAY
from tests.catalog.onix.messages import ISBN, with_short_tags

DOCTYPE = (
    '<!DOCTYPE ONIXMessage SYSTEM "http://www.editeur.org/onix/2.1/reference/'
    'onix-international.dtd">'
)
TITLE = "<Title><TitleType>01</TitleType><TitleText>Emma</TitleText></Title>"
EMMA = """
    <Title><TitleType>01</TitleType><TitleText>Emma</TitleText><Subtitle>A Novel</Subtitle></Title>
    <Contributor><SequenceNumber>1</SequenceNumber><ContributorRole>A01</ContributorRole>
      <PersonName>Jane Austen</PersonName><PersonNameInverted>Austen, Jane</PersonNameInverted>
      <BiographicalNote>She wrote.</BiographicalNote></Contributor>
    <EditionNumber>2</EditionNumber><EditionStatement>Revised</EditionStatement>
    <Language><LanguageRole>01</LanguageRole><LanguageCode>eng</LanguageCode></Language>
    <NumberOfPages>512</NumberOfPages>
    <BASICMainSubject>FIC019000</BASICMainSubject>
    <Subject><SubjectSchemeIdentifier>20</SubjectSchemeIdentifier>
      <SubjectHeadingText>love</SubjectHeadingText></Subject>
    <Subject><SubjectSchemeIdentifier>01</SubjectSchemeIdentifier>
      <SubjectCode>823</SubjectCode></Subject>
    <OtherText><TextTypeCode>16</TextTypeCode><Text>Like Persuasion.</Text></OtherText>
    <OtherText><TextTypeCode>03</TextTypeCode><Text>Long.</Text></OtherText>
    <OtherText><TextTypeCode>01</TextTypeCode><TextFormat>02</TextFormat>
      <Text><![CDATA[<p>One <i>fine</i> day.</p><script>no()</script><p>Two.</p>]]></Text>
    </OtherText>
    <OtherText><TextTypeCode>08</TextTypeCode><Text>Splendid.</Text>
      <TextAuthor>Walter Scott</TextAuthor>
      <TextSourceTitle>Quarterly Review</TextSourceTitle></OtherText>
    <OtherText><TextTypeCode>04</TextTypeCode><Text>The Ball</Text></OtherText>
    <MediaFile><MediaFileTypeCode>17</MediaFileTypeCode>
      <MediaFileLinkTypeCode>01</MediaFileLinkTypeCode>
      <MediaFileLink>logo.jpg</MediaFileLink></MediaFile>
    <MediaFile><MediaFileTypeCode>04</MediaFileTypeCode>
      <MediaFileLinkTypeCode>06</MediaFileLinkTypeCode>
      <MediaFileLink>emma.jpg</MediaFileLink></MediaFile>
    <Imprint><ImprintName>Penguin Classics</ImprintName></Imprint>
    <Publisher><PublishingRole>01</PublishingRole><PublisherName>Penguin</PublisherName></Publisher>
    <PublicationDate>20030522</PublicationDate>
    <Measure><MeasureTypeCode>01</MeasureTypeCode><Measurement>198</Measurement>
      <MeasureUnitCode>mm</MeasureUnitCode></Measure>
    <SupplyDetail><Price><PriceTypeCode>01</PriceTypeCode><PriceAmount>9.99</PriceAmount>
      <CurrencyCode>USD</CurrencyCode></Price></SupplyDetail>"""


def make_message(content: str, *, form: str = "BC", start: str = "<ONIXMessage>") -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
{DOCTYPE}
{start}<Header><FromCompany>A test</FromCompany><SentDate>20080701</SentDate></Header><Product>
    <RecordReference>test</RecordReference><NotificationType>03</NotificationType>
    <ProductIdentifier><ProductIDType>15</ProductIDType><IDValue>{ISBN}</IDValue></ProductIdentifier>
    <ProductForm>{form}</ProductForm>{content}
</Product></ONIXMessage>"""


class TestAFullRecord:
    @pytest.fixture(params=["reference names", "short tags"])
    def product(self, request, read) -> Product:
        message = make_message(EMMA)
        return read(message if request.param == "reference names" else with_short_tags(message))

    def test_is_described(self, product):
        block = product.descriptive

        assert product.isbn13 == ISBN
        assert block.title == Title("Emma", "A Novel")
        assert block.product_form is ProductForm.PAPERBACK
        assert block.contributors == [
            Contributor("Jane Austen", "Austen, Jane", biography="She wrote.")
        ]
        assert (block.edition_number, block.edition_statement) == (2, "Revised")
        assert (block.language, block.pages) == ("eng", 512)
        assert (block.height_mm, block.width_mm) == (Decimal(198), None)
        assert block.subjects == [Subject("10", "FIC019000", is_main=True), Subject("01", "823")]

    def test_is_told_about_by_the_main_description_and_quotes(self, product):
        block = product.collateral

        assert block.overview == "One fine day.\n\nTwo."
        assert block.editorial_texts == [
            EditorialText(
                TextKind.REVIEW_QUOTE, "Splendid.", signer="Walter Scott", source="Quarterly Review"
            )
        ]
        assert [entry.title for entry in block.contents] == ["The Ball"]
        assert block.cover_link == "emma.jpg"

    def test_is_published_and_priced(self, product):
        publishing = product.publishing

        assert publishing.publisher == "Penguin"
        assert publishing.published_on == date(2003, 5, 22)
        assert publishing.published_precision is Precision.DAY
        assert product.supply.list_price == Decimal("9.99")
        assert product.sent_on == date(2008, 7, 1)
        assert product.warnings == []


@pytest.mark.parametrize(
    "start",
    [
        "<ONIXMessage>",
        '<ONIXMessage release="2.1">',
        '<ONIXMessage xmlns="http://www.editeur.org/onix/2.1/reference">',
        '<ONIXMessage release="3.0">',
    ],
)
def test_the_record_tells_its_release_whatever_the_message_says(read, start):
    declared, undeclared = read(make_message(EMMA, start=start)), read(make_message(EMMA))

    assert replace(declared, source="") == replace(undeclared, source="")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("<DistinctiveTitle>Emma</DistinctiveTitle>", Title("Emma")),
        (
            "<TitlePrefix>The</TitlePrefix><TitleWithoutPrefix>Hours</TitleWithoutPrefix>"
            "<Subtitle>A Novel</Subtitle>",
            Title("The Hours", "A Novel"),
        ),
        (
            "<Title><TitleType>05</TitleType><TitleText>E.</TitleText></Title>" + TITLE,
            Title("Emma"),
        ),
    ],
)
def test_the_title_is_read_from(read, title, expected):
    assert read(make_message(title)).descriptive.title == expected


def test_a_record_without_a_title_is_refused(refusal):
    assert "There is no title" in refusal(make_message("<NumberOfPages>5</NumberOfPages>"))


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("DG", ProductForm.DIGITAL),
        ("DH", ProductForm.DIGITAL_ONLINE),
        ("WW", ProductForm.SET),
        ("WX", ProductForm.SET),
        ("AC", ProductForm.AUDIO_CD),
    ],
)
def test_product_forms_of_list_7_are_read(read, form, expected):
    assert read(make_message(TITLE, form=form)).descriptive.product_form is expected


def test_elements_older_than_their_composites_are_read(read):
    old = (
        TITLE
        + "<LanguageOfText>fre</LanguageOfText><BICMainSubject>FC</BICMainSubject>"
        + "<Annotation>Short.</Annotation><MainDescription>Main.</MainDescription>"
        + "<ImprintName>Folio</ImprintName><PublisherName>Gallimard</PublisherName>"
    )

    product = read(make_message(old))

    assert product.descriptive.language == "fre"
    assert product.descriptive.subjects == [Subject("12", "FC", is_main=True)]
    assert product.collateral.overview == "Main."
    assert product.publishing.publisher == "Gallimard"


@pytest.mark.parametrize("old", ["<ISBN>0141439580</ISBN>", f"<EAN13>{ISBN}</EAN13>"])
def test_an_isbn_of_its_own_element_is_read(read, old):
    message = make_message(TITLE + old)

    start, end = message.index("<ProductIdentifier>"), message.index("<ProductForm>")
    assert read(message[:start] + message[end:]).isbn13 == ISBN


def test_a_main_subject_is_read(read):
    subject = (
        "<MainSubject><MainSubjectSchemeIdentifier>93</MainSubjectSchemeIdentifier>"
        "<SubjectCode>FBC</SubjectCode><SubjectHeadingText>Classics</SubjectHeadingText></MainSubject>"
    )

    product = read(make_message(TITLE + subject))

    assert product.descriptive.subjects == [Subject("93", "FBC", "Classics", is_main=True)]


def test_what_cannot_be_understood_is_left_out_with_a_warning(read):
    product = read(make_message(TITLE + "<NumberOfPages>many</NumberOfPages>"))

    assert product.descriptive.pages is None
    assert "The number of pages “many”" in product.warnings[0]


def test_a_text_for_the_trade_is_no_overview(read):
    text = "<OtherText><TextTypeCode>25</TextTypeCode><Text>Pile it high.</Text></OtherText>"

    assert read(make_message(TITLE + text)).collateral.overview == ""


def test_the_real_file_of_21_books_says_the_same_in_both_releases(shared_data):
    """The same books, as their publisher wrote them in 2.1 and as they were put into 3.0."""
    older, newer = (
        [
            what_both_releases_say(record)
            for record in reader.products(
                shared_data / "onix" / f"jonix__{name}-multiple.xml",
                store_currency="AUD",
                today=TODAY,
            )
        ]
        for name in ("onix2", "onix3")
    )

    assert len(older) == 21
    assert older == newer


def what_both_releases_say(record: Record) -> Product:
    """The record without what only the 3.0 file has: main subjects' headings, larger covers.

    It has the series of one book in another order.
    """
    assert isinstance(record, Product), record
    codes = sorted({subject.code for subject in record.descriptive.subjects})
    return replace(
        record,
        line=0,
        source="",
        descriptive=replace(
            record.descriptive,
            subjects=[Subject("", code) for code in codes],
            series=sorted(record.descriptive.series, key=attrgetter("title")),
        ),
        collateral=replace(record.collateral, cover_link=""),
    )
