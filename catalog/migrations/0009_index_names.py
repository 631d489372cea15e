from django.db import migrations

import catalog.folding
import catalog.index_names


class Migration(migrations.Migration):

    dependencies = [
        ("catalog", "0008_cover_crop"),
    ]

    operations = [
        migrations.AddField(
            model_name="contributor",
            name="index_key",
            field=catalog.index_names.IndexNameField(
                blank=True,
                db_index=True,
                default="",
                editable=False,
                max_length=500,
                sources=("name", "name_inverted"),
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="publisher",
            name="name_key",
            field=catalog.folding.FoldedField(
                blank=True,
                db_index=True,
                default="",
                editable=False,
                max_length=500,
                sources=("name",),
            ),
            preserve_default=False,
        ),
    ]
