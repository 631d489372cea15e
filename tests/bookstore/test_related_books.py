"""The books beside a book on its page, and how they follow what changes in the catalogue."""

import pytest
from django.test import Client

from bookstore.works import merge, split
from catalog.models import Contribution, Contributor, Edition, Series, SeriesPart, Subject, Work
from search.indexing import catch_up
from tests.factories import (
    make_contributor,
    make_edition,
    make_offer,
    make_recommendation,
    make_review,
    make_staff,
    make_work,
    numbers,
)
from tests.pages import book_page, section, text_of

pytestmark = pytest.mark.django_db


def shelves_beside(edition: Edition) -> dict[str, list[str]]:
    """Return the titles beside a book by the heading of their shelf, as the shop is now."""
    catch_up()
    return {
        text_of(shelf.h3): [text_of(title) for title in shelf.select(".shelf-title")]
        for shelf in book_page(edition).select("#related .related")
    }


def make_book(title: str, *authors: Contributor, rank: int | None = None) -> Edition:
    work = make_work(title)
    for author in authors:
        Contribution.objects.create(work=work, contributor=author)
    return make_edition(work, sales_rank=rank)


def make_series(name: str = "Old Novels", **books: Edition) -> Series:
    """Make a series of books by their numbers, as in `no3=book`."""
    series = Series.objects.create(name=name, slug=f"series-{next(numbers)}")
    for number, edition in books.items():
        SeriesPart.objects.create(edition=edition, series=series, number=number[2:])
    return series


def make_subject(heading: str, *books: Edition, scheme: str = "93") -> Subject:
    key = next(numbers)
    subject = Subject.objects.create(
        scheme=scheme, code=f"F{key}", heading=heading, slug=f"subject-{key}"
    )
    subject.works.set([book.work for book in books])
    return subject


@pytest.fixture
def austen() -> Contributor:
    return make_contributor("Jane Austen")


@pytest.fixture
def emma(austen: Contributor) -> Edition:
    return make_book("Emma", austen, rank=1)


class TestAuthors:
    def test_show_their_other_books_the_best_known_first(self, emma, austen):
        make_book("Sanditon", austen)
        make_book("Persuasion", austen, rank=2)
        assert shelves_beside(emma) == {"More by Jane Austen": ["Persuasion", "Sanditon"]}

    def test_lead_to_their_pages(self, emma, austen):
        make_book("Persuasion", austen)
        catch_up()
        link = section(book_page(emma), "related").h3.a
        assert link["href"] == austen.get_absolute_url()

    def test_have_a_shelf_each(self, austen):
        knight = make_contributor("Fanny Knight")
        together = make_book("Letters", austen, knight)
        make_book("Emma", austen)
        make_book("Diary", knight)
        assert shelves_beside(together) == {
            "More by Jane Austen": ["Emma"],
            "More by Fanny Knight": ["Diary"],
        }

    def test_are_those_named_first_and_not_who_translated_or_read(self, emma, austen):
        other = make_book("Faust", make_contributor("Johann Goethe"))
        Contribution.objects.create(work=other.work, contributor=austen, role="B06", order=2)
        assert shelves_beside(emma) == {}

    def test_have_six_books_at_the_most(self, emma, austen):
        for number in range(8):
            make_book(f"Book {number}", austen)
        (titles,) = shelves_beside(emma).values()
        assert titles == [f"Book {number}" for number in range(6)]


