import pytest

from moderation.facts import FACTS, fact_label
from moderation.models import Case, Report
from moderation.reasons import REASONS, REASONS_BY_CODE, WRONG_FACT, label_of

ALL = [(kind, reason) for kind, reasons in REASONS.items() for reason in reasons]


def desk_of(kind, code):
    return REASONS_BY_CODE[kind][code].desk


def test_everything_that_can_be_reported_has_reasons():
    assert set(REASONS) == set(Case.Kind.values)


@pytest.mark.parametrize(("kind", "reason"), ALL)
def test_each_reason_goes_to_a_desk_and_fits_its_column(kind, reason):
    assert reason.desk in Case.Desk.values
    assert 0 < len(reason.code) <= Report._meta.get_field("reason").max_length
    assert reason.field in {"", *(fact.code for fact in FACTS)}
    assert label_of(kind, reason.code) == reason.label


def test_each_fact_goes_to_a_desk_and_fits_its_column():
    for fact in FACTS:
        assert fact.desk in Case.Desk.values
        assert 0 < len(fact.code) <= Case._meta.get_field("field").max_length
        assert fact_label(fact.code) == fact.label


def test_no_reason_or_fact_is_there_twice():
    assert all(len(REASONS_BY_CODE[kind]) == len(REASONS[kind]) for kind in REASONS)
    assert len({fact.code for fact in FACTS}) == len(FACTS)


def test_reviews_and_pen_names_go_to_the_moderators():
    reasons = [*REASONS["review"], *REASONS["pen_name"]]
    assert {reason.desk for reason in reasons} == {"reviews"}


def test_offers_and_sellers_go_to_the_marketplace_managers():
    reasons = [*REASONS["offer"], *REASONS["seller"]]
    assert {reason.desk for reason in reasons} == {"marketplace"}


@pytest.mark.parametrize(
    ("code", "desk"),
    [
        ("wrong_information", "catalogue"),
        ("wrong_image", "catalogue"),
        ("other", "catalogue"),
        ("offensive", "reviews"),
        ("copyright", "reviews"),
        ("counterfeit", "marketplace"),
    ],
)
def test_a_book_page_goes_to_those_who_can_put_it_right(code, desk):
    assert desk_of("edition", code) == desk


def test_the_reasons_of_the_requirements_are_there():
    """RP-2, and "suspected underage user" besides (AG-3)."""
    assert {"abusive", "off_topic", "spam", "underage", "terms", "copyright"} == set(
        REASONS_BY_CODE["review"]
    )


def test_errors_go_to_the_catalogue_editors_but_for_offers():
    elsewhere = [fact.code for fact in FACTS if fact.desk != "catalogue"]
    assert elsewhere == ["offers"]


def test_a_reason_or_fact_of_former_days_stands_for_itself():
    assert label_of("review", "too_long") == "too_long"
    assert fact_label("weight") == "weight"


def test_a_wrong_fact_has_words():
    assert label_of("edition", WRONG_FACT) == "Error on the page"
