"""Every real and every published sample file loads, or is refused with a clear reason.

Each row: the currency of its prices; how many full records, updates of some blocks and records
taken back it has; and words of each reason for which others are refused, with their number; or
the words with which the file as a whole is refused.
"""

from collections import Counter
from datetime import date

import pytest

from catalog.importing import UnreadableFile
from catalog.loading import load_file
from catalog.models import Edition
from catalog.onix import reader
from catalog.onix.records import BlockUpdate, Product, Refusal

TODAY = date(2026, 11, 22)
CHECK_DIGIT = "The last character of {} does not fit the others"
NO_BARCODE_OF_A_BOOK = "An ISBN of 13 digits begins with 978 or 979"
NO_ISBN = "There is no ISBN"
NO_DESCRIPTION = "There is no DescriptiveDetail"
NO_MESSAGE = "this is not ONIX: it begins with <Product>, not <ONIXMessage>"

RECORDS: dict[str, tuple[str, dict[type, int], dict[str, int]]] = {
    "im_onix__9782707154298": ("EUR", {}, {"it would be 9782707154293": 1}),
    "im_onix__9782752906700": ("EUR", {Product: 1}, {NO_BARCODE_OF_A_BOOK: 3}),
    "im_onix__bad_content_date_format": ("EUR", {Product: 1}, {}),
    "im_onix__embargo-date": ("EUR", {}, {CHECK_DIGIT.format("9780000000000"): 1}),
    "im_onix__full_sample": ("EUR", {Product: 1}, {}),
    "im_onix__illustrations": ("EUR", {Product: 1}, {NO_BARCODE_OF_A_BOOK: 3}),
    "im_onix__invalid_textformat": ("EUR", {}, {NO_ISBN: 1}),
    "im_onix__invalid_textformat_cdata": ("EUR", {}, {NO_ISBN: 1}),
    "im_onix__invalid_textformat_cdata_xhtml": ("EUR", {}, {NO_ISBN: 1}),
    "im_onix__invalid_textformat_text": ("EUR", {}, {NO_ISBN: 1}),
    "im_onix__price_to_be_announced": ("EUR", {Product: 1}, {}),
    "im_onix__short": ("EUR", {Product: 1}, {}),
    "im_onix__test_wiley_data": ("USD", {Product: 1}, {}),
    "im_onix__unqualified-prices": ("EUR", {}, {CHECK_DIGIT.format("9780000000000"): 1}),
    "jaerith__Onix3SupportingResourceSample1": ("USD", {}, {NO_BARCODE_OF_A_BOOK: 1}),
    "jaerith__Onix3sample_refnames_badchar": ("USD", {}, {CHECK_DIGIT.format("9785678901234"): 3}),
    "jaerith__Onix3sample_refnames_blockupdate": ("USD", {BlockUpdate: 1}, {}),
    "jaerith__Onix3sample_shorttags_blockupdate": ("USD", {BlockUpdate: 1}, {}),
    "jaerith__Sample-5-Products": ("USD", {}, {NO_BARCODE_OF_A_BOOK: 5}),
    "jonix__Onix3.1-single-ref": ("EUR", {Product: 1}, {}),
    "jonix__Onix3.1-single-short": ("EUR", {Product: 1}, {}),
    "jonix__onix2-multiple": ("AUD", {Product: 21}, {}),
    "jonix__onix2-single": ("AUD", {Product: 1}, {}),
    "jonix__onix3-multiple": ("AUD", {Product: 21}, {}),
    "jonix__single-book-onix2": ("USD", {Product: 1}, {}),
    "jonix__single-book-onix3": ("EUR", {Product: 1}, {}),
    "jonix__single-book-onix3-short": ("EUR", {Product: 1}, {}),
    "onixcheck__Google_Sample_ONIX_2.1": ("USD", {Product: 1}, {}),
    "onixcheck__invalid_google_onix_3": ("USD", {BlockUpdate: 1}, {}),
    "onixcheck__invalid_onix3_ref": ("USD", {}, {NO_DESCRIPTION: 1}),
    "onixcheck__valid_google_onix_3": ("USD", {BlockUpdate: 1}, {}),
    "onixcheck__valid_onix2_ref": ("USD", {Product: 1}, {}),
    "onixcheck__valid_onix3_ref": ("USD", {}, {NO_DESCRIPTION: 1}),
    "onixcheck__valid_onix3_ref_ns": ("USD", {}, {NO_DESCRIPTION: 1}),
    "onixcheck__valid_onix3_short": ("USD", {}, {NO_DESCRIPTION: 1}),
    "onixcheck__win_console_issue": ("USD", {Product: 1}, {}),
    "yob__Bookwise_July_2008": (
        "AUD",
        {Product: 343},
        {"'ZZ' is not one this shop": 2, "'XE' is not": 1},
    ),
    "yob__entities": ("AUD", {Product: 1}, {}),
    "yob__iso_8859_1": ("AUD", {Product: 1}, {}),
    "yob__no_encoding": ("AUD", {Product: 1}, {}),
    "yob__short_tags": ("USD", {Product: 1}, {}),
    "yob__utf_16": ("AUD", {Product: 1}, {}),
}
FILES = {
    "im_onix__onix2_product": NO_MESSAGE,
    "im_onix__test_prices1": NO_MESSAGE,
    "im_onix__test_prices_unpriced": NO_MESSAGE,
    "onixcheck__invalid_onix_root": "it begins with <ONIXMESAGE>, not <ONIXMessage>",
    "yob__product_invalid_pubdate": NO_MESSAGE,
}
# All that are cut at every tenth byte: no more than 4 KB long, in each encoding and release.
SMALL = [
    *("im_onix__invalid_textformat", "im_onix__invalid_textformat_cdata"),
    *("im_onix__invalid_textformat_cdata_xhtml", "im_onix__invalid_textformat_text"),
    *("onixcheck__invalid_onix3_ref", "onixcheck__valid_onix2_ref", "onixcheck__valid_onix3_ref"),
    *("onixcheck__valid_onix3_ref_ns", "onixcheck__valid_onix3_short"),
    *("onixcheck__win_console_issue", "yob__entities", "yob__iso_8859_1", "yob__no_encoding"),
    *("yob__utf_16", "jaerith__Onix3sample_shorttags_blockupdate", "jonix__single-book-onix2"),
]


