"""The database itself refuses a review's state that no decision tells of (B2).

A review starts as one that waits; afterwards its state is what its last decision says. What a
decision says is never changed.

On SQLite, Django alters a table by copying it, which drops its triggers: a later migration that
alters reviews_review or reviews_decision has to end with `RunPython(create, drop)` of this one.
tests/reviews/test_decision_model.py fails when that is forgotten.
"""

from django.db import migrations

STARTS = "A review starts as one that waits for a moderator."
NEEDS = "The state of a review changes by a decision."
STAYS = "A decision is never changed."

LAST_OUTCOME = (
    "(SELECT outcome FROM reviews_decision WHERE review_id = NEW.id ORDER BY id DESC LIMIT 1)"
)
IS_CHANGED = """
    NEW.outcome <> OLD.outcome OR NEW.rule <> OLD.rule OR NEW.work_id <> OLD.work_id
    OR NEW.decided_at <> OLD.decided_at OR NEW.received_at <> OLD.received_at
    OR NEW.is_automatic <> OLD.is_automatic
    OR (NEW.review_id IS NOT NULL AND (OLD.review_id IS NULL OR NEW.review_id <> OLD.review_id))
    OR (
        NEW.decided_by_id IS NOT NULL
        AND (OLD.decided_by_id IS NULL OR NEW.decided_by_id <> OLD.decided_by_id)
    )
"""

CREATE = {
    "sqlite": [
        f"""
        CREATE TRIGGER reviews_review_starts_waiting BEFORE INSERT ON reviews_review
        WHEN NEW.state <> 'pending'
        BEGIN SELECT RAISE(ABORT, '{STARTS}'); END
        """,
        f"""
        CREATE TRIGGER reviews_review_is_decided BEFORE UPDATE ON reviews_review
        WHEN NEW.state <> OLD.state AND NEW.state IS NOT {LAST_OUTCOME}
        BEGIN SELECT RAISE(ABORT, '{NEEDS}'); END
        """,
        f"""
        CREATE TRIGGER reviews_decision_stays BEFORE UPDATE ON reviews_decision
        WHEN {IS_CHANGED}
        BEGIN SELECT RAISE(ABORT, '{STAYS}'); END
        """,
    ],
    "postgresql": [
        f"""
        CREATE FUNCTION reviews_review_is_decided() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'INSERT' THEN
                RAISE EXCEPTION '{STARTS}' USING ERRCODE = 'check_violation';
            END IF;
            IF NEW.state IS DISTINCT FROM {LAST_OUTCOME} THEN
                RAISE EXCEPTION '{NEEDS}' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END $$
        """,
        """
        CREATE TRIGGER reviews_review_starts_waiting BEFORE INSERT ON reviews_review
        FOR EACH ROW WHEN (NEW.state <> 'pending') EXECUTE FUNCTION reviews_review_is_decided()
        """,
        """
        CREATE TRIGGER reviews_review_is_decided BEFORE UPDATE ON reviews_review
        FOR EACH ROW WHEN (NEW.state <> OLD.state) EXECUTE FUNCTION reviews_review_is_decided()
        """,
        f"""
        CREATE FUNCTION reviews_decision_stays() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{STAYS}' USING ERRCODE = 'check_violation'; END $$
        """,
        f"""
        CREATE TRIGGER reviews_decision_stays BEFORE UPDATE ON reviews_decision
        FOR EACH ROW WHEN ({IS_CHANGED}) EXECUTE FUNCTION reviews_decision_stays()
        """,
    ],
}
DROP = {
    "sqlite": [
        "DROP TRIGGER reviews_review_starts_waiting",
        "DROP TRIGGER reviews_review_is_decided",
        "DROP TRIGGER reviews_decision_stays",
    ],
    "postgresql": [
        "DROP TRIGGER reviews_review_starts_waiting ON reviews_review",
        "DROP TRIGGER reviews_review_is_decided ON reviews_review",
        "DROP FUNCTION reviews_review_is_decided()",
        "DROP TRIGGER reviews_decision_stays ON reviews_decision",
        "DROP FUNCTION reviews_decision_stays()",
    ],
}


def create(apps, schema_editor):
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("reviews", "0007_review_without_decision_columns")]

    operations = [migrations.RunPython(create, drop, elidable=False)]
