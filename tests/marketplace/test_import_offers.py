import os
from dataclasses import astuple
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from marketplace import offer_loading
from marketplace.models import FeedRun, Offer
from tests.factories import make_edition
from tests.imports import Told, run_import
from tests.marketplace.csv_files import offer_row, write_offers

pytestmark = pytest.mark.django_db

ISBN = "9781572308695"


@pytest.fixture
def run(tmp_path, capsys):
    """Load rows; return the exit code, standard output and standard error."""

    def load(*rows: dict[str, str]) -> Told:
        return run_import("import_offers", write_offers(tmp_path / "offers.csv", *rows), capsys)

    return load


def test_offers_are_loaded_and_counted(run):
    make_edition(isbn13=ISBN)
    code, out, err = run(offer_row(sku="A", url=""), offer_row(sku="B", url=""))
    assert (code, err) == (0, "")
    assert out == "created 2, changed 0, unchanged 0, refused 0\n"
    assert Offer.objects.live().count() == 2


def test_the_same_file_again_changes_nothing_and_says_so(run):
    make_edition(isbn13=ISBN)
    run(offer_row())
    code, out, _ = run(offer_row())
    assert code == 0
    assert out.splitlines() == [
        "Nothing changed: the shop has all of it already.",
        "created 0, changed 0, unchanged 1, refused 0",
    ]


def test_a_refused_row_is_named_with_its_reason_and_the_others_load(run):
    make_edition(isbn13=ISBN)
    code, out, err = run(offer_row(price="24,91"), offer_row(sku="B"))
    assert code == 2
    assert out.endswith("created 1, changed 0, unchanged 0, refused 1\n")
    assert err.startswith("offers.csv: line 2: refused: price: The price “24,91” has a comma.")


def test_a_refused_row_leaves_the_offer_it_is_about_as_it_was(run):
    make_edition(isbn13=ISBN)
    run(offer_row())
    run(offer_row(quantity="5", price="-1"))
    offer = Offer.objects.get()
    assert (offer.quantity, offer.price) == (1, Decimal("24.91"))


def test_a_bad_file_is_one_line_and_changes_nothing(tmp_path, monkeypatch):
    # The first batch must not be stored before the last line has been read.
    monkeypatch.setattr(offer_loading, "_BATCH_SIZE", 1)
    make_edition(isbn13=ISBN)
    path = write_offers(tmp_path / "offers.csv", offer_row())
    path.write_bytes(path.read_bytes() + b"W" * 1_000_001)
    with pytest.raises(CommandError) as caught:
        call_command("import_offers", path)
    assert caught.value.returncode == 1
    assert str(caught.value).startswith(f"{path}: line 3 is longer than 1,000,000 characters.")
    assert not Offer.objects.exists()


def test_hostile_text_is_kept_as_text(run):
    make_edition(isbn13=ISBN)
    comments = "<script>alert('1')</script> \u202egnirts"
    run(offer_row(seller='O\'Brien & "Sons"', comments=comments))
    offer = Offer.objects.get()
    assert offer.comments == comments
    assert offer.seller.name == 'O\'Brien & "Sons"'


def test_the_reference_offers_give_the_golden_rows(shared_data, capsys):
    edition = make_edition(isbn13=ISBN)
    call_command("import_offers", shared_data / "reference_page" / "offers.csv")
    assert capsys.readouterr().out == "created 11, changed 0, unchanged 0, refused 0\n"
    summary = Offer.objects.live().summaries()[edition.pk]
    assert [astuple(row) for row in summary.rows] == [
        ("All", "", 11, Decimal("24.91")),
        ("New", "new", 6, Decimal("27.49")),
        ("Used", "used", 5, Decimal("24.91")),
    ]


@pytest.mark.parametrize("name", [b"offers-\xff.csv", b"of\x01fers\n.csv", b"o" * 250 + b".csv"])
def test_a_file_of_any_name_is_loaded(tmp_path, capsys, name):
    """A name on a disk is bytes, and no database takes them all."""
    make_edition(isbn13=ISBN)
    path = tmp_path / os.fsdecode(name)
    write_offers(tmp_path / "plain.csv", offer_row()).rename(path)
    assert run_import("import_offers", path, capsys).code == 0
    assert FeedRun.objects.get().file_name.endswith(".csv")
