import gzip
from datetime import date
from decimal import Decimal

import pytest

from catalog.book_tables import reader
from catalog.book_tables.mapping import read_mapping
from catalog.book_tables.names import turned
from catalog.importing import UnreadableFile
from catalog.onix.records import Contributor, Refusal, SeriesPart, Subject, Title
from catalog.publication_date import Precision
from tests.catalog.book_tables.tables import TODAY, read, read_one, write

BASIC = '[columns]\nisbn13 = "isbn"\ntitle = "title"\n'
ISBN = "9781572308695"


def test_each_mapped_column_tells_its_fact(tmp_path):
    mapping = BASIC + (
        'subtitle = "sub"\ncontributors = "who"\npublisher = "house"\npublished = "year"\n'
        'pages = "pages"\nlanguage = "lang"\nsubjects = "about"\noverview = "text"\n'
        'list_price = "price"\ncover = "file"\n[constants]\nproduct_form = "BB"\n'
        '[contributors]\nseparators = [";"]\n[subjects]\nseparators = ["|"]\n'
    )
    book = read_one(
        tmp_path,
        mapping,
        isbn=ISBN,
        title="Emma",
        sub="A Novel",
        who="Ann Poe; Bo Li",
        house="Poe",
        year="1999.0",
        pages="247.0",
        lang="en-US",
        about="Love | Villages",
        text="One.\n\nTwo.",
        price="12.50",
        file="emma.jpg",
        other="passed over",
    )
    block = book.descriptive
    assert block.title == Title("Emma", "A Novel")
    assert [person.name for person in block.contributors] == ["Ann Poe", "Bo Li"]
    assert (block.pages, block.language, block.product_form.value) == (247, "eng", "BB")
    assert list(block.keywords) == ["Love", "Villages"]
    assert book.publishing.publisher == "Poe"
    assert book.publishing.published_on == date(1999, 1, 1)
    assert book.publishing.published_precision is Precision.YEAR
    assert book.collateral.overview == "One.\n\nTwo."
    assert book.collateral.cover_link == "emma.jpg"
    assert book.supply.list_price == Decimal("12.50")


@pytest.mark.parametrize(
    ("written", "title", "series"),
    [
        ("Twilight (Twilight, #1)", "Twilight", [SeriesPart("Twilight", "1")]),
        ("Dune (Dune Chronicles #1)", "Dune", [SeriesPart("Dune Chronicles", "1")]),
        ("Z (A, #1-4 + 3.5)", "Z", [SeriesPart("A", "1-4 + 3.5")]),
        ("Z (A, #1; B, #12)", "Z", [SeriesPart("A", "1"), SeriesPart("B", "12")]),
        ("America (The Book)", "America (The Book)", []),
        ("Z (A, #1; B)", "Z (A, #1; B)", []),
        ("(A, #1)", "(A, #1)", []),
    ],
)
def test_a_series_in_parentheses_is_told_by_its_number_sign(tmp_path, written, title, series):
    mapping = BASIC + "[title]\nseries_in_parentheses = true\n"
    block = read_one(tmp_path, mapping, isbn=ISBN, title=written).descriptive
    assert (block.title, list(block.series)) == (Title(title), series)


def test_a_series_may_have_columns_of_its_own(tmp_path):
    mapping = BASIC + 'series = "series"\nseries_number = "no"\n'
    cells = {"isbn": ISBN, "title": "Emma", "series": "Novels", "no": "4"}
    block = read_one(tmp_path, mapping, **cells).descriptive
    assert list(block.series) == [SeriesPart("Novels", "4")]


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Beauty : $b The horse", Title("Beauty", "The horse")),
        ("The Octopus : A Story", Title("The Octopus", "A Story")),
        ("Rights\r\nThe Ten\nof them : all", Title("Rights", "The Ten: of them: all")),
        ("Emma", Title("Emma")),
        ("\nEmma", Title("Emma")),
    ],
)
def test_a_subtitle_follows_the_first_of_the_marks(tmp_path, written, title):
    mapping = BASIC + '[title]\nsubtitle_after = [" : ", " : $b ", "\\r\\n", "\\n"]\n'
    assert read_one(tmp_path, mapping, isbn=ISBN, title=written).descriptive.title == title


@pytest.mark.parametrize(
    ("inverted", "name"),
    [
        ("Jefferson, Thomas", "Thomas Jefferson"),
        ("Jefferson, Thomas, 1743-1826", "Thomas Jefferson"),
        ("Alger, Horatio, Jr.", "Horatio Alger Jr."),
        ("Tolstoy, Leo, graf", "Leo Tolstoy"),
        ("Chrétien, de Troyes", "Chrétien de Troyes"),
        ("United States", "United States"),
        (",", ","),
    ],
)
def test_names_of_a_library_are_turned(inverted, name):
    assert turned(inverted) == name


