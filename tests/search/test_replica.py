import pytest

from search.finding import find
from search.indexing import catch_up
from search.terms import terms_of
from tests.factories import make_edition, make_work


@pytest.mark.django_db(transaction=True, databases=["default", "replica"])
@pytest.mark.parametrize("text", ["emma", "emmma", "emma qqqq", "highbury novel", "the"])
def test_searches_ask_the_replica_and_nobody_else(text, settings, django_assert_num_queries):
    make_edition(make_work("Emma", author="Jane Austen", overview="The novel of Highbury."))
    make_edition(make_work("The Emma", overview="Another novel."))
    catch_up()
    settings.SEARCH_DATABASE = "replica"
    with django_assert_num_queries(0):
        assert find(terms_of(text)).works
