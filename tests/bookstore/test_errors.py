import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.test import Client, override_settings
from django.urls import include, path

from tests.pages import text_of


def forbidden(request):
    raise PermissionDenied


def broken(request):
    raise ZeroDivisionError("a secret of the inside")


urlpatterns = [
    path("forbidden/", forbidden),
    path("broken/", broken),
    path("", include("bookstore.urls")),
]
handler403 = "bookstore.errors.permission_denied"
handler404 = "bookstore.errors.page_not_found"
handler500 = "bookstore.errors.server_error"

CASES = [
    ("/nowhere/", 404, "This page is not here"),
    ("/forbidden/", 403, "This page is not open to you"),
    ("/broken/", 500, "Something broke on our side"),
]


@override_settings(ROOT_URLCONF="tests.bookstore.test_errors")
@pytest.mark.parametrize(("address", "status", "heading"), CASES)
def test_error_has_a_page_in_the_sites_look(address, status, heading):
    response = Client(raise_request_exception=False).get(address)
    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == status
    assert text_of(page.h1) == heading
    assert text_of(page.select_one(".brand")) == "The Bookstore"
    assert "a secret of the inside" not in page.get_text()
