from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SearchConfig(AppConfig):
    name = "search"

    def ready(self) -> None:
        from search.triggers import install  # noqa: PLC0415 - models must be loaded first.

        # After every migration: on SQLite, one that alters a table drops the table's triggers.
        post_migrate.connect(install, sender=self)
