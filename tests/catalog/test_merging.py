"""Feeds respect what staff merged and split."""

import pytest

from catalog.loading import load_file
from catalog.merging import merge_work, split_work
from catalog.models import Edition, StaffEdit, Work
from tests.catalog.onix.messages import ISBN, OTHER_ISBN, make_product, make_title, write_message

pytestmark = pytest.mark.django_db


@pytest.fixture
def load(tmp_path):
    def load(*products):
        return [result.outcome for result in load_file(write_message(tmp_path, *products))]

    return load


def titled(isbn13, title):
    return make_product(isbn13, title=make_title(title))


class TestTheSameFeedAgain:
    @pytest.mark.parametrize("staying", [0, 1])
    def test_does_not_part_what_staff_merged(self, load, staying):
        feed = [titled(ISBN, "Emma"), titled(OTHER_ISBN, "Emma. A Novel")]
        load(*feed)
        works = list(Work.objects.order_by("pk"))
        stays, goes = works[staying], works[1 - staying]
        merge_work(going=goes, staying=stays, staff=None)
        goes.delete()
        load(*feed)
        assert Work.objects.get() == stays
        assert set(stays.editions.values_list("isbn13", flat=True)) == {ISBN, OTHER_ISBN}

    def test_does_not_join_what_staff_split(self, load):
        feed = [titled(ISBN, "Emma"), titled(OTHER_ISBN, "Emma")]
        load(*feed)
        work = Work.objects.get()
        other = Edition.objects.get(isbn13=OTHER_ISBN)
        new = split_work(work, [other])
        load(*feed)
        other.refresh_from_db()
        assert other.work == new
        assert work.editions.get().isbn13 == ISBN


class TestMerging:
    def test_keeps_the_facts_of_the_work_that_stays_from_an_older_editions_feed(self, load):
        load(titled(ISBN, "Emma"), titled(OTHER_ISBN, "Emma. A Novel"))
        older, newer = Work.objects.order_by("pk")
        merge_work(going=older, staying=newer, staff=None)
        assert {"title"} <= set(newer.staff_edits.values_list("field", flat=True))

    def test_leaves_a_work_to_its_feeds_where_its_own_edition_goes_on_speaking(self, load):
        load(titled(ISBN, "Emma"), titled(OTHER_ISBN, "Emma. A Novel"))
        older, newer = Work.objects.order_by("pk")
        merge_work(going=newer, staying=older, staff=None)
        assert not StaffEdit.objects.exists()
