"""What the database itself can tell of a pen name."""

from typing import Any

from django.db import models


class HasOddCharacter(models.Func):
    """Whether a text holds anything but A-Z, a-z, 0-9, - and _.

    Django's `regex` would do, but on SQLite it is a function of Python's, and a database that
    needs one can neither be copied nor restored without Django.
    """

    output_field = models.BooleanField()
    arity = 1
    template = "(%(expressions)s ~ '[^A-Za-z0-9_-]')"

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(
            compiler, connection, template="(%(expressions)s GLOB '*[^A-Za-z0-9_-]*')", **extra
        )
