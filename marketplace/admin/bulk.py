"""What the screens for sellers and offers have in common."""

from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import models, transaction
from django.db.models import QuerySet
from django.http import HttpRequest

# A bare “example.com” becomes an address that is safe to follow.
HTTPS_URLS: Any = {models.URLField: {"assume_scheme": "https"}}


@transaction.atomic
def change_all(request: HttpRequest, rows: QuerySet, **values: Any) -> int:
    """Set `values` on every row, note it in each row's history, and return how many there were."""
    LogEntry.objects.log_actions(
        request.user.pk,  # type: ignore[arg-type]  # Staff are signed in.
        rows,
        CHANGE,
        change_message=[{"changed": {"fields": [*values]}}],
    )
    return rows.update(**values)
