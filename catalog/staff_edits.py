"""Facts that staff wrote by hand, which feeds leave as they are (docs/decisions/matching-works.md).

Only what a feed could change is noted: not the sales rank, nor to which work an edition belongs.
"""

from collections.abc import Iterable

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.utils import timezone

from catalog.models import Edition, StaffEdit, Work

WORK_FACTS = {
    "title": "title",
    "subtitle": "subtitle",
    "overview": "overview",
    "keywords": "keywords",
    "main_subject": "main subject",
    "subjects": "subjects",
    "contributors": "contributors",
    "editorial_reviews": "editorial reviews",
}
EDITION_FACTS = {
    "product_form": "product form",
    "publisher": "publisher",
    "published_on": "publication date",
    "published_precision": "exactness of the publication date",
    "edition_number": "edition number",
    "edition_statement": "edition description",
    "pages": "pages",
    "duration_minutes": "playing time",
    "width_mm": "width",
    "height_mm": "height",
    "depth_mm": "depth",
    "language": "language",
    "list_price": "list price",
    "publishing_status": "publishing status",
    "availability": "availability",
    "withdrawn_on": "withdrawal",
    "cover": "cover",
    "contents": "contents",
    "series_parts": "series",
    "related_products": "related products",
}
# Columns of which feeds know nothing, each by the fact that it is a part of.
_PARTS = {
    "cover_cut_left": "cover",
    "cover_cut_top": "cover",
    "cover_cut_right": "cover",
    "cover_cut_bottom": "cover",
    "cover_trim": "cover",
}
_WORDS = WORK_FACTS | EDITION_FACTS
# Columns that mean nothing without each other: a day of one source, exact to the year of another.
_TOGETHER = (
    frozenset({"published_on", "published_precision"}),
    frozenset({"list_price", "list_price_seen_on"}),
    frozenset({"subjects", "main_subject"}),
)


@transaction.atomic
def note_edits(row: Work | Edition, fields: Iterable[str], *, staff: AbstractUser | None) -> None:
    """Note that staff wrote these facts last; names that are no facts of a feed are passed over.

    `fields` are names of form fields, or of rows below such as "contents".
    """
    kind, facts = _kind_of(row)
    edits = [
        StaffEdit(
            **{kind: row},
            field=field,
            made_by_id=staff.pk if staff else None,
            made_at=timezone.now(),
        )
        for field in sorted(completed(fields) & facts.keys())
    ]
    StaffEdit.objects.bulk_create(
        edits,
        update_conflicts=True,
        unique_fields=[kind, "field"],
        update_fields=["made_by", "made_at"],
    )


@transaction.atomic
def release(row: Work | Edition, fields: Iterable[str]) -> list[str]:
    """Let feeds change these facts again; return the words for those that were kept from them."""
    kept = row.staff_edits.filter(field__in=completed(fields))
    words = [fact_words(field) for field in kept.values_list("field", flat=True)]
    kept.delete()
    return words


def fact_words(field: str) -> str:
    """Return what staff call a fact of a work or of an edition."""
    return _WORDS.get(field, field)


def _kind_of(row: Work | Edition) -> tuple[str, dict[str, str]]:
    return ("work", WORK_FACTS) if isinstance(row, Work) else ("edition", EDITION_FACTS)


def completed(fields: Iterable[str]) -> set[str]:
    """Return facts, by the names of their fields, with those that go with them."""
    named = {_PARTS.get(field, field) for field in fields}
    return named.union(*(group for group in _TOGETHER if named & group))
