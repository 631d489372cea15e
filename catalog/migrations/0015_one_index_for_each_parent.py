# Each of these has a constraint or an index that begins with it, so that a second one only cost time.

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0014_folder_of_onix_run'),
    ]

    operations = [
        migrations.AlterField(
            model_name='contentsentry',
            name='edition',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='contents', to='catalog.edition'),
        ),
        migrations.AlterField(
            model_name='contribution',
            name='work',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='contributions', to='catalog.work'),
        ),
        migrations.AlterField(
            model_name='edition',
            name='publisher',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='catalog.publisher'),
        ),
        migrations.AlterField(
            model_name='relatedproduct',
            name='edition',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='related_products', to='catalog.edition'),
        ),
        migrations.AlterField(
            model_name='seriespart',
            name='edition',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='series_parts', to='catalog.edition'),
        ),
    ]
