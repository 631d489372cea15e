import pytest

from tests.factories import make_user


@pytest.fixture
def people(transactional_db):
    return [make_user() for _ in range(6)]
