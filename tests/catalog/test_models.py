"""What the database itself refuses, also from imports and bulk writes that no form has seen."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, connection, transaction
from django.db.models import CheckConstraint

from catalog.models import (
    ContentsEntry,
    Contribution,
    Contributor,
    Edition,
    EditorialReview,
    OnixRecord,
    OnixRun,
    Publisher,
    RelatedProduct,
    Series,
    SeriesPart,
    StaffEdit,
    Subject,
    Work,
)
from tests.factories import make_contributor, make_edition, make_isbn, make_publisher, make_work

pytestmark = pytest.mark.django_db
GOOD_ISBN = "9781572308695"


def subject(**fields):
    return Subject(**{"scheme": "10", "code": "FIC1", "heading": "FICTION", "slug": "f"} | fields)


def contributor(**fields):
    return Contributor(**{"name": "Jane Austen", "slug": "jane-austen"} | fields)


def contribution(**fields):
    return Contribution(**{"work": make_work(), "contributor": make_contributor()} | fields)


def edition(**fields):
    return Edition(**{"work": make_work(), "isbn13": make_isbn()} | fields)


def entry(**fields):
    return ContentsEntry(**{"edition": make_edition(), "order": 1, "title": "One"} | fields)


def blurb(**fields):
    return EditorialReview(**{"work": make_work(), "text": "Fine."} | fields)


def series(**fields):
    return Series(**{"name": "Lives", "slug": "lives"} | fields)


def series_part(**fields):
    lives = Series.objects.create(name="Lives", slug="lives")
    return SeriesPart(**{"edition": make_edition(), "series": lives} | fields)


def related_product(**fields):
    row = {"edition": make_edition(), "relation": "06", "isbn13": GOOD_ISBN}
    return RelatedProduct(**row | fields)


def staff_edit(**fields):
    return StaffEdit(**{"work": make_work(), "field": "title"} | fields)


def onix_run(**fields):
    return OnixRun(**{"file_name": "books.xml"} | fields)


def onix_record(**fields):
    run = onix_run()
    run.save()
    OnixRecord.objects.create(run=run, number=1, place="line 1", outcome="refused")
    return OnixRecord(**{"run": run, "number": 2, "place": "line 2", "outcome": "created"} | fields)


def cropped_edition(**fields):
    look = {"cover": "c.jpg", "cover_original": "o.jpg", "cover_width": 1, "cover_height": 1}
    return edition(**(look | {"cover_cut_left": 5} | fields))


BAD_ROWS = {
    "onix_run_message_length": lambda: onix_run(message="W" * 2_001),
    "onix_record_answered_where_refused": lambda: onix_record(answer="mended"),
    "publisher_name_not_empty": lambda: Publisher(name="", slug="w"),
    "publisher_slug_not_empty": lambda: Publisher(name="W", slug=""),
    "subject_code_not_empty": lambda: subject(code=""),
    "subject_heading_not_empty": lambda: subject(heading=""),
    "subject_slug_not_empty": lambda: subject(slug=""),
    "contributor_name_not_empty": lambda: contributor(name=""),
    "contributor_slug_not_empty": lambda: contributor(slug=""),
    "contents_title_not_empty": lambda: entry(title=""),
    "editorial_review_text_not_empty": lambda: blurb(text=""),
    "edition_published_on_as_exact_as_known": lambda: edition(
        published_on=date(2003, 5, 22), published_precision="year"
    ),
    "publisher_name_length": lambda: Publisher(name="W" * 501, slug="w"),
    "publisher_slug_length": lambda: Publisher(name="W", slug="w" * 121),
    "subject_scheme_known": lambda: subject(scheme="00"),
    "subject_code_length": lambda: subject(code="W" * 21),
    "subject_heading_length": lambda: subject(heading="W" * 501),
    "subject_slug_length": lambda: subject(slug="w" * 121),
    "contributor_name_length": lambda: contributor(name="W" * 501),
    "contributor_name_inverted_length": lambda: contributor(name_inverted="W" * 501),
    "contributor_letters_after_name_length": lambda: contributor(letters_after_name="W" * 501),
    "contributor_biography_length": lambda: contributor(biography="W" * 100_001),
    "contributor_slug_length": lambda: contributor(slug="w" * 121),
    "work_title_length": lambda: Work(title="W" * 10_001),
    "work_subtitle_length": lambda: Work(title="W", subtitle="W" * 10_001),
    "work_overview_length": lambda: Work(title="W", overview="W" * 100_001),
    "work_title_not_empty": lambda: Work(title=""),
    "contribution_role_known": lambda: contribution(role="X00"),
    "contribution_biography_length": lambda: contribution(biography="W" * 100_001),
    "edition_isbn13_valid": lambda: edition(isbn13="9781572308696"),
    "edition_product_form_known": lambda: edition(product_form="XX"),
    "edition_published_precision_known": lambda: edition(published_precision="week"),
    "edition_width_mm_more_than_zero": lambda: edition(width_mm=0),
    "edition_height_mm_more_than_zero": lambda: edition(height_mm=-1),
    "edition_depth_mm_more_than_zero": lambda: edition(depth_mm=0),
    "edition_edition_number_minimum": lambda: edition(edition_number=0),
    "edition_pages_minimum": lambda: edition(pages=0),
    "edition_duration_minutes_minimum": lambda: edition(duration_minutes=0),
    "edition_publishing_status_length": lambda: edition(publishing_status="004"),
    "edition_availability_length": lambda: edition(availability="020"),
    "series_name_not_empty": lambda: series(name=""),
    "series_slug_not_empty": lambda: series(slug=""),
    "series_name_length": lambda: series(name="W" * 501),
    "series_slug_length": lambda: series(slug="w" * 121),
    "series_part_number_length": lambda: series_part(number="1" * 21),
    "related_product_isbn13_valid": lambda: related_product(isbn13="9781572308696"),
    "related_product_relation_length": lambda: related_product(relation="006"),
    "staff_edit_of_a_work_or_an_edition": lambda: staff_edit(edition=make_edition()),
    "staff_edit_field_length": lambda: staff_edit(field="f" * 41),
    "work_keywords_length": lambda: Work(title="W", keywords="W" * 100_001),
    "edition_sales_rank_minimum": lambda: edition(sales_rank=0),
    "edition_list_price_minimum": lambda: edition(list_price=-1),
    "edition_list_price_seen_on_of_a_price": lambda: edition(list_price_seen_on=date(2026, 6, 1)),
    "edition_edition_statement_length": lambda: edition(edition_statement="W" * 10_001),
    "edition_language_length": lambda: edition(language="english"),
    "edition_cover_length": lambda: edition(cover="W" * 201, cover_width=1, cover_height=1),
    "edition_cover_widths_of_a_cover": lambda: edition(cover_widths="160"),
    "edition_cover_widths_length": lambda: edition(
        cover="w.jpg", cover_width=1, cover_height=1, cover_widths="1" * 101
    ),
    "edition_cover_original_length": lambda: cropped_edition(cover_original="W" * 201),
    "edition_cover_cut_of_an_original": lambda: cropped_edition(cover_original=""),
    "edition_cover_cut_left_leaves_something": lambda: cropped_edition(
        cover_cut_left=50, cover_cut_right=50
    ),
    "edition_cover_cut_top_leaves_something": lambda: cropped_edition(
        cover_cut_top=50, cover_cut_bottom=50
    ),
    "edition_cover_cut_left_minimum": lambda: cropped_edition(cover_cut_left=-1),
    "edition_cover_cut_top_minimum": lambda: cropped_edition(cover_cut_top=-1),
    "edition_cover_cut_right_minimum": lambda: cropped_edition(cover_cut_right=-1),
    "edition_cover_cut_bottom_minimum": lambda: cropped_edition(cover_cut_bottom=-1),
    "contents_level_1_to_4": lambda: entry(level=5),
    "contents_label_length": lambda: entry(label="W" * 501),
    "contents_title_length": lambda: entry(title="W" * 10_001),
    "contents_page_length": lambda: entry(page="1" * 21),
    "editorial_review_kind_known": lambda: blurb(kind="rumour"),
    "editorial_review_text_length": lambda: blurb(text="W" * 100_001),
    "editorial_review_signer_length": lambda: blurb(signer="W" * 10_001),
    "editorial_review_source_length": lambda: blurb(source="W" * 10_001),
}
MODELS = (
    Publisher,
    Subject,
    Series,
    Contributor,
    Work,
    Contribution,
    Edition,
    ContentsEntry,
    SeriesPart,
    RelatedProduct,
    EditorialReview,
    OnixRecord,
    OnixRun,
    StaffEdit,
)


def refused(write):
    """Return the words in which the database refuses a write; fail when it does not."""
    with pytest.raises(Error) as refusal, transaction.atomic():
        write()
    return str(refusal.value)


@pytest.mark.parametrize(("name", "bad_row"), BAD_ROWS.items(), ids=BAD_ROWS)
def test_the_database_refuses_a_bad_row_of_a_bulk_write(name, bad_row):
    row = bad_row()
    words = refused(lambda: type(row).objects.bulk_create([row]))
    # PostgreSQL refuses a text that is too long for its column before it looks at constraints.
    assert name in words or "value too long" in words


@pytest.mark.parametrize(
    "good_row",
    [
        *(subject, contributor, contribution, edition, cropped_edition, entry, blurb),
        *(series, series_part, related_product, staff_edit),
    ],
    ids=lambda f: f.__name__,
)
def test_the_database_takes_the_rows_the_bad_ones_are_made_from(good_row):
    row = good_row()
    type(row).objects.bulk_create([row])


def test_no_constraint_is_left_untried():
    checks = {
        constraint.name
        for model in MODELS
        for constraint in model._meta.constraints
        if "unique" not in constraint.name
    }
    tried_below = {"contents_order_unique", "subject_code_unique", "contribution_unique"}
    assert checks == BAD_ROWS.keys() - tried_below


def test_a_dump_restores_without_django():
    """On SQLite some of Django's functions are Python, which no other program can call."""
    editor = connection.SchemaEditorClass(connection, collect_sql=True)
    for model in MODELS:
        for constraint in model._meta.constraints:
            if isinstance(constraint, CheckConstraint):
                assert "django_" not in str(constraint.constraint_sql(model, editor))


