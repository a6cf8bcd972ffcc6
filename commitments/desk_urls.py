"""The desk of the moderators."""

from django.urls import path

from .views.desk import covering, decided, item, queue, ready, taking

urlpatterns = [
    path("moderation/", queue.moderation, name="moderation"),
    path("moderation/next/", taking.next_one, name="moderation-next"),
    path("moderation/take/", taking.take_one, name="moderation-take"),
    path("moderation/let-go/", taking.let_one_go, name="moderation-let-go"),
    path("moderation/covering/", covering.covering, name="moderation-covering"),
    path("moderation/ready/", ready.ready, name="moderation-ready"),
    path("moderation/decided/", decided.decided, name="moderation-decided"),
    path("moderation/<int:pk>/", item.submission, name="moderation-submission"),
    path("moderation/<int:pk>/ready/", ready.mark, name="moderation-ready-mark"),
    path("moderation/<int:pk>/upsetting/", covering.upsetting, name="moderation-upsetting"),
    path("moderation/<int:pk>/hide/", decided.hide, name="moderation-hide"),
    path("moderation/<int:pk>/restore/", decided.restore, name="moderation-restore"),
]
