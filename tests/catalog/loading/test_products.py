"""A record goes in whole or not at all, and only what is new in it is written."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.importing import Outcome
from catalog.models import Contributor, Edition, EditorialReview, Publisher, Subject, Work
from tests.catalog.onix.messages import (
    ISBN,
    OTHER_ISBN,
    THIRD_ISBN,
    make_contributor,
    make_date,
    make_identifier,
    make_message,
    make_price,
    make_product,
    make_subject,
    make_text,
    make_title,
)
from tests.catalog.runs.onix_files import isbns
from tests.factories import make_contents, make_edition

pytestmark = pytest.mark.django_db

PUBLISHER = (
    "<Publisher><PublishingRole>01</PublishingRole><PublisherName>{}</PublisherName></Publisher>"
)
FULL = make_product(
    contributors=make_contributor(biography="She lived in Chawton."),
    descriptive="<EditionNumber>2</EditionNumber><EditionStatement>Revised</EditionStatement>"
    "<Language><LanguageRole>01</LanguageRole><LanguageCode>eng</LanguageCode></Language>"
    "<Extent><ExtentType>00</ExtentType><ExtentValue>474</ExtentValue>"
    "<ExtentUnit>03</ExtentUnit></Extent>"
    "<Measure><MeasureType>02</MeasureType><Measurement>5.90</Measurement>"
    "<MeasureUnitCode>in</MeasureUnitCode></Measure>"
    + make_subject("FIC004000", "FICTION / Classics")
    + make_subject("FIC027000", "FICTION / Romance", main=True),
    collateral=make_text("03", "A comedy of manners.")
    + make_text("09", "Delightful.", "<TextAuthor>Ann Lee, critic</TextAuthor>")
    + make_text("04", "1 Volume One 1\n2 Volume Two 97"),
    publishing=PUBLISHER.format("Quiet Press") + make_date("20030522"),
    prices=make_price("9.99"),
)
WRITES = ("INSERT", "UPDATE", "DELETE")


def test_a_full_record_is_stored(load_one):
    assert load_one(FULL).outcome is Outcome.CREATED

    edition = Edition.objects.get(isbn13=ISBN)
    assert edition.title_line == "Emma / Edition 2"
    assert edition.format_label == "Paperback (Print)"
    assert str(edition.publisher) == "Quiet Press"
    assert edition.published_on == date(2003, 5, 22)
    assert (edition.pages, edition.language) == (474, "eng")
    assert edition.width_mm == Decimal("149.86")
    assert edition.list_price == Decimal("9.99")
    assert [str(entry) for entry in edition.contents.all()] == ["1 Volume One 1", "2 Volume Two 97"]


def test_its_work_is_stored(load_one):
    load_one(FULL)

    work = Work.objects.get()
    contribution = work.contributions.get()
    assert work.overview == "A comedy of manners."
    assert str(work.main_subject) == "FICTION / Romance"
    assert work.subjects.count() == 2
    assert str(contribution.contributor) == "Jane Austen"
    assert contribution.biography == "She lived in Chawton."
    assert contribution.contributor.biography == ""
    review = work.editorial_reviews.get()
    assert (review.kind, review.text) == (EditorialReview.Kind.ENDORSEMENT, "Delightful.")
    assert review.signer_post == "critic"


def test_the_same_record_again_is_unchanged_and_writes_nothing(load_one):
    load_one(FULL)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert load_one(FULL).outcome is Outcome.UNCHANGED

    assert [query["sql"] for query in queries if query["sql"].startswith(WRITES)] == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("474", "475"),
        ("Revised", "Enlarged"),
        ("9.99", "10.99"),
        ("20030522", "20030523"),
        ("Quiet Press", "Loud Press"),
        ("<TitleText>Emma", "<TitleText>Emma!"),
        ("comedy", "tragedy"),
        ("Delightful", "Dreadful"),
        ("Volume Two", "Volume II"),
        ("Chawton", "Bath"),
        ("<MainSubject/>", ""),
        ("<ContributorRole>A01", "<ContributorRole>B01"),
        ("FIC004000", "FIC045000"),
    ],
)
def test_one_different_fact_is_a_change_and_then_none(load_one, before, after):
    load_one(FULL)
    changed = FULL.replace(before, after)
    assert changed != FULL

    assert load_one(changed).outcome is Outcome.CHANGED
    assert load_one(changed).outcome is Outcome.UNCHANGED
    assert Edition.objects.count() == Work.objects.count() == 1


def test_a_new_title_is_found_by_its_words(load_one):
    load_one(make_product())
    load_one(make_product(title=make_title("Sanditon")))

    assert Edition.objects.matching("sanditon").count() == 1


def test_a_later_record_empties_what_it_leaves_out_of_the_edition(load_one):
    load_one(FULL)
    load_one(make_product())

    edition = Edition.objects.get(isbn13=ISBN)
    assert edition.publisher is None
    assert edition.published_on is None
    assert (edition.list_price, edition.pages, edition.edition_number) == (None, None, None)


def test_a_later_record_keeps_sales_rank_and_contents_that_it_leaves_out(load_one):
    edition = make_edition(isbn13=ISBN, sales_rank=7)
    make_contents(edition, "Typed by staff")

    load_one(make_product())

    edition.refresh_from_db()
    assert edition.sales_rank == 7
    assert edition.contents.get().title == "Typed by staff"


def test_refused_records_leave_nothing_and_take_no_other_with_them(load):
    bad = make_product(
        OTHER_ISBN,
        title=make_title("Bad"),
        contributors=make_contributor("Nobody Known"),
        descriptive=make_subject("X" * 21, "Too long a code"),
        publishing=PUBLISHER.format("Unheard Of"),
    )

    results = load(make_product(), bad, make_product(THIRD_ISBN, title=make_title("Persuasion")))

    assert [result.outcome.value for result in results] == ["created", "refused", "created"]
    assert results[1].place == f"record test.{OTHER_ISBN} (line 18)"
    assert not Work.objects.filter(title="Bad").exists()
    assert not Contributor.objects.filter(name="Nobody Known").exists()
    assert not Publisher.objects.filter(name="Unheard Of").exists()


def make_series(name: str) -> str:
    return (
        "<Collection><TitleDetail><TitleType>01</TitleType><TitleElement><TitleElementLevel>02"
        f"</TitleElementLevel><TitleText>{name}</TitleText></TitleElement></TitleDetail>"
        "</Collection>"
    )


MANY_RELATED = (
    "<RelatedMaterial>"
    + "".join(
        "<RelatedProduct><ProductRelationCode>06</ProductRelationCode>"
        f"{make_identifier(isbn)}</RelatedProduct>"
        for isbn in isbns(1_001)
    )
    + "</RelatedMaterial><ProductSupply>"
)


@pytest.mark.parametrize(
    ("product", "reason"),
    [
        (make_product(title=make_title("x" * 10_001)), "The title has 10,001 characters"),
        (make_product(title=make_title("Emma", "x" * 10_001)), "The subtitle has 10,001"),
        (
            make_product(contributors=make_contributor("x" * 501)),
            "The contributor's name has 501 characters; the shop keeps 500 at most.",
        ),
        (make_product(contributors=make_contributor(biography="x" * 100_001)), "biography"),
        (make_product(descriptive=make_subject("C", "x" * 501)), "The subject heading has 501"),
        (make_product(publishing=PUBLISHER.format("x" * 501)), "The publisher's name has 501"),
        (make_product(collateral=make_text("03", "x" * 100_001)), "The overview has 100,001"),
        (make_product(collateral=make_text("06", "x" * 100_001)), "The editorial text has"),
        (
            make_product(descriptive=f"<EditionStatement>{'x' * 10_001}</EditionStatement>"),
            "The edition statement has 10,001",
        ),
        (
            make_product(descriptive=make_subject("", "x" * 100_001, scheme="20")),
            "The list of keywords has 100,001",
        ),
        (make_product(descriptive=make_series("x" * 501)), "The name of a series has 501"),
        (make_product(descriptive=make_subject("C" * 21)), "The subject code has 21 characters"),
        (
            make_product(collateral=make_text("04", f"1 | {'x' * 10_001} | 5")),
            "The title of a contents entry has 10,001",
        ),
        (
            make_product(collateral=make_text("04", f"{'x' * 501} | Wind | 5")),
            "The label of a contents entry has 501",
        ),
        (
            make_product(
                collateral=make_text("06", "Fine.", f"<TextAuthor>{'x' * 10_001}</TextAuthor>")
            ),
            "The signer of an editorial text has 10,001",
        ),
        (
            make_product(
                collateral=make_text("06", "Fine.", f"<SourceTitle>{'x' * 10_001}</SourceTitle>")
            ),
            "The source of an editorial text has 10,001",
        ),
    ],
)
def test_a_text_longer_than_the_shop_keeps_is_refused_with_its_limit(load_one, product, reason):
    result = load_one(product)

    assert result.outcome is Outcome.REFUSED
    assert reason in result.reason
    assert not Edition.objects.exists()


@pytest.mark.parametrize(
    ("product", "reason"),
    [
        (
            make_product(contributors=make_contributor() * 1_001),
            "There are 1,001 contributors; the shop keeps 1,000 at most.",
        ),
        (make_product(descriptive=make_subject("C") * 1_001), "There are 1,001 subjects;"),
        (
            make_product(descriptive="".join(make_series(f"S {n}") for n in range(1_001))),
            "There are 1,001 series;",
        ),
        (make_product().replace("<ProductSupply>", MANY_RELATED, 1), "There are 1,001 related"),
    ],
)
def test_a_list_longer_than_the_shop_keeps_is_refused_with_its_limit(load_one, product, reason):
    assert load_one(product).reason.startswith(reason)


class TestASecondRecordOfABook:
    def test_is_refused_since_it_would_change_the_book_back_and_forth(self, load):
        other = make_product(title=make_title("Other"))

        first, second = load(make_product(), other)

        assert first.outcome is Outcome.CREATED
        assert second.reason == f"ISBN {ISBN} has a record in line 4 already."
        assert Work.objects.get().title == "Emma"
        assert load(make_product(), other)[0].outcome is Outcome.UNCHANGED

    def test_is_found_however_far_from_the_first(self, load, monkeypatch):
        monkeypatch.setattr("catalog.loading.files._BATCH", 1)

        results = load(make_product(), make_product(OTHER_ISBN), make_product())

        assert [result.outcome.value for result in results] == ["created", "created", "refused"]

    def test_is_taken_where_the_first_was_refused(self, load):
        refused, taken = load(make_product(form="ZE"), make_product())

        assert refused.outcome is Outcome.REFUSED
        assert taken.outcome is Outcome.CREATED


def test_looking_up_takes_the_same_queries_for_one_record_and_for_many(load):
    products = [
        make_product(
            isbn,
            title=make_title(f"Book {isbn}"),
            contributors=make_contributor(f"Author {isbn}", biography="Told."),
            descriptive=make_subject(f"FIC{number}"),
            collateral=make_text("04", "1 One 1\n2 Two 9") + make_text("09", "Good."),
            publishing=PUBLISHER.format(f"Press {number}"),
        )
        for number, isbn in enumerate([ISBN, OTHER_ISBN, THIRD_ISBN])
    ]
    load(*products)

    with CaptureQueriesContext(connection) as for_one:
        load(products[0])
    with CaptureQueriesContext(connection) as for_three:
        load(*products)

    assert len(for_three) == len(for_one)


def test_what_only_the_database_knows_to_be_wrong_is_refused_without_a_traceback(load, monkeypatch):
    monkeypatch.setattr("catalog.loading.files.refuse_too_long", lambda product: None)
    too_long = make_product(OTHER_ISBN, title=make_title("x" * 10_001))

    good, refused = load(make_product(), too_long)

    assert good.outcome is Outcome.CREATED
    assert refused.outcome is Outcome.REFUSED
    assert refused.reason.startswith("The database does not take it:")
    assert "\n" not in refused.reason
    assert Edition.objects.count() == Work.objects.count() == 1


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "\"quotes\" and 'apostrophes' & ampersands",
        "{{ settings.SECRET_KEY }} {% debug %}",
        "'; DROP TABLE catalog_work; --",
        "\u202eright to left\u202c \u200fmark",
        "日本語の本 📚 Ünïcödé",
        "x" * 10_000,
    ],
)
def test_hostile_text_is_stored_as_it_is(load_one, text):
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    product = make_product(
        title=make_title(text, text),
        collateral=make_text("03", escaped)
        + make_text("09", escaped, f"<TextAuthor>{escaped}</TextAuthor>"),
    )

    assert load_one(product).outcome is Outcome.CREATED
    assert load_one(product).outcome is Outcome.UNCHANGED
    work = Work.objects.get()
    assert (work.title, work.subtitle, work.overview) == (text, text, text)
    assert work.editorial_reviews.get().signer == text


def test_publishers_contributors_and_subjects_are_shared(load):
    publishing = PUBLISHER.format("Quiet  Press")
    descriptive = make_subject("FIC004000", "FICTION / Classics")

    load(
        make_product(publishing=publishing, descriptive=descriptive),
        make_product(
            OTHER_ISBN,
            title=make_title("Persuasion"),
            contributors=make_contributor("JANE AUSTEN"),
            publishing=PUBLISHER.format("Quiet Press"),
            descriptive=descriptive,
        ),
    )

    assert Work.objects.count() == 2
    assert Publisher.objects.get().name == "Quiet Press"
    assert Contributor.objects.get().name == "Jane Austen"
    assert Subject.objects.get().works.count() == 2


def test_contributors_of_one_slug_get_addresses_of_their_own(load_one):
    load_one(make_product(contributors=make_contributor("李白") + make_contributor("???")))
    load_one(make_product(OTHER_ISBN, contributors=make_contributor("!!!")))

    slugs = set(Contributor.objects.values_list("slug", flat=True))
    assert slugs == {"李白", "contributor", "contributor-2"}


def test_the_same_person_twice_in_one_role_is_one_contribution(load_one):
    twice = make_contributor("Jane Austen") + make_contributor("Jane AUSTEN")

    assert load_one(make_product(contributors=twice)).outcome is Outcome.CREATED
    assert Work.objects.get().contributions.count() == 1


def test_a_role_that_no_page_names_is_told_as_a_contribution(load_one):
    load_one(make_product(contributors=make_contributor(role="A99")))

    assert Work.objects.get().contributions.get().get_role_display() == "with contributions by"


def test_a_subject_of_another_scheme_is_left_out(load_one):
    load_one(make_product(descriptive=make_subject("lit", "Literature", scheme="24")))

    assert not Subject.objects.exists()
    assert Work.objects.get().main_subject is None


def test_a_message_of_more_records_than_a_batch_is_loaded(load, monkeypatch):
    monkeypatch.setattr("catalog.loading.files._BATCH", 2)
    products = [make_product(isbn) for isbn in (ISBN, OTHER_ISBN, THIRD_ISBN)]

    assert len(load(*products)) == 3
    assert Edition.objects.count() == 3
    assert make_message(*products).count("<Product>") == 3
