import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.contents import Entry, page_warnings, parse_text, parse_xhtml, to_text, to_xhtml
from catalog.plain_text import one_line

SHARED_DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
REFERENCE_PAGE = SHARED_DATA / "reference_page" / "book.onix.xml"
REAL_CONTENTS = SHARED_DATA / "toc"

titles = (
    st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1)
    | st.text("AI 1.x|*-:\\", min_size=1)
    | st.sampled_from(["Apollo 13", "1984", "Index", "Notes", "Part I", "2 Days | 1 Night", "mix"])
)
entry_lists = st.lists(
    st.tuples(
        st.integers(1, 4),
        st.sampled_from(
            ["", "1", "2", "12", "1.1", "I", "II", "Chapter 3", "Part I", "Appendix A"]
        ),
        titles.map(one_line).filter(bool),
        st.sampled_from(["", "iv", "xi"]) | st.integers(1, 2000).map(str),
    )
).map(lambda rows: _stepwise(rows))


def _stepwise(rows):
    """Give entries levels as a book has them: from the top, down one step at a time."""
    entries = []
    above = 0
    for level, label, title, page in rows:
        above = min(level, above + 1)
        entries.append(Entry(above, label, title, page))
    return entries


def _read(text):
    return [(entry.level, entry.label, entry.title, entry.page) for entry in parse_text(text)]


def _reference_contents():
    if not REFERENCE_PAGE.exists():
        pytest.skip("the reference page lies outside the project and is not here")
    text = REFERENCE_PAGE.read_text(encoding="utf-8")
    return re.search(r"<TextType>04</TextType>.*?<Text [^>]*>(.*?)</Text>", text, re.DOTALL)[1]


def _real_contents(name):
    if not (REAL_CONTENTS / name).exists():
        pytest.skip("the collected contents lists lie outside the project and are not here")
    return json.loads((REAL_CONTENTS / name).read_text(encoding="utf-8"))


class TestTheReferencePage:
    def test_has_ten_entries_at_the_top_and_48_sections(self):
        entries = parse_xhtml(_reference_contents())
        assert [entry.level for entry in entries].count(1) == 10
        assert [entry.level for entry in entries].count(2) == 48
        assert len(entries) == 58

    def test_has_seven_numbered_chapters_then_afterword_references_and_index(self):
        top = [entry for entry in parse_xhtml(_reference_contents()) if entry.level == 1]
        assert [entry.label for entry in top] == [*"1234567", "", "", ""]
        assert [entry.title for entry in top[7:]] == ["Afterword", "References", "Index"]

    def test_has_a_page_on_every_line_from_1_to_255(self):
        pages = [int(entry.page) for entry in parse_xhtml(_reference_contents())]
        assert pages == sorted(pages)
        assert (pages[0], pages[-1]) == (1, 255)

    def test_reads_the_same_when_indentation_was_lost(self):
        markup = _reference_contents()
        flat = re.sub(r"(\s*<[^>]*>\s*)+", "\n", markup)
        assert parse_text(flat) == parse_xhtml(markup)

    def test_is_written_like_a_printed_page_and_reads_back(self):
        entries = parse_xhtml(_reference_contents())
        text = to_text(entries)
        assert "|" not in text
        assert parse_text(text) == entries

    def test_fits_its_260_pages(self):
        assert page_warnings(parse_xhtml(_reference_contents()), 260) == []


