from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from search.triggers import install


class SearchConfig(AppConfig):
    name = "search"

    def ready(self) -> None:
        # After every migration: on SQLite, one that alters a table drops the table's triggers.
        post_migrate.connect(_after_migrations, sender=self)


def _after_migrations(*, using: str, **_: Any) -> None:
    install(using)
