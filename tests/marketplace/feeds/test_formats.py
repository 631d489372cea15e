"""What the files of sellers' programs say, in every format, encoding and state of repair."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from catalog.importing import UnreadableFile
from catalog.tables import RefusedRow
from marketplace.conditions import Condition
from marketplace.feeds.files import encoding_of
from marketplace.feeds.formats import FORMATS, format_of
from marketplace.feeds.records import OfferRecord, RefusedOffer, Removal
from marketplace.feeds.shop_offers import COLUMNS
from tests.marketplace.feeds.files import (
    ABEBOOKS,
    AMAZON,
    BIBLIO,
    HOMEBASE,
    ISBN,
    UIEE,
    table,
    tagged,
    written,
)

SELLER = "Northgate Texts"


@pytest.fixture
def read(tmp_path):
    """Write a file and return what is read from it, the format and encoding found out."""

    def records(text: str, encoding: str = "utf-8") -> list[Any]:
        path = written(tmp_path / "feed.txt", text, encoding)
        found = encoding_of(path)
        return list(format_of(path, found).read(path, found, SELLER))

    return records


@pytest.fixture
def read_one(read):
    def record(text: str, encoding: str = "utf-8") -> Any:
        [only] = read(text, encoding)
        return only

    return record


class TestAmazon:
    def test_line_becomes_an_offer(self, read_one):
        offer = read_one(table(AMAZON))
        assert (offer.seller, offer.sku, offer.isbn13) == (SELLER, "N001", ISBN)
        assert (offer.condition, offer.price, offer.quantity) == (
            Condition.NEW,
            Decimal("27.49"),
            1,
        )
        assert (offer.comments, offer.line) == ("Brand new.", 2)
        assert offer.ships_in_max_days is None

    @pytest.mark.parametrize(
        ("code", "condition"), [("1", Condition.LIKE_NEW), ("8", Condition.COLLECTIBLE_ACCEPTABLE)]
    )
    def test_conditions_are_codes(self, read_one, code, condition):
        assert read_one(table(AMAZON | {"item-condition": code})).condition is condition

    def test_quotes_are_characters_like_others(self, read_one):
        note = 'The "first" edition, 6" wide'
        assert read_one(table(AMAZON | {"item-note": note})).comments == note

    @pytest.mark.parametrize("mark", ["d", "D", "x"])
    def test_marks_what_is_gone(self, read_one, mark):
        line = AMAZON | {"add-delete": mark, "price": "", "item-condition": ""}
        assert read_one(table(line)) == Removal(2, SELLER, "N001")

    def test_isbn_that_a_spreadsheet_took_for_a_number_is_mended(self, read_one):
        line = AMAZON | {"product-id": "316010677"}
        assert read_one(table(line)).isbn13 == "9780316010672"

    @pytest.mark.parametrize(
        ("kind", "number"), [("3", "012345678905"), ("2", "1572308690"), ("1", "B00EXAMPLE")]
    )
    def test_other_numbers_name_no_book(self, read_one, kind, number):
        line = AMAZON | {"product-id": number, "product-id-type": kind}
        assert read_one(table(line)).isbn13 == ""

    @pytest.mark.parametrize(
        ("cells", "reason"),
        [
            ({"price": "27,49"}, "price: The price “27,49” has a comma."),
            ({"price": "-1"}, "price: The price “-1” is negative."),
            ({"price": "0"}, "price: The price is zero."),
            ({"price": "$5"}, "price: The price “$5” names a currency."),
            ({"price": "99999999"}, "price: The price 99999999 is outside the limits"),
            ({"item-condition": "12"}, "item-condition: “12” is not an Amazon condition."),
            ({"quantity": ""}, "quantity: “” is not a whole number from 0 to 10,000."),
            ({"add-delete": "q"}, "add-delete: “q” is not a (add or change)"),
            ({"product-id-type": "9"}, "product-id-type: “9” is not 1 (ASIN)"),
            (
                {"leadtime-to-ship": "soon"},
                "leadtime-to-ship: “soon” is not a whole number from 0 to 60.",
            ),
        ],
    )
    def test_bad_cell_is_named_by_line_column_and_what_was_expected(self, read_one, cells, reason):
        refusal = read_one(table(AMAZON | cells))
        assert isinstance(refusal, RefusedOffer)
        assert reason in refusal.reason
        assert (refusal.line, refusal.seller, refusal.sku) == (2, SELLER, "N001")


class TestAbeBooks:
    def test_line_becomes_an_offer(self, read_one):
        offer = read_one(table(ABEBOOKS))
        assert (offer.sku, offer.isbn13, offer.condition) == ("N001", ISBN, Condition.NEW)
        assert (offer.title, offer.author) == ("Negotiating", "Safran, Jeremy D.")

    def test_empty_quantity_is_one_copy(self, read_one):
        assert read_one(table(ABEBOOKS)).quantity == 1

    def test_quantity_of_zero_removes_the_copy(self, read_one):
        assert read_one(table(ABEBOOKS | {"quantity": "0"})) == Removal(2, SELLER, "N001")

    def test_jacket_and_signature_are_facts(self, read_one):
        line = ABEBOOKS | {"jacketcondition": "Very Good", "signedtext": "Signed by Ann Poe"}
        assert read_one(table(line)).facts == {
            "jacket": "very_good",
            "is_signed": True,
            "signed_by": "Ann Poe",
        }

    @pytest.mark.parametrize(
        ("word", "condition"),
        [("Fine", Condition.LIKE_NEW), ("Fair", Condition.ACCEPTABLE), ("", None)],
    )
    def test_conditions_are_words_of_the_trade(self, read_one, word, condition):
        assert read_one(table(ABEBOOKS | {"bookcondition": word})).condition is condition

    @pytest.mark.parametrize(
        ("pair", "column", "jacket"),
        [
            ("Fine/Good", "", "good"),
            ("fine / No jacket", "", "none"),
            ("Fine/Good", "Very Good", "very_good"),
        ],
    )
    def test_condition_may_be_a_pair_for_book_and_jacket(self, read_one, pair, column, jacket):
        offer = read_one(table(ABEBOOKS | {"bookcondition": pair, "jacketcondition": column}))
        assert (offer.condition, offer.facts) == (Condition.LIKE_NEW, {"jacket": jacket})

    def test_half_a_pair_is_no_condition(self, read_one):
        refusal = read_one(table(ABEBOOKS | {"bookcondition": "Fine/Cheap"}))
        assert "bookcondition: “Fine/Cheap” is not a condition." in refusal.reason

    def test_line_without_isbn_keeps_title_and_author(self, read_one):
        offer = read_one(table(ABEBOOKS | {"isbn": ""}))
        assert (offer.isbn13, offer.title) == ("", "Negotiating")

    def test_order_of_columns_is_free(self, read_one):
        backwards = dict(reversed(ABEBOOKS.items()))
        assert read_one(table(backwards)).sku == "N001"


class TestBiblio:
    @pytest.mark.parametrize("delimiter", ["\t", "|", ","])
    def test_line_becomes_an_offer_whatever_parts_its_cells(self, read_one, delimiter):
        line = BIBLIO | {"AUTHOR": "Safran"}
        offer = read_one(table(line, delimiter=delimiter))
        assert (offer.sku, offer.isbn13, offer.quantity) == ("N001", ISBN, 1)

    def test_quotes_hold_commas_together(self, read_one):
        line = BIBLIO | {"AUTHOR": '"Safran, Jeremy"'}
        assert read_one(table(line, delimiter=",")).author == "Safran, Jeremy"

    def test_status_d_removes_the_copy(self, read_one):
        line = BIBLIO | {"STATUS(D=remove)": "D"}
        assert read_one(table(line)) == Removal(2, SELLER, "N001")


class TestUIEE:
    def test_record_becomes_an_offer(self, read_one):
        offer = read_one(tagged(UIEE))
        assert (offer.sku, offer.isbn13, offer.quantity) == ("N001", ISBN, 2)
        assert (offer.condition, offer.facts) == (Condition.GOOD, {"jacket": "fine"})

    def test_lines_about_the_file_may_come_first(self, read_one):
        head = "User\nBOOKS\n2006-06-29\n13:40:39\n\n"
        assert (read_one(head + tagged(UIEE)).sku, read_one(head + tagged(UIEE)).line) == (
            "N001",
            6,
        )

    def test_records_are_told_apart(self, read):
        records = read(tagged(UIEE, UIEE | {"UR": "N002"}))
        assert [record.sku for record in records] == ["N001", "N002"]

    def test_isbn_may_stand_at_the_beginning_of_the_notes(self, read_one):
        notes = UIEE | {"BN": "", "NT": "ISBN 1-57230-869-9. Tight."}
        assert read_one(tagged(notes)).isbn13 == ISBN

    @pytest.mark.parametrize("code", ["2", "5", "7"])
    def test_what_is_sold_is_removed(self, read_one, code):
        assert read_one(tagged(UIEE | {"XB": code})) == Removal(1, SELLER, "N001")

    def test_what_its_status_says_is_sold_is_removed(self, read_one):
        assert read_one(tagged(UIEE | {"IS": "Sold"})) == Removal(1, SELLER, "N001")

    def test_record_without_its_number_changes_nothing_of_the_one_before(self, read):
        headless = {code: value for code, value in UIEE.items() if code != "UR"}
        offer, refusal = read(tagged(UIEE, headless | {"PR": "99.00"}))
        assert offer.price == Decimal("27.49")
        assert refusal.reason == "UR: The record has no number (SKU)."

    def test_line_without_end_refuses_its_record_only(self, read):
        records = read(tagged(UIEE | {"NT": "W" * 1_500_000}, UIEE | {"UR": "N002"}))
        assert [type(record) for record in records] == [RefusedOffer, OfferRecord]
        assert "longer than" in records[0].reason

    def test_what_is_wanted_is_passed_over(self, read):
        assert read(tagged(UIEE | {"XD": "W"})) == []

    def test_collected_copies_have_a_word_of_their_own(self, read_one):
        offer = read_one(tagged(UIEE | {"CN": "collectible-very good"}))
        assert offer.condition is Condition.COLLECTIBLE_VERY_GOOD

    def test_bad_value_is_named_by_its_code(self, read_one):
        refusal = read_one(tagged(UIEE | {"PR": "cheap"}))
        assert refusal.reason == "PR: The price “cheap” is not a price. Write it like 24.91."
        assert refusal.sku == "N001"


class TestHomeBase:
    def test_record_becomes_an_offer(self, read_one):
        offer = read_one(tagged(HOMEBASE | {"SGNT": "Signed by author"}))
        assert (offer.sku, offer.isbn13, offer.quantity) == ("N001", ISBN, 1)
        assert (offer.condition, offer.price) == (Condition.GOOD, Decimal("27.49"))
        assert offer.facts == {"jacket": "fine", "is_signed": True, "signed_by": "author"}

    def test_records_are_told_apart(self, read):
        records = read(tagged(HOMEBASE, HOMEBASE | {"BOOK": "N002"}))
        assert [record.sku for record in records] == ["N001", "N002"]

    @pytest.mark.parametrize("cells", [{"TRAN": "D"}, {"STAT": "Sold"}])
    def test_what_is_deleted_or_sold_is_removed(self, read_one, cells):
        assert read_one(tagged(HOMEBASE | cells)) == Removal(1, SELLER, "N001")

    def test_bad_value_is_named_by_its_tag(self, read_one):
        assert read_one(tagged(HOMEBASE | {"PRIC": "cheap"})).reason.startswith("PRIC: ")


class TestEncodings:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
    @pytest.mark.parametrize(
        "text", [table(ABEBOOKS | {"author": "Zoë É."}), tagged(UIEE | {"AA": "Zoë É."})]
    )
    def test_are_found_out(self, read_one, encoding, text):
        assert read_one(text, encoding).author == "Zoë É."

    def test_utf_16_of_either_order_is_known_by_its_mark(self, tmp_path):
        for encoding, mark in (("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")):
            path = tmp_path / encoding
            path.write_bytes(mark + "sku".encode(encoding))
            assert encoding_of(path) == "utf-16"

    @pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
    def test_utf_16_without_a_mark_is_known_by_its_bytes(self, read_one, encoding):
        assert read_one(table(ABEBOOKS | {"author": "Zoë É."}), encoding).author == "Zoë É."

    @pytest.mark.parametrize("name", ["amazon", "shop"])
    def test_file_that_is_no_text_in_its_encoding_says_so(self, tmp_path, name):
        path = written(tmp_path / "feed.txt", table(AMAZON), "utf-16-be")
        with pytest.raises(UnreadableFile, match="no text in its encoding"):
            list(FORMATS[name].read(path, "utf-16", SELLER))

    def test_half_a_pair_of_utf_16_makes_a_file_unreadable(self, tmp_path):
        path = tmp_path / "feed.txt"
        path.write_bytes((",".join(COLUMNS.required) + "\r\n").encode("utf-16") + b"\x00\xd8A\0")
        with pytest.raises(UnreadableFile, match="no text in its encoding"):
            list(FORMATS["shop"].read(path, "utf-16", ""))


class TestBrokenFiles:
    def test_stray_tab_refuses_its_line_only(self, read):
        records = read(table(AMAZON | {"item-note": "one\ttwo"}, AMAZON | {"sku": "N002"}))
        assert isinstance(records[0], RefusedRow)
        assert "has 10 cells; the header has 9 columns" in records[0].reason
        assert records[1].sku == "N002"

    def test_cut_line_at_the_end_is_refused(self, read):
        whole = table(AMAZON, AMAZON | {"sku": "N002"})
        records = read(whole[: whole.rindex("27.49")])
        assert isinstance(records[0], OfferRecord)
        assert "Is the file complete?" in records[1].reason

    def test_columns_left_out_at_the_end_of_a_line_are_empty(self, read_one):
        cut = {name: AMAZON[name] for name in list(AMAZON)[:6]}
        header = table(AMAZON).splitlines()[0]
        text = f"{header}\n" + "\t".join(cut.values()) + "\n"
        assert read_one(text).comments == ""

    def test_unknown_columns_are_passed_over(self, read_one):
        assert read_one(table(AMAZON | {"product-tax-code": "A"})).sku == "N001"

    @pytest.mark.parametrize("text", ["", "\n\n", "a,b\n1,2\n", "sku\tprice\nA\t1\n", "\0" * 100])
    def test_file_of_no_known_format_says_so(self, read, text):
        with pytest.raises(UnreadableFile):
            read(text)

    def test_columns_named_twice_are_refused(self, read):
        with pytest.raises(UnreadableFile, match="sku more than once"):
            read(table(AMAZON).replace("item-note", "sku", 1))

    @pytest.mark.parametrize("name", ["amazon", "abebooks", "biblio"])
    def test_file_of_another_format_than_was_said_is_unreadable(self, tmp_path, name):
        path = written(tmp_path / "feed.txt", "quantity\tadd-delete\tstatus\n0\td\tD\n")
        with pytest.raises(UnreadableFile, match=r"its first line lacks .*price.*, which a file"):
            list(FORMATS[name].read(path, "utf-8", SELLER))

    def test_line_without_end_counts_as_one_line(self, read):
        long = table(AMAZON | {"item-note": "W" * 2_500_000}, AMAZON | {"sku": "N002"})
        assert [record.line for record in read(long)] == [2, 3]

    def test_line_without_end_is_refused(self, read):
        long = table(AMAZON) + "W" * 1_000_001
        [offer, refusal, *_] = read(long)
        assert isinstance(offer, OfferRecord)
        assert "longer than" in refusal.reason


hostile = st.text(st.characters(codec="utf-8"), max_size=40)


@given(cells=st.lists(hostile, min_size=9, max_size=9))
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("line", [AMAZON, ABEBOOKS, BIBLIO], ids=["amazon", "abebooks", "biblio"])
def test_any_cells_are_offers_or_refused_with_a_reason(read, line, cells):
    values = dict(zip(line, cells, strict=False))
    for record in read(table(line | values)):
        if isinstance(record, RefusedRow):
            assert record.reason
        elif isinstance(record, OfferRecord):
            assert Decimal("1.99") <= record.price <= 2500
            assert record.sku
            assert record.isbn13 == "" or len(record.isbn13) == 13


@given(text=st.text(max_size=300))
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_in_a_record_of_uiee_is_an_offer_or_refused(read, text):
    for record in read(f"UR|N001\n{text}\n"):
        assert isinstance(record, OfferRecord | Removal | RefusedRow)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("SYNTHETIC_abebooks_tab_reference_offers.txt", "abebooks"),
        ("SYNTHETIC_amazon_inventory_loader_reference_offers.txt", "amazon"),
        ("doc_sample_uiee_fillz.txt", "uiee"),
        ("doc_sample_homebase2_tags.txt", "homebase2"),
    ],
)
def test_real_files_are_known_and_read(shared_data, name, expected):
    path = shared_data / "sellers" / name
    found = format_of(path, encoding_of(path))
    assert found.name == expected
    assert all(isinstance(each, OfferRecord) for each in found.read(path, "utf-8", SELLER))


def test_each_format_has_a_name_of_its_own():
    assert sorted(FORMATS) == ["abebooks", "amazon", "biblio", "homebase2", "shop", "uiee"]
