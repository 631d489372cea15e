from pathlib import Path

from django.db import migrations

WORDS = Path(__file__).parent.parent / "rules" / "default_words.txt"


def load_words(apps, schema_editor):
    ScreeningWord = apps.get_model("reviews", "ScreeningWord")
    ScreeningWord.objects.bulk_create(
        ScreeningWord(word=word, word_key=word) for word in WORDS.read_text(encoding="utf-8").split()
    )


class Migration(migrations.Migration):
    dependencies = [("reviews", "0002_writing")]

    operations = [migrations.RunPython(load_words, migrations.RunPython.noop)]
