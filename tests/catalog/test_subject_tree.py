from catalog.models import Subject
from catalog.subject_tree import all_of, find, trees


def subject(pk: int, code: str, heading: str = "", *, scheme: str = "93", **facts) -> Subject:
    """Return a subject that works carry, unless said otherwise."""
    row = Subject(pk=pk, scheme=scheme, code=code, heading=heading or f"About {code}", **facts)
    row.has_books = True
    return row


def without_books(row: Subject) -> Subject:
    row.has_books = False
    return row


def codes(nodes) -> list[str]:
    return [node.subject.code for node in nodes]


def test_a_code_stands_under_the_longest_one_that_it_begins_with():
    top = trees([subject(1, "FBA"), subject(2, "F"), subject(3, "FB"), subject(4, "1KBB-US-NA")])
    assert codes(top) == ["1KBB-US-NA", "F"]
    assert codes(find(top, 1).way) == ["F", "FB", "FBA"]


def test_codes_of_two_schemes_do_not_meet():
    top = trees([subject(1, "F"), subject(2, "FA", scheme="12")])
    assert codes(top) == ["F", "FA"]


def test_bisac_stands_by_the_levels_of_its_heading_not_by_its_code():
    top = trees(
        [
            subject(1, "PSY000000", "PSYCHOLOGY / General", scheme="10"),
            subject(2, "PSY028000", "Psychology/Psychotherapy / General", scheme="10"),
            subject(3, "PSY003000", "PSYCHOLOGY / Psychotherapy / Couples", scheme="10"),
            subject(4, "PSY0280001", "PSYCHOLOGICAL TESTS", scheme="10"),
        ]
    )
    assert codes(top) == ["PSY0280001", "PSY000000"]
    assert codes(find(top, 3).way) == ["PSY000000", "PSY028000", "PSY003000"]
    assert find(top, 3).label == "Couples"


def test_levels_that_are_no_subject_here_stand_in_the_label():
    top = trees(
        [
            subject(1, "PSY000000", "PSYCHOLOGY / General", scheme="10"),
            subject(2, "PSY003000", "PSYCHOLOGY / Psychotherapy / Couples", scheme="10"),
        ]
    )
    assert find(top, 2).label == "Psychotherapy › Couples"


def test_what_leads_to_no_book_is_left_out_and_what_has_books_below_is_not():
    top = trees(
        [without_books(subject(1, "F")), subject(2, "FB"), without_books(subject(3, "FBA"))]
    )
    assert codes(all_of(top)) == ["F", "FB"]


def test_another_scheme_lends_its_books_to_the_thema_subject_and_stands_nowhere_else():
    top = trees(
        [
            without_books(subject(1, "F")),
            without_books(subject(2, "FBC")),
            subject(3, "FIC004000", "FICTION / Classics", scheme="10", same_as_id=2),
        ]
    )
    assert codes(all_of(top)) == ["F", "FBC"]
    assert find(top, 1).keys == [1, 2, 3]
    assert find(top, 3) is find(top, 2)


def test_those_side_by_side_stand_by_their_headings():
    top = trees([subject(1, "FA", "zoos"), subject(2, "FB", "Éclairs"), subject(3, "FC", "Apes")])
    assert codes(top) == ["FC", "FB", "FA"]