class TestRealContents:
    def test_numbered_paragraphs_stand_below_their_chapters(self):
        [record] = _real_contents("onix_type04_texts.json")
        entries = parse_xhtml(record["inner_xml"])
        top = [entry for entry in entries if entry.level == 1]
        assert [entry.label for entry in top if entry.label] == [
            f"CHAPTER {n}" for n in range(1, 11)
        ]
        assert len(top) == 14
        assert {entry.level for entry in entries} == {1, 2}

    def test_nested_lists_keep_their_levels_and_words(self):
        for work in _real_contents("standard_ebooks_works.json"):
            rows = work["table_of_contents"]
            entries = parse_xhtml(_nested_list(rows))
            assert [entry.level for entry in entries] == [row["level"] + 1 for row in rows]
            assert not any(entry.page for entry in entries)
            assert parse_text(to_text(entries)) == entries

    def test_library_records_without_pages_get_none(self):
        for work in _real_contents("openlibrary_marc_records_with_toc.json"):
            rows = [row["title"] for row in work["record"]["table_of_contents"]]
            entries = parse_text("\n".join(rows))
            assert len(entries) == len(rows)
            assert not any(entry.page for entry in entries)

    def test_rows_of_open_library_are_read_in_all_their_shapes(self):
        shapes = {
            each["shape"]: each["value"]
            for each in _real_contents("openlibrary_toc_shapes.json")["shapes"]
        }
        piped = shapes["pipe markdown: stars/spaces label | title | page"]
        assert [(e.title, e.page) for e in parse_text(piped)] == [
            ("Chapter 1", "1"),
            ("Section 1.1", "2"),
        ]
        plain = shapes["plain string rows"]
        assert [e.title for e in parse_text("\n".join(plain))] == plain
        levels = shapes["dict with level+title"]
        starred = "\n".join(f"{'*' * row['level']} | {row['title']}" for row in levels)
        assert [(e.level, e.title) for e in parse_text(starred)] == [
            (row["level"], row["title"]) for row in levels
        ]
        assert parse_text("\n".join(shapes["empty"])) == []


def _nested_list(rows):
    """Return the rows as lists within lists, each level one list deeper."""
    parts = []
    depth = 0
    for row in rows:
        wanted = row["level"] + 1
        parts += ["<ol>"] * (wanted - depth) + ["</ol>"] * (depth - wanted)
        parts.append(f"<li>{row['html']}</li>")
        depth = wanted
    return "".join(parts)


class TestALine:
    @pytest.mark.parametrize(
        ("line", "expected"),
        [
            ("1 The River in Flood 1", ("1", "The River in Flood", "1")),
            ("Chapter 3: Salt .... 45", ("Chapter 3", "Salt", "45")),
            ("Chapter Three — Salt … 45", ("Chapter Three", "Salt", "45")),
            ("Salt . . . . . 45", ("", "Salt", "45")),
            ("Salt\t45", ("", "Salt", "45")),
            ("4\tSalt\t45", ("4", "Salt", "45")),
            ("Salt      45", ("", "Salt", "45")),
            ("Salt, p. 45", ("", "Salt", "45")),
            ("Salt pp. xii", ("", "Salt", "xii")),
            ("4 | Salt | 45", ("4", "Salt", "45")),
            ("* 4 | Salt | 45", ("4", "Salt", "45")),
            ("| Salt | 45", ("", "Salt", "45")),
            ("Salt | 45", ("", "Salt", "45")),
            ("4 | Salt", ("4", "Salt", "")),
            ("4 | Salt | by hand", ("4", "Salt | by hand", "")),
            ("Salt | Pepper", ("", "Salt | Pepper", "")),
            ("-| Salt | 45", ("", "Salt", "45")),
            ("- - Salt", ("", "Salt", "")),
            ("4. Salt", ("4", "Salt", "")),
            ("4) Salt", ("4", "Salt", "")),
            ("4 - Salt", ("4", "Salt", "")),
            ("IV: Salt", ("IV", "Salt", "")),
            ("2.3 Salt", ("2.3", "Salt", "")),
            ("PART TWO Salt", ("PART TWO", "Salt", "")),
            ("Lecture II: Salt", ("Lecture II", "Salt", "")),
            ("Appendix B Salt", ("Appendix B", "Salt", "")),
            ("Chapter 3", ("", "Chapter 3", "")),
            ("1984", ("", "1984", "")),
            ("Catch-22", ("", "Catch-22", "")),
            ("Apollo 13", ("", "Apollo 13", "")),
            ("12 Angry Men", ("", "12 Angry Men", "")),
            ("3D Printing", ("", "3D Printing", "")),
            ("3:10 to Yuma", ("", "3:10 to Yuma", "")),
            ("I Robot", ("", "I Robot", "")),
            ("I. A. Richards", ("", "I. A. Richards", "")),
            ("Part of the Way", ("", "Part of the Way", "")),
            ("Part One of My Life", ("", "Part One of My Life", "")),
            ("Book I Never Wrote", ("", "Book I Never Wrote", "")),
            ("Salt  and\N{NO-BREAK SPACE} Pepper", ("", "Salt and Pepper", "")),
        ],
    )
    def test_is_split_into_label_title_and_page(self, line, expected):
        assert _read(line) == [(1, *expected)]

    @pytest.mark.parametrize("text", ["", " \n\t\n", "*\n**", "|", " | | ", "Contents\nSalt\x00"])
    def test_that_says_nothing_is_left_out(self, text):
        assert [entry.title for entry in parse_text(text)] in ([], ["Salt"])


