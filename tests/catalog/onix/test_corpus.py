"""Every real and every published sample file loads, or is refused with a clear reason.

Each row: the currency of its prices, how many records load, and words of each reason for which
others are refused with their number; or the words with which the file as a whole is refused.
"""

import pytest

from catalog.importing import Outcome, UnreadableFile
from catalog.loading import load_file
from catalog.models import Edition
from catalog.onix import reader

CHECK_DIGIT = "The last character of {} does not fit the others"
NO_BARCODE_OF_A_BOOK = "An ISBN of 13 digits begins with 978 or 979"
NO_DAY = "The date “20131105T000000+0100” is not written in digits only"
NO_DESCRIPTION = "There is no DescriptiveDetail"
PARTIAL = "Partial updates (NotificationType 04) are not read yet"
NO_MESSAGE = "this is not ONIX: it begins with <Product>, not <ONIXMessage>"

RECORDS: dict[str, tuple[str, int, dict[str, int]]] = {
    "im_onix__9782707154298": ("EUR", 0, {"it would be 9782707154293": 1}),
    "im_onix__9782752906700": ("EUR", 1, {NO_BARCODE_OF_A_BOOK: 3}),
    "im_onix__bad_content_date_format": ("EUR", 0, {NO_DAY: 1}),
    "im_onix__embargo-date": ("EUR", 0, {CHECK_DIGIT.format("9780000000000"): 1}),
    "im_onix__full_sample": ("EUR", 1, {}),
    "im_onix__illustrations": ("EUR", 1, {NO_BARCODE_OF_A_BOOK: 3}),
    "im_onix__invalid_textformat": ("EUR", 0, {NO_DESCRIPTION: 1}),
    "im_onix__invalid_textformat_cdata": ("EUR", 0, {NO_DESCRIPTION: 1}),
    "im_onix__invalid_textformat_cdata_xhtml": ("EUR", 0, {NO_DESCRIPTION: 1}),
    "im_onix__invalid_textformat_text": ("EUR", 0, {NO_DESCRIPTION: 1}),
    "im_onix__price_to_be_announced": ("EUR", 0, {NO_DAY: 1}),
    "im_onix__short": ("EUR", 1, {}),
    "im_onix__test_wiley_data": ("USD", 1, {}),
    "im_onix__unqualified-prices": ("EUR", 0, {CHECK_DIGIT.format("9780000000000"): 1}),
    "jaerith__Onix3SupportingResourceSample1": ("USD", 0, {NO_BARCODE_OF_A_BOOK: 1}),
    "jaerith__Onix3sample_refnames_badchar": ("USD", 0, {"The NotificationType “” is not one": 3}),
    "jaerith__Onix3sample_refnames_blockupdate": ("USD", 0, {PARTIAL: 1}),
    "jaerith__Onix3sample_shorttags_blockupdate": ("USD", 0, {PARTIAL: 1}),
    "jaerith__Sample-5-Products": ("USD", 0, {NO_BARCODE_OF_A_BOOK: 5}),
    "jonix__Onix3.1-single-ref": ("EUR", 1, {}),
    "jonix__Onix3.1-single-short": ("EUR", 1, {}),
    "jonix__onix2-multiple": ("AUD", 20, {"ISBN 9781760554712 has a record in line": 1}),
    "jonix__onix2-single": ("AUD", 1, {}),
    "jonix__onix3-multiple": ("AUD", 20, {"ISBN 9781760554712 has a record in line": 1}),
    "jonix__single-book-onix2": ("USD", 1, {}),
    "jonix__single-book-onix3": ("EUR", 1, {}),
    "jonix__single-book-onix3-short": ("EUR", 1, {}),
    "onixcheck__Google_Sample_ONIX_2.1": ("USD", 1, {}),
    "onixcheck__invalid_google_onix_3": ("USD", 0, {PARTIAL: 1}),
    "onixcheck__invalid_onix3_ref": ("USD", 0, {NO_DESCRIPTION: 1}),
    "onixcheck__valid_google_onix_3": ("USD", 0, {PARTIAL: 1}),
    "onixcheck__valid_onix2_ref": ("USD", 1, {}),
    "onixcheck__valid_onix3_ref": ("USD", 0, {NO_DESCRIPTION: 1}),
    "onixcheck__valid_onix3_ref_ns": ("USD", 0, {NO_DESCRIPTION: 1}),
    "onixcheck__valid_onix3_short": ("USD", 0, {NO_DESCRIPTION: 1}),
    "onixcheck__win_console_issue": ("USD", 1, {}),
    "yob__Bookwise_July_2008": ("AUD", 343, {"'ZZ' is not one this shop": 2, "'XE' is not": 1}),
    "yob__entities": ("AUD", 1, {}),
    "yob__iso_8859_1": ("AUD", 1, {}),
    "yob__no_encoding": ("AUD", 1, {}),
    "yob__short_tags": ("USD", 1, {}),
    "yob__utf_16": ("AUD", 1, {}),
}
FILES = {
    "im_onix__onix2_product": NO_MESSAGE,
    "im_onix__test_prices1": NO_MESSAGE,
    "im_onix__test_prices_unpriced": NO_MESSAGE,
    "onixcheck__invalid_onix_root": "it begins with <ONIXMESAGE>, not <ONIXMessage>",
    "yob__product_invalid_pubdate": NO_MESSAGE,
}
SMALL = ["onixcheck__valid_onix2_ref", "yob__iso_8859_1", "yob__utf_16"]


def test_the_tables_name_every_file(shared_data):
    names = {path.name.removesuffix(".xml") for path in (shared_data / "onix").iterdir()}

    assert names == {*RECORDS, *FILES}


@pytest.mark.django_db
@pytest.mark.parametrize("name", RECORDS)
def test_each_record_loads_or_is_refused_with_a_reason(shared_data, settings, name):
    currency, loaded, refused = RECORDS[name]
    settings.STORE_CURRENCY = currency
    path = shared_data / "onix" / f"{name}.xml"

    results = list(load_file(path))

    reasons = [result.reason for result in results if result.outcome is Outcome.REFUSED]
    assert {words: sum(words in reason for reason in reasons) for words in refused} == refused
    assert len(reasons) == sum(refused.values()), reasons
    assert Edition.objects.count() == loaded == len(results) - len(reasons)
    assert reader.check(path) == len(results)


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
