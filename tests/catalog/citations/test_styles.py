import pytest
from hypothesis import given

from catalog.citations.styles import STYLES, apa, chicago, mla
from catalog.name_parts import name_of
from tests.catalog.citations.cited_books import MURAN, SAFRAN, WEAVER, WHO, books, make_cited

DOE = name_of("Jane Doe", "Doe, Jane")


def in_all_styles(*args, **fields) -> list[str]:
    book = make_cited(*args, **fields)
    return [str(mla(book)), str(apa(book)), str(chicago(book))]


def test_two_authors():
    facts = {"publisher": "Guilford Press", "date_parts": (2003, 5, 22)}
    assert in_all_styles("Alliance", authors=(SAFRAN, MURAN), **facts) == [
        "Safran, Jeremy D., and J. Christopher Muran. Alliance. Guilford Press, 2003.",
        "Safran, J. D., & Muran, J. C. (2003). Alliance. Guilford Press.",
        "Safran, Jeremy D., and J. Christopher Muran. Alliance. Guilford Press, 2003.",
    ]


def test_three_authors():
    assert in_all_styles(authors=(SAFRAN, MURAN, DOE), date_parts=(2003,)) == [
        "Safran, Jeremy D., et al. Emma. 2003.",
        "Safran, J. D., Muran, J. C., & Doe, J. (2003). Emma.",
        "Safran, Jeremy D., J. Christopher Muran, and Jane Doe. Emma. 2003.",
    ]


def test_very_many_authors():
    many = tuple(name_of(f"Jane A{each}", f"A{each}, Jane") for each in range(21))
    _, in_apa, in_chicago = in_all_styles(authors=many)
    assert "A18, J., . . . A20, J. (n.d.)" in in_apa
    assert "Jane A6, et al. Emma." in in_chicago
    assert ", . . . " not in str(apa(make_cited(authors=many[:20])))
    assert "et al." not in str(chicago(make_cited(authors=many[:10])))


def test_a_body_as_author():
    assert in_all_styles(authors=(WHO,), publisher="Quiet Press", date_parts=(2003,)) == [
        "World Health Organization. Emma. Quiet Press, 2003.",
        "World Health Organization. (2003). Emma. Quiet Press.",
        "World Health Organization. Emma. Quiet Press, 2003.",
    ]


def test_a_body_that_publishes_itself_is_named_once_in_mla_and_apa():
    facts = {"publisher": "World Health Organization", "date_parts": (2003,)}
    assert in_all_styles(authors=(WHO,), **facts) == [
        "Emma. World Health Organization, 2003.",
        "World Health Organization. (2003). Emma.",
        "World Health Organization. Emma. World Health Organization, 2003.",
    ]


def test_a_body_and_a_person():
    assert in_all_styles(authors=(WHO, DOE), date_parts=(2003,)) == [
        "World Health Organization and Jane Doe. Emma. 2003.",
        "World Health Organization & Doe, J. (2003). Emma.",
        "World Health Organization and Jane Doe. Emma. 2003.",
    ]


@pytest.mark.parametrize("publisher", ["Quiet Press, Inc.", "Quiet Press Ltd", "Quiet Press LLC"])
def test_a_publisher_is_named_without_its_form_of_business(publisher):
    for reference in in_all_styles(publisher=publisher, date_parts=(2003,)):
        assert publisher not in reference
        assert "Quiet Press" in reference


def test_no_date():
    assert in_all_styles(authors=(DOE,), publisher="Quiet Press") == [
        "Doe, Jane. Emma. Quiet Press.",
        "Doe, J. (n.d.). Emma. Quiet Press.",
        "Doe, Jane. Emma. Quiet Press, n.d.",
    ]


def test_nothing_but_a_title():
    assert in_all_styles() == ["Emma.", "Emma. (n.d.).", "Emma. n.d."]


def test_editors_stand_first_where_nobody_wrote_the_book():
    assert in_all_styles(editors=(SAFRAN, MURAN), date_parts=(2003,)) == [
        "Safran, Jeremy D., and J. Christopher Muran, editors. Emma. 2003.",
        "Safran, J. D., & Muran, J. C. (Eds.). (2003). Emma.",
        "Safran, Jeremy D., and J. Christopher Muran, eds. Emma. 2003.",
    ]
    assert in_all_styles(editors=(DOE,))[1] == "Doe, J. (Ed.). (n.d.). Emma."


def test_an_edited_and_translated_book_in_its_second_edition():
    helpers = {"editors": (SAFRAN, MURAN), "translators": (WEAVER,)}
    facts = {"publisher": "Quiet Press", "date_parts": (2003,), "edition": 2}
    assert in_all_styles(authors=(DOE,), **helpers, **facts) == [
        "Doe, Jane. Emma. Edited by Jeremy D. Safran and J. Christopher Muran, "
        "translated by Helen Weaver, 2nd ed., Quiet Press, 2003.",
        "Doe, J. (2003). Emma (J. D. Safran & J. C. Muran, Eds.; H. Weaver, Trans.; 2nd ed.). "
        "Quiet Press.",
        "Doe, Jane. Emma. Edited by Jeremy D. Safran and J. Christopher Muran. "
        "Translated by Helen Weaver. 2nd ed. Quiet Press, 2003.",
    ]


@pytest.mark.parametrize(
    ("number", "words"),
    [(2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (21, "21st")],
)
def test_editions_are_counted(number, words):
    assert all(f"{words} ed." in each for each in in_all_styles(edition=number))


def test_an_edition_may_have_words():
    assert all("Revised ed." in each for each in in_all_styles(edition="Revised Edition"))


def test_a_title_with_a_stop_of_its_own_gets_no_other():
    assert in_all_styles("What Now?", date_parts=(2003,)) == [
        "What Now? 2003.",
        "What Now? (2003).",
        "What Now? 2003.",
    ]


def test_a_question_is_not_followed_by_a_colon():
    assert in_all_styles("What Now?", subtitle="A Guide")[0] == "What Now? A Guide."


def test_apa_writes_initials():
    people = (
        name_of("Jean-Paul Sartre", "Sartre, Jean-Paul"),
        name_of("J.R.R. Tolkien", "Tolkien, J.R.R."),
        name_of("Martin Luther King Jr.", "King, Martin Luther, Jr."),
        name_of("Émile Zola", "Zola, Émile"),
    )
    expected = "Sartre, J.-P., Tolkien, J. R. R., King, M. L., Jr., & Zola, É. (n.d.). Emma."
    assert str(apa(make_cited(authors=people))) == expected


def test_a_name_in_lower_case_stays_so():
    hooks = name_of("bell hooks", "bell hooks")
    assert all(each.startswith("bell hooks. ") for each in in_all_styles(authors=(hooks,)))


@given(books())
def test_any_reference_names_the_title_and_is_one_line(book):
    for style in STYLES.values():
        reference = style(book)
        assert reference.title == book.full_title
        assert str(reference).splitlines() == [str(reference)]
        assert "  " not in str(reference)
        assert ".." not in str(reference) or ".." in repr(book)
