from django.urls import path

from catalog import views

app_name = "catalog"

urlpatterns = [
    path("authors/<name:slug>/", views.author_detail, name="author-detail"),
    path("subjects/", views.subject_list, name="subject-list"),
    path("subjects/<name:slug>/", views.subject_detail, name="subject-detail"),
    path("search/", views.search, name="search"),
]