class TestPageNumbers:
    def test_are_taken_where_most_lines_end_in_rising_numbers(self):
        assert [page for *_, page in _read("Wind 3\nSalt 9\nThe Last Lamp\nEbb 30")] == [
            *("3", "9", "", "30"),
        ]

    @pytest.mark.parametrize(
        "text",
        [
            "Catch-22\n1984\nApollo 13",
            "Wind\nSalt\nApollo 13\nCatch 22",
            "Apollo 17\nApollo 13\nApollo 11\nApollo 8",
            "Apollo 13\nCatch 22\nDistrict 9\nStation 11",
            "Letter 1\nLetter 2\nLetter 3",
            "Case Nine 1\nCase Nine 2\nCase Nine 3",
            "Sarajevo 1914\nVersailles 1919\nMunich 1938",
            "Henry VI\nMalcolm X",
            "Editing with vi",
        ],
    )
    def test_are_not_read_into_titles_of_a_list_without_pages(self, text):
        assert [title for _, _, title, _ in _read(text)] == text.split("\n")

    def test_leave_years_in_the_title(self):
        text = "1 Before 1\n2 The War 1914-1918 203\n3 The Peace 1919\n4 After 250\n5 Now 1989"
        assert [(title, page) for _, _, title, page in _read(text)] == [
            ("Before", "1"),
            ("The War 1914-1918", "203"),
            ("The Peace 1919", ""),
            ("After", "250"),
            ("Now 1989", ""),
        ]

    def test_are_taken_from_chapters_when_sections_have_none(self):
        text = "1 Wind 1\nGusts\nGales\nStorms\n2 Salt 40\nBrine\nPans"
        assert [page for *_, page in _read(text)] == ["1", "", "", "", "40", "", ""]

    def test_may_be_roman_before_the_first_arabic_one(self):
        text = (
            "Preface ix\nNote on Spelling xiv\n1 Wind 1\n2 Salt 40\n3 Editing with vi 60\n4 Mix vi"
        )
        assert [page for *_, page in _read(text)] == ["ix", "xiv", "1", "40", "60", ""]

    def test_are_still_taken_when_one_of_them_is_wrong(self):
        pages = [page for *_, page in _read("Wind 3\nSalt 90\nEbb 30\nSand 100\nLamp 120")]
        assert pages == ["3", "90", "30", "100", "120"]

    def test_are_taken_from_an_appendix_but_not_from_a_numbered_word(self):
        text = "1 Wind 1\n2 Salt 20\nChapter 3\nAppendix 233"
        assert [page for *_, page in _read(text)] == ["1", "20", "", "233"]


