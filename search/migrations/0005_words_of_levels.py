"""All works noted as changed, so that the shop gives their words of each level to PostgreSQL.

Until it has, searches for common words find the books where they did before, in more time.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("search", "0004_works_on_shelves"), ("catalog", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "INSERT INTO search_change (work_id) SELECT id FROM catalog_work",
            migrations.RunSQL.noop,
        ),
    ]
