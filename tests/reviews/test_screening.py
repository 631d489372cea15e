import pytest

from reviews.forms import TEXT_MAX
from reviews.screening import STORED_MAX, Screening, screen_review

pytestmark = pytest.mark.django_db

WARNED = "$1 "


def test_every_finding_is_stored_with_its_field():
    screening = screen_review(headline=WARNED, text=f"It is worth {WARNED * 2}")
    stored = screening.as_json()
    assert [each["field"] for each in stored] == ["headline", "text", "text"]
    assert "more" not in stored[-1]["advice"]


def test_a_flood_of_findings_is_stored_up_to_a_limit_and_the_rest_counted():
    screening = screen_review(headline=WARNED, text=(WARNED * TEXT_MAX)[:TEXT_MAX])
    stored = screening.as_json()
    assert len(stored) == STORED_MAX
    assert stored[0]["field"] == "headline"
    more = len(screening.findings) - STORED_MAX
    assert more > 1000
    assert stored[-1]["advice"].endswith(f"(And {more} more.)")


def test_nothing_found_is_stored_as_nothing():
    assert Screening([], []).as_json() == []