class TestLevels:
    @pytest.mark.parametrize(
        ("text", "levels"),
        [
            ("Wind\n  Salt\n    Ebb\n  Sand\nLamp", [1, 2, 3, 2, 1]),
            ("Wind\n\tSalt\n\t\tEbb\nLamp", [1, 2, 3, 1]),
            ("* Wind\n** Salt\n*** Ebb\n* Lamp", [1, 2, 3, 1]),
            ("• Wind\n  ◦ Salt\n• Lamp", [1, 2, 1]),
            ("Wind\n- Salt\n- Ebb\nLamp", [1, 2, 2, 1]),
            ("a\n b\n  c\n   d\n    e", [1, 2, 3, 4, 4]),
            ("    Wind\nSalt\n    Ebb", [1, 1, 2]),
        ],
    )
    def test_come_from_indentation_and_bullets(self, text, levels):
        assert [level for level, *_ in _read(text)] == levels

    @pytest.mark.parametrize(
        ("text", "levels"),
        [
            ("Wind\nSalt\nEbb", [1, 1, 1]),
            ("A Word First\n1 Wind\nGusts\nGales\n2 Salt\nBrine", [1, 1, 2, 2, 1, 2]),
            ("1 Wind\n1.1 Gusts\n1.1.1 Squalls\n1.2 Gales\n2 Salt", [1, 2, 3, 2, 1]),
            ("1.1 Gusts\n1.2 Gales", [1, 1]),
            ("1.1.1 Gusts\n1.1.2.1.1.1 Gales", [1, 2]),
            ("Chapter 1 Wind\nGusts\nChapter 2 Salt", [1, 2, 1]),
            ("Part I\n1 Wind\nGusts\nPart II\n2 Salt\nIndex", [1, 2, 3, 1, 2, 1]),
            ("I. Weather\n1. Wind\n2. Salt\nII. Sea\n3. Ebb", [1, 2, 2, 1, 2]),
            ("I. Wind\nGusts\nII. Salt", [1, 2, 1]),
            ("Chapter 1\nSection 1\nSection 2\nChapter 2", [1, 2, 2, 1]),
            ("Section 1\nChapter 1\nSection 2\nChapter 2", [1, 2, 1, 2]),
            ("Part I\nWind\nSalt\nPart II\nEbb", [1, 2, 2, 1, 2]),
        ],
    )
    def test_come_from_numbers_where_indentation_was_lost(self, text, levels):
        assert [level for level, *_ in _read(text)] == levels

    @pytest.mark.parametrize(
        "title",
        [
            *("Afterword", "REFERENCES", "Index.", "Bibliography", "Notes", "Glossary", "Epilogue"),
            *(
                "Appendix",
                "Appendix A: Tables",
                "Acknowledgements",
                "Acknowledgments",
                "Conclusion",
            ),
            *("About the Author", "Notes and Index", "References/Bibliography", "Works Cited"),
            *("Epilogue: Ebb", "Notes on Contributors", "Preface to the Second Edition"),
        ],
    )
    def test_put_known_back_matter_at_the_top(self, title):
        assert [level for level, *_ in _read(f"1 Wind\nGusts\n{title}")] == [1, 2, 1]

    @pytest.mark.parametrize(
        "title",
        [
            "Index Funds",
            "Introduction to Winds",
            "Notes from the Pier",
            "Reference-Dependent Tides",
        ],
    )
    def test_leave_sections_whose_titles_only_begin_like_back_matter(self, title):
        assert [level for level, *_ in _read(f"1 Wind\nGusts\n{title}")] == [1, 2, 2]

    def test_leave_notes_with_their_chapters_when_each_has_its_own(self):
        text = "1 Wind\nIntroduction\nNotes\n2 Salt\nIntroduction\nNotes\nIndex"
        assert [level for level, *_ in _read(text)] == [1, 2, 2, 1, 2, 2, 1]


