"""What the shop makes of a table of contents while staff type it (TC-1, TC-2)."""

from collections.abc import Sequence
from typing import Any

from django.contrib.admin.widgets import AdminTextareaWidget
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from catalog.contents import Entry, page_warnings, parse_text

# More lines than a screen holds say nothing about the structure, and a book may have thousands.
_MOST_LINES = 500
_MOST_WARNINGS = 20


def structure(text: str, pages: int | None = None) -> dict[str, Any]:
    """Return what the preview's template shows of a text; `pages` is the length of the book."""
    entries = parse_text(text)
    warnings = page_warnings(entries, pages)
    return {
        "count": len(entries),
        "levels": _levels(entries),
        "entries": entries[:_MOST_LINES],
        "more_entries": len(entries[_MOST_LINES:]),
        "warnings": warnings[:_MOST_WARNINGS],
        "warning_count": len(warnings),
        "more_warnings": len(warnings[_MOST_WARNINGS:]),
    }


class ContentsWidget(AdminTextareaWidget):
    """A text area with the structure that was recognised in it below."""

    class Media:
        js = ["js/contents-preview.js"]

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        context = structure(value or "") | {
            "text_area": super().render(name, value, attrs, renderer),
            "address": reverse("admin:catalog_edition_contents"),
            "name": name,
        }
        # Django's own renderer of forms does not look into the project's templates.
        return render_to_string("catalog/admin/contents_widget.html", context)


def _levels(entries: Sequence[Entry]) -> int:
    return max((entry.level for entry in entries), default=0)
