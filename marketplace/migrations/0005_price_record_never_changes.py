"""The database itself refuses to change what was observed of a price (B7).

Records still go with their edition. On SQLite, Django alters a table by copying it, which drops
its triggers: a later migration that alters marketplace_pricerecord has to end with
`RunPython(create_trigger, drop_trigger)` of this one. tests/marketplace/test_price_record_model.py
fails when that is forgotten.
"""

from django.db import migrations

MESSAGE = "A price record is never changed."

CREATE = {
    "sqlite": [
        f"""
        CREATE TRIGGER marketplace_pricerecord_is_final BEFORE UPDATE ON marketplace_pricerecord
        BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END
        """
    ],
    "postgresql": [
        f"""
        CREATE FUNCTION marketplace_pricerecord_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'check_violation'; END $$
        """,
        """
        CREATE TRIGGER marketplace_pricerecord_is_final BEFORE UPDATE ON marketplace_pricerecord
        FOR EACH ROW EXECUTE FUNCTION marketplace_pricerecord_is_final()
        """,
    ],
}
DROP = {
    "sqlite": ["DROP TRIGGER marketplace_pricerecord_is_final"],
    "postgresql": [
        "DROP TRIGGER marketplace_pricerecord_is_final ON marketplace_pricerecord",
        "DROP FUNCTION marketplace_pricerecord_is_final()",
    ],
}


def create_trigger(apps, schema_editor):
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop_trigger(apps, schema_editor):
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("marketplace", "0004_identical_offers_index")]

    operations = [migrations.RunPython(create_trigger, drop_trigger, elidable=False)]
