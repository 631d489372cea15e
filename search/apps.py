from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate

from search import triggers


class SearchConfig(AppConfig):
    name = "search"

    def ready(self) -> None:
        pre_migrate.connect(_before_migrations, sender=self)
        post_migrate.connect(_after_migrations, sender=self)


def _before_migrations(*, using: str, plan: Sequence[Any] = (), **_: Any) -> None:
    if _makes_tables_anew(using, plan):
        triggers.uninstall(using)


def _after_migrations(*, using: str, plan: Sequence[Any] = (), **_: Any) -> None:
    triggers.install(using)
    if _makes_tables_anew(using, plan):
        triggers.note_all(using)


def _makes_tables_anew(using: str, plan: Sequence[Any]) -> bool:
    """Whether migrations may alter tables in SQLite's way.

    It makes the table anew, which it refuses where a trigger of another table names it, and which
    drops the table's own triggers. What migrations change without them is not known.
    """
    return bool(plan) and connections[using].vendor == "sqlite"
