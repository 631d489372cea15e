"""Rows without model instances: what is stored, and what the database still refuses."""

import gc

import pytest
from django.db import IntegrityError, transaction

from catalog.loading import inserting
from catalog.loading.inserting import insert_rows
from catalog.loading.sparing import collecting_seldom
from catalog.models import ContentsEntry
from tests.factories import make_edition

pytestmark = pytest.mark.django_db
COLUMNS = ["edition_id", "order", "level", "label", "title", "page"]


def test_all_rows_go_in_however_many_one_statement_takes(monkeypatch):
    monkeypatch.setattr(inserting, "_MOST_ROWS", 2)
    edition = make_edition()
    insert_rows(
        ContentsEntry,
        COLUMNS,
        [[edition.pk, number, 1, f"{number}", f"50% of “{number}”", ""] for number in range(1, 6)],
    )
    stored = edition.contents.values_list("label", "title")
    assert list(stored) == [(f"{number}", f"50% of “{number}”") for number in range(1, 6)]


@pytest.mark.parametrize("text", [r"\N", r"\.", "a\tb\nc\r\n\\d\\", "“ü” 漢字 %s %%", "'; --"])
def test_signs_that_mean_something_to_the_database_are_text(text):
    edition = make_edition()
    insert_rows(ContentsEntry, COLUMNS, [[edition.pk, 1, 1, "", text, ""]])
    assert edition.contents.get().title == text


def test_no_rows_are_no_statement(django_assert_num_queries):
    with django_assert_num_queries(0):
        insert_rows(ContentsEntry, COLUMNS, [])


def test_the_database_still_refuses_what_is_wrong():
    edition = make_edition()
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows(ContentsEntry, COLUMNS, [[edition.pk, 1, 9, "", "Too deep", ""]])
    assert not edition.contents.exists()


def test_python_looks_for_garbage_as_before_once_the_last_load_is_done():
    before = gc.get_threshold()
    with collecting_seldom():
        with collecting_seldom():
            assert gc.get_threshold()[0] > before[0]
        assert gc.get_threshold()[0] > before[0]
    assert gc.get_threshold() == before
