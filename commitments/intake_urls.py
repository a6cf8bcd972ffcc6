"""Where organisers bring in a spreadsheet of commitments."""

from django.urls import path

from .views.organiser import intake

ROOM = "organiser/<int:year>/intakes/"

urlpatterns = [
    path(ROOM, intake.organiser_intakes, name="organiser-intakes"),
    path(f"{ROOM}template.<slug:kind>", intake.organiser_intake_template, name="organiser-intake-template"),
    path(f"{ROOM}<int:pk>/", intake.organiser_intake, name="organiser-intake"),
    path(f"{ROOM}<int:pk>/progress/", intake.organiser_intake_progress, name="organiser-intake-progress"),
    path(f"{ROOM}<int:pk>/give-up/", intake.organiser_intake_give_up, name="organiser-intake-give-up"),
    path(
        f"{ROOM}<int:pk>/leave-out/",
        intake.organiser_intake_leave_out_faulty,
        name="organiser-intake-leave-out-faulty",
    ),
    path(f"{ROOM}<int:pk>/rows/<int:number>/", intake.organiser_intake_row, name="organiser-intake-row"),
    path(
        f"{ROOM}<int:pk>/rows/<int:number>/leave-out/",
        intake.organiser_intake_leave_out,
        name="organiser-intake-leave-out",
    ),
]
