"""Making a commitment together: asked by its maker, answered by those who are asked."""

from django.urls import path

from commitments.views import joint

urlpatterns = [
    path("my/commitments/<str:reference>/joint/", joint.parties, name="my-commitment-joint"),
    path(
        "my/commitments/<str:reference>/joint/organisation/",
        joint.organisation,
        name="my-commitment-joint-organisation",
    ),
    path("my/commitments/<str:reference>/joint/person/", joint.somebody, name="my-commitment-joint-person"),
    path(
        "my/commitments/<str:reference>/joint/<uuid:key>/take-back/",
        joint.take_back,
        name="my-commitment-joint-take-back",
    ),
    path("my/joint/<uuid:key>/", joint.party, name="my-joint"),
    path("my/joint/<uuid:key>/leave/", joint.leave, name="my-joint-leave"),
]
