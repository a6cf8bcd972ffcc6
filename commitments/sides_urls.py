"""The addresses of how a commitment looks from the side of people involved, and of what people learned."""

from django.urls import path

from .views import giving_views, learning, my_sides

EASY = {"easy": True}

urlpatterns = [
    path("learning/", learning.learning, name="learning"),
    path("moderation/learning/", learning.moderation_learning, name="moderation-learning"),
    path("moderation/learning/<int:pk>/", learning.moderation_highlight, name="moderation-highlight"),
    path("card/", giving_views.card, name="card"),
    path("commitments/<str:reference>/view/", giving_views.by_mail, name="commitment-view"),
    path("commitments/<str:reference>/view/easy-read/", giving_views.by_mail, EASY, name="commitment-view-easy-read"),
    path("commitments/<str:reference>/view/card/", giving_views.by_card, name="commitment-view-card"),
    path(
        "commitments/<str:reference>/view/card/easy-read/",
        giving_views.by_card,
        EASY,
        name="commitment-view-card-easy-read",
    ),
    path("commitments/<str:reference>/view/card/used/", giving_views.card_used, name="commitment-view-card-used"),
    path("commitments/<str:reference>/view/sent/", giving_views.sent, name="commitment-view-sent"),
    path("commitments/<str:reference>/view/deleted/", giving_views.deleted, name="commitment-view-deleted"),
    path("commitments/<str:reference>/view/<str:token>/", giving_views.confirm, name="commitment-view-confirm"),
    path("my/commitments/<str:reference>/cards/", my_sides.my_cards, name="my-commitment-cards"),
    path(
        "my/commitments/<str:reference>/cards/<int:first>.pdf",
        my_sides.my_cards_print,
        name="my-commitment-cards-print",
    ),
    path("my/commitments/<str:reference>/reply/", my_sides.my_reply, name="my-commitment-reply"),
]
