"""What search engines ask for before they read the shop: robots.txt and the sitemaps."""

from django.contrib.sitemaps import views as sitemap_views
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from bookstore.sitemaps import SITEMAPS, file_numbers

HOUR = 3600
kept_an_hour = cache_control(public=True, max_age=HOUR)


@require_safe
@kept_an_hour
def robots(request: HttpRequest) -> HttpResponse:
    context = {"sitemap": request.build_absolute_uri(reverse("sitemap-index"))}
    return render(request, "bookstore/robots.txt", context, content_type="text/plain")


@require_safe
@kept_an_hour
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """List the files that have addresses. Django's own index lists all up to the last one."""
    files = [
        {"location": request.build_absolute_uri(_file_address(section, number))}
        for section, number in file_numbers()
    ]
    context = {"sitemaps": files}
    return render(request, "sitemap_index.xml", context, content_type="application/xml")


@require_safe
@kept_an_hour
def sitemap(request: HttpRequest, section: str) -> HttpResponse:
    return sitemap_views.sitemap(request, SITEMAPS, section=section)


def _file_address(section: str, number: int) -> str:
    address = reverse("sitemap", args=[section])
    return f"{address}?p={number}" if number > 1 else address
