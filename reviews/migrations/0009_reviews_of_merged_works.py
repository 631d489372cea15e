"""Two works become one, and one becomes two: their reviews and decisions go along.

A reader may then have two reviews of one work; one of them is set aside, and kept. What a decision
is about may change only to the work that its review is of.

This migration alters reviews_review and reviews_decision, so that it makes all triggers anew. A
later one that alters these tables ends with `RunPython(create, drop)` of this one.
"""

from importlib import import_module

from django.db import migrations, models
from django.db.models import Q

before = import_module("reviews.migrations.0008_states_need_decisions")

IS_CHANGED = before.IS_CHANGED.replace("OR NEW.work_id <> OLD.work_id", "")
IS_OF_ANOTHER_WORK = """
    NEW.work_id <> OLD.work_id AND NEW.review_id IS NOT NULL
    AND NEW.work_id <> (SELECT work_id FROM reviews_review WHERE id = NEW.review_id)
"""

CREATE = {
    "sqlite": [
        f"""
        CREATE TRIGGER reviews_decision_stays BEFORE UPDATE ON reviews_decision
        WHEN ({IS_CHANGED}) OR ({IS_OF_ANOTHER_WORK})
        BEGIN SELECT RAISE(ABORT, '{before.STAYS}'); END
        """,
    ],
    # The condition of a trigger holds no query in PostgreSQL, so that the function asks.
    "postgresql": [
        f"""
        CREATE FUNCTION reviews_decision_stays() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF ({IS_CHANGED}) OR ({IS_OF_ANOTHER_WORK}) THEN
                RAISE EXCEPTION '{before.STAYS}' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END $$
        """,
        """
        CREATE TRIGGER reviews_decision_stays BEFORE UPDATE ON reviews_decision
        FOR EACH ROW EXECUTE FUNCTION reviews_decision_stays()
        """,
    ],
}


def run(statements, schema_editor):
    for statement in statements:
        schema_editor.execute(statement)


def create(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    kept = [sql for sql in before.CREATE[vendor] if "reviews_decision_stays" not in sql]
    run(kept + CREATE[vendor], schema_editor)


def drop(apps, schema_editor):
    run(before.DROP[schema_editor.connection.vendor], schema_editor)


STATES = ["pending", "published", "refused", "removed", "set aside"]
OUTCOMES = ["published", "refused", "removed", "pending", "set aside", "withdrawn", "erased"]
SET_ASIDE = ("set aside", "set aside for another of the same reader")


def known(model, name, field, values):
    return [
        migrations.RemoveConstraint(model, name),
        migrations.AddConstraint(
            model, models.CheckConstraint(condition=Q(**{f"{field}__in": values}), name=name)
        ),
    ]


class Migration(migrations.Migration):
    dependencies = [("reviews", "0008_states_need_decisions")]

    operations = [
        migrations.RunPython(before.drop, before.create, elidable=False),
        migrations.AlterField(
            "review",
            "state",
            models.CharField(
                choices=[
                    ("pending", "waiting for a moderator"),
                    ("published", "Published"),
                    ("refused", "not published"),
                    ("removed", "taken down"),
                    SET_ASIDE,
                ],
                default="pending",
                max_length=9,
            ),
        ),
        migrations.AlterField(
            "decision",
            "outcome",
            models.CharField(
                choices=[
                    ("published", "published"),
                    ("refused", "not published"),
                    ("removed", "taken down"),
                    ("pending", "put back to wait"),
                    SET_ASIDE,
                    ("withdrawn", "taken back by its author"),
                    ("erased", "deleted with the account"),
                ],
                max_length=9,
            ),
        ),
        *known("review", "review_state_known", "state", STATES),
        *known("decision", "decision_outcome_known", "outcome", OUTCOMES),
        migrations.RemoveConstraint("review", "review_one_per_author_and_work"),
        migrations.AddConstraint(
            "review",
            models.UniqueConstraint(
                fields=["work", "author"],
                condition=~Q(state="set aside"),
                name="review_one_per_author_and_work",
                violation_error_message="This reader has reviewed this work already.",
            ),
        ),
        migrations.RunPython(create, drop, elidable=False),
    ]