def test_an_empty_name_is_told_in_words():
    with pytest.raises(ValidationError, match="The heading must not be empty"):
        subject(heading="").validate_constraints()


class TestUniqueness:
    def test_one_onix_file_is_loaded_at_a_time(self):
        onix_run(state="running").save()
        onix_run(state="done").save()
        assert refused(onix_run(state="running").save)

    def test_a_record_of_an_onix_file_has_one_result(self):
        assert refused(onix_record(number=1).save)

    def test_a_contributor_has_a_role_in_a_work_once(self):
        first = contribution()
        first.save()
        again = contribution(work=first.work, contributor=first.contributor)
        assert refused(again.save)

    def test_two_entries_do_not_share_a_place(self):
        first = entry()
        first.save()
        assert refused(entry(edition=first.edition).save)

    def test_a_subject_code_stands_once_in_its_scheme(self):
        subject().save()
        assert refused(subject(slug="another").save)

    def test_two_editions_do_not_share_an_isbn(self):
        make_edition(isbn13=GOOD_ISBN)
        assert refused(edition(isbn13=GOOD_ISBN).save)

    def test_two_publishers_do_not_share_a_name(self):
        make_publisher("Quiet Press")
        assert refused(Publisher(name="Quiet Press", slug="another").save)


class TestISBN:
    @pytest.mark.parametrize(
        "isbn13",
        [
            "9781572308690",
            "9787152308695",
            "1572308699",
            "978157230869",
            "978157230869X",
            "978-157230869",
            " 978157230869",
            "9771572308698",
            "",
        ],
    )
    def test_update_cannot_store_an_isbn_that_is_none(self, isbn13):
        row = make_edition(isbn13=GOOD_ISBN)
        assert refused(lambda: Edition.objects.filter(pk=row.pk).update(isbn13=isbn13))
        row.refresh_from_db()
        assert row.isbn13 == GOOD_ISBN

    @pytest.mark.parametrize("last", [digit for digit in "0123456789" if digit != "5"])
    def test_only_one_check_digit_fits(self, last):
        assert refused(lambda: Edition.objects.bulk_create([edition(isbn13=GOOD_ISBN[:-1] + last)]))

    def test_plain_sql_is_held_to_it_too(self):
        row = make_edition()
        with connection.cursor() as cursor:
            assert refused(
                lambda: cursor.execute(
                    "UPDATE catalog_edition SET isbn13 = %s WHERE id = %s",
                    ["9781572308696", row.pk],
                )
            )


