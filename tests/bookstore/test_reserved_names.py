import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.pen_names import skeleton
from bookstore import reserved_names
from catalog.folding import fold
from tests.factories import make_contributor, make_publisher, make_seller, make_user

pytestmark = pytest.mark.django_db


def reason_of(name):
    """What the shop says of a pen name, asked as the setting has it."""
    checks = ("the_shop", "staff", "sellers", "publishers", "contributors")
    reasons = [getattr(reserved_names, check)(skeleton(name)) for check in checks]
    return "".join(reasons)


@pytest.mark.parametrize("name", ["TheBookstore", "the-b00kst0re", "Bookstore"])
def test_name_of_the_shop_is_reserved(name, settings):
    settings.SHOP_NAME = "The Bookstore"
    assert "name of the shop" in reason_of(name)


@pytest.mark.parametrize("name", ["charlie", "Char1ie", "Charlie-Moore", "CharlieMoore"])
def test_names_of_staff_are_reserved(name):
    make_user("charlie@example.org", first_name="Charlie", last_name="Moore", is_staff=True)
    assert "staff" in reason_of(name)


def test_names_of_customers_are_not():
    make_user("alice@example.org", first_name="Alice", last_name="Moore")
    assert reason_of("Alice") == reason_of("AliceMoore") == ""


def test_staff_without_names_reserve_nothing_else():
    make_user("charlie@example.org", is_staff=True)
    assert reason_of("Heron") == ""


@pytest.mark.parametrize("name", ["Alder-Lane", "alder_lane", "A1derLane"])
def test_names_of_sellers_are_reserved(name):
    make_seller("Alder Lane")
    assert "name of a seller" in reason_of(name)


@pytest.mark.parametrize("name", ["GuilfordPublications", "Guilford-Publications-Inc"])
def test_names_of_publishers_are_reserved_with_and_without_the_company(name):
    make_publisher("Guilford Publications, Inc.")
    assert "name of a publisher" in reason_of(name)


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("Jane Austen", "JaneAusten"),
        ("Jane Austen", "jane-austen"),
        ("Jane Austen", "Jane_Au5ten".replace("5", "s")),
        ("Émile Zola", "EmileZ0la"),
        ("William Warner", "VViIIiam-Wamer"),
        ("J. K. Rowling", "JKRowling"),
        ("Plato", "P1ato"),
    ],
)
def test_names_of_contributors_are_reserved_with_their_look_alikes(author, name):
    make_contributor(author)
    assert "author in the catalogue" in reason_of(name)


def test_part_of_a_contributors_name_is_free():
    make_contributor("Jane Austen")
    assert reason_of("Jane") == reason_of("Austen") == reason_of("JaneAustenFan") == ""


@given(name=st.text("rnmvwWil1I0oO -'.é", max_size=30))
def test_steps_for_the_database_make_the_skeleton_that_the_rules_make(name):
    steps = fold(name)
    for old, new in reserved_names.SKELETON_STEPS:
        steps = steps.replace(old, new)
    assert steps == skeleton(name)


def test_takes_one_query_for_many_contributors(django_assert_num_queries):
    make_contributor("Jane Austen")
    with django_assert_num_queries(1):
        reserved_names.contributors(skeleton("Heron"))
