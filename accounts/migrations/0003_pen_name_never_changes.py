"""The database itself refuses to change a pen name or to give it to another account (PN-3).

On SQLite, Django alters a table by copying it, which drops its triggers: a later migration that
alters accounts_penname has to end with `RunPython(create_trigger, drop_trigger)` of this one.
tests/accounts/test_pen_name_model.py fails when that is forgotten.
"""

from django.db import migrations

CHANGED = """
    NEW.name <> OLD.name OR NEW.skeleton <> OLD.skeleton
    OR (NEW.user_id IS NOT NULL AND (OLD.user_id IS NULL OR NEW.user_id <> OLD.user_id))
"""
MESSAGE = "A pen name is never changed, nor given to another account."

CREATE = {
    "sqlite": [
        f"""
        CREATE TRIGGER accounts_penname_is_final BEFORE UPDATE ON accounts_penname
        WHEN {CHANGED}
        BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END
        """
    ],
    "postgresql": [
        f"""
        CREATE FUNCTION accounts_penname_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'check_violation'; END $$
        """,
        f"""
        CREATE TRIGGER accounts_penname_is_final BEFORE UPDATE ON accounts_penname
        FOR EACH ROW WHEN ({CHANGED}) EXECUTE FUNCTION accounts_penname_is_final()
        """,
    ],
}
DROP = {
    "sqlite": ["DROP TRIGGER accounts_penname_is_final"],
    "postgresql": [
        "DROP TRIGGER accounts_penname_is_final ON accounts_penname",
        "DROP FUNCTION accounts_penname_is_final()",
    ],
}


def create_trigger(apps, schema_editor):
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop_trigger(apps, schema_editor):
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_pen_name")]

    operations = [migrations.RunPython(create_trigger, drop_trigger, elidable=False)]
