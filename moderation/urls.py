from django.urls import path

from moderation.views import own_reports, report

app_name = "moderation"

urlpatterns = [
    path("review/<int:pk>/", report.review_report, name="review-report"),
    path("pen-name/<name:name>/", report.pen_name_report, name="pen-name-report"),
    path("book/<isbn13:isbn13>/", report.book_report, name="book-report"),
    path("book/<isbn13:isbn13>/error/", report.book_error, name="book-error"),
    path("offer/<int:pk>/", report.offer_report, name="offer-report"),
    path("seller/<name:slug>/", report.seller_report, name="seller-report"),
    path("mine/", own_reports.own_reports, name="own-report-list"),
]
