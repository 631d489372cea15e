from django.urls import path

from marketplace import price_views, views

app_name = "marketplace"

urlpatterns = [
    path("offers/<isbn13:isbn13>/", views.offers, name="offer-list"),
    path("offers/<isbn13:isbn13>/history/", price_views.price_history, name="price-history"),
    path("offers/<int:pk>/go/", views.go, name="offer-go"),
    path("sellers/<name:slug>/", views.seller_detail, name="seller-detail"),
]