class TestPublicationDate:
    @pytest.mark.parametrize(
        ("precision", "published_on"),
        [
            ("day", date(2003, 5, 22)),
            ("month", date(2003, 5, 1)),
            ("year", date(2003, 1, 1)),
            ("year", None),
        ],
    )
    def test_is_kept_as_exact_as_it_is_known(self, precision, published_on):
        row = edition(published_on=published_on, published_precision=precision)
        row.full_clean()
        Edition.objects.bulk_create([row])

    @pytest.mark.parametrize(
        ("precision", "published_on"),
        [
            ("month", date(2003, 5, 22)),
            ("year", date(2003, 5, 1)),
            ("year", date(2003, 1, 22)),
        ],
    )
    def test_is_never_more_exact_than_it_is_known(self, precision, published_on):
        row = edition(published_on=published_on, published_precision=precision)
        with pytest.raises(ValidationError, match="one known to the year as January 1"):
            row.full_clean()
        assert refused(lambda: Edition.objects.bulk_create([row]))


class TestFoldedField:
    def test_is_filled_from_its_sources(self):
        work = make_work("L'Étranger", subtitle="A Novel")
        work.refresh_from_db()
        assert work.title_key == "l etranger a novel"

    def test_follows_a_changed_title(self):
        work = make_work("Emma")
        work.title = "Persuasion"
        work.save()
        assert Work.objects.get(title_key="persuasion") == work

    def test_is_filled_by_bulk_writes(self):
        Work.objects.bulk_create([Work(title="ÉMILE")])
        assert Work.objects.get().title_key == "emile"

    def test_is_cut_to_its_column(self):
        assert len(make_work("W" * 10_000).title_key) == 500

    def test_tells_long_titles_apart(self):
        one, other = make_work("W" * 400 + " one"), make_work("W" * 400 + " other")
        assert one.title_key != other.title_key

    def test_works_are_listed_without_regard_to_capitals(self):
        titles = ["Zadig", "émile", "Emma"]
        for title in titles:
            make_work(title)
        assert [work.title for work in Work.objects.all()] == ["émile", "Emma", "Zadig"]


