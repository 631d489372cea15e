from django.db import migrations

BATCH = 2_000


def fill(apps, schema_editor):
    for model_name, column in [("Contributor", "index_key"), ("Publisher", "name_key")]:
        model = apps.get_model("catalog", model_name)
        field = model._meta.get_field(column)
        rows = model.objects.using(schema_editor.connection.alias)
        batch = []
        for row in rows.iterator(chunk_size=BATCH):
            field.pre_save(row, add=False)
            batch.append(row)
            if len(batch) == BATCH:
                rows.bulk_update(batch, [column])
                batch = []
        rows.bulk_update(batch, [column])


class Migration(migrations.Migration):

    dependencies = [
        ("catalog", "0009_index_names"),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
