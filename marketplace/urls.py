from django.urls import path

from marketplace import price_views, views

app_name = "marketplace"

urlpatterns = [
    path("<isbn13:isbn13>/", views.offers, name="offer-list"),
    path("<isbn13:isbn13>/history/", price_views.price_history, name="price-history"),
]
