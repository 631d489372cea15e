"""Chosen books as a message to download."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone

from catalog.exporting import export_onix
from catalog.models import Edition, Work
from catalog.querysets import EditionQuerySet

_EXPORT = admin.action(description="Export as ONIX 3.1", permissions=["view"])


@_EXPORT
def export_editions(
    model_admin: admin.ModelAdmin, request: HttpRequest, chosen: QuerySet[Edition]
) -> StreamingHttpResponse:
    return _download(Edition.objects.filter(pk__in=chosen.order_by().values("pk")))


@_EXPORT
def export_works(
    model_admin: admin.ModelAdmin, request: HttpRequest, chosen: QuerySet[Work]
) -> StreamingHttpResponse:
    """Send every edition of the works."""
    return _download(Edition.objects.filter(work__in=chosen.order_by().values("pk")))


def _download(editions: EditionQuerySet) -> StreamingHttpResponse:
    """Send the message as it is written; its covers do not go along."""
    name = f"books-{timezone.localdate():%Y%m%d}.onix.xml"
    return StreamingHttpResponse(
        export_onix(editions),
        content_type="application/xml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
