"""On PostgreSQL the functions that search by the index only, and words for each second level.

The works that are in one of these are noted as changed. Until they are indexed once more, searches
for common words find the books where they did before, in more time.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from search.engines.postgresql import CREATE_FUNCTIONS, DROP_FUNCTIONS

_IN_LEVELS = "SELECT work_id FROM search_text WHERE whole @@ '''level_2'''::tsquery"
_NOTE = (
    f"INSERT INTO search_change (work_id) {_IN_LEVELS}",
    # Otherwise their words would count as the same as before.
    f"UPDATE search_document SET digest = '' WHERE work_id IN ({_IN_LEVELS})",
)


def forwards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _run(schema_editor, *CREATE_FUNCTIONS, *_NOTE)


def backwards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _run(schema_editor, *DROP_FUNCTIONS)


def _run(schema_editor: BaseDatabaseSchemaEditor, *statements: str) -> None:
    if schema_editor.connection.vendor == "postgresql":
        for statement in statements:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0005_words_of_levels")]

    operations = [migrations.RunPython(forwards, backwards)]
