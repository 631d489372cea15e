"""Which work an edition joins, and which edition speaks for it."""

from itertools import permutations

import pytest

from catalog.importing import Outcome
from catalog.models import Contributor, Edition, Work
from tests.catalog.onix.messages import (
    ISBN,
    OTHER_ISBN,
    THIRD_ISBN,
    make_contributor,
    make_product,
    make_subject,
    make_text,
    make_title,
)
from tests.factories import make_edition, make_work

pytestmark = pytest.mark.django_db


class TestANewEditionJoinsAWork:
    @pytest.mark.parametrize(
        ("title", "contributors"),
        [
            (make_title("Emma"), make_contributor()),
            (make_title("EMMA!"), make_contributor("Jané Austen")),
            (make_title("Emma"), make_contributor() + make_contributor("Ann Lee", "A23")),
        ],
    )
    def test_of_the_same_title_and_authors(self, load, title, contributors):
        load(make_product(), make_product(OTHER_ISBN, title=title, contributors=contributors))

        assert Work.objects.get().editions.count() == 2

    def test_however_title_and_subtitle_are_cut(self, load):
        load(
            make_product(title=make_title("Emma", "A Novel")),
            make_product(OTHER_ISBN, title=make_title("Emma: A Novel")),
        )

        work = Work.objects.get()
        assert (work.title, work.subtitle) == ("Emma", "A Novel")

    def test_whatever_the_order_of_the_authors(self, load):
        ann, bo = make_contributor("Ann Lee"), make_contributor("Bo Ek")

        load(make_product(contributors=ann + bo), make_product(OTHER_ISBN, contributors=bo + ann))

        assert Work.objects.count() == 1

    def test_of_the_same_editors_where_no_author_is_named(self, load):
        edited = make_contributor("Ann Lee", "B01")

        load(make_product(contributors=edited), make_product(OTHER_ISBN, contributors=edited))

        assert Work.objects.count() == 1

    def test_the_oldest_of_several(self, load):
        older = make_work("Emma", author="Jane Austen")
        make_work("Emma", author="Jane Austen")

        load(make_product())

        assert Edition.objects.get().work == older


class TestANewEditionGetsAWorkOfItsOwn:
    @pytest.mark.parametrize(
        ("title", "contributors"),
        [
            (make_title("Emma", "A Novel"), make_contributor()),
            (make_title("Persuasion"), make_contributor()),
            (make_title("Emma"), make_contributor("Ann Lee")),
            (make_title("Emma"), make_contributor() + make_contributor("Ann Lee")),
            (make_title("Emma"), make_contributor(role="B01")),
        ],
    )
    def test_where_title_or_people_differ(self, load, title, contributors):
        people = make_contributor() + make_contributor("Bo Ek", "B01")

        load(
            make_product(contributors=people),
            make_product(OTHER_ISBN, title=title, contributors=contributors),
        )

        assert Work.objects.count() == 2

    def test_where_nobody_is_named(self, load):
        load(make_product(contributors=""), make_product(OTHER_ISBN, contributors=""))

        assert Work.objects.count() == 2

    def test_where_titles_differ_only_after_the_length_of_their_key(self, load):
        load(
            make_product(title=make_title("x" * 200 + " one")),
            make_product(OTHER_ISBN, title=make_title("x" * 200 + " two")),
        )

        assert Work.objects.count() == 2

    def test_where_titles_are_signs_that_differ(self, load):
        load(
            make_product(title=make_title("???")), make_product(OTHER_ISBN, title=make_title("!!!"))
        )

        assert Work.objects.count() == 2


def test_an_edition_stays_in_its_work_whatever_its_title_says_now(load):
    load(make_product(), make_product(OTHER_ISBN))
    work = Work.objects.get()
    make_work("Persuasion", author="Jane Austen")

    load(make_product(OTHER_ISBN, title=make_title("Persuasion")))

    assert Edition.objects.get(isbn13=OTHER_ISBN).work == work


class TestTheEditionLoadedFirst:
    def test_speaks_for_the_work(self, load):
        make_edition(make_work("Old title", overview="Old."), isbn13=ISBN)

        load(make_product(title=make_title("Emma"), collateral=make_text("03", "New.")))

        work = Work.objects.get()
        assert (work.title, work.overview) == ("Emma", "New.")
        assert [str(each.contributor) for each in work.contributions.all()] == ["Jane Austen"]

    def test_leaves_what_it_does_not_tell(self, load):
        load(
            make_product(
                contributors=make_contributor(biography="She wrote."),
                descriptive=make_subject("FIC004000", "FICTION / Classics"),
                collateral=make_text("03", "A comedy.") + make_text("09", "Delightful."),
            )
        )

        (result,) = load(make_product())

        assert result.outcome is Outcome.UNCHANGED
        work = Work.objects.get()
        assert work.overview == "A comedy."
        assert work.contributions.get().biography == "She wrote."
        assert work.editorial_reviews.count() == work.subjects.count() == 1


class TestALaterEdition:
    def test_fills_in_what_the_work_lacks(self, load):
        load(make_product())

        load(
            make_product(
                OTHER_ISBN,
                contributors=make_contributor(biography="She wrote."),
                descriptive=make_subject("FIC004000", "FICTION / Classics"),
                collateral=make_text("03", "A comedy.") + make_text("09", "Delightful."),
            )
        )

        work = Work.objects.get()
        assert work.overview == "A comedy."
        assert work.contributions.get().biography == "She wrote."
        assert work.editorial_reviews.get().text == "Delightful."
        assert str(work.main_subject) == "FICTION / Classics"

    def test_overwrites_nothing(self, load):
        subject, other = make_subject("FIC004000", "One"), make_subject("FIC027000", "Two")
        load(
            make_product(
                contributors=make_contributor(biography="She wrote."),
                descriptive=subject,
                collateral=make_text("03", "A comedy.") + make_text("09", "Delightful."),
            )
        )

        load(
            make_product(
                OTHER_ISBN,
                title=make_title("EMMA"),
                contributors=make_contributor(biography="Other.") + make_contributor("Bo", "B06"),
                descriptive=other,
                collateral=make_text("03", "Other.") + make_text("09", "Other."),
            )
        )

        work = Work.objects.get()
        assert (work.title, work.overview) == ("Emma", "A comedy.")
        assert work.contributions.get().biography == "She wrote."
        assert work.editorial_reviews.get().text == "Delightful."
        assert str(work.main_subject) == "One"
        assert not Contributor.objects.filter(name="Bo").exists()


EDITIONS = (
    make_product(collateral=make_text("09", "First.")),
    make_product(
        OTHER_ISBN,
        title=make_title("EMMA"),
        contributors=make_contributor(biography="Second."),
        collateral=make_text("03", "Second.") + make_text("09", "Second."),
    ),
    make_product(
        THIRD_ISBN,
        contributors=make_contributor("Jané Austen", biography="Third."),
        collateral=make_text("03", "Third."),
    ),
)


@pytest.mark.parametrize("again", list(permutations(EDITIONS)))
def test_loading_the_same_records_again_in_any_order_changes_nothing(load, again):
    load(*EDITIONS)

    assert {result.outcome for result in load(*again)} == {Outcome.UNCHANGED}
