"""A pen name never changes: not through the model, and not through the database itself."""

from importlib import import_module

import pytest
from django.db import Error, IntegrityError, connection, transaction
from django.utils import timezone

from accounts.models import PenName
from accounts.pen_names import PenNameIsFinal
from tests.factories import make_user

pytestmark = pytest.mark.django_db
now = timezone.now()


def make_pen_name(name="Heron", **fields):
    user = fields.pop("user", None) or make_user()
    return PenName.objects.create(name=name, user=user, **fields)


def row(**fields):
    """A row as a careless bulk write makes it."""
    defaults = {"name": "Heron", "skeleton": "heron", "user": make_user()}
    return PenName(**(defaults | fields))


BAD_ROWS = {
    "pen_name_plain": lambda: row(name="Herón"),
    "pen_name_plain with a line feed": lambda: row(name="Heron\n"),
    "pen_name_length": lambda: row(name="H"),
    "pen_name_skeleton_length": lambda: row(skeleton=""),
    "pen_name_retired_with_reason": lambda: row(retired_at=now),
    "pen_name_retired_with_reason, or not": lambda: row(retired_reason="Rude."),
    "pen_name_retired_with_reason, by nobody": lambda: row(retired_by=make_user()),
    "pen_name_retired_reason_length": lambda: row(retired_at=now, retired_reason="W" * 501),
    "pen_name_without_account_is_retired": lambda: row(user=None),
}


@pytest.mark.parametrize("name", BAD_ROWS)
def test_database_refuses(name):
    with pytest.raises(Error, match=name.split()[0].rstrip(",")), transaction.atomic():
        PenName.objects.bulk_create([BAD_ROWS[name]()])


def test_database_refuses_too_long_a_name():
    with pytest.raises(Error), transaction.atomic():
        PenName.objects.bulk_create([row(name="H" * 31)])


def test_database_refuses_a_second_name_that_looks_the_same():
    make_pen_name("Heron")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_pen_name("HERON")


def test_database_refuses_a_second_name_for_an_account():
    alice = make_user()
    make_pen_name("Heron", user=alice)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_pen_name("Egret", user=alice)


class TestModel:
    def test_refuses_another_name(self):
        pen_name = make_pen_name("Heron")
        pen_name.name = "Egret"
        with pytest.raises(PenNameIsFinal):
            pen_name.save()
        assert PenName.objects.get().name == "Heron"

    def test_refuses_another_account(self):
        pen_name = make_pen_name()
        pen_name.user = make_user()
        with pytest.raises(PenNameIsFinal):
            pen_name.save(update_fields=["user"])

    def test_saves_that_it_is_retired(self):
        pen_name = make_pen_name()
        pen_name.retired_at, pen_name.retired_reason = now, "Rude."
        pen_name.save()
        assert PenName.objects.get().is_retired

    def test_is_not_deleted(self):
        pen_name = make_pen_name()
        with pytest.raises(PenNameIsFinal):
            pen_name.delete()
        with pytest.raises(PenNameIsFinal):
            PenName.objects.all().delete()

    def test_outlives_its_account_when_retired(self):
        alice = make_user()
        make_pen_name(user=alice, retired_at=now, retired_reason="Rude.")
        alice.delete()
        assert PenName.objects.get().user is None


class TestDatabase:
    @pytest.fixture
    def pen_name(self):
        return make_pen_name("Heron")

    def refuses(self, sql, *values):
        with (
            pytest.raises(IntegrityError, match="never changed"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql, values)

    def test_refuses_another_name(self, pen_name):
        self.refuses("UPDATE accounts_penname SET name = 'Egret' WHERE id = %s", pen_name.pk)

    def test_refuses_the_name_in_other_capitals(self, pen_name):
        self.refuses("UPDATE accounts_penname SET name = 'HERON' WHERE id = %s", pen_name.pk)

    def test_refuses_another_skeleton(self, pen_name):
        self.refuses("UPDATE accounts_penname SET skeleton = 'egret' WHERE id = %s", pen_name.pk)

    def test_refuses_another_account(self, pen_name):
        bob = make_user()
        self.refuses("UPDATE accounts_penname SET user_id = %s", bob.pk)

    def test_refuses_to_give_away_the_name_of_a_closed_account(self, pen_name):
        PenName.objects.update(user=None, retired_at=now, retired_reason="account closed")
        self.refuses("UPDATE accounts_penname SET user_id = %s", make_user().pk)

    def test_refuses_a_bulk_update(self, pen_name):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            PenName.objects.update(name="Egret")

    def test_lets_the_name_be_retired_and_the_account_go(self, pen_name):
        PenName.objects.update(user=None, retired_at=now, retired_reason="account closed")
        assert PenName.objects.get().user is None


@pytest.mark.django_db(transaction=True)
def test_migration_of_the_trigger_can_be_undone_and_done_again():
    migration = import_module("accounts.migrations.0003_pen_name_never_changes")
    make_pen_name("Heron")
    with connection.schema_editor() as editor:
        migration.drop_trigger(None, editor)
    try:
        PenName.objects.update(name="Egret")
    finally:
        with connection.schema_editor() as editor:
            migration.create_trigger(None, editor)
    with pytest.raises(IntegrityError):
        PenName.objects.update(name="Heron")
