from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from catalog.citations import FORMS, Form
from catalog.citations.record import CitedBook, cited
from catalog.citations.styles import STYLES
from catalog.models import Edition
from catalog.whole_addresses import whole_address


@require_safe
def citation(request: HttpRequest, isbn13: str) -> HttpResponse:
    """Show the references to an edition, to copy, and lead to the files (B13)."""
    edition = _edition_or_404(isbn13)
    book = _cited(request, edition)
    context = {
        "edition": edition,
        "references": [(name, style(book)) for name, style in STYLES.items()],
        "forms": FORMS,
    }
    return render(request, "catalog/citation.html", context)


@require_safe
def citation_file(request: HttpRequest, isbn13: str, form: Form) -> HttpResponse:
    """Send the citation in a form that reference managers read."""
    book = _cited(request, _edition_or_404(isbn13))
    disposition = f'attachment; filename="{isbn13}.{form.suffix}"'
    return HttpResponse(
        form.write(book),
        content_type=form.content_type,
        headers={"Content-Disposition": disposition},
    )


def _edition_or_404(isbn13: str) -> Edition:
    return get_object_or_404(Edition.objects.select_related("work", "publisher"), isbn13=isbn13)


def _cited(request: HttpRequest, edition: Edition) -> CitedBook:
    """Return what is cited of the edition, in one query for those who made it."""
    contributions = edition.work.contributions.select_related("contributor")
    url = whole_address(request, edition.get_absolute_url())
    return cited(edition, contributions, url=url)