class TestMarkup:
    @pytest.mark.parametrize(
        ("markup", "expected"),
        [
            (
                "<ul><li><p>1 Wind 1</p><ol><li>Gusts <i>and</i> Gales 5</li></ol></li></ul>",
                [(1, "1", "Wind", "1"), (2, "", "Gusts and Gales", "5")],
            ),
            (
                "<ol><li>Wind</li><ol><li>Gusts</li></ol><li>Salt</li></ol>",
                [(1, "", "Wind", ""), (2, "", "Gusts", ""), (1, "", "Salt", "")],
            ),
            (
                "<p>1 Wind</p>\n<p>Gusts</p>\n<p><b>IND</b>EX</p>",
                [(1, "1", "Wind", ""), (2, "", "Gusts", ""), (1, "", "INDEX", "")],
            ),
            ("Wind<br/>Salt<br>Ebb", [(1, "", t, "") for t in ("Wind", "Salt", "Ebb")]),
            (
                "<h2>Contents</h2><p>Wind</p><p>&nbsp;&nbsp;Gusts</p>",
                [(1, "", "Wind", ""), (2, "", "Gusts", "")],
            ),
            (
                "<h3>Part I</h3><ul><li>Wind</li></ul><h3>Part II</h3><ul><li>Salt</li></ul>",
                [
                    *((1, "", "Part I", ""), (2, "", "Wind", "")),
                    *((1, "", "Part II", ""), (2, "", "Salt", "")),
                ],
            ),
            (
                "<table><tr><td>1</td><td>Wind</td><td>3</td></tr><tr><td/><td>Ebb</td><td>9</td></tr></table>",
                [(1, "1", "Wind", "3"), (2, "", "Ebb", "9")],
            ),
            (
                "<dl><dt>Wind</dt><dd>Gusts</dd><dt>Salt</dt></dl>",
                [(1, "", "Wind", ""), (2, "", "Gusts", ""), (1, "", "Salt", "")],
            ),
            (
                "<table><tr><td>12</td><td>Wind</td></tr><tr><td>Apollo 13</td></tr></table>",
                [(1, "12", "Wind", ""), (2, "", "Apollo 13", "")],
            ),
            ("<p>Wi\x00nd</p><p>Sal\ud800t</p>", [(1, "", "Wind", ""), (1, "", "Salt", "")]),
            ("<p>1 Wind 3\n2 Salt 9</p>", [(1, "1", "Wind", "3"), (1, "2", "Salt", "9")]),
            ("Wind\n  Salt", [(1, "", "Wind", ""), (2, "", "Salt", "")]),
            ("<p>Only Wind &amp; Salt</p>", [(1, "", "Only Wind & Salt", "")]),
            (
                "<ol><li>Wind<ol><li>Gusts</ol><li>Salt<script>alert(1)</script></p>",
                [(1, "", "Wind", ""), (2, "", "Gusts", ""), (1, "", "Salt", "")],
            ),
            ("", []),
            ("<!-- nothing -->", []),
            ("<?xml version='1.0' encoding='latin-1'?><p>Été</p>", [(1, "", "Été", "")]),
        ],
    )
    def test_gives_the_entries_of_lists_paragraphs_and_tables(self, markup, expected):
        assert parse_xhtml(markup) == [Entry(*row) for row in expected]

    def test_that_nests_without_end_is_read_as_far_as_it_goes(self):
        entries = parse_xhtml("<ol><li>Wind" * 5000)
        assert entries
        assert {entry.title for entry in entries} == {"Wind"}

    def test_never_fetches_or_expands_an_entity(self):
        markup = '<!DOCTYPE p [<!ENTITY e SYSTEM "file:///etc/passwd">]><p>Wind</p><p>&e;</p>'
        assert "root:" not in " ".join(entry.title for entry in parse_xhtml(markup))

    @given(
        st.text()
        | st.lists(
            st.sampled_from(["<ol>", "</ol>", "<li>", "</li>", "<p>", "</dd>", "<dd>", "<tr>"])
            | st.sampled_from(["<td>", "<br/>", "<", "&#0;", "<![CDATA[", "<!--", "1 Wind 3", "\n"])
        ).map("".join)
    )
    def test_however_broken_gives_entries_that_can_be_written(self, markup):
        entries = parse_xhtml(markup)
        assert parse_text(to_text(entries)) == entries


