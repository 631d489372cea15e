"""Writes an ONIX feed of any number of products, of the size and shape of a publisher's own.

As a command: `python -m benchmarks.onix_feed 1000 feed.onix.xml`. The same number gives the same
feed each time. Its products are as long as the longer records of the sample catalogue: texts of
about 5,000 characters, twenty lines of contents, two or three subjects.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

from catalog.isbn import check_digit_13

_HEADER = """<?xml version="1.0" encoding="UTF-8"?>
<ONIXMessage release="3.0" xmlns="http://ns.editeur.org/onix/3.0/reference">
  <Header><Sender><SenderName>Benchmark</SenderName></Sender>
    <SentDateTime>20260601</SentDateTime><DefaultCurrencyCode>USD</DefaultCurrencyCode></Header>
"""
_TEXT = (
    "harbour winter letter garden river stone lamp quiet market bridge orchard paper window storm "
    "island memory thread kitchen mountain silver journey teacher border morning shadow copper "
    "village question answer evening engine feather compass valley station mirror"
)
_WORDS = _TEXT.split()
_FIRST_NAMES = ("Ada", "Bruno", "Clara", "Dario", "Edith", "Farid", "Greta", "Hugo", "Ines", "Kaya")
_SUBJECTS = [
    f"{area}{number:03}000" for area in ("FIC", "HIS", "PSY", "SCI") for number in range(9)
]
_CHAPTERS = 20


def write_feed(path: Path, products: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(_HEADER)
        for number in range(products):
            file.write(_product(number))
        file.write("</ONIXMessage>\n")


def _product(number: int) -> str:
    random = Random(number)  # noqa: S311 - the same texts each time, and no secret.
    digits = f"9781{number:08}"
    isbn = digits + check_digit_13(digits)
    return f"""  <Product>
    <RecordReference>benchmark.{isbn}</RecordReference>
    <NotificationType>03</NotificationType>
    <ProductIdentifier><ProductIDType>15</ProductIDType><IDValue>{isbn}</IDValue>
    </ProductIdentifier>
    <DescriptiveDetail>
      <ProductComposition>00</ProductComposition><ProductForm>BC</ProductForm>
{_measure("01", 230)}{_measure("02", 152)}{_measure("03", 20 + number % 30)}
      <TitleDetail><TitleType>01</TitleType><TitleElement>
        <TitleElementLevel>01</TitleElementLevel>
        <TitleText>{_text(random, 25).title()} {number}</TitleText>
        <Subtitle>{_text(random, 40)}</Subtitle></TitleElement></TitleDetail>
{"".join(_contributors(random, number))}
      <Language><LanguageRole>01</LanguageRole><LanguageCode>eng</LanguageCode></Language>
      <Extent><ExtentType>00</ExtentType><ExtentValue>{320 + number % 500}</ExtentValue>
        <ExtentUnit>03</ExtentUnit></Extent>
{"".join(_subjects(random))}    </DescriptiveDetail>
    <CollateralDetail>
{_content("03", _text(random, 1000))}{_content("04", _contents(random), "05")}\
{_content("06", _text(random, 160))}{_content("06", _text(random, 160))}\
{_content("09", _text(random, 400))}    </CollateralDetail>
    <PublishingDetail>
      <Publisher><PublishingRole>01</PublishingRole>
        <PublisherName>House of {random.choice(_WORDS).title()}</PublisherName></Publisher>
      <PublishingStatus>04</PublishingStatus>
      <PublishingDate><PublishingDateRole>01</PublishingDateRole>
        <Date dateformat="00">{1990 + number % 35}0415</Date></PublishingDate>
    </PublishingDetail>
    <ProductSupply><SupplyDetail>
      <Supplier><SupplierRole>01</SupplierRole><SupplierName>Depot</SupplierName></Supplier>
      <ProductAvailability>20</ProductAvailability>
      <Price><PriceType>01</PriceType><PriceAmount>{10 + number % 50}.95</PriceAmount>
        <CurrencyCode>USD</CurrencyCode></Price></SupplyDetail></ProductSupply>
  </Product>
"""


def _contributors(random: Random, number: int) -> Iterator[str]:
    for _ in range(1 + number % 2):
        first, last = random.choice(_FIRST_NAMES), random.choice(_WORDS).title()
        yield f"""      <Contributor><ContributorRole>A01</ContributorRole>
        <PersonName>{first} {last}</PersonName>
        <PersonNameInverted>{last}, {first}</PersonNameInverted>
        <BiographicalNote>{_text(random, 500)}</BiographicalNote></Contributor>
"""


def _subjects(random: Random) -> Iterator[str]:
    for code in random.sample(_SUBJECTS, 3):
        yield f"""      <Subject><SubjectSchemeIdentifier>10</SubjectSchemeIdentifier>
        <SubjectCode>{code}</SubjectCode>
        <SubjectHeadingText>{code[:3]} / Area {code[3:]}</SubjectHeadingText></Subject>
"""


def _contents(random: Random) -> str:
    lines = (
        f"<li>{number}. {_text(random, 45).title()} {number * 14}</li>"
        for number in range(1, _CHAPTERS + 1)
    )
    return f"<ol>{''.join(lines)}</ol>"


def _content(kind: str, text: str, textformat: str = "06") -> str:
    """The format is a code of ONIX List 34: 05 is XHTML, 06 plain text."""
    return f"""      <TextContent><TextType>{kind}</TextType><ContentAudience>00</ContentAudience>
        <Text textformat="{textformat}">{text}</Text></TextContent>
"""


def _measure(kind: str, millimetres: int) -> str:
    return (
        f"      <Measure><MeasureType>{kind}</MeasureType><Measurement>{millimetres}</Measurement>"
        "<MeasureUnitCode>mm</MeasureUnitCode></Measure>\n"
    )


def _text(random: Random, length: int) -> str:
    return " ".join(random.choices(_WORDS, k=1 + length // 7))


if __name__ == "__main__":
    write_feed(Path(sys.argv[2]), int(sys.argv[1]))
