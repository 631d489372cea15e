from django.urls import path

from bookstore.browse import feeds, views
from bookstore.browse.names import AUTHORS, PUBLISHERS, SERIES
from bookstore.browse.shelves import BESTSELLERS, FORTHCOMING, NEW

app_name = "browse"

authors, publishers, series = ({"index": index} for index in (AUTHORS, PUBLISHERS, SERIES))
new, forthcoming, bestsellers = ({"shelf": shelf} for shelf in (NEW, FORTHCOMING, BESTSELLERS))

# No name in an address has a dot, so that none is taken for a feed.
urlpatterns = [
    path("subjects/", views.subject_list, name="subject-list"),
    path("subjects/feed.atom", feeds.subject_list),
    path("subjects/<name:slug>/", views.subject_detail, name="subject-detail"),
    path("subjects/<name:slug>/feed.atom", feeds.subject_detail),
    path("authors/", views.name_list, authors, name="author-list"),
    path("authors/feed.atom", feeds.name_list, authors),
    path("authors/<name:slug>/", views.author_detail, name="author-detail"),
    path("authors/<name:slug>/feed.atom", feeds.author_detail),
    path("publishers/", views.name_list, publishers, name="publisher-list"),
    path("publishers/feed.atom", feeds.name_list, publishers),
    path("publishers/<name:slug>/", views.publisher_detail, name="publisher-detail"),
    path("publishers/<name:slug>/feed.atom", feeds.publisher_detail),
    path("series/", views.name_list, series, name="series-list"),
    path("series/feed.atom", feeds.name_list, series),
    path("series/<name:slug>/", views.series_detail, name="series-detail"),
    path("series/<name:slug>/feed.atom", feeds.series_detail),
    path("new/", views.whole_shelf, new, name="new"),
    path("new/feed.atom", feeds.whole_shelf, new),
    path("forthcoming/", views.whole_shelf, forthcoming, name="forthcoming"),
    path("forthcoming/feed.atom", feeds.whole_shelf, forthcoming),
    path("bestsellers/", views.whole_shelf, bestsellers, name="bestsellers"),
    path("bestsellers/feed.atom", feeds.whole_shelf, bestsellers),
]
