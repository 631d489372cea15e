from django.urls import path

from catalog import citation_views
from catalog.citations import FORMS

app_name = "catalog"

urlpatterns = [
    path("books/<isbn13:isbn13>/cite/", citation_views.citation, name="citation"),
    *[
        path(
            f"books/<isbn13:isbn13>/cite.{form.suffix}",
            citation_views.citation_file,
            {"form": form},
            name=f"citation-{form.suffix}",
        )
        for form in FORMS
    ],
]
