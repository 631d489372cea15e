"""`manage.py generate_shop`: what stands in the shop afterwards."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from bookstore.generated import shop
from bookstore.generated.shop import fill_up
from catalog import models as catalog
from catalog.folding import FoldedField
from marketplace.models import Offer, Seller
from reviews.models import Decision, RatingSummary, Review
from reviews.services import rebuild_rating_summary
from tests.factories import make_edition, make_publisher

pytestmark = pytest.mark.django_db

TABLES = (
    *(catalog.Work, catalog.Edition, catalog.ContentsEntry, catalog.SeriesPart, catalog.Series),
    *(catalog.Contribution, catalog.Contributor, catalog.Subject, catalog.Publisher),
    *(catalog.Work.subjects.through, Seller, Offer, Review, Decision, RatingSummary),
)


@pytest.fixture
def generate(capsys):
    def run(works: int, **options) -> str:
        call_command("generate_shop", works=works, **options)
        return capsys.readouterr().out

    return run


def all_rows() -> dict[str, list[tuple]]:
    return {
        model._meta.db_table: list(model.objects.order_by("pk").values_list()) for model in TABLES
    }


def titles() -> list[str]:
    return list(catalog.Work.objects.order_by("pk").values_list("title", flat=True))


def test_every_table_is_filled_and_every_rule_of_the_shop_kept(generate):
    assert generate(60) == "60 works made, 0 were there.\n"
    connection.check_constraints()
    for model in TABLES:
        assert model.objects.exists(), model
        for row in model.objects.all()[:50]:
            row.full_clean(exclude={"author"})  # Reviews are of closed accounts.


def test_folded_columns_are_those_that_saving_makes(generate):
    generate(20)
    for model in (catalog.Contributor, catalog.Publisher, catalog.Series, catalog.Work):
        folded = [each for each in model._meta.fields if isinstance(each, FoldedField)]
        for row in model.objects.all():
            for field in folded:
                stored = getattr(row, field.attname)
                assert stored == field.pre_save(row, add=False) != "", field


def test_the_same_number_again_changes_nothing(generate):
    generate(30)
    before = all_rows()
    assert generate(30) == "0 works made, 30 were there.\n"
    assert generate(20) == "0 works made, 30 were there.\n"
    assert all_rows() == before


def test_what_was_stopped_goes_on_where_it_was(generate, monkeypatch):
    monkeypatch.setattr(shop, "BATCH", 10)
    steps = fill_up(to=35, seed=1, now=timezone.now())
    assert [next(steps), next(steps)] == [10, 10]
    steps.close()
    assert generate(35) == "15 works made, 20 were there.\n"
    books = shop.Books(1)
    assert titles() == [books.book(number).title for number in range(1, 36)]


def test_ratings_are_those_of_published_reviews(generate):
    generate(60)
    for summary in RatingSummary.objects.all():
        rebuild_rating_summary(summary.work_id)
        assert RatingSummary.objects.get(pk=summary.pk).distribution == summary.distribution
    assert set(Review.objects.values_list("state", "decisions__outcome")) == {
        ("published", "published")
    }


def test_a_made_up_book_has_a_page(generate, client):
    generate(10)
    edition = catalog.Edition.objects.filter(contents__isnull=False, offers__isnull=False)[0]
    page = client.get(edition.get_absolute_url())
    assert page.status_code == 200
    assert edition.work.overview.split(".")[0] in page.text


def test_prices_keep_the_limits_of_the_shop(generate, settings):
    settings.OFFER_PRICE_MIN, settings.OFFER_PRICE_MAX = 10, 12
    generate(20)
    prices = set(Offer.objects.values_list("price", flat=True))
    assert (min(prices), max(prices)) == (10, 12)


class TestRealBooks:
    @pytest.fixture(autouse=True)
    def real_book(self):
        return make_edition(publisher=make_publisher())

    def test_are_not_mixed_with_made_up_ones_unasked(self, generate):
        with pytest.raises(CommandError, match="--yes"):
            generate(10)
        assert catalog.Work.objects.count() == 1

    def test_are_left_as_they_are_when_asked(self, generate, real_book):
        generate(10, yes=True)
        assert generate(12, yes=True) == "2 works made, 10 were there.\n"
        assert catalog.Work.objects.count() == 13
        assert catalog.Edition.objects.get(pk=real_book.pk).work.title == real_book.work.title


def test_another_seed_is_not_mixed_in(generate):
    generate(10)
    with pytest.raises(CommandError, match="--seed"):
        generate(20, seed=2)
    assert catalog.Work.objects.count() == 10


@pytest.mark.parametrize("works", ["0", "-1", "many", "99999999", "²"])
def test_a_number_of_works_that_cannot_be_is_refused(works):
    with pytest.raises(CommandError, match="say a number from 1 to 24,999,999"):
        call_command("generate_shop", "--works", works)