class TestWriting:
    def test_looks_like_a_printed_page_where_it_can_be_read_one_way(self):
        entries = [
            Entry(1, "", "Preface", "ix"),
            Entry(1, "1", "Wind", "1"),
            Entry(2, "1.1", "Gusts", "5"),
            Entry(1, "Chapter 2", "Salt", "30"),
        ]
        assert to_text(entries) == "Preface ix\n1 Wind 1\n    1.1 Gusts 5\nChapter 2: Salt 30"

    def test_names_the_fields_where_a_title_could_be_misread(self):
        entries = [Entry(1, "1", "Wind", "1"), Entry(1, "", "Apollo 13", "")]
        assert to_text(entries) == "1 | Wind | 1\n| Apollo 13 |"
        assert parse_text("1 | Wind | 1\n| Apollo 13 |") == entries

    @given(entry_lists)
    def test_any_entries_read_back_the_same(self, entries):
        assert parse_text(to_text(entries)) == entries

    def test_as_xhtml_sections_are_lists_inside_their_chapter(self):
        entries = [Entry(1, "1", "Wind & Salt", "1"), Entry(2, "1.1", "Gusts", "5")]
        assert to_xhtml(entries) == (
            "<ol><li>1 Wind &amp; Salt 1<ol><li>1.1 Gusts 5</li></ol></li></ol>"
        )

    @given(entry_lists)
    def test_any_entries_read_back_the_same_from_xhtml(self, entries):
        assert parse_xhtml(to_xhtml(entries)) == entries

    @given(
        st.text()
        | st.lists(
            st.sampled_from(["1", "2", "Part", "I", "II.", "A", "|", "*", "-", "\n", "    ", "\t"])
            | st.sampled_from(
                ["Chapter", "1.1", "ix", "13", "1984", "Notes", "...", "p.", ":", " "]
            )
        ).map("".join)
    )
    def test_any_text_once_read_stays_as_it_was_read(self, text):
        entries = parse_text(text)
        assert parse_text(to_text(entries)) == entries

    @given(st.text("1.|*-\n\tIAa ") | st.text())
    def test_levels_begin_at_the_top_and_go_down_one_step_at_a_time(self, text):
        levels = [0, *(entry.level for entry in parse_text(text))]
        assert all(1 <= after <= min(4, before + 1) for before, after in pairwise(levels))


class TestPageWarnings:
    def test_name_a_page_that_is_lower_than_the_one_before(self):
        entries = [Entry(1, "", "Wind", "40"), Entry(1, "", "Salt", "30")]
        assert page_warnings(entries, None) == [
            "“Salt” is on page 30, but “Wind” above it is already on page 40."
        ]

    def test_compare_across_entries_without_a_page(self):
        entries = [Entry(1, "", "Wind", "40"), Entry(1, "", "Ebb", ""), Entry(1, "", "Salt", "30")]
        assert len(page_warnings(entries, None)) == 1

    def test_name_a_page_past_the_last(self):
        entries = [Entry(1, "", "Wind", "260"), Entry(1, "", "Salt", "261")]
        assert page_warnings(entries, 260) == [
            "“Salt” is on page 261, but the book has only 260 pages."
        ]

    def test_let_roman_front_matter_stand_before_arabic_pages(self):
        entries = [Entry(1, "", "Preface", "xii"), Entry(1, "", "Wind", "1")]
        assert page_warnings(entries, 10) == []

    def test_compare_roman_pages_by_their_value(self):
        entries = [Entry(1, "", "Preface", "xii"), Entry(1, "", "Foreword", "ix")]
        assert len(page_warnings(entries, None)) == 1

    def test_pass_over_a_page_that_is_no_number(self):
        entries = [Entry(1, "", "Wind", "40"), Entry(1, "", "Salt", "A-3")]
        assert page_warnings(entries, 30) == [
            "“Wind” is on page 40, but the book has only 30 pages."
        ]
