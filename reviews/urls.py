from django.urls import path

from reviews.views import appeal, show, sign, vote, write

app_name = "reviews"

urlpatterns = [
    path("write/<isbn13:isbn13>/", write.review_write, name="review-write"),
    path("write/<isbn13:isbn13>/books/", write.recommendable, name="recommendable-list"),
    path("books/<isbn13:isbn13>/", show.review_list, name="review-list"),
    path("mine/", show.own_reviews, name="own-review-list"),
    path("<int:pk>/", show.review_detail, name="review-detail"),
    path("<int:pk>/appeal/", appeal.review_appeal, name="review-appeal"),
    path("<int:pk>/withdraw/", write.review_withdraw, name="review-withdraw"),
    path("<int:pk>/signature/", sign.review_sign, name="review-sign"),
    path("<int:pk>/helpful/", vote.review_vote, name="review-vote"),
]
