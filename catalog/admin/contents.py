"""The structure of a table of contents, while staff type it."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.views.decorators.http import require_POST

from catalog.contents_preview import structure
from catalog.forms import TypedContents
from catalog.models import Edition


class PreviewForm(forms.Form):
    contents = TypedContents()
    pages = forms.CharField(required=False)

    def clean_pages(self) -> int | None:
        """Return the number of pages; None also for one that is only half typed."""
        typed = self.cleaned_data["pages"]
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None


@require_POST
@permission_required("catalog.view_edition", raise_exception=True)
def preview_contents(request: HttpRequest) -> HttpResponse:
    """Answer with the structure: to the button, in a page; to the script, as the part of one.

    The button sends the whole form of a work or an edition. Nothing is stored.
    """
    name = request.POST.get("field", "contents")
    pages = f"{name.removesuffix('contents')}pages"
    form = PreviewForm(
        {"contents": request.POST.get(name, ""), "pages": request.POST.get(pages, "")}
    )
    if not form.is_valid():
        return HttpResponseBadRequest("The text cannot be read.", content_type="text/plain")
    context = structure(form.cleaned_data["contents"], form.cleaned_data["pages"])
    if "field" not in request.POST:
        return render(request, "catalog/admin/_contents_structure.html", context)
    return render(request, "catalog/admin/contents_structure.html", _page(request) | context)


def _page(request: HttpRequest) -> dict[str, Any]:
    return {
        **admin.site.each_context(request),
        "opts": Edition._meta,
        "title": "The structure of the contents",
    }
