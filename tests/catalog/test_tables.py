from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.importing import UnreadableFile
from catalog.tables import Columns, RefusedRow, Row, count_rows, read_table

COLUMNS = Columns(required=("isbn13", "price"), optional=("note",))
BROKEN_QUOTES = (
    "The quotes are broken. Write a quote inside a quoted cell twice, and close each cell."
)


@pytest.fixture
def table(tmp_path):
    """Write bytes or text to a file and return its path."""

    def write(content: str | bytes) -> Path:
        path = tmp_path / "table.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def read(path: Path) -> list[Row | RefusedRow]:
    return list(read_table(path, COLUMNS))


def problem(path: Path) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read(path)
    return str(caught.value)


class TestAGoodFile:
    def test_gives_each_row_by_column_name(self, table):
        [row] = read(table("isbn13,price,note\n978,9.00,fine\n"))
        assert row == Row(2, {"isbn13": "978", "price": "9.00", "note": "fine"})

    def test_may_leave_out_an_optional_column(self, table):
        [row] = read(table("isbn13,price\n978,9.00\n"))
        assert row == Row(2, {"isbn13": "978", "price": "9.00", "note": ""})

    def test_may_have_its_columns_in_any_order_and_case(self, table):
        [row] = read(table(" Price ,ISBN13\n9.00,978\n"))
        assert row == Row(2, {"isbn13": "978", "price": "9.00", "note": ""})

    def test_may_begin_with_a_byte_order_mark(self, table):
        assert len(read(table(b"\xef\xbb\xbfisbn13,price\n978,1\n"))) == 1

    @pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
    def test_may_have_the_line_ends_of_any_system(self, table, line_end):
        rows = read(table(f"isbn13,price{line_end}1,2{line_end}3,4{line_end}"))
        assert [row.line for row in rows] == [2, 3]

    def test_may_end_without_a_line_end(self, table):
        assert [row.line for row in read(table("isbn13,price\n1,2"))] == [2]

    def test_with_only_a_header_has_no_rows(self, table):
        assert read(table("isbn13,price\n")) == []

    def test_numbers_rows_by_the_line_they_start_on(self, table):
        rows = read(table('isbn13,price,note\n1,2,"two\nlines"\n\n3,4,\n'))
        assert [row.line for row in rows] == [2, 5]

    def test_loses_its_nul_characters(self, table):
        [row] = read(table("isbn13,price\n97\x008,9.\x0000\n"))
        assert row == Row(2, {"isbn13": "978", "price": "9.00", "note": ""})


class TestABrokenRow:
    @pytest.mark.parametrize("cells", ["1", "1,2,3,4"])
    def test_with_a_wrong_number_of_cells_is_refused_and_the_others_are_read(self, table, cells):
        broken, good = read(table(f"isbn13,price,note\n{cells}\n5,6,7\n"))
        count = len(cells.split(","))
        assert broken == RefusedRow(
            2, f"The row has {count} cell{'s' if count > 1 else ''}; the header has 3 columns."
        )
        assert isinstance(good, Row)

    def test_with_text_after_a_closing_quote_is_refused(self, table):
        broken, good = read(table('isbn13,price\n"1"x,2\n3,4\n'))
        assert broken == RefusedRow(2, BROKEN_QUOTES)
        assert good.line == 3

    def test_with_a_quote_never_closed_does_not_swallow_the_rows_after_it(self, table):
        text = 'isbn13,price\n1,"2\n3,4\n5,6\n'
        assert [type(row) for row in read(table(text))] == [RefusedRow, Row, Row]
        assert [row.line for row in read(table(text))] == [2, 3, 4]

    def test_may_end_a_truncated_file(self, table):
        good, broken = read(table('isbn13,price,note\n1,2,3\n4,5,"cut sho'))
        assert isinstance(good, Row)
        assert broken == RefusedRow(3, BROKEN_QUOTES)

    def test_with_an_enormous_cell_is_refused(self, table):
        broken, good = read(table(f"isbn13,price\n{'x' * 200_000},2\n3,4\n"))
        assert broken == RefusedRow(2, "A cell is longer than 131,072 characters.")
        assert good.line == 3


class TestABadFile:
    def test_may_be_missing(self, tmp_path):
        path = tmp_path / "nothing.csv"
        assert problem(path) == f"{path}: there is no such file."

    def test_may_have_an_impossible_name(self):
        assert "there is no such file" in problem(Path("nul\0name.csv"))

    @pytest.mark.parametrize("content", ["", "\n\n", "\ufeff"])
    def test_may_be_empty(self, table, content):
        path = table(content)
        assert problem(path) == f"{path} is empty. Its first line must name the columns."

    def test_may_be_in_another_encoding(self, table):
        path = table("isbn13,price,note\n1,2,a\n3,4,café\n".encode("latin-1"))
        assert problem(path) == f"{path}: line 3 is not UTF-8 text. Save the file as UTF-8."

    def test_may_be_utf_16(self, table):
        assert "line 1 is not UTF-8" in problem(table("isbn13,price\n".encode("utf-16")))

    def test_may_lack_columns(self, table):
        path = table("note\nx\n")
        assert problem(path) == (
            f"{path}: the header in line 1 lacks isbn13, price. Its columns must be isbn13, price."
        )

    def test_may_name_a_column_twice(self, table):
        assert "names price more than once" in problem(table("isbn13,price,price\n"))

    def test_may_have_a_column_whose_facts_would_be_lost(self, table):
        assert "has “notes”, which this import does not know" in problem(
            table("isbn13,price,notes\n")
        )

    def test_may_have_a_broken_header(self, table):
        assert "the header in line 1: The quotes" in problem(table('isbn13,"price"x\n1,2\n'))

    def test_may_have_no_line_ends(self, table):
        assert "line 2 is longer than" in problem(table("isbn13,price\n" + "x" * 1_000_001))

    @pytest.mark.parametrize("content", [b"isbn13\n", b"isbn13,price\n\xff\n", b""])
    def test_has_its_problem_on_one_line(self, table, content):
        assert "\n" not in problem(table(content))


def test_counting_reads_to_the_end_of_the_file(table):
    with pytest.raises(UnreadableFile, match="line 4"):
        count_rows(table(b"isbn13,price\n1,2\n3,4\n\xff,5\n"), COLUMNS)


def test_counting_includes_broken_rows(table):
    assert count_rows(table('isbn13,price\n1,2\n3\n"4"x,5\n'), COLUMNS) == 3


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200))
def test_any_bytes_give_rows_or_a_reason(table, content):
    try:
        lines = [row.line for row in read(table(b"isbn13,price\n" + content))]
    except UnreadableFile:
        lines = []
    assert lines == sorted(set(lines))
