from django.urls import path

from marketplace import views

app_name = "marketplace"

urlpatterns = [
    path("<isbn13:isbn13>/", views.offers, name="offer-list"),
]
