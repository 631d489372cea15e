"""All works noted as changed, so that the shop puts them on their shelves."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("search", "0003_shelf_places"), ("catalog", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "INSERT INTO search_change (work_id) SELECT id FROM catalog_work",
            migrations.RunSQL.noop,
        ),
    ]
