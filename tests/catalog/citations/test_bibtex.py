import re

from hypothesis import given

from catalog.citations import bibtex
from catalog.name_parts import Name, name_of
from tests.catalog.citations.cited_books import MURAN, SAFRAN, WHO, books, make_cited

COMMANDS = {
    r"{\textbackslash}": "\\",
    r"{\textbraceleft}": "{",
    r"{\textbraceright}": "}",
    r"{\textasciitilde}": "~",
    r"{\textasciicircum}": "^",
}


def fields_of(entry: str) -> dict[str, str]:
    """Read an entry as BibTeX does: a value ends where as many braces are closed as opened."""
    start = re.match(r"@book\{[a-z0-9]+,\n", entry)
    assert start, entry
    found, place = {}, start.end()
    while entry[place] != "}":
        field = re.compile(r"  ([a-z]+) = ").match(entry, place)
        assert field, entry[place:]
        end = value_end(entry, field.end())
        assert entry[end : end + 2] == ",\n", entry[end:]
        found[field[1]] = entry[field.end() : end]
        place = end + 2
    assert entry[place:] == "}\n"
    return found


def value_end(entry: str, start: int) -> int:
    if entry[start] != "{":
        return entry.index(",", start)
    depth = 0
    for place in range(start, len(entry)):
        depth += {"{": 1, "}": -1}.get(entry[place], 0)
        if depth == 0:
            return place + 1
    raise AssertionError("A brace is open at the end.")


def words(value: str) -> str:
    """Return what TeX would print of a value."""
    tokens = re.findall(r"\{\\[a-z]+\}|\\[&%$#_]|[^\\]", value)
    assert "".join(tokens) == value, "A backslash stands alone."
    return "".join(COMMANDS.get(each) or each.removeprefix("\\") for each in without_braces(tokens))


def without_braces(tokens: list[str]) -> list[str]:
    return [each for each in tokens if each not in "{}"]


def names(value: str) -> list[str]:
    """Split a list of names where BibTeX does: at an "and" outside of all inner braces."""
    found, depth, start = [], 0, 1
    for place, letter in enumerate(value[:-1]):
        depth += {"{": 1, "}": -1}.get(letter, 0)
        if depth == 1 and value.startswith(" and ", place):
            found.append(value[start:place])
            start = place + 5
    return [*found, value[start:-1]]


def test_an_entry_has_all_that_is_known():
    book = make_cited(
        "Negotiating the Therapeutic Alliance",
        subtitle="A Relational Treatment Guide",
        authors=(SAFRAN, MURAN),
        editors=(WHO,),
        publisher="Guilford Press",
        date_parts=(2003, 5, 22),
        edition=2,
        pages=260,
        language="en",
        url="https://books.example/b/",
    )
    assert bibtex.write(book) == (
        "@book{isbn9781572308695,\n"
        "  author = {Safran, Jeremy D. and Muran, J. Christopher},\n"
        "  editor = {{World Health Organization}},\n"
        "  title = {Negotiating the Therapeutic Alliance: A Relational Treatment Guide},\n"
        "  edition = {2},\n"
        "  publisher = {Guilford Press},\n"
        "  year = {2003},\n"
        "  month = may,\n"
        "  isbn = {9781572308695},\n"
        "  pagetotal = {260},\n"
        "  language = {English},\n"
        "  url = {https://books.example/b/},\n"
        "}\n"
    )


def test_what_is_not_known_is_left_out():
    assert set(fields_of(bibtex.write(make_cited()))) == {"title", "isbn"}


def test_braces_and_marks_of_tex_are_escaped():
    entry = bibtex.write(make_cited("A {brace} & 100% \\tex $x_1^2 #~"))
    assert fields_of(entry)["title"] == (
        r"{A {\textbraceleft}brace{\textbraceright} \& 100\% {\textbackslash}tex"
        r" \$x\_1{\textasciicircum}2 \#{\textasciitilde}}"
    )


def test_a_title_in_another_language_keeps_its_capitals():
    entry = bibtex.write(make_cited("Über Gewißheit", language="de"))
    assert fields_of(entry)["title"] == "{{Über Gewißheit}}"


def test_a_body_with_and_in_its_name_is_one_name():
    body = name_of("Department of Health, Education, and Welfare")
    authors = fields_of(bibtex.write(make_cited(authors=(body, SAFRAN))))["author"]
    assert names(authors) == ["{Department of Health, Education, and Welfare}", "Safran, Jeremy D."]


def test_a_family_name_with_and_is_one_name():
    odd = name_of("Bob Smith and Sons", "Smith and Sons, Bob")
    assert (
        fields_of(bibtex.write(make_cited(authors=(odd,))))["author"] == "{{Smith and Sons}, Bob}"
    )


def test_a_suffix_stands_between_family_and_given_name():
    king = name_of("Martin Luther King Jr.", "King, Martin Luther, Jr.")
    entry = bibtex.write(make_cited(authors=(king,)))
    assert fields_of(entry)["author"] == "{King, Jr., Martin Luther}"


def test_the_key_stays_when_the_book_is_corrected():
    first = bibtex.write(make_cited("Ema"))
    later = bibtex.write(make_cited("Emma", authors=(SAFRAN,), date_parts=(1815,)))
    assert first.splitlines()[0] == later.splitlines()[0]


@given(books())
def test_any_entry_reads_back(book):
    fields = fields_of(bibtex.write(book))
    assert words(fields["title"]) == book.full_title
    assert words(fields.get("publisher", "")) == book.publisher
    assert words(fields.get("edition", "")) == str(book.edition)
    for role, expected in (("author", book.authors), ("editor", book.editors)):
        found = [words(each) for each in names(fields[role])] if expected else []
        assert found == [bibtex_order(name) for name in expected]


def bibtex_order(name: Name) -> str:
    if not name.in_parts:
        return name.shown
    return ", ".join(part for part in (name.family, name.suffix, name.given) if part)
