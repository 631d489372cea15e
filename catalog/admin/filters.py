"""Filters beside the lists that stay short when their choices are many."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey, Model, QuerySet
from django.http import HttpRequest

from catalog.models import Edition
from catalog.product_form import ProductForm


class AutocompleteFilter(admin.SimpleListFilter):
    """A filter by a row that is looked up as staff type. Needs an `AutocompleteFilterAdmin`."""

    template = "admin/autocomplete_filter.html"
    # The foreign key whose rows are offered, and the way to it from the listed model.
    field: ForeignKey
    lookup: str

    def __init__(
        self,
        request: HttpRequest,
        params: dict[str, Any],
        model: type[Model],
        model_admin: admin.ModelAdmin,
    ) -> None:
        super().__init__(request, params, model, model_admin)
        self.form_field = forms.ModelChoiceField(
            queryset=self.field.remote_field.model._default_manager.all(),
            widget=AutocompleteSelect(self.field, model_admin.admin_site),
            required=False,
        )

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return []

    def has_output(self) -> bool:
        return True

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        try:
            chosen = self.form_field.clean(self.value())
        except ValidationError as error:
            raise IncorrectLookupParameters from error
        if chosen is None:
            return queryset
        return rows_with(queryset, **{self.lookup: chosen})

    def choices(  # type: ignore[override]  # What its own template shows.
        self, changelist: ChangeList
    ) -> Iterator[dict[str, Any]]:
        attributes = {"id": f"filter-{self.parameter_name}", "aria-label": f"By {self.title}"}
        yield {
            "select": self.form_field.widget.render(self.parameter_name, self.value(), attributes),
            "other_parameters": {
                name: value
                for name, value in changelist.params.items()
                if name != self.parameter_name
            },
        }


class AutocompleteFilterAdmin(admin.ModelAdmin):
    """An admin whose list may have an `AutocompleteFilter`."""

    @property
    def media(self) -> forms.Media:
        select = AutocompleteSelect(Edition._meta.get_field("publisher"), self.admin_site)
        # The script stands after the one it needs.
        script = forms.Media(js=["admin/js/jquery.init.js", "js/admin-filter.js"])
        return super().media + select.media + script


class FormatFilter(admin.SimpleListFilter):
    """By format, in the words of the shop, of those that the shop has."""

    title = "format"
    parameter_name = "format"
    lookup = "product_form__in"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        codes = Edition.objects.order_by().values_list("product_form", flat=True).distinct()
        labels = {ProductForm(code).format_label for code in codes}
        return [(label, label) for label in sorted(labels)]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if not self.value():
            return queryset
        forms_of_label = [form for form in ProductForm if form.format_label == self.value()]
        return rows_with(queryset, **{self.lookup: forms_of_label})


def rows_with(queryset: QuerySet, **conditions: Any) -> QuerySet:
    """Filter along a relation to many without listing a row twice."""
    found = queryset.model._default_manager.filter(**conditions)
    return queryset.filter(pk__in=found.values("pk"))
