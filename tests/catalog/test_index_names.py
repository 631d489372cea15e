from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from catalog.models import Contributor, Publisher
from tests.factories import make_contributor, make_publisher

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "inverted", "key"),
    [
        ("Jane Austen", "", "austen jane"),
        ("Émile Zola", "Zola, Émile", "zola emile"),
        ("Ludwig van Beethoven", "", "van beethoven ludwig"),
        ("United Nations", "", "united nations"),
        ("Lonely Planet", "Lonely Planet", "lonely planet"),
    ],
)
def test_a_name_stands_as_in_an_index(name, inverted, key):
    assert make_contributor(name, name_inverted=inverted).index_key == key


def test_the_place_follows_the_name():
    person = make_contributor("Lonely Planet")
    person.name_inverted = "Lonely Planet"
    person.save()
    assert Contributor.objects.get().index_key == "lonely planet"


def test_rows_from_before_get_their_places():
    make_contributor("Jane Austen")
    make_publisher("Émile & Co")
    Contributor.objects.update(index_key="")
    Publisher.objects.update(name_key="")
    fill = import_module("catalog.migrations.0010_fill_index_names").fill
    fill(apps, SimpleNamespace(connection=connection))
    assert Contributor.objects.get().index_key == "austen jane"
    assert Publisher.objects.get().name_key == "emile co"
