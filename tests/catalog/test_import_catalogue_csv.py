import pytest
from django.core.management import CommandError, call_command

from catalog.models import Edition
from tests.catalog.book_tables.tables import write
from tests.factories import make_edition, make_work

pytestmark = pytest.mark.django_db

MAPPING = '[columns]\nisbn13 = "isbn"\ntitle = "title"\npages = "pages"\noverview = "text"\n'
ISBN = "9781572308695"


@pytest.fixture
def run(tmp_path, capsys):
    """Load rows of ISBN, title, pages and text; return the exit code and what was told."""

    def load(*rows: str, mapping: str = MAPPING, header: str = "isbn,title,pages,text"):
        table = write(tmp_path, "books.csv", "\n".join([header, *rows]) + "\n")
        rules = write(tmp_path, "map.toml", mapping)
        try:
            call_command("import_catalogue_csv", table, mapping=rules)
            code = 0
        except SystemExit as stop:
            code = int(stop.code or 0)
        return code, *capsys.readouterr()

    return load


def test_a_book_is_loaded(run):
    code, out, _ = run(f"{ISBN},Emma,320,A novel")
    edition = Edition.objects.get(isbn13=ISBN)
    assert (edition.work.title, edition.pages, edition.work.overview) == ("Emma", 320, "A novel")
    assert (code, out) == (0, "created 1, changed 0, unchanged 0, refused 0\n")


def test_what_an_onix_feed_told_is_neither_changed_nor_emptied(run):
    work = make_work(title="Emma", overview="From the publisher")
    make_edition(work, isbn13=ISBN, pages=300, language="eng")
    run(f"{ISBN},EMMA!,320,Another text")
    edition = Edition.objects.get(isbn13=ISBN)
    assert (edition.work.title, edition.work.overview) == ("Emma", "From the publisher")
    assert (edition.pages, edition.language) == (300, "eng")


def test_what_a_known_book_lacks_is_filled_in(run):
    make_edition(make_work(title="Emma", overview=""), isbn13=ISBN)
    _, out, _ = run(f"{ISBN},EMMA!,320,A novel")
    edition = Edition.objects.get(isbn13=ISBN)
    assert (edition.work.title, edition.work.overview) == ("Emma", "A novel")
    assert edition.pages == 320
    assert "changed 1" in out


def test_a_refused_row_takes_no_other_with_it(run):
    code, out, err = run("12,Emma,1,", f"{ISBN},Emma,1,", f"{ISBN},Emma,2,")
    assert code == 2
    assert "books.csv: line 2: refused: An ISBN has 10 or 13 digits" in err
    assert f"books.csv: line 4: refused: ISBN {ISBN} has a record in line 3 already." in err
    assert out == "created 1, changed 0, unchanged 0, refused 2\n"


def test_a_mapping_that_is_no_good_stops_everything(run):
    with pytest.raises(CommandError, match="“titel” is no fact"):
        run(f"{ISBN},Emma,1,", mapping=MAPPING + 'titel = "x"\n')
    assert not Edition.objects.exists()


def test_a_header_without_a_mapped_column_stops_everything(run):
    with pytest.raises(CommandError, match="lacks text"):
        run(f"{ISBN},Emma,1", header="isbn,title,pages")
    assert not Edition.objects.exists()
