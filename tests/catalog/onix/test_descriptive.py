"""Titles, names, numbers and measures, and what is left out with a warning."""

from decimal import Decimal

import pytest

from tests.catalog.onix.messages import (
    make_contributor,
    make_message,
    make_product,
    make_subject,
)


def make_extent(value: str, kind: str = "00", unit: str = "03") -> str:
    return (
        f"<Extent><ExtentType>{kind}</ExtentType><ExtentValue>{value}</ExtentValue>"
        f"<ExtentUnit>{unit}</ExtentUnit></Extent>"
    )


def make_measure(value: str, unit: str, kind: str = "01") -> str:
    return (
        f"<Measure><MeasureType>{kind}</MeasureType><Measurement>{value}</Measurement>"
        f"<MeasureUnitCode>{unit}</MeasureUnitCode></Measure>"
    )


def make_title_detail(inner: str, kind: str = "01", level: str = "01") -> str:
    return (
        f"<TitleDetail><TitleType>{kind}</TitleType><TitleElement>"
        f"<TitleElementLevel>{level}</TitleElementLevel>{inner}</TitleElement></TitleDetail>"
    )


class TestTheTitle:
    @pytest.mark.parametrize(
        ("inner", "expected"),
        [
            ("<TitleText>Emma</TitleText>", "Emma"),
            (
                "<TitlePrefix>The</TitlePrefix><TitleWithoutPrefix>Hours</TitleWithoutPrefix>",
                "The Hours",
            ),
            (
                "<TitlePrefix>L'</TitlePrefix><TitleWithoutPrefix>Étranger</TitleWithoutPrefix>",
                "L'Étranger",
            ),
            ("<NoPrefix/><TitleWithoutPrefix>Emma</TitleWithoutPrefix>", "Emma"),
            ("<TitleText>  Of\n Mice\t&amp; Men </TitleText>", "Of Mice & Men"),
            ("<TitleText>A <i>Hamlet</i> Reader</TitleText>", "A Hamlet Reader"),
            ("<TitleText>&lt;b&gt; in HTML</TitleText>", "<b> in HTML"),
            ("<TitleText>Em&#x80;m&#x7f;a</TitleText>", "Emma"),
        ],
    )
    def test_is_one_line_of_text(self, read, inner, expected):
        product = read(make_message(make_product(title=make_title_detail(inner))))

        assert product.descriptive.title.title == expected

    def test_is_the_distinctive_title_of_the_product_itself(self, read):
        titles = "".join(
            [
                make_title_detail("<TitleText>Short</TitleText>", kind="05"),
                make_title_detail("<TitleText>Collected Works</TitleText>", level="02"),
                make_title_detail("<TitleText>Emma</TitleText>"),
            ]
        )

        assert read(make_message(make_product(title=titles))).descriptive.title.title == "Emma"


