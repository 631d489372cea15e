"""Makers of small ONIX messages, where each test writes out only what it is about."""

import re
from pathlib import Path
from xml.sax.saxutils import escape

from catalog.onix.tables import table

ISBN = "9780141439587"
OTHER_ISBN = "9780141439600"
THIRD_ISBN = "9780141439518"
NAMESPACE = "http://ns.editeur.org/onix/3.0/reference"


def make_contributor(name: str = "Jane Austen", role: str = "A01", biography: str = "") -> str:
    note = f"<BiographicalNote>{biography}</BiographicalNote>" if biography else ""
    return (
        f"<Contributor><ContributorRole>{role}</ContributorRole>"
        f"<PersonName>{escape(name)}</PersonName>{note}</Contributor>"
    )


def make_title(title: str = "Emma", subtitle: str = "") -> str:
    below = f"<Subtitle>{escape(subtitle)}</Subtitle>" if subtitle else ""
    return (
        "<TitleDetail><TitleType>01</TitleType><TitleElement>"
        f"<TitleElementLevel>01</TitleElementLevel><TitleText>{escape(title)}</TitleText>{below}"
        "</TitleElement></TitleDetail>"
    )


def make_text(kind: str, text: str, more: str = "", textformat: str = "") -> str:
    attribute = f' textformat="{textformat}"' if textformat else ""
    return (
        f"<TextContent><TextType>{kind}</TextType><ContentAudience>00</ContentAudience>"
        f"<Text{attribute}>{text}</Text>{more}</TextContent>"
    )


def make_subject(code: str, heading: str = "", scheme: str = "10", main: bool = False) -> str:
    return (
        f"<Subject>{'<MainSubject/>' if main else ''}"
        f"<SubjectSchemeIdentifier>{scheme}</SubjectSchemeIdentifier>"
        f"<SubjectCode>{code}</SubjectCode><SubjectHeadingText>{heading}</SubjectHeadingText></Subject>"
    )


def make_date(date: str = "20030522", dateformat: str = "00") -> str:
    return (
        "<PublishingDate><PublishingDateRole>01</PublishingDateRole>"
        f'<Date dateformat="{dateformat}">{date}</Date></PublishingDate>'
    )


def make_price(
    amount: str = "9.99", currency: str = "USD", kind: str = "01", more: str = ""
) -> str:
    code = f"<CurrencyCode>{currency}</CurrencyCode>" if currency else ""
    written = f"<PriceType>{kind}</PriceType>" if kind else ""
    return f"<Price>{written}<PriceAmount>{amount}</PriceAmount>{code}{more}</Price>"


def make_cover(link: str) -> str:
    return (
        "<SupportingResource><ResourceContentType>01</ResourceContentType>"
        "<ContentAudience>00</ContentAudience><ResourceMode>03</ResourceMode><ResourceVersion>"
        f"<ResourceForm>02</ResourceForm><ResourceLink>{escape(link)}</ResourceLink>"
        "</ResourceVersion></SupportingResource>"
    )


def make_identifier(value: str = ISBN, kind: str = "15") -> str:
    return (
        f"<ProductIdentifier><ProductIDType>{kind}</ProductIDType>"
        f"<IDValue>{value}</IDValue></ProductIdentifier>"
    )


def make_product(
    isbn: str = ISBN,
    *,
    title: str | None = None,
    identifiers: str | None = None,
    contributors: str | None = None,
    form: str = "BC",
    descriptive: str = "",
    collateral: str = "",
    publishing: str = "",
    prices: str = "",
    notification: str = "03",
) -> str:
    """Make a paperback of Emma by Jane Austen, or what else is said."""
    return f"""
  <Product>
    <RecordReference>test.{isbn}</RecordReference>
    <NotificationType>{notification}</NotificationType>
    {make_identifier(isbn) if identifiers is None else identifiers}
    <DescriptiveDetail>
      <ProductComposition>00</ProductComposition><ProductForm>{form}</ProductForm>
      {make_title() if title is None else title}
      {make_contributor() if contributors is None else contributors}
      {descriptive}
    </DescriptiveDetail>
    <CollateralDetail>{collateral}</CollateralDetail>
    <PublishingDetail>{publishing}</PublishingDetail>
    <ProductSupply><SupplyDetail>{prices}</SupplyDetail></ProductSupply>
  </Product>"""


def make_message(*products: str, header: str = "", release: str = "3.0") -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<ONIXMessage release="{release}" xmlns="{NAMESPACE}">
  <Header><Sender><SenderName>A test</SenderName></Sender>{header}</Header>{"".join(products)}
</ONIXMessage>
"""


def write_message(
    folder: Path, *products: str, header: str = "", name: str = "books.onix.xml"
) -> Path:
    path = folder / name
    path.write_text(make_message(*products, header=header), encoding="utf-8")
    return path


def with_short_tags(message: str) -> str:
    """Write a message with the short tag of each reference name."""
    tags = {reference: short for short, reference in table("short_tags").items()}
    tags["ONIXMessage"] = "ONIXmessage"
    renamed = re.sub(r"(?<=<)(/?)(\w+)", lambda m: m[1] + tags.get(m[2], m[2]), message)
    return renamed.replace("3.0/reference", "3.0/short")