class TestSeries:
    def test_stands_in_the_order_of_its_numbers(self, emma):
        books = {title: make_book(title) for title in ("Tenth", "Second", "Third", "Last")}
        make_series(
            no1=emma,
            no10=books["Tenth"],
            no2=books["Second"],
            noVolume3=books["Third"],
            no=books["Last"],
        )
        assert shelves_beside(emma) == {
            "In this series: Old Novels": ["Second", "Third", "Tenth", "Last"]
        }

    def test_tells_the_number_of_each(self, emma):
        make_series(no1=emma, no2=make_book("Second"), **{"noVolume 3": make_book("Third")})
        catch_up()
        notes = book_page(emma).select("#related .shelf-note")
        assert [text_of(note) for note in notes] == ["#2", "Volume 3"]

    @pytest.mark.parametrize(
        ("number", "shown"),
        [(1, "2 3 4 5 6 7"), (10, "7 8 9 11 12 13"), (19, "14 15 16 17 18 20")],
    )
    def test_of_many_books_shows_those_around_the_book(self, number, shown):
        books = {f"no{place}": make_book(str(place)) for place in range(1, 21)}
        make_series(**books)
        (titles,) = shelves_beside(books[f"no{number}"]).values()
        assert " ".join(titles) == shown

    def test_has_a_book_once_at_the_lowest_of_its_numbers(self, emma):
        second, third = make_book("Second"), make_book("Third")
        series = make_series(no1=emma, no9=second, no3=third)
        SeriesPart.objects.create(edition=make_edition(second.work), series=series, number="2")
        assert shelves_beside(emma) == {"In this series: Old Novels": ["Second", "Third"]}

    def test_leads_to_all_its_books(self, emma):
        series = make_series(no1=emma, no2=make_book("Second"))
        catch_up()
        link = section(book_page(emma), "related").h3.a
        assert link["href"] == series.get_absolute_url()

    def test_of_another_edition_of_the_book_counts(self, emma):
        make_series(no1=emma, no2=make_book("Second"))
        ebook = make_edition(emma.work, product_form="ED")
        assert shelves_beside(ebook) == {"In this series: Old Novels": ["Second"]}


class TestSubjects:
    def test_show_the_main_one_first(self, emma):
        first, second = make_book("First"), make_book("Second")
        make_subject("Courtship", emma, first)
        main = make_subject("Villages", second)
        Work.objects.filter(pk=emma.work_id).update(main_subject=main)
        assert list(shelves_beside(emma).items()) == [
            ("On the same subject: Villages", ["Second"]),
            ("On the same subject: Courtship", ["First"]),
        ]

    def test_of_another_scheme_than_the_main_one_are_left_out(self, emma):
        main = make_subject("Courtship", emma, make_book("First"))
        make_subject("FICTION / Romance", emma, make_book("Second"), scheme="10")
        Work.objects.filter(pk=emma.work_id).update(main_subject=main)
        assert shelves_beside(emma) == {"On the same subject: Courtship": ["First"]}

    def test_that_are_only_main_count(self, emma):
        main, other = make_subject("Courtship"), make_book("First")
        Work.objects.update(main_subject=main)
        assert shelves_beside(other) == {"On the same subject: Courtship": ["Emma"]}


class TestSection:
    def test_is_left_out_where_there_is_nothing(self, emma):
        assert shelves_beside(emma) == {}
        page = book_page(emma)
        assert page.find(id="related") is None
        assert page.find("a", href="#related") is None

    def test_is_in_the_navigation_where_there_is_something(self, emma, austen):
        make_book("Persuasion", austen)
        catch_up()
        assert book_page(emma).find("a", href="#related") is not None

    def test_shows_no_book_twice(self, emma, austen):
        second = make_book("Second", austen)
        recommended = make_book("Recommended", austen)
        third = make_book("Third", austen)
        make_series(no1=emma, no2=second)
        make_subject("Courtship", emma, second, recommended, third, make_book("Fourth"))
        make_recommendation(make_review(emma.work), recommended)
        assert shelves_beside(emma) == {
            "In this series: Old Novels": ["Second"],
            "Readers of this also recommend": ["Recommended"],
            "More by Jane Austen": ["Third"],
            "On the same subject: Courtship": ["Fourth"],
        }

    def test_fills_a_shelf_though_its_first_books_stand_on_another(self, emma, austen):
        by_author = [make_book(f"By Austen {number}", austen, rank=2) for number in range(6)]
        others = [make_book(f"Other {number}") for number in range(6)]
        make_subject("Courtship", emma, *by_author, *others)
        assert [len(titles) for titles in shelves_beside(emma).values()] == [6, 6]

    def test_shows_author_and_lowest_price(self, emma, austen):
        other = make_book("Persuasion", austen)
        make_offer(other, "7.00")
        make_offer(make_edition(other.work), "5.00")
        catch_up()
        (card,) = section(book_page(emma), "related").select(".shelf-book")
        assert text_of(card.select_one(".shelf-byline")) == "Jane Austen"
        assert text_of(card.select_one(".from-price")) == "from $5.00"

    def test_leads_to_the_page_of_the_book(self, emma, austen):
        other = make_book("Persuasion", austen)
        catch_up()
        (link,) = section(book_page(emma), "related").select(".shelf-title a")
        assert link["href"] == other.get_absolute_url()

    def test_says_how_many_have_made_a_book_of_many(self, emma, austen):
        others = [make_contributor(f"Author {number}") for number in range(9)]
        make_book("Essays", austen, *others)
        catch_up()
        byline = section(book_page(emma), "related").select_one(".shelf-byline")
        assert text_of(byline) == "Jane Austen, Author 0, and 8 others"

    def test_shows_hostile_names_as_text(self, emma, austen):
        make_book("<script>alert(1)</script>", austen)
        Contributor.objects.update(name="<img src=x onerror=alert(1)>")
        catch_up()
        related = section(book_page(emma), "related")
        assert text_of(related.select_one(".shelf-title")) == "<script>alert(1)</script>"
        assert related.find("img") is None


