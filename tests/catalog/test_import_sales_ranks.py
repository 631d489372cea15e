import pytest
from django.core.management import CommandError, call_command

from tests.factories import make_edition
from tests.imports import Told, run_import

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(tmp_path, capsys):
    """Load rows of ISBN and rank; return the exit code, standard output and standard error."""

    def load(*rows: str, header: str = "isbn13,sales_rank") -> Told:
        path = tmp_path / "ranks.csv"
        path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        return run_import("import_sales_ranks", path, capsys)

    return load


def test_a_rank_is_stored(run):
    edition = make_edition()
    code, out, _ = run(f"{edition.isbn13},902478")
    edition.refresh_from_db()
    assert edition.sales_rank == 902_478
    assert (code, out) == (0, "created 0, changed 1, unchanged 0, refused 0\n")


def test_an_isbn_may_be_written_as_on_the_book(run):
    edition = make_edition(isbn13="9781572308695")
    run("1-57230-869-9,7")
    edition.refresh_from_db()
    assert edition.sales_rank == 7


def test_the_same_file_again_changes_nothing_and_says_so(run):
    edition = make_edition()
    run(f"{edition.isbn13},5")
    _, out, _ = run(f"{edition.isbn13},5")
    assert out.splitlines() == [
        "Nothing changed: the shop has all of it already.",
        "created 0, changed 0, unchanged 1, refused 0",
    ]


@pytest.mark.parametrize("rank", ["0", "-1", "1.5", "", "first", "1e3", "٣", "9" * 5000])
def test_what_is_no_rank_is_refused_and_the_others_load(run, rank):
    first, second = make_edition(sales_rank=3), make_edition()
    code, out, err = run(f"{first.isbn13},{rank}", f"{second.isbn13},4")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.sales_rank, second.sales_rank) == (3, 4)
    assert code == 2
    assert "ranks.csv: line 2: refused: sales_rank: " in err
    assert out.endswith("created 0, changed 1, unchanged 0, refused 1\n")


def test_an_unknown_isbn_is_refused(run):
    code, _, err = run("9781572308695,1")
    assert code == 2
    assert "ISBN 9781572308695 is not in the catalogue; load its ONIX record first." in err


def test_a_mistyped_isbn_is_refused_with_the_one_probably_meant(run):
    _, _, err = run("9781572308696,1")
    assert "Perhaps 9781572308695 is meant." in err


def test_a_second_rank_of_an_edition_is_refused(run):
    edition = make_edition()
    code, _, err = run(f"{edition.isbn13},1", f"{edition.isbn13},2")
    edition.refresh_from_db()
    assert edition.sales_rank == 1
    assert code == 2
    assert f"line 3: refused: ISBN {edition.isbn13} has a rank in line 2 already." in err


def test_a_bad_file_is_told_and_changes_nothing(run):
    edition = make_edition()
    with pytest.raises(CommandError, match="lacks sales_rank") as caught:
        run(f"{edition.isbn13},1", header="isbn13,rank")
    assert caught.value.returncode == 1


def test_many_ranks_take_few_queries(run, django_assert_max_num_queries):
    rows = [f"{make_edition().isbn13},{rank}" for rank in range(1, 41)]
    with django_assert_max_num_queries(6):
        run(*rows)


def test_the_reference_rank_loads(shared_data, capsys):
    edition = make_edition(isbn13="9781572308695")
    call_command("import_sales_ranks", shared_data / "reference_page" / "sales_ranks.csv")
    edition.refresh_from_db()
    assert edition.sales_rank == 902_478
