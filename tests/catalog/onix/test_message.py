"""Files that are no good are told in one line, whatever is wrong with them."""

import gzip
from pathlib import Path

import pytest

from catalog.importing import UnreadableFile
from catalog.onix import reader
from tests.catalog.onix.messages import ISBN, make_message, make_product, make_text

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
NO_MESSAGES = {
    "nothing at all": (b"", "the file is empty"),
    "white space": (b" \n \n", "the file is empty"),
    "prose": (b"Dear bookseller,\nhere are our books.\n", "this is not XML"),
    "a spreadsheet": (b"isbn,title\n9780141439587,Emma\n", "this is not XML"),
    "a zip archive": (b"PK\x03\x04\x14\x00\x08\x00", "this is not XML but a compressed file"),
    "a gzip bomb": (gzip.compress(bytes(10_000_000)), "this is not XML but a compressed file"),
    "an unknown encoding": (
        b'<?xml version="1.0" encoding="rot13"?><ONIXMessage/>',
        "the encoding “rot13” is not one the shop reads",
    ),
    "a cut character": ("<ONIXMessage>\n".encode("utf-16")[:-1], "not written in UTF-16-LE"),
    "an element declared in the file": (
        b"<!DOCTYPE ONIXMessage [<!ELEMENT ONIXMessage ANY>]><ONIXMessage/>",
        "declares entities or elements",
    ),
    "a quote in a document type": (
        b"<!DOCTYPE ONIXMessage SYSTEM \"a>b\" [<!ENTITY x 'y'>]><ONIXMessage/>",
        "declares entities",
    ),
    "a second document type": (b"<!DOCTYPE a><!DOCTYPE a><ONIXMessage/>", "cut off at line 1"),
    "an unclosed document type": (b'<!DOCTYPE a SYSTEM "b><ONIXMessage/>', "cut off at line 1"),
    "an unclosed comment": (b"<!-- " + b"-" * 100_000, "cut off at line 1"),
    "zeros": (bytes(64), "the file is empty"),
    "HTML": (b"<html><body><br></body></html>", "begins with <html>, not <ONIXMessage>"),
    "another message": (b"<ONIXmassage/>", "begins with <ONIXmassage>, not <ONIXMessage>"),
    "ONIX 1.2": (b'<ONIXMessage release="1.2"/>', "ONIX 1.2; 2.1, 3.0 and 3.1 are read"),
    "an unclosed element": (b"<ONIXMessage>\n<Product></ONIXMessage>", "cut off at line 2"),
    "a NUL": (b"<ONIXMessage>\n<Product>&#0;</Product></ONIXMessage>", "cut off at line 2"),
    "an unknown entity": (
        b"<ONIXMessage>\n<Product>&unheard;</Product></ONIXMessage>",
        "line 2: Entity 'unheard' not defined",
    ),
    "an unknown entity and a document type": (
        b'<!DOCTYPE ONIXMessage SYSTEM "http://example.org/onix.dtd">'
        b"<ONIXMessage>\n<Product>&unheard;</Product></ONIXMessage>",
        "line 2: Entity 'unheard' not defined",
    ),
    "an external entity": (
        b'<!DOCTYPE ONIXMessage [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        b"<ONIXMessage><Product>&x;</Product></ONIXMessage>",
        "declares entities",
    ),
    "a parameter entity": (
        b'<!DOCTYPE ONIXMessage [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;]>'
        b"<ONIXMessage><Product/></ONIXMessage>",
        "declares entities",
    ),
    "a billion laughs": (
        f'<!DOCTYPE ONIXMessage [<!ENTITY l0 "ha">{LAUGHS}]>'
        "<ONIXMessage><Product>&l9;</Product></ONIXMessage>".encode(),
        "declares entities",
    ),
    "a billion laughs in an attribute": (
        f'<!DOCTYPE ONIXMessage [<!ENTITY l0 "ha">{LAUGHS}]><ONIXMessage release="&l9;"/>'.encode(),
        "declares entities",
    ),
    "deep nesting": (b"<ONIXMessage>" + b"<Product>" * 300, "Excessive depth"),
}


