from django.contrib import admin
from django.urls import include, path, register_converter

from bookstore import robot_views, views
from bookstore.media import media_file
from catalog.converters import ISBN13Converter, NameConverter
from moderation.views import log

register_converter(ISBN13Converter, "isbn13")
register_converter(NameConverter, "name")

urlpatterns = [
    path("", views.home, name="home"),
    # Before the book page, which takes every word after an ISBN for a slug.
    path("", include("catalog.urls")),
    path("", include("bookstore.browse.urls")),
    path("books/<isbn13:isbn13>/<name:slug>/", views.book_detail, name="book-detail"),
    path("books/<isbn13:isbn13>/", views.book_short, name="book-short"),
    path("isbn/<path:typed>/", views.isbn_redirect, name="isbn-redirect"),
    path("robots.txt", robot_views.robots, name="robots"),
    path("sitemap.xml", robot_views.sitemap_index, name="sitemap-index"),
    path("sitemap-<name:section>.xml", robot_views.sitemap, name="sitemap"),
    path("search/", include("search.urls")),
    path("", include("marketplace.urls")),
    path("reviews/moderation/", log.moderation_log, name="moderation-log"),
    path("reviews/", include("reviews.urls")),
    path("reports/", include("moderation.urls")),
    path("accounts/", include("accounts.urls")),
    path("admin/", admin.site.urls),
    # On one machine the app serves its covers; nginx or S3 stand before it on a larger one.
    path("media/<path:path>", media_file),
]

handler403 = "bookstore.errors.permission_denied"
handler404 = "bookstore.errors.page_not_found"
handler500 = "bookstore.errors.server_error"
