"""The structure of a table of contents, while staff type it."""

from django import forms
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.views.decorators.http import require_POST

from catalog.contents_preview import structure
from catalog.forms import TypedContents


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
    """Answer with the part of the page that shows the structure. Nothing is stored."""
    form = PreviewForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest("The text cannot be read.", content_type="text/plain")
    context = structure(form.cleaned_data["contents"], form.cleaned_data["pages"])
    return render(request, "catalog/admin/_contents_structure.html", context)
