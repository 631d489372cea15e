"""The shop's addresses and one more: the plainest page that a database has a part in."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from bookstore.urls import handler403, handler404, handler500
from bookstore.urls import urlpatterns as shop
from catalog.models import Work

__all__ = ["handler403", "handler404", "handler500", "urlpatterns"]

_PAGE = engines["django"].from_string(
    '{% extends "base.html" %}'
    "{% block main %}<h1>{{ work.full_title }}</h1><p>{{ work.overview }}</p>{% endblock main %}"
)


def one_row(request: HttpRequest, key: int) -> HttpResponse:
    return HttpResponse(_PAGE.render({"work": Work.objects.get(pk=key)}, request))


urlpatterns = [*shop, path("benchmarks/works/<int:key>/", one_row, name="one-row")]
