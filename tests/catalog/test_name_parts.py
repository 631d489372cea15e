import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.name_parts import clean, name_of


def parts(shown: str, inverted: str = "") -> tuple[str, str, str]:
    name = name_of(shown, inverted)
    return name.family, name.given, name.suffix


class TestAnInvertedName:
    def test_is_split_at_the_comma(self):
        assert parts("Jeremy D. Safran", "Safran, Jeremy D.") == ("Safran", "Jeremy D.", "")

    def test_keeps_what_follows_the_given_name(self):
        inverted = "King, Martin Luther, Jr."
        assert parts("Martin Luther King Jr.", inverted) == ("King", "Martin Luther", "Jr.")
        assert name_of("Martin Luther King Jr.", inverted).index_form == inverted

    @pytest.mark.parametrize("inverted", ["Lonely Planet", "Lonely Planet,", ", Lonely Planet"])
    def test_without_two_parts_keeps_the_name_whole(self, inverted):
        assert not name_of("Lonely Planet", inverted).in_parts


class TestADisplayedNameOnly:
    @pytest.mark.parametrize(
        ("shown", "expected"),
        [
            ("Jane Austen", ("Austen", "Jane", "")),
            ("J. R. R. Tolkien", ("Tolkien", "J. R. R.", "")),
            ("Ludwig van Beethoven", ("van Beethoven", "Ludwig", "")),
            ("Simone de Beauvoir", ("de Beauvoir", "Simone", "")),
            ("Flann O’Brien", ("O’Brien", "Flann", "")),
            ("José Muñoz-Márquez", ("Muñoz-Márquez", "José", "")),
            ("Sammy Davis, Jr.", ("Davis", "Sammy", "Jr.")),
            ("Jose\u0301 Marti\u0301", ("Martí", "José", "")),
        ],
    )
    def test_of_a_person_is_split_before_the_family_name(self, shown, expected):
        assert parts(shown) == expected

    @pytest.mark.parametrize(
        "shown",
        [
            "World Health Organization",
            "United Nations",
            "The Beatles",
            "Department of Health, Education, and Welfare",
            "Smith & Sons",
            "NASA",
            "IUCN Red List",
            "Plato",
            "李 白",
            "bell hooks",
            "Area 51",
            "A Very Long Name Of Somebody",
        ],
    )
    def test_that_may_be_anything_else_stays_whole(self, shown):
        name = name_of(shown)
        assert not name.in_parts
        assert name.index_form == shown


def test_a_text_is_one_line_without_control_characters():
    assert clean(" A\r\nTY  - B\u2028C\x00D\x1bE\u0085F ") == "A TY - B C D E F"


@given(st.text(), st.text())
def test_any_name_is_read(shown, inverted):
    name = name_of(shown, inverted)
    assert name.in_parts or name.index_form == clean(shown)
