"""The catalogue goes out and comes back without a difference."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO
from pathlib import Path
from threading import Thread
from typing import Any

import onixcheck
import pytest
from django.conf import settings as shop_settings
from django.core.management import CommandError, call_command
from django.db import connection

from catalog.exporting import export_onix, records
from catalog.importing import Outcome
from catalog.models import (
    Contribution,
    Edition,
    RelatedProduct,
    Series,
    SeriesPart,
    Subject,
    Work,
)
from catalog.onix.records import Product, Withdrawal
from tests.catalog.round_trips import empty_the_catalogue, everything, export, load
from tests.factories import (
    make_contents,
    make_contributor,
    make_edition,
    make_editorial_review,
    make_publisher,
    make_work,
)

pytestmark = pytest.mark.django_db

SAMPLE = shop_settings.BASE_DIR / "sample_catalogue" / "books.onix.xml"


class TestTheSampleCatalogue:
    @pytest.fixture
    def message(self, tmp_path) -> Path:
        call_command("import_onix", SAMPLE, stdout=StringIO(), stderr=StringIO())
        return export(tmp_path / "out.onix.xml", covers=tmp_path / "covers")

    def test_is_valid(self, message):
        assert onixcheck.validate(str(message)) == []

    def test_changes_nothing_in_the_same_shop(self, message):
        before = everything()

        results = load(message)

        assert len(results) == Edition.objects.count()
        assert {outcome for outcome, _ in results} == {Outcome.UNCHANGED}
        assert not any(messages for _, messages in results)
        assert everything() == before

    def test_makes_the_same_rows_in_an_empty_shop(self, message):
        before = everything()
        empty_the_catalogue()

        results = load(message)

        assert {outcome for outcome, _ in results} == {Outcome.CREATED}
        assert not any(messages for _, messages in results)
        assert everything() == before
        assert len(before["contents"]) > 100
        assert Edition.objects.with_cover().exists()


def make_full_edition(**fields: Any) -> Edition:
    subject = Subject.objects.create(scheme="10", code="FIC1", heading="FICTION", slug="fiction")
    other = Subject.objects.create(scheme="93", code="FBA", heading="A first", slug="a-first")
    work = make_work("Emma", author="Jane Austen", main_subject=subject, keywords="love; Highbury")
    work.subjects.add(subject, other)
    make_editorial_review(work, signer="A. Critic")
    edition = make_edition(work, publisher=make_publisher(), duration_minutes=492, **fields)
    make_contents(edition, "One", "Two")
    series = Series.objects.create(name="Quiet Classics", slug="quiet-classics")
    SeriesPart.objects.create(edition=edition, series=series, number="3")
    RelatedProduct.objects.create(edition=edition, relation="06", isbn13="9780141439600")
    return edition


class TestARecord:
    def test_tells_what_the_models_hold(self):
        edition = make_full_edition(
            publishing_status="04",
            availability="20",
            list_price=Decimal("9.90"),
            list_price_seen_on=date(2026, 6, 1),
        )

        (record,) = records(Edition.objects.all())

        assert isinstance(record, Product)
        block = record.descriptive
        assert (record.isbn13, block.title.title) == (edition.isbn13, "Emma")
        assert (block.duration_minutes, block.keywords) == (492, ["love", "Highbury"])
        assert [(part.title, part.number) for part in block.series] == [("Quiet Classics", "3")]
        assert [(each.code, each.is_main) for each in block.subjects] == [
            ("FIC1", True),
            ("FBA", False),
        ]
        assert [(each.relation, each.isbn13) for each in record.related] == [
            ("06", "9780141439600")
        ]
        assert (record.publishing.status, record.supply.availability) == ("04", "20")
        assert (record.supply.list_price, record.sent_on) == (Decimal("9.90"), date(2026, 6, 1))

    def test_keeps_the_shops_own_biography_at_home(self):
        person = make_contributor("Jane Austen", biography="Our words.")
        work = make_work("Emma")
        Contribution.objects.create(work=work, contributor=person, biography="The feed's words.")
        make_edition(work)

        (record,) = records(Edition.objects.all())

        assert record.descriptive.contributors[0].biography == "The feed's words."

    def test_of_a_withdrawn_edition_withdraws_it(self):
        edition = make_edition(withdrawn_on=date(2026, 6, 1))

        (record,) = records(Edition.objects.all())

        assert isinstance(record, Withdrawal)
        assert record.isbn13 == edition.isbn13

    def test_goes_out_with_every_edition_of_the_work(self):
        work = make_work("Emma", author="Jane Austen", overview="A novel.")
        make_edition(work)
        make_edition(work, product_form="BB")

        first, second = records(Edition.objects.all())

        assert first.collateral.overview == second.collateral.overview == "A novel."

    def test_queries_do_not_grow_with_the_editions(self, django_assert_num_queries):
        for _ in range(3):
            work = make_work(author="Jane Austen")
            make_contents(make_edition(work, publisher=make_publisher()), "One")

        # The batch, its eight lists with their contributors and series, and that no more come.
        with django_assert_num_queries(10):
            assert len(list(records(Edition.objects.all()))) == 3

    def test_stands_in_one_batch_or_another(self, monkeypatch):
        monkeypatch.setattr("catalog.exporting._BATCH", 2)
        isbns = [make_edition().isbn13 for _ in range(5)]

        assert [record.isbn13 for record in records(Edition.objects.all())] == isbns


class TestTheCommand:
    def test_writes_to_standard_output(self, capfdbinary):
        edition = make_edition()
        call_command("export_onix", stderr=StringIO())

        assert edition.isbn13.encode() in capfdbinary.readouterr().out

    def test_chooses_by_isbn_in_any_spelling(self, tmp_path):
        make_edition(isbn13="9780141439587")
        other = make_edition()

        text = export(tmp_path / "out.xml", isbn=["0-14-143958-0"]).read_text()

        assert "9780141439587" in text
        assert other.isbn13 not in text

    def test_chooses_by_subject(self, tmp_path):
        edition, other = make_full_edition(), make_edition()

        text = export(tmp_path / "out.xml", subject="FBA").read_text()

        assert edition.isbn13 in text
        assert other.isbn13 not in text

    def test_chooses_what_has_changed_since_a_day(self, tmp_path):
        edition, other = make_edition(), make_edition()
        last_year = datetime(2025, 6, 1, 12, tzinfo=UTC)
        Work.objects.filter(pk=other.work_id).update(changed_at=last_year)

        text = export(tmp_path / "out.xml", changed_since=datetime(2025, 6, 2, tzinfo=UTC))

        assert edition.isbn13 in text.read_text()
        assert other.isbn13 not in text.read_text()

    @pytest.mark.parametrize("written", ["yesterday", "2026-13-01", ""])
    def test_says_how_to_write_a_day(self, written):
        with pytest.raises(CommandError, match="is no date such as 2026-11-28"):
            call_command("export_onix", "--changed-since", written)

    @pytest.mark.parametrize(
        ("options", "words"),
        [
            ({"isbn": ["12"]}, "“12” is no ISBN"),
            ({"isbn": ["9780141439587"]}, "no edition with the ISBN 9780141439587"),
            ({"subject": "NONE"}, "no subject with the code “NONE”"),
            ({"covers": Path("/elsewhere")}, "must stand in the folder of the message"),
        ],
    )
    def test_says_what_is_wrong_with_the_choice(self, tmp_path, options, words):
        with pytest.raises(CommandError, match=words):
            export(tmp_path / "out.xml", **options)
        assert list(tmp_path.iterdir()) == []

    def test_that_is_interrupted_leaves_the_old_file_as_it_was(self, tmp_path, monkeypatch):
        make_edition()
        path = export(tmp_path / "out.xml")
        before = path.read_bytes()

        def interrupted(*args: Any, **kwargs: Any) -> Iterator[bytes]:
            yield b"<half"
            raise KeyboardInterrupt

        monkeypatch.setattr("catalog.management.commands.export_onix.export_onix", interrupted)
        with pytest.raises(KeyboardInterrupt):
            export(path)

        assert path.read_bytes() == before
        assert [each.name for each in tmp_path.iterdir()] == ["out.xml"]

    def test_names_a_cover_whose_file_is_gone(self, tmp_path):
        edition = make_edition()
        Edition.objects.filter(pk=edition.pk).update(
            cover="covers/gone.jpg", cover_width=1, cover_height=1
        )
        told = StringIO()

        call_command(
            "export_onix",
            output=str(tmp_path / "out.xml"),
            covers=tmp_path / "covers",
            stderr=told,
        )

        assert f"{edition.isbn13}: the file of the cover is missing" in told.getvalue()
        assert "ResourceLink" not in (tmp_path / "out.xml").read_text()


@pytest.mark.django_db(transaction=True)
def test_all_is_of_one_moment(monkeypatch, tmp_path):
    """What is stored while the message is written is not in it, and storing does not wait."""
    monkeypatch.setattr("catalog.exporting._BATCH", 1)
    first, second = make_edition(), make_edition()
    pieces = export_onix(Edition.objects.all())

    message = next(pieces)
    rename_elsewhere(second.work)
    message += b"".join(pieces)

    assert first.isbn13.encode() in message
    assert b"Renamed meanwhile" not in message
    assert Work.objects.get(pk=second.work.pk).title == "Renamed meanwhile"


def rename_elsewhere(work: Work) -> None:
    """Change the title on a connection of its own."""

    def rename() -> None:
        Work.objects.filter(pk=work.pk).update(title="Renamed meanwhile")
        connection.close()

    thread = Thread(target=rename)
    thread.start()
    thread.join()