class TestChanges:
    @pytest.fixture
    def persuasion(self, austen: Contributor) -> Edition:
        return make_book("Persuasion", austen)

    def test_of_sales_ranks_change_the_order(self, emma, persuasion, austen):
        sanditon = make_book("Sanditon", austen)
        assert shelves_beside(emma)["More by Jane Austen"] == ["Persuasion", "Sanditon"]
        Edition.objects.filter(pk=sanditon.pk).update(sales_rank=5)
        assert shelves_beside(emma)["More by Jane Austen"] == ["Sanditon", "Persuasion"]

    def test_of_a_name_are_shown(self, emma, persuasion, austen):
        shelves_beside(emma)
        Contributor.objects.update(name="J. Austen")
        assert shelves_beside(emma) == {"More by J. Austen": ["Persuasion"]}
        assert "Jane Austen" not in book_page(emma).get_text()

    def test_of_an_author_take_the_book_away(self, emma, persuasion):
        shelves_beside(emma)
        persuasion.work.contributions.update(contributor=make_contributor("Fanny Knight"))
        assert shelves_beside(emma) == {}

    def test_of_subjects_take_the_book_away(self, emma, persuasion):
        Contribution.objects.all().delete()
        subject = make_subject("Courtship", emma, persuasion)
        assert shelves_beside(emma) == {"On the same subject: Courtship": ["Persuasion"]}
        subject.works.remove(persuasion.work)
        assert shelves_beside(emma) == {}

    def test_of_a_number_move_the_book(self, emma):
        second, third = make_book("Second"), make_book("Third")
        make_series(no1=emma, no2=second, no3=third)
        assert shelves_beside(emma)["In this series: Old Novels"] == ["Second", "Third"]
        SeriesPart.objects.filter(edition=second).update(number="4")
        assert shelves_beside(emma)["In this series: Old Novels"] == ["Third", "Second"]

    def test_a_deleted_book_is_gone_at_once(self, emma, persuasion):
        shelves_beside(emma)
        persuasion.work.delete()
        assert book_page(emma).find(id="related") is None

    def test_merged_books_are_one(self, emma, persuasion, austen):
        other = make_book("Persuasion: a novel", austen)
        assert len(shelves_beside(emma)["More by Jane Austen"]) == 2
        merge(staying=persuasion.work, going=[other.work], staff=make_staff())
        assert shelves_beside(emma) == {"More by Jane Austen": ["Persuasion"]}

    def test_books_merged_with_this_one_are_not_beside_it(self, emma, persuasion):
        assert shelves_beside(emma) != {}
        merge(staying=emma.work, going=[persuasion.work], staff=make_staff())
        assert shelves_beside(emma) == {}

    def test_split_books_are_two(self, emma, persuasion):
        other = make_edition(persuasion.work)
        assert shelves_beside(emma) == {"More by Jane Austen": ["Persuasion"]}
        split(work=persuasion.work, editions=[other.pk], staff=make_staff())
        assert shelves_beside(emma) == {"More by Jane Austen": ["Persuasion", "Persuasion"]}

    def test_a_book_without_editions_is_not_shown(self, emma, persuasion):
        shelves_beside(emma)
        persuasion.delete()
        assert shelves_beside(emma) == {}


@pytest.mark.parametrize("books", [1, 1_000])
def test_takes_the_same_queries_for_one_book_and_for_a_thousand(
    emma, austen, books, django_assert_num_queries
):
    works = Work.objects.bulk_create(Work(title=f"Book {number}") for number in range(books))
    Contribution.objects.bulk_create(Contribution(work=work, contributor=austen) for work in works)
    for work in works:
        make_edition(work)
    make_subject("Courtship", emma, *(work.editions.get() for work in works))
    catch_up()
    with django_assert_num_queries(10) as queries:
        assert Client().get(emma.get_absolute_url()).status_code == 200
    assert sum("search_shelfplace" in query["sql"] for query in queries) == 1
