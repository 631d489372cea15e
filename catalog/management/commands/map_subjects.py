from typing import Any

from django.core.management.base import BaseCommand

from catalog.subject_mapping import map_subjects


class Command(BaseCommand):
    help = (
        "Find the BISAC and BIC subjects that are Thema subjects by another name, from the books"
        " that carry both. It is done after each ONIX file, too."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        mapped = map_subjects()
        self.stdout.write(f"{mapped} subject{'' if mapped == 1 else 's'} mapped to Thema.")
