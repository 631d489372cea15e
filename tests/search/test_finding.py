import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.models import Edition, Series, SeriesPart, Subject
from reviews.models import RatingSummary
from search.finding import Hits, find
from search.indexing import catch_up
from search.terms import terms_of
from tests.factories import (
    make_contents,
    make_edition,
    make_offer,
    make_publisher,
    make_work,
)

pytestmark = pytest.mark.django_db


def hits(text: str, *tokens: list[str]) -> Hits:
    catch_up()
    return find(terms_of(text), tokens)


class TestWords:
    """Where a word may stand, and how it may be written."""

    @pytest.fixture(autouse=True)
    def _a_book(self):
        work = make_work(
            "Die Œuvre",
            subtitle="Nächte am Fluß",
            author="J.R.R. O’Brien",
            overview="A lighthouse keeper counts ships.",
            keywords="lighthouse; solitude",
        )
        edition = make_edition(work, publisher=make_publisher("Quiet Press"), isbn13=ISBN)
        make_contents(edition, "Of lamps and their oil")
        series = Series.objects.create(name="Harbour Library", slug="harbour-library")
        SeriesPart.objects.create(edition=edition, series=series)
        work.subjects.add(
            Subject.objects.create(scheme="93", code="FB", heading="Seafaring", slug="seafaring")
        )
        make_edition(make_work("Another book", author="Ann Other"))

    @pytest.mark.parametrize(
        "text",
        [
            "oeuvre",
            "ŒUVRE",
            "nachte fluss",
            "Nächte am Fluß",
            "o'brien",
            "obrien",
            "brien",
            "jrr",
            "J. R. R. O'Brien",
            "quiet press",
            "harbour library",
            "seafaring",
            "solitude",
            "lighthouse keeper",
            "lamps and their oil",
            "oeuvre solitude obrien",
            "978-1-57230-869-5",
            "1572308699",
            "oeuvre 1-57230-869-9",
        ],
    )
    def test_finds_the_book(self, text: str, found):
        assert found(text) == ["die oeuvre"]

    @pytest.mark.parametrize("text", ["zzz", "* OR NEAR( ^ :", "z\0z", "qq:zz", "'; --"])
    def test_finds_nothing_and_fails_at_nothing(self, text: str, found):
        assert found(text) == []


ISBN = "9781572308695"


class TestSpelling:
    @pytest.fixture(autouse=True)
    def _a_book(self):
        make_edition(make_work("The Lighthouse", author="Virginia Woolf"))
        make_edition(make_work("The Lightning", author="Mary Stone"))

    @pytest.mark.parametrize(
        "text",
        [
            "lighthuose",
            "lighthose",
            "lighthousse",
            "lightheuse",
            "virgina woolf",
            "Lighthuose Wolf",
        ],
    )
    def test_a_misspelt_word_is_corrected(self, text: str, found):
        assert found(text)[0] == "the lighthouse"

    def test_says_how_many_were_found_as_typed(self):
        assert hits("lighthouse").typed == 1
        assert hits("lighthuose").typed == 0

    def test_a_letter_may_be_missing_from_a_word_of_four(self, found):
        make_edition(make_work("Moby-Dick"))
        assert found("moby dik") == ["moby dick"]
        assert hits("moby dik").terms[1].corrections == ("dick",)

    def test_a_word_of_very_many_titles_is_taken_as_it_is(self, monkeypatch):
        for title in ("Stoned", "Stoned Again", "Stoned Once More"):
            make_edition(make_work(title))
        assert hits("stoned virgina").terms[0].corrections == ("stone",)
        monkeypatch.setattr("search.finding._TOO_COMMON_TO_BE_WRONG", 2)
        assert [term.corrections for term in hits("stoned virgina").terms] == [(), ("virginia",)]

    def test_a_short_word_is_taken_as_it_is(self, found):
        make_edition(make_work("Cat"))
        assert found("car") == []

    def test_a_number_is_taken_as_it_is(self, found):
        make_edition(make_work("19840"))
        assert found("19841") == []

    def test_a_word_that_no_book_has_is_left_out(self):
        found = hits("lighthouse qqqq")
        assert [candidate.title for candidate in found.works] == ["the lighthouse"]
        assert [term.typed for term in found.terms] == ["lighthouse"]

    def test_where_no_book_has_all_words_those_with_all_but_one_are_found(self, found):
        assert found("lighthouse stone") == ["the lighthouse", "the lightning"]


class TestOrder:
    def test_a_title_comes_before_a_description(self, found):
        make_edition(make_work("Ships", overview="On whales."))
        make_edition(make_work("Whales"))
        assert found("whales") == ["whales", "ships"]

    def test_the_whole_title_comes_before_a_part_of_one(self, found):
        make_edition(make_work("The Whales of the North"))
        make_edition(make_work("Whales"))
        assert found("whales")[0] == "whales"

    def test_an_author_counts_as_much_as_a_title(self, found):
        make_edition(make_work("Emma Brown", overview="After Austen."))
        make_edition(make_work("Emma", author="Jane Austen"))
        assert found("emma austen")[0] == "emma"

    def test_words_in_a_row_come_before_words_apart(self, found):
        make_edition(make_work("Coal", overview="The mine was dark, and the river deep."))
        make_edition(make_work("Iron", overview="Along the dark river they went."))
        assert found("dark river") == ["iron", "coal"]

    def test_of_two_that_fit_the_better_liked_comes_first(self, found):
        liked, sold = make_work("Rivers"), make_work("Rivers")
        make_edition(make_work("Rivers"))
        for work, stars in ((liked, 40), (make_work("Rivers"), 1)):
            make_edition(work)
            RatingSummary.objects.create(work=work, stars_5=stars)
        make_edition(sold, sales_rank=900_000)
        assert hits("rivers").works[0].work_id == liked.pk

    def test_one_five_star_review_is_less_than_many_good_ones(self):
        one, many = make_work("Rivers"), make_work("Rivers")
        RatingSummary.objects.create(work=one, stars_5=1)
        RatingSummary.objects.create(work=many, stars_5=50, stars_4=50)
        assert [each.work_id for each in hits("rivers").works] == [many.pk, one.pk]

    def test_of_two_unrated_the_better_selling_comes_first(self):
        for rank in (500, 2, 70_000):
            make_edition(make_work("Rivers"), sales_rank=rank)
        works = [each.work_id for each in hits("rivers").works]
        ranks = dict(Edition.objects.values_list("work_id", "sales_rank"))
        assert [ranks[work] for work in works] == [2, 500, 70_000]