@pytest.mark.parametrize(("content", "words"), NO_MESSAGES.values(), ids=NO_MESSAGES)
def test_what_is_no_message_is_told_in_one_line(tmp_path, content, words):
    path = tmp_path / "feed.xml"
    path.write_bytes(content)

    with pytest.raises(UnreadableFile) as refusal:
        reader.check(path)

    message = str(refusal.value)
    assert words in message
    assert message.startswith(str(path))
    assert "\n" not in message


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(UnreadableFile, match="there is no such file"):
        reader.check(tmp_path / "none.xml")


def test_a_directory_is_told(tmp_path):
    with pytest.raises(UnreadableFile, match="this is a directory"):
        reader.check(tmp_path)


def test_a_file_cut_off_anywhere_is_told(tmp_path):
    whole = make_message(make_product()).strip().encode()
    path = tmp_path / "feed.xml"

    for length in range(0, len(whole), 7):
        path.write_bytes(whole[:length])
        with pytest.raises(UnreadableFile):
            reader.check(path)


def test_a_text_of_eleven_megabytes_is_told(tmp_path):
    path = tmp_path / "feed.xml"
    path.write_bytes(b"<ONIXMessage><Product><A>" + b"x" * 11_000_000 + b"</A></Product>")

    with pytest.raises(UnreadableFile, match="broken or cut off"):
        reader.check(path)


@pytest.mark.parametrize(
    ("start", "filler"),
    [
        (b"<Product>", b"<Subject></Subject>"),
        (b"", b"<Other></Other>"),
        (b"", b"<Other><Product></Product></Other>"),
        (b"", b"<!-- a remark -->"),
    ],
)
def test_many_small_things_without_the_end_of_a_record_are_told(tmp_path, start, filler):
    path = tmp_path / "feed.xml"
    path.write_bytes(b"<ONIXMessage>" + start + filler * (13_000_000 // len(filler)))

    with pytest.raises(UnreadableFile, match="more than 250,000 tags and attributes without"):
        reader.check(path)


def test_many_attributes_without_the_end_of_a_record_are_told(tmp_path):
    path = tmp_path / "feed.xml"
    attributes = " ".join(f'a{number}=""' for number in range(300_000))
    path.write_text(f"<ONIXMessage><Product {attributes}/></ONIXMessage>")

    with pytest.raises(UnreadableFile, match="more than 250,000 tags and attributes without"):
        reader.check(path)


def test_many_short_texts_without_the_end_of_a_record_are_told(tmp_path):
    path = tmp_path / "feed.xml"
    path.write_bytes(b"<ONIXMessage><Product>" + (b"<A>" + b"x" * 200 + b"</A>") * 65_000)

    with pytest.raises(UnreadableFile, match="more than 12 MB without the end of a record"):
        reader.check(path)


def test_the_products_of_a_message_are_counted(tmp_path):
    path = tmp_path / "feed.xml"
    path.write_text(make_message(make_product(), make_product()))

    assert reader.check(path) == 2


@pytest.mark.parametrize("release", ["3.0", "3.1"])
def test_a_message_without_products_is_read(tmp_path, release):
    path = tmp_path / "feed.xml"
    path.write_text(make_message(release=release))

    assert reader.check(path) == 0


@pytest.mark.parametrize(
    "namespace", ["", ' xmlns="http://www.editeur.org/onix/3.0/reference"', ' xmlns="urn:x"']
)
def test_the_namespace_does_not_matter(read, namespace):
    message = make_message(make_product())

    product = read(message.replace(' xmlns="http://ns.editeur.org/onix/3.0/reference"', namespace))

    assert product.isbn13 == ISBN


def test_a_namespace_prefix_does_not_matter(read):
    message = make_message(make_product()).replace("xmlns=", "xmlns:o=")
    message = message.replace("<", "<o:").replace("<o:/", "</o:").replace("<o:?", "<?")

    assert read(message).isbn13 == ISBN


def test_utf_16_is_read(read):
    message = make_message(make_product()).replace("UTF-8", "UTF-16")

    assert read(message, encoding="utf-16").isbn13 == ISBN


def test_comments_are_passed_over(read):
    product = make_product(collateral=make_text("03", "One,<!-- two, --> three.\n\nFour."))

    assert read(make_message(product)).collateral.overview == "One, three.\n\nFour."


def test_a_record_inside_a_record_is_not_one_more(tmp_path):
    path: Path = tmp_path / "feed.xml"
    path.write_text(make_message(make_product().replace("<Publi", "<Product/><Publi", 1)))

    assert reader.check(path) == 1
