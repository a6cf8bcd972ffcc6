from django.urls import path

from . import (
    appeal_urls,
    blocking_urls,
    danger_urls,
    desk_urls,
    entering_urls,
    following_urls,
    intake_urls,
    joint_urls,
    ledger_urls,
    making_urls,
    news_urls,
    opportunity_urls,
    organisation_urls,
    picture_urls,
    printed_urls,
    reason_urls,
    report_urls,
    sharing_urls,
    sides_urls,
    weeks_urls,
)
from .views import commitment, easy_read, feed, listing, making, making_picture, my, my_news, my_standing

# What anybody may read.
public = [
    path("commitments/", listing.commitments, name="commitments"),
    path("commitments/easy-read/", easy_read.commitments_easy_read, name="commitments-easy-read"),
    path("commitments/feed/", feed.commitments_feed, name="commitments-feed"),
    path("charters/<slug:charter>/commitments/", listing.charter_commitments, name="charter-commitments"),
]

# Making a commitment and looking after it.
making_and_my = [
    path("commitments/new/", making.new, name="commitment-new"),
    path("commitments/new/check/", making.check, name="commitment-new-check"),
    path("commitments/new/sent/", making.sent, name="commitment-new-sent"),
    path("commitments/new/later/", making.later, name="commitment-new-later"),
    path("commitments/new/picture/", making_picture.picture, name="commitment-new-picture"),
    path("commitments/new/grown-up/", making.grown_up, name="commitment-new-grown-up"),
    path("commitments/new/<slug:step>/", making.step, name="commitment-new-step"),
    path("my/", my.my, name="my"),
    path("my/commitments/<str:reference>/", my.commitment, name="my-commitment"),
    path("my/commitments/<str:reference>/change/", my.change, name="my-commitment-change"),
    path("my/commitments/<str:reference>/news/", my_news.news, name="my-commitment-news"),
    path("my/commitments/<str:reference>/standing/", my_standing.standing, name="my-commitment-standing"),
    path("my/commitments/<str:reference>/withdraw/", my.take_down, name="my-commitment-withdraw"),
    path("my/drafts/<uuid:key>/resume/", my.resume_draft, name="my-draft-resume"),
    path("my/drafts/<uuid:key>/delete/", my.delete_draft, name="my-draft-delete"),
]

# These come last: a reference may look like any other word.
by_reference = [
    path("commitments/<str:reference>/", commitment.commitment, name="commitment"),
    path("commitments/<str:reference>/easy-read/", easy_read.commitment_easy_read, name="commitment-easy-read"),
    path("commitments/<str:reference>/history/", commitment.history, name="commitment-history"),
]

urlpatterns = [
    *public,
    *printed_urls.urlpatterns,
    *picture_urls.urlpatterns,
    *sharing_urls.urlpatterns,
    *opportunity_urls.urlpatterns,
    *organisation_urls.urlpatterns,
    *weeks_urls.urlpatterns,
    *entering_urls.urlpatterns,
    *following_urls.urlpatterns,
    *news_urls.urlpatterns,
    *making_urls.urlpatterns,
    *intake_urls.urlpatterns,
    *joint_urls.urlpatterns,
    *ledger_urls.urlpatterns,
    *reason_urls.urlpatterns,
    *making_and_my,
    *appeal_urls.urlpatterns,
    *blocking_urls.urlpatterns,
    *danger_urls.urlpatterns,
    *desk_urls.urlpatterns,
    *sides_urls.urlpatterns,
    *report_urls.urlpatterns,
    *by_reference,
]