class TestFilters:
    def test_narrow_what_words_find(self, found):
        make_edition(make_work("River one"), language="eng", product_form="BB")
        make_edition(make_work("River two"), language="fre", product_form="BC")
        assert found("river", ["language_fre"]) == ["river two"]
        assert found("river", ["language_fre"], ["format_hardcover"]) == []
        assert len(found("river", ["language_fre", "language_eng"])) == 2

    def test_alone_find_all_that_fit(self, found):
        make_edition(make_work("River one"), published_on="1994-05-01")
        make_edition(make_work("River two"), published_on="2004-05-01")
        assert found("", ["year_1994"]) == ["river one"]
        assert found("", ["decade_2000"]) == ["river two"]

    def test_know_offers(self, found):
        make_offer(make_edition(make_work("River one")), price="4.00", condition="good")
        make_offer(make_edition(make_work("River two")), price="25.00")
        make_offer(make_edition(make_work("River three")), price="4.00", quantity=0)
        assert found("river", ["price_0"]) == ["river one"]
        assert found("river", ["condition_new"]) == ["river two"]

    def test_know_ratings(self, found):
        for title, stars in (("River one", "stars_5"), ("River two", "stars_3")):
            RatingSummary.objects.create(work=make_work(title), **{stars: 2})
        assert found("river", ["rating_4"]) == ["river one"]
        assert set(found("river", ["rating_3"])) == {"river one", "river two"}


class TestWhateverIsAsked:
    def test_a_shop_full_of_a_word_is_answered_from_its_best(self, monkeypatch):
        monkeypatch.setattr("search.levels.FEW", 20)
        monkeypatch.setattr("search.finding.MOST", 20)
        works = [make_work(f"River {number}") for number in range(150)]
        best = make_edition(works[77], sales_rank=1)
        make_edition(make_work("River"))
        catch_up()
        found = find(terms_of("river"))
        assert found.is_more
        # Which works of one quality are in a level hangs on their keys.
        assert 6 <= len(found.works) <= 20
        assert found.works[0].title == "river"
        assert best.work_id in {each.work_id for each in found.works}

    def test_the_best_come_first_where_more_works_have_a_word_than_was_guessed(self, monkeypatch):
        monkeypatch.setattr("search.levels.FEW", 20)
        monkeypatch.setattr("search.finding.MOST", 20)
        monkeypatch.setattr("search.levels.level_for", lambda _works, _wanted: 0)
        works = [make_work(f"River {number}") for number in range(150)]
        best = make_edition(works[149], sales_rank=1)
        catch_up()
        assert best.work_id in {each.work_id for each in find(terms_of("river")).works}

    def test_of_many_works_with_that_very_title_the_best_known_is_found(self, monkeypatch):
        monkeypatch.setattr("search.levels.FEW", 20)
        monkeypatch.setattr("search.finding.MOST", 20)
        monkeypatch.setattr("search.gathering._MOST_TITLED", 1)
        for number in range(150):
            make_work(f"River {number}")
        make_work("River")
        best = make_edition(make_work("River"), sales_rank=1)
        catch_up()
        first = find(terms_of("river")).works[0]
        assert first.work_id == best.work_id

    def test_a_sentence_that_hardly_any_book_has_is_found_among_many_with_its_words(
        self, monkeypatch
    ):
        monkeypatch.setattr("search.levels.FEW", 20)
        monkeypatch.setattr("search.finding.MOST", 20)
        for number in range(150):
            make_edition(
                make_work(f"The house river {number}", overview="x"), sales_rank=number + 1
            )
        make_work("Letters", overview="Beside the river house.")
        catch_up()
        found = find(terms_of("river house"))
        assert "letters" in {each.title for each in found.works}

    def test_where_titles_have_enough_the_rest_is_said_to_be_more(self, monkeypatch):
        monkeypatch.setattr("search.levels.FEW", 20)
        monkeypatch.setattr("search.finding.MOST", 20)
        for number in range(18):
            make_work(f"River {number}")
        for number in range(18):
            make_work(f"Letters {number}", overview="Of a river.")
        catch_up()
        found = find(terms_of("river"))
        assert found.is_more
        assert len(found.works) == 18

    @pytest.mark.parametrize(
        "text", ["river", "rivver", "river of no return", "qqqqqq wwwwww", "the " * 100]
    )
    def test_takes_few_queries(self, text: str):
        for number in range(30):
            make_edition(make_work(f"The river {number}", overview="Of no return."))
        catch_up()
        with CaptureQueriesContext(connection) as queries:
            find(terms_of(text))
        assert len(queries) <= 12