class TestContributors:
    def test_follow_their_sequence_numbers(self, read):
        second = make_contributor("Second").replace(
            "<ContributorRole>", "<SequenceNumber>2</SequenceNumber><ContributorRole>", 1
        )
        first = make_contributor("First").replace(
            "<ContributorRole>", "<SequenceNumber>1</SequenceNumber><ContributorRole>", 1
        )

        product = read(make_message(make_product(contributors=second + first)))

        assert [person.name for person in product.descriptive.contributors] == ["First", "Second"]

    @pytest.mark.parametrize(
        ("names", "expected"),
        [
            ("<PersonName>Jane Austen</PersonName>", "Jane Austen"),
            (
                "<NamesBeforeKey>Jane</NamesBeforeKey><KeyNames>Austen</KeyNames>",
                "Jane Austen",
            ),
            ("<KeyNames>Voltaire</KeyNames>", "Voltaire"),
            ("<CorporateName>Royal Society</CorporateName>", "Royal Society"),
            (
                "<TitlesBeforeNames>Dr</TitlesBeforeNames><NamesBeforeKey>Martin</NamesBeforeKey>"
                "<PrefixToKey>van</PrefixToKey><KeyNames>King</KeyNames>"
                "<NamesAfterKey>II</NamesAfterKey><SuffixToKey>Jr.</SuffixToKey>",
                "Dr Martin van King II Jr.",
            ),
            ("<UnnamedPersons>02</UnnamedPersons>", "Anonymous"),
            ("<UnnamedPersons>04</UnnamedPersons>", "Various"),
            ("<PersonNameInverted>Austen, Jane</PersonNameInverted>", "Jane Austen"),
            ("<PersonNameInverted>King, M. L., Jr.</PersonNameInverted>", "King, M. L., Jr."),
            ("<PersonNameInverted>Voltaire</PersonNameInverted>", "Voltaire"),
        ],
    )
    def test_are_named_by(self, read, names, expected):
        contributor = f"<Contributor><ContributorRole>A01</ContributorRole>{names}</Contributor>"

        product = read(make_message(make_product(contributors=contributor)))

        assert product.descriptive.contributors[0].name == expected

    def test_without_a_name_are_left_out_with_a_warning(self, read):
        nobody = "<Contributor><ContributorRole>A01</ContributorRole></Contributor>"

        product = read(make_message(make_product(contributors=nobody + make_contributor())))

        assert [person.name for person in product.descriptive.contributors] == ["Jane Austen"]
        assert product.warnings == ["A contributor without a name was left out."]

    @pytest.mark.parametrize("code", ["01", "03"])
    def test_of_whom_nothing_is_known_are_left_out_without_one(self, read, code):
        unknown = make_contributor("X").replace("PersonName>", "UnnamedPersons>")

        product = read(make_message(make_product(contributors=unknown.replace(">X<", f">{code}<"))))

        assert (product.descriptive.contributors, product.warnings) == ([], [])

    def test_are_indexed_by_the_parts_of_their_names(self, read):
        parts = make_contributor("").replace(
            "<PersonName></PersonName>",
            "<NamesBeforeKey>Martin L.</NamesBeforeKey><KeyNames>King</KeyNames>"
            "<SuffixToKey>Jr.</SuffixToKey><LettersAfterNames>PhD</LettersAfterNames>",
        )

        (person,) = read(make_message(make_product(contributors=parts))).descriptive.contributors

        assert person.name_inverted == "King, Martin L., Jr."
        assert person.letters_after_name == "PhD"

    @pytest.mark.parametrize(
        ("role", "expected", "words"),
        [
            ("A19", "A19", ""),
            ("Z98", "Z98", ""),
            ("X77", "Z99", "“X77” of Jane Austen is not one of ONIX List 17"),
            ("", "A01", "The role of Jane Austen is missing"),
        ],
    )
    def test_have_a_role_of_list_17(self, read, role, expected, words):
        contributor = make_contributor(role=role)

        product = read(make_message(make_product(contributors=contributor)))

        assert [person.role for person in product.descriptive.contributors] == [expected]
        assert words in "".join(product.warnings)
        assert bool(words) == bool(product.warnings)


class TestPages:
    @pytest.mark.parametrize(
        ("extents", "expected"),
        [
            (make_extent("260"), 260),
            (make_extent("260", "11"), 260),
            (make_extent("300", "07") + make_extent("260"), 260),
            (make_extent("9", unit="15") + make_extent("300", "07"), 300),
            (make_extent("90000", "02", "02"), None),
            (make_extent("300", "08"), 300),
            (make_extent("300", "06") + make_extent("260"), 260),
            (make_extent("260 pages"), 260),
            (make_extent("260 p."), 260),
            (make_extent("260.0"), 260),
            ("", None),
        ],
    )
    def test_are_read(self, read, extents, expected):
        product = read(make_message(make_product(descriptive=extents)))

        assert (product.descriptive.pages, product.warnings) == (expected, [])

    @pytest.mark.parametrize("value", ["0", "-5", "many", "1000000", "9" * 5_000, "", "²"])
    def test_that_cannot_be_are_left_out_with_a_warning(self, read, value):
        product = read(make_message(make_product(descriptive=make_extent(value))))

        assert product.descriptive.pages is None
        assert "The number of pages" in product.warnings[0]


class TestPlayingTime:
    @pytest.mark.parametrize(
        ("value", "unit", "expected"),
        [
            ("7.5", "04", 450),
            ("450", "05", 450),
            ("90.5", "05", 91),
            ("27000", "06", 450),
            ("10", "06", 1),
            ("007", "14", 420),
            ("00730", "15", 450),
            ("0073029", "16", 450),
            ("0073030", "16", 451),
            ("007303000", "16", 451),
        ],
    )
    def test_is_in_minutes(self, read, value, unit, expected):
        product = read(make_message(make_product(descriptive=make_extent(value, "09", unit))))

        assert (product.descriptive.duration_minutes, product.warnings) == (expected, [])

    @pytest.mark.parametrize(
        ("value", "unit"),
        [("long", "05"), ("0", "05"), ("1e9", "04"), ("9999999", "04"), ("7", "")],
    )
    def test_that_cannot_be_is_left_out_with_a_warning(self, read, value, unit):
        product = read(make_message(make_product(descriptive=make_extent(value, "09", unit))))

        assert product.descriptive.duration_minutes is None
        assert product.warnings[0].startswith(f"The playing time “{value}”")


