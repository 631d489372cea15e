"""Messages in any encoding, and with the names of characters that the ONIX DTD has."""

import pytest

from catalog.onix import reader
from tests.catalog.onix.conftest import TODAY
from tests.catalog.onix.messages import (
    ISBN,
    OTHER_ISBN,
    make_message,
    make_product,
    make_text,
    make_title,
)

TITLE = "Émile “ou” de l’éducation"
DOCTYPE = (
    '<!DOCTYPE ONIXMessage SYSTEM "http://www.editeur.org/onix/2.1/reference/'
    'onix-international.dtd">'
)
MISREAD = "The file says it is UTF-8, and line"


@pytest.fixture
def read_bytes(tmp_path):
    """Read the records of a message written in these bytes."""

    def read_bytes(content: bytes):
        path = tmp_path / "read.onix.xml"
        path.write_bytes(content)
        return list(reader.products(path, store_currency="USD", today=TODAY))

    return read_bytes


def make_titled(declared: str, title: str = TITLE) -> str:
    message = make_message(make_product(title=make_title(title)))
    return message.replace(' encoding="UTF-8"', f' encoding="{declared}"' if declared else "")


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("UTF-8", "utf-8"),
        ("utf8", "utf-8-sig"),
        ("", "utf-8"),
        ("UTF-16", "utf-16"),
        ("UTF-16", "utf-16-le"),
        ("UTF-16", "utf-16-be"),
        ("", "utf-16"),
        ("UTF-16", "utf-8"),
        ("windows-1252", "cp1252"),
        ("ISO-8859-1", "cp1252"),
        ("US-ASCII", "utf-8"),
    ],
)
def test_a_message_is_read_without_a_warning(read_bytes, declared, encoding):
    (product,) = read_bytes(make_titled(declared).encode(encoding))

    assert product.descriptive.title.title == TITLE
    assert product.warnings == []


@pytest.mark.parametrize(
    ("declared", "title"),
    [("ISO-8859-1", "Émile"), ("ISO-8859-15", "€ Œ"), ("windows-1251", "Идиот"), ("GBK", "红楼梦")],
)
def test_older_encodings_are_read(read_bytes, declared, title):
    (product,) = read_bytes(make_titled(declared, title).encode(declared))

    assert product.descriptive.title.title == title


@pytest.mark.parametrize("declared", ["UTF-8", ""])
def test_windows_1252_wrongly_declared_is_read_with_a_warning(read_bytes, declared):
    message = make_titled(declared)
    line = message[: message.index(TITLE)].count("\n") + 1

    (product,) = read_bytes(message.encode("cp1252"))

    assert product.descriptive.title.title == TITLE
    (warning,) = product.warnings
    assert warning.startswith(f"{MISREAD} {line} is not.")


def test_a_file_in_two_encodings_is_read_with_one_warning(read_bytes):
    before, after = make_message(
        make_product(title=make_title("Émile")), make_product(OTHER_ISBN, title=make_title("Öde"))
    ).split("Öde")

    first, second = read_bytes(before.encode() + "Öde".encode("cp1252") + after.encode())

    titles = [record.descriptive.title.title for record in (first, second)]
    assert titles == ["Émile", "Öde"]
    assert len([*first.warnings, *second.warnings]) == 1


def test_characters_that_xml_does_not_allow_are_left_out_with_a_warning(read_bytes):
    message = make_titled("UTF-8", "Em\x10m\ufffea\x00")
    line = message[: message.index("\x10")].count("\n") + 1

    (product,) = read_bytes(message.encode())

    assert product.descriptive.title.title == "Emma"
    assert product.warnings == [
        f"Line {line} holds a character that XML does not allow. All such were left out."
    ]


def test_a_refused_record_tells_of_the_encoding_too(read_bytes):
    (refusal,) = read_bytes(make_titled("UTF-8").replace(ISBN, "978").encode("cp1252"))

    assert "this has 3 digits" in refusal.reason
    assert refusal.warnings[0].startswith(MISREAD)


@pytest.mark.parametrize("shift", ["", "x"])
def test_a_character_of_two_bytes_across_pieces_is_read(read_bytes, shift):
    """Files are decoded in pieces, and a piece may end anywhere."""
    remark = f"<!-- {shift}{'é' * 600_000}-->"

    (product,) = read_bytes(make_titled("UTF-8").replace("<Header>", f"{remark}<Header>").encode())

    assert (product.descriptive.title.title, product.warnings) == (TITLE, [])


@pytest.mark.parametrize("doctype", ["", DOCTYPE])
@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("High Noon&ndash;in Nimbin", "High Noon–in Nimbin"),
        ("&Eacute;mile &amp; Sophie", "Émile & Sophie"),
        ("&lt;b&gt; &OElig;uvre &scaron; &beta; &Zcaron;", "<b> Œuvre š β Ž"),
        ("&#233;&#x2013;", "é–"),
        ("<![CDATA[&eacute; &unheard;]]>", "&eacute; &unheard;"),
    ],
)
def test_named_characters_are_read(read, doctype, written, expected):
    message = make_message(make_product()).replace("Emma", written)

    product = read(message.replace("<ONIXMessage", f"{doctype}<ONIXMessage"))

    assert product.descriptive.title.title == expected


def test_named_characters_in_html_are_read(read):
    text = make_text("03", "<![CDATA[<p>Caf&eacute;&nbsp;&amp; bar</p>]]>", textformat="02")

    assert read(make_message(make_product(collateral=text))).collateral.overview == "Café & bar"


def test_lines_keep_their_numbers_below_a_document_type(read_bytes):
    message = make_message(make_product()).replace(
        "<ONIXMessage",
        DOCTYPE.replace(" SYSTEM", "\n SYSTEM") + "\n<!-- a\nremark -->\n<ONIXMessage",
    )

    (product,) = read_bytes(message.encode())

    assert message.splitlines()[product.line - 1].strip() == "<Product>"