def test_the_tables_name_every_file(shared_data):
    names = {path.name.removesuffix(".xml") for path in (shared_data / "onix").iterdir()}

    assert names == {*RECORDS, *FILES}


@pytest.mark.parametrize("name", RECORDS)
def test_each_record_is_read_or_refused_with_a_reason(shared_data, name):
    currency, kinds, refused = RECORDS[name]
    path = shared_data / "onix" / f"{name}.xml"

    records = list(reader.products(path, store_currency=currency, today=TODAY))

    reasons = [record.reason for record in records if isinstance(record, Refusal)]
    assert {words: sum(words in reason for reason in reasons) for words in refused} == refused
    assert len(reasons) == sum(refused.values()), reasons
    assert Counter(type(record) for record in records) - Counter({Refusal: len(reasons)}) == kinds
    assert reader.check(path) == len(records)


@pytest.mark.django_db
@pytest.mark.parametrize("name", RECORDS)
def test_each_full_record_that_is_read_is_loaded_once(shared_data, settings, name):
    settings.STORE_CURRENCY = RECORDS[name][0]
    path = shared_data / "onix" / f"{name}.xml"
    records = reader.products(path, store_currency=settings.STORE_CURRENCY, today=TODAY)
    numbers = {record.isbn13 for record in records if isinstance(record, Product)}

    assert len(list(load_file(path))) == reader.check(path)
    assert set(Edition.objects.values_list("isbn13", flat=True)) == numbers


@pytest.mark.parametrize("name", FILES)
def test_each_other_file_is_refused_with_a_reason(shared_data, name):
    with pytest.raises(UnreadableFile) as refusal:
        reader.check(shared_data / "onix" / f"{name}.xml")

    assert FILES[name] in str(refusal.value)


@pytest.mark.parametrize("name", SMALL)
def test_a_file_cut_at_every_tenth_byte_is_refused_in_one_line(shared_data, tmp_path, name):
    content = (shared_data / "onix" / f"{name}.xml").read_bytes()
    path = tmp_path / "cut.xml"

    for length in range(0, content.rindex(b">"), 10):
        path.write_bytes(content[:length])
        with pytest.raises(UnreadableFile) as refusal:
            reader.check(path)
        assert "\n" not in str(refusal.value)
