from decimal import Decimal

import pytest
from django.core.management import CommandError

from marketplace.models import Seller, ShippingRate
from tests.factories import make_seller
from tests.imports import Told, run_import

pytestmark = pytest.mark.django_db

HEADER = "seller,since,rating,ratings,ships_from,website,is_store"
QUIRE = 'Quire & Folio,2009,4.6,1280,"Portland, OR",https://quire.example/,no'


@pytest.fixture
def run(tmp_path, capsys):
    """Load rows; return the exit code, standard output and standard error."""

    def load(*rows: str, header: str = HEADER) -> Told:
        path = tmp_path / "sellers.csv"
        path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        return run_import("import_sellers", path, capsys)

    return load


def test_a_new_seller_is_created_with_all_it_says(run):
    code, out, _ = run(QUIRE)
    seller = Seller.objects.get()
    assert (code, out) == (0, "created 1, changed 0, unchanged 0, refused 0\n")
    assert (seller.name, seller.slug) == ("Quire & Folio", "quire-folio")
    assert (seller.since_year, seller.rating, seller.rating_count) == (2009, Decimal("4.6"), 1280)
    assert (seller.ships_from, seller.website) == ("Portland, OR", "https://quire.example/")
    assert not seller.is_store
    assert seller.is_active


WIDE = f"{HEADER},country,about,returns,shipping"


def rates():
    fields = ("destination", "price", "min_days", "max_days")
    return set(ShippingRate.objects.values_list(*fields))


def test_a_wider_file_tells_where_a_seller_is_and_what_shipping_costs(run):
    row = "Quire,,,,,,,ie,Old books.,Within 21 days.,US 18 7-14; ie 5.00; * 24.50"
    code, _, _ = run(row, header=WIDE)
    seller = Seller.objects.get()
    assert (code, seller.country, seller.about) == (0, "IE", "Old books.")
    assert seller.returns == "Within 21 days."
    assert rates() == {
        ("US", Decimal("18.00"), 7, 14),
        ("IE", Decimal("5.00"), None, None),
        ("*", Decimal("24.50"), None, None),
    }


def test_the_same_rates_again_change_nothing_and_others_replace_them(run):
    run("Quire,,,,,,,,,,US 18 7-14", header=WIDE)
    assert run("Quire,,,,,,,,,,US 18.00 7-14", header=WIDE)[1].endswith("unchanged 1, refused 0\n")
    _, out, _ = run("Quire,,,,,,,,,,CA 3", header=WIDE)
    assert out.endswith("changed 1, unchanged 0, refused 0\n")
    assert rates() == {("CA", Decimal("3.00"), None, None)}


def test_a_seller_without_any_rate_is_a_word_in_the_file(run):
    run("Quire,,,,,,,,,,US 18 7-14", header=WIDE)
    _, out, _ = run("Quire,,,,,,,,,,none", header=WIDE)
    assert out.endswith("changed 1, unchanged 0, refused 0\n")
    assert not rates()


def test_a_file_without_these_columns_leaves_them(run):
    run("Quire,,,,,,,IE,Old books.,Gladly.,US 18", header=WIDE)
    _, out, _ = run("Quire,,,,,,")
    assert out.endswith("unchanged 1, refused 0\n")
    assert len(rates()) == 1


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ("ZZ,,,", "country: “ZZ” is no country"),
        (",,,US", "shipping: “US” is no rate such as “US 3.99 4-14”."),
        (",,,US -3", "shipping: “US -3” is no rate"),
        (",,,US 3 9-4", "shipping: “US 3 9-4”: the days must go from fewer to more."),
        (",,,XX 3", "shipping: “XX” is no country"),
        (",,,US 3; US 4", "shipping: A country stands there twice."),
        (",,,US 1000", "shipping: “US 1000” is no rate"),
    ],
)
def test_what_makes_no_sense_of_shipping_is_refused(run, cells, reason):
    code, _, err = run(f"Quire,,,,,,,{cells}", header=WIDE)
    assert code == 2
    assert f"line 2: refused: {reason}" in err
    assert not Seller.objects.exists()


def test_only_the_name_must_be_known(run):
    run("Quire & Folio,,,,,,")
    seller = Seller.objects.get()
    assert (seller.since_year, seller.rating, seller.rating_count) == (None, None, 0)


def test_a_known_seller_takes_over_what_differs_and_keeps_the_rest(run):
    seller = make_seller("Quire & Folio", is_active=False)
    _, out, _ = run(QUIRE)
    slug = seller.slug
    seller.refresh_from_db()
    assert out == "created 0, changed 1, unchanged 0, refused 0\n"
    assert (seller.rating, seller.slug, seller.is_active) == (Decimal("4.6"), slug, False)


def test_the_same_file_again_changes_nothing(run):
    run(QUIRE)
    _, out, _ = run(QUIRE)
    assert out.endswith("created 0, changed 0, unchanged 1, refused 0\n")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",2009,,,,,", "seller: The cell is empty"),
        (f"{'x' * 201},,,,,,", "seller: The text has 201 characters"),
        ("Quire,1899,,,,,", "since: “1899” is not a year from 1900 to "),
        ("Quire,9999,,,,,", "since: “9999” is not a year from 1900 to "),
        ("Quire,,5.1,3,,,", "rating: “5.1” is not a rating from 0.0 to 5.0"),
        ("Quire,,-1,3,,,", "rating: “-1” is not a rating"),
        ("Quire,,4.55,3,,,", "rating: “4.55” is not a rating"),
        ("Quire,,4.5,,,,", "ratings: A rating needs the number of ratings"),
        ("Quire,,,-3,,,", "ratings: “-3” is not a whole number from 0"),
        (f"Quire,,,,{'x' * 501},,", "ships_from: The text has 501 characters"),
        ("Quire,,,,,javascript:1,", "website: “javascript:1” is not a web address"),
        ("Quire,,,,,,perhaps", "is_store: “perhaps” is neither yes nor no."),
    ],
)
def test_a_bad_row_is_refused_and_the_others_load(run, row, reason):
    code, out, err = run(row, QUIRE)
    assert code == 2
    assert f"sellers.csv: line 2: refused: {reason}" in err
    assert out.endswith("created 1, changed 0, unchanged 0, refused 1\n")


def test_a_second_store_is_refused(run):
    make_seller("The Shop", is_store=True)
    code, _, err = run("Quire,,,,,,yes")
    assert code == 2
    assert "line 2: refused: Another seller is the shop already." in err
    assert not Seller.objects.filter(name="Quire").exists()


def test_the_store_may_pass_to_another_seller(run):
    make_seller("The Shop", is_store=True)
    run("The Shop,,,,,,no", "Quire,,,,,,yes")
    assert Seller.objects.get(is_store=True).name == "Quire"


def test_a_seller_who_stands_there_twice_is_refused_the_second_time(run):
    code, _, err = run(QUIRE, "Quire & Folio,1999,,,,,")
    assert code == 2
    assert "line 3: refused: The seller “Quire & Folio” stands in line 2 already." in err
    assert Seller.objects.get().since_year == 2009


def test_a_bad_file_is_told_and_changes_nothing(run):
    with pytest.raises(CommandError, match="lacks is_store"):
        run("Quire,,,,,", header="seller,since,rating,ratings,ships_from,website")
    assert not Seller.objects.exists()
