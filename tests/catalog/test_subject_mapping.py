import pytest
from django.core.management import call_command

from catalog.models import Subject
from catalog.subject_mapping import map_subjects, same_subjects
from tests.factories import make_subject, make_work

BISAC, OTHER, THEMA, NARROW = 1, 2, 11, 12


class TestRule:
    def test_more_than_half_must_carry_both_both_ways(self):
        pairs = {(BISAC, THEMA): 5}
        assert same_subjects(pairs, {BISAC: 9, THEMA: 9}) == {BISAC: THEMA}
        assert same_subjects(pairs, {BISAC: 10, THEMA: 9}) == {}
        assert same_subjects(pairs, {BISAC: 9, THEMA: 10}) == {}

    def test_two_works_are_too_few(self):
        assert same_subjects({(BISAC, THEMA): 2}, {BISAC: 2, THEMA: 2}) == {}

    def test_the_one_that_is_carried_together_most_often_is_meant(self):
        pairs = {(BISAC, NARROW): 6, (BISAC, THEMA): 7}
        assert same_subjects(pairs, {BISAC: 8, THEMA: 8, NARROW: 8}) == {BISAC: THEMA}

    def test_several_may_be_the_same_as_one(self):
        pairs = {(BISAC, THEMA): 6, (OTHER, THEMA): 6}
        works = {BISAC: 6, OTHER: 6, THEMA: 8}
        assert same_subjects(pairs, works) == {BISAC: THEMA, OTHER: THEMA}


@pytest.mark.django_db
class TestMapping:
    @pytest.fixture
    def subjects(self):
        """Make three works that carry both schemes, and more that carry one of them."""
        both = [make_work() for _ in range(3)]
        alone = [make_work() for _ in range(9)]
        thema = make_subject("FBC", "Classic fiction", *both, *alone[:4])
        make_subject("FIC004000", "FICTION / Classics", *both, *alone[4:], scheme="10")
        return thema

    def test_goes_by_the_works_that_carry_both_schemes_alone(self, subjects):
        assert map_subjects() == 1
        assert Subject.objects.get(code="FIC004000").same_as == subjects

    def test_a_second_time_changes_nothing(self, subjects):
        map_subjects()
        assert map_subjects() == 1

    def test_what_the_works_do_not_show_any_more_ends(self, subjects):
        map_subjects()
        subjects.works.clear()
        assert map_subjects() == 0
        assert Subject.objects.get(code="FIC004000").same_as is None

    @pytest.mark.usefixtures("subjects")
    def test_the_command_says_how_many(self, capsys):
        call_command("map_subjects")
        assert capsys.readouterr().out == "1 subject mapped to Thema.\n"
