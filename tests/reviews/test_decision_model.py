"""The database itself holds reviews to their decisions (B2), past every service."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from reviews.models import Decision, Review
from reviews.querysets import NeedsDecision
from tests.factories import make_decision, make_moderator, make_review, make_work

pytestmark = pytest.mark.django_db

STATES = ["pending", "published", "refused", "removed"]


@pytest.fixture(params=STATES)
def review(request):
    return make_review(make_work(), state=request.param)


class TestAStateWithoutADecision:
    @pytest.mark.parametrize("state", STATES)
    def test_is_refused_when_a_review_is_saved(self, review, state):
        if state == review.state:
            return
        review.state = state
        with pytest.raises(IntegrityError, match="changes by a decision"), transaction.atomic():
            review.save()

    @pytest.mark.parametrize("state", STATES[1:])
    def test_is_refused_in_bulk_and_in_plain_sql(self, state):
        review = make_review(make_work(), state="pending")
        with pytest.raises(IntegrityError, match="changes by a decision"), transaction.atomic():
            Review.objects.update(state=state)
        with pytest.raises(IntegrityError, match="changes by a decision"), transaction.atomic():
            Review.objects.bulk_update([Review(pk=review.pk, state=state)], ["state"])
        with (
            pytest.raises(IntegrityError, match="changes by a decision"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("UPDATE reviews_review SET state = %s", [state])

    @pytest.mark.parametrize("state", STATES[1:])
    def test_is_refused_for_a_new_review(self, state):
        author = make_moderator()
        row = Review(work=make_work(), author=author, rating=5, text="Yes.", state=state)
        with pytest.raises(IntegrityError, match="starts as one that waits"), transaction.atomic():
            Review.objects.bulk_create([row])

    def test_is_refused_when_an_older_decision_said_so(self):
        review = make_review(make_work())
        make_decision(review, "removed")
        with pytest.raises(IntegrityError, match="changes by a decision"), transaction.atomic():
            Review.objects.update(state="published")

    def test_is_refused_when_the_decision_was_on_another_review(self):
        make_review(make_work())
        review = make_review(make_work(), state="pending")
        with pytest.raises(IntegrityError, match="changes by a decision"), transaction.atomic():
            Review.objects.filter(pk=review.pk).update(state="published")


class TestADecision:
    @pytest.mark.parametrize("change", [{"outcome": "removed"}, {"rule": "RR-9"}])
    def test_is_never_changed(self, change):
        make_review(make_work(), state="refused")
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            Decision.objects.update(**change)

    def test_is_given_to_nobody_else(self):
        make_review(make_work(), state="refused")
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            Decision.objects.update(decided_by=make_moderator())

    @pytest.mark.parametrize("outcome", ["refused", "removed"])
    def test_against_a_review_names_its_rule(self, outcome):
        review = make_review(make_work())
        with (
            pytest.raises(IntegrityError, match="decision_against_names_its_rule"),
            transaction.atomic(),
        ):
            make_decision(review, outcome, rule="")


class TestDeleting:
    def test_a_review_is_refused_one_by_one_and_in_bulk(self, review):
        with pytest.raises(NeedsDecision):
            review.delete()
        with pytest.raises(NeedsDecision):
            Review.objects.all().delete()
        assert Review.objects.exists()

    def test_what_a_decision_is_about_is_refused_by_the_database(self):
        make_review(make_work())
        with pytest.raises((IntegrityError, ProtectedError)), transaction.atomic():
            Review.objects.all().delete_as_decided()