def test_roles_and_parentheses_of_names(tmp_path):
    mapping = BASIC + (
        'contributors = "who"\n[contributors]\nname_order = "inverted"\nseparators = [";"]\n'
        'drop_parentheses = true\nroles = { Illustrator = "A12" }\n'
    )
    who = "Kennedy, John F. (John Fitzgerald);Poe, Ann (illustrator);"
    block = read_one(tmp_path, mapping, isbn=ISBN, title="Z", who=who).descriptive
    assert list(block.contributors) == [
        Contributor("John F. Kennedy", "Kennedy, John F."),
        Contributor("Ann Poe", "Poe, Ann", role="A12"),
    ]


def test_rows_of_one_book_are_joined(tmp_path):
    mapping = BASIC + 'contributors = "who"\n[file]\nrows = "one for each contributor"\n'
    lines = ["isbn,title,who", f"{ISBN},Emma,Ann Poe", f"{ISBN},Emma,Bo Li", "9780439023481,Z,Ed"]
    first, second = read(tmp_path, mapping, *lines)
    assert [each.name for each in first.descriptive.contributors] == ["Ann Poe", "Bo Li"]
    assert second.line == 4


def test_codes_become_subjects(tmp_path):
    mapping = BASIC + 'subjects = "about"\n[subjects]\nare = "thema"\nseparators = [" "]\n'
    block = read_one(tmp_path, mapping, isbn=ISBN, title="Z", about="FBA JM").descriptive
    assert list(block.subjects) == [Subject("93", "FBA"), Subject("93", "JM")]


@pytest.mark.parametrize(
    ("written", "code"),
    [("eng", "eng"), ("en", "eng"), ("en-GB", "eng"), ("nl", "dut"), ("fra", "fre"), ("ger", "ger"),
     ("German", "ger"), ("zh", "chi"), ("tl", "tgl"), ("nld", "dut"), ("gla", "gla")],
)  # fmt: skip
def test_a_language_is_coded_as_onix_does(tmp_path, written, code):
    mapping = BASIC + 'language = "lang"\n'
    assert read_one(tmp_path, mapping, isbn=ISBN, title="Z", lang=written).descriptive.language == (
        code
    )


@pytest.mark.parametrize(
    ("fact", "cell", "told"),
    [
        ("language", "Elvish", "The language “Elvish” is not known"),
        ("pages", "many", "pages: “many” is not a whole number"),
        ("published", "0", "published: “0” is no date written YYYY."),
        ("published", "2095", "The year 2095 is not one of a book"),
        ("list_price", "£3", "is not an amount such as 12.50"),
    ],
)
def test_a_fact_that_cannot_be_read_is_left_out_with_a_warning(tmp_path, fact, cell, told):
    book = read_one(tmp_path, BASIC + f'{fact} = "cell"\n', isbn=ISBN, title="Z", cell=cell)
    assert len(book.warnings) == 1
    assert told in book.warnings[0]


def test_a_row_without_title_and_one_of_no_known_form_are_refused(tmp_path):
    mapping = BASIC + 'product_form = "form"\n'
    lines = ["isbn,title,form", f"{ISBN},,BC", f"{ISBN},Emma,book"]
    reasons = [record.reason for record in read(tmp_path, mapping, *lines)]
    assert reasons[0] == "The row has no title. Fill the cell."
    assert "Use a code of ONIX list 150" in reasons[1]


def test_a_broken_row_is_refused_and_the_others_are_read(tmp_path):
    first, second = read(tmp_path, BASIC, "isbn,title", ISBN, f"{ISBN},Emma")
    assert isinstance(first, Refusal)
    assert second.isbn13 == ISBN


def test_a_missing_column_is_named(tmp_path):
    with pytest.raises(UnreadableFile, match="lacks title"):
        read(tmp_path, BASIC, "isbn,titel", f"{ISBN},Emma")


def test_delimiter_encoding_and_entities_are_those_of_the_mapping(tmp_path):
    mapping = BASIC + '[file]\ndelimiter = ";"\nencoding = "cp1252"\nentities = true\n'
    path = tmp_path / "books.csv"
    path.write_bytes(f"ISBN;Title\n{ISBN};Caf\xe9 &amp Bar\n".encode("cp1252"))
    (book,) = reader.products(path, read_mapping(write(tmp_path, "map.toml", mapping)), today=TODAY)
    assert book.descriptive.title.title == "Café & Bar"


class TestAPackedTable:
    def check(self, folder, content: bytes) -> int:
        path = folder / "books.csv.gz"
        path.write_bytes(content)
        return reader.check(path, read_mapping(write(folder, "map.toml", BASIC)))

    def test_is_read(self, tmp_path):
        assert self.check(tmp_path, gzip.compress(f"isbn,title\n{ISBN},Z\n".encode())) == 1

    def test_that_is_cut_or_no_gzip_is_refused(self, tmp_path):
        whole = gzip.compress(f"isbn,title\n{ISBN},Z\n".encode())
        for content in (whole[:-9], whole[:5], b"isbn,title\n", whole + b"more"):
            with pytest.raises(UnreadableFile, match="no whole gzip file"):
                self.check(tmp_path, content)

    def test_that_is_a_bomb_is_refused(self, tmp_path):
        rows = b"isbn,title\n" + 300 * (b"," + 100_000 * b"x" + b"\n")
        with pytest.raises(UnreadableFile, match="unpacks to more than"):
            self.check(tmp_path, gzip.compress(rows))