class TestWords:
    def test_a_title_line_has_subtitle_and_edition_number(self):
        row = make_edition(make_work("Emma", subtitle="A Novel"), edition_number=2)
        assert row.title_line == "Emma: A Novel / Edition 2"

    def test_a_title_line_without_either_is_the_title(self):
        assert make_edition(make_work("Emma")).title_line == "Emma"

    def test_an_address_has_isbn_and_slug(self):
        row = make_edition(make_work("Emma & Co."), isbn13=GOOD_ISBN)
        assert row.get_absolute_url() == f"/books/{GOOD_ISBN}/emma-co/"

    def test_a_title_without_letters_has_an_address_too(self):
        assert make_edition(make_work("???")).get_absolute_url().endswith("/book/")

    def test_the_shops_own_biography_stands_before_the_feeds(self):
        row = contribution(biography="From a feed.")
        assert row.shown_biography == "From a feed."
        row.contributor.biography = "Our own."
        assert row.shown_biography == "Our own."

    def test_a_signer_is_a_name_and_a_post(self):
        row = blurb(signer="David H. Barlow, PhD, Boston University")
        assert (row.signer_name, row.signer_post) == ("David H. Barlow", "PhD, Boston University")

    def test_a_subject_is_a_path(self):
        row = subject(heading="PSYCHOLOGY / Psychotherapy / General")
        assert row.path == ["Psychology", "Psychotherapy"]

    def test_only_the_first_level_of_a_subject_is_taken_out_of_capitals(self):
        assert subject(heading="FICTION / LGBTQ+ / General").path == ["Fiction", "LGBTQ+"]

    @pytest.mark.parametrize(
        ("isbn13", "isbn10"), [(GOOD_ISBN, "1572308699"), ("9791032305690", None)]
    )
    def test_only_an_isbn_of_978_has_an_isbn_10(self, isbn13, isbn10):
        assert Edition(isbn13=isbn13).isbn10 == isbn10
