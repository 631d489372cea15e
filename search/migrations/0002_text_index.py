"""The engine's own table, and all works noted as changed, so that the shop brings them in."""

from django.db import migrations

from search.engines import postgresql, sqlite

CREATE = {"sqlite": (sqlite.CREATE,), "postgresql": postgresql.CREATE}
DROP = {"sqlite": (sqlite.DROP,), "postgresql": postgresql.DROP}


def create(apps, schema_editor):
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial"), ("catalog", "0001_initial")]

    operations = [
        migrations.RunPython(create, drop),
        migrations.RunSQL(
            "INSERT INTO search_change (work_id) SELECT id FROM catalog_work",
            migrations.RunSQL.noop,
        ),
    ]
