"""Screens for editions, on their own and under their work."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.text import Truncator

from catalog.admin.contents import preview_contents
from catalog.admin.exports import export_editions
from catalog.admin.filters import AutocompleteFilter, AutocompleteFilterAdmin, FormatFilter
from catalog.admin.history import OfWorkAdmin
from catalog.admin.search import isbn_in
from catalog.contents import to_text
from catalog.edition_contents import stored_entries
from catalog.forms import EditionForm, RelatedProductForm, SeriesPartForm
from catalog.models import Edition, RelatedProduct, SeriesPart

MOST_WARNINGS = 5


@admin.display(description="ISBN-10")
def shown_isbn10(edition: Edition) -> str:
    return edition.isbn10 or "-"


@admin.display(description="preview")
def cover_preview(edition: Edition) -> str:
    if not edition.cover:
        return "No cover yet"
    shown = format_html(
        '<a href="{url}"><img class="cover-preview" src="{url}" alt="Cover of {isbn}" '
        'data-whole="{whole}"></a>',
        url=edition.cover.url,
        # What the script of the handles shows: the cuts are counted from the picture as sent.
        whole=(edition.cover_original or edition.cover).url,
        isbn=edition.isbn13,
    )
    if not edition.cover_original:
        return shown
    link = format_html('<a href="{}">The picture as it was sent</a>', edition.cover_original.url)
    return format_html("{} {}", shown, link)


@admin.display(description="cropped", boolean=True)
def is_cropped(edition: Edition) -> bool:
    """What staff who may only look see in place of the tick."""
    return bool(edition.cover_original)


@admin.display(description="contents")
def contents_as_text(edition: Edition) -> str:
    """The table of contents for staff who may only look."""
    return to_text(stored_entries(edition))


IDENTITY = (
    ("isbn13", "isbn10", "product_form"),
    ("publisher", "published_on", "published_precision"),
    ("cover", "cover_preview"),
    ("cover_cut_left", "cover_cut_top", "cover_cut_right", "cover_cut_bottom", "cover_trim"),
)
DETAILS = (
    ("edition_number", "edition_statement"),
    ("pages", "duration_minutes", "language", "sales_rank"),
    ("list_price", "list_price_seen_on"),
    ("publishing_status", "availability", "withdrawn_on"),
    ("width_mm", "height_mm", "depth_mm"),
)


class EditionInline(admin.StackedInline):
    model = Edition
    form = EditionForm
    autocomplete_fields = ["publisher"]
    readonly_fields = ["isbn10", "cover_preview", "list_price_seen_on"]
    isbn10 = staticmethod(shown_isbn10)
    cover_preview = staticmethod(cover_preview)
    cover_trim = staticmethod(is_cropped)
    contents = staticmethod(contents_as_text)
    extra = 0
    fieldsets = [
        (None, {"fields": IDENTITY}),
        # Not folded: Django would not unfold these groups for an error in one of them.
        ("Details", {"fields": DETAILS}),
        ("Contents", {"fields": ["contents"], "classes": ["collapse"]}),
    ]
    show_change_link = True
    verbose_name_plural = "editions"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("work").prefetch_related("contents")

    def get_extra(self, request: HttpRequest, obj: Model | None = None, **kwargs: Any) -> int:
        return 1 if obj is None else 0


class SeriesPartInline(admin.TabularInline):
    model = SeriesPart
    form = SeriesPartForm
    autocomplete_fields = ["series"]
    extra = 0
    fields = ["series", "number", "order"]
    verbose_name_plural = "series"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("series")


class RelatedProductInline(admin.TabularInline):
    model = RelatedProduct
    form = RelatedProductForm
    extra = 0
    fields = ["relation", "isbn13", "order"]


class PublisherFilter(AutocompleteFilter):
    title = "publisher"
    parameter_name = "publisher"
    field = Edition._meta.get_field("publisher")
    lookup = "publisher"


@admin.register(Edition)
class EditionAdmin(OfWorkAdmin, AutocompleteFilterAdmin):
    form = EditionForm
    actions = [export_editions]
    inlines = [SeriesPartInline, RelatedProductInline]
    readonly_fields = ["isbn10", "cover_preview", "list_price_seen_on", "kept_from_feeds"]
    isbn10 = staticmethod(shown_isbn10)
    cover_preview = staticmethod(cover_preview)
    cover_trim = staticmethod(is_cropped)
    contents = staticmethod(contents_as_text)
    fieldsets = [
        (None, {"fields": ("work", *IDENTITY)}),
        ("Details", {"fields": DETAILS}),
        ("Contents", {"fields": ["contents"]}),
        ("Feeds", {"fields": ["kept_from_feeds"]}),
    ]
    autocomplete_fields = ["work", "publisher"]
    date_hierarchy = "published_on"
    list_display = [
        "isbn13",
        "shown_title",
        "product_form",
        "publisher",
        "publication_date",
        "list_price",
        "sales_rank",
    ]
    list_filter = [FormatFilter, PublisherFilter]
    list_per_page = 50
    list_select_related = ["work", "publisher"]
    # Named so that the screen has a search box; `get_search_results` says what is searched.
    search_fields = ["isbn13"]
    search_help_text = "ISBN in any spelling, or words of title and contributors."
    show_full_result_count = False

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        if not search_term.strip():
            return queryset, False
        if isbn13 := isbn_in(search_term):
            return queryset.filter(isbn13__startswith=isbn13), False
        return queryset.matching(search_term), False  # type: ignore[attr-defined]

    def get_urls(self) -> list[URLPattern]:
        lookup = EditionLookup.as_view(admin_site=self.admin_site)
        return [
            path(
                "lookup/",
                self.admin_site.admin_view(lookup),
                name="catalog_edition_lookup",
            ),
            path(
                "contents/",
                self.admin_site.admin_view(preview_contents),
                name="catalog_edition_contents",
            ),
            *super().get_urls(),
        ]

    def save_related(
        self, request: HttpRequest, form: EditionForm, formsets: Iterable[Any], change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        warn_of_pages(request, form)

    @admin.display(description="title", ordering="work__title_key")
    def shown_title(self, edition: Edition) -> str:
        return Truncator(edition.work.full_title).chars(80)

    @admin.display(description="published", ordering="published_on")
    def publication_date(self, edition: Edition) -> str:
        return edition.publication_date


class EditionLookup(AutocompleteJsonView):
    """Finds editions as staff type, and names each by its title too."""

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("work")

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        return {**super().serialize_result(obj, to_field_name), "text": edition_label(obj)}


class EditionSelect(AutocompleteSelect):
    url_name = "%s:catalog_edition_lookup"


class EditionChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return edition_label(obj)


def edition_choice(field: Any, admin_site: admin.AdminSite) -> EditionChoiceField:
    """Return the form field for a foreign key to an edition, found by title or ISBN."""
    return EditionChoiceField(
        queryset=Edition.objects.select_related("work"),
        widget=EditionSelect(field, admin_site),
        required=not field.blank,
    )


def edition_label(edition: Edition) -> str:
    """Name an edition where several may have one title. Needs `work` loaded."""
    return f"{Truncator(edition.title_line).chars(80)} · {edition.format_label} · {edition.isbn13}"


def warn_of_pages(request: HttpRequest, form: EditionForm) -> None:
    """Tell staff which page numbers of the saved contents look wrong (TC-2)."""
    warnings = form.contents_warnings
    for warning in warnings[:MOST_WARNINGS]:
        messages.warning(request, f"{form.instance.isbn13}: {Truncator(warning).chars(300)}")
    if left := len(warnings[MOST_WARNINGS:]):
        messages.warning(request, f"{form.instance.isbn13}: {left} more pages look wrong.")
