"""Levels of a quarter of the works each, instead of half, and on PostgreSQL words for all of them.

All works are noted as changed, also those whose words are the same. Until the shop has indexed them
once more, searches for common words find fewer of the best known books, or take more time.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from search.engines.postgresql import CREATE_FUNCTIONS, DROP_FUNCTIONS


def create_functions(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _run(schema_editor, CREATE_FUNCTIONS)


def drop_functions(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _run(schema_editor, DROP_FUNCTIONS)


def _run(schema_editor: BaseDatabaseSchemaEditor, statements: tuple[str, ...]) -> None:
    if schema_editor.connection.vendor == "postgresql":
        for statement in statements:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0005_words_of_levels")]

    operations = [
        migrations.RunPython(create_functions, drop_functions),
        migrations.RunSQL(
            [
                "UPDATE search_document SET digest = ''",
                "INSERT INTO search_change (work_id) SELECT work_id FROM search_document",
            ],
            migrations.RunSQL.noop,
        ),
    ]
