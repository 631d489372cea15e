from django.conf import settings
from django.contrib import admin
from django.urls import include, path, register_converter
from django.views.static import serve

from bookstore import views
from catalog.converters import ISBN13Converter

register_converter(ISBN13Converter, "isbn13")

urlpatterns = [
    path("", views.home, name="home"),
    path("books/<isbn13:isbn13>/<str:slug>/", views.book_detail, name="book-detail"),
    path("isbn/<path:typed>/", views.isbn_redirect, name="isbn-redirect"),
    path("", include("catalog.urls")),
    path("offers/", include("marketplace.urls")),
    path("admin/", admin.site.urls),
    # On one machine the app serves its covers; nginx or S3 stand before it on a larger one.
    path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT}),
]

handler403 = "bookstore.errors.permission_denied"
handler404 = "bookstore.errors.page_not_found"
handler500 = "bookstore.errors.server_error"
