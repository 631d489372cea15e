import re

from hypothesis import given

from catalog.citations import ris
from catalog.name_parts import name_of
from tests.catalog.citations.cited_books import MURAN, SAFRAN, WEAVER, WHO, books, make_cited


def lines_of(record: str) -> list[tuple[str, str]]:
    *lines, rest = record.split("\r\n")
    assert rest == ""
    found = [re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line) for line in lines]
    assert all(found), record
    return [(line[1], line[2]) for line in found if line]


def test_a_record_has_all_that_is_known():
    book = make_cited(
        subtitle="A Novel",
        authors=(SAFRAN, MURAN),
        editors=(WHO,),
        translators=(WEAVER,),
        publisher="Simon & Schuster",
        date_parts=(2003, 5, 22),
        edition=2,
        pages=260,
        language="en",
        url="https://books.example/b/",
    )
    assert lines_of(ris.write(book)) == [
        ("TY", "BOOK"),
        ("ID", "isbn9781572308695"),
        ("AU", "Safran, Jeremy D."),
        ("AU", "Muran, J. Christopher"),
        ("ED", "World Health Organization"),
        ("A4", "Weaver, Helen"),
        ("TI", "Emma: A Novel"),
        ("ET", "2"),
        ("PB", "Simon & Schuster"),
        ("PY", "2003"),
        ("DA", "2003/05/22/"),
        ("SN", "9781572308695"),
        ("SP", "260"),
        ("LA", "en"),
        ("UR", "https://books.example/b/"),
        ("ER", ""),
    ]


def test_a_date_is_no_more_exact_than_it_is_known():
    assert dict(lines_of(ris.write(make_cited(date_parts=(2003, 5)))))["DA"] == "2003/05//"
    assert dict(lines_of(ris.write(make_cited(date_parts=(2003,)))))["DA"] == "2003///"
    assert not {"DA", "PY"} & set(dict(lines_of(ris.write(make_cited()))))


def test_a_name_that_holds_a_line_starts_no_record_of_its_own():
    record = ris.write(make_cited(authors=(name_of("Bob\r\nER  - \r\nTY  - JOUR"),)))
    assert [tag for tag, _ in lines_of(record)] == ["TY", "ID", "AU", "TI", "SN", "ER"]


@given(books())
def test_any_record_is_well_formed(book):
    lines = lines_of(ris.write(book))
    assert lines[0] == ("TY", "BOOK")
    assert lines[-1] == ("ER", "")
    assert len(record_lines := ris.write(book).splitlines()) == len(lines), record_lines
    assert [tag for tag, _ in lines].count("AU") == len(book.authors)
    assert dict(lines)["TI"] == book.full_title