class TestMeasures:
    @pytest.mark.parametrize(
        ("value", "unit", "expected"),
        [
            ("8.90", "in", "226.06"),
            ("8.90", "IN", "226.06"),
            ("22.6", "cm", "226"),
            ("226", "mm", "226"),
        ],
    )
    def test_are_kept_in_millimetres(self, read, value, unit, expected):
        product = read(make_message(make_product(descriptive=make_measure(value, unit))))

        assert product.descriptive.height_mm == Decimal(expected)

    @pytest.mark.parametrize(
        ("value", "unit"),
        [
            ("8.90", "ft"),
            ("450", "gr"),
            ("1", "lb"),
            ("1000", "px"),
            ("8,9", "in"),
            ("0", "in"),
            ("1e99999999", "mm"),
        ],
    )
    def test_that_cannot_be_are_left_out_with_a_warning(self, read, value, unit):
        product = read(make_message(make_product(descriptive=make_measure(value, unit))))

        assert product.descriptive.height_mm is None
        assert product.warnings[0].startswith("The height was left out.")

    def test_take_their_unit_from_the_header(self, read):
        measure = make_measure("20", "cm").replace("<MeasureUnitCode>cm</MeasureUnitCode>", "")
        header = "<DefaultLinearUnit>cm</DefaultLinearUnit>"

        product = read(make_message(make_product(descriptive=measure), header=header))

        assert product.descriptive.height_mm == Decimal(200)


def test_the_language_comes_from_the_header_where_the_record_has_none(read):
    header = "<DefaultLanguageOfText>fre</DefaultLanguageOfText>"
    language = (
        "<Language><LanguageRole>01</LanguageRole><LanguageCode>eng</LanguageCode></Language>"
    )

    unsaid = read(make_message(make_product(), header=header))
    said = read(make_message(make_product(descriptive=language), header=header))

    assert (unsaid.descriptive.language, said.descriptive.language) == ("fre", "eng")


def test_a_form_that_the_list_does_not_have_yet_is_general_with_a_warning(read):
    product = read(make_message(make_product(form="BX")))

    assert product.descriptive.product_form == "BZ"
    assert product.warnings == [
        "The product form “BX” is not one of ONIX List 150; BZ (Other book format) was taken."
    ]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("love; marriage, late; Love ; ", ["love", "marriage, late"]),
        ("love, England", ["love", "England"]),
        ("love", ["love"]),
    ],
)
def test_keywords_stand_apart_by_semicolons_or_commas(read, written, expected):
    keywords = make_subject("", written, scheme="20")

    assert read(make_message(make_product(descriptive=keywords))).descriptive.keywords == expected


def test_an_edition_number_that_is_none_is_left_out_with_a_warning(read):
    edition = "<EditionNumber>second</EditionNumber><EditionStatement>Rev.</EditionStatement>"

    product = read(make_message(make_product(descriptive=edition)))

    assert product.descriptive.edition_number is None
    assert product.descriptive.edition_statement == "Rev."
    assert product.warnings == [
        "The edition number “second” is not between 1 and 999 and was left out."
    ]


def test_a_language_that_is_no_code_is_left_out_with_a_warning(read):
    language = "<LanguageRole>01</LanguageRole><LanguageCode>English</LanguageCode>"

    product = read(make_message(make_product(descriptive=f"<Language>{language}</Language>")))

    assert product.descriptive.language == ""
    assert "“english” is not a code of three letters" in product.warnings[0]


def test_subjects_keep_scheme_and_code(read):
    keywords = make_subject("", "love; England", scheme="20")
    subjects = make_subject("FIC019000", "FICTION / Literary") + keywords
    subjects += make_subject("FBC", "", scheme="93", main=True)

    product = read(make_message(make_product(descriptive=subjects)))

    assert [
        (subject.scheme, subject.code, subject.heading, subject.is_main)
        for subject in product.descriptive.subjects
    ] == [("10", "FIC019000", "FICTION / Literary", False), ("93", "FBC", "", True)]
