from django.urls import path

from .views.staff import log, people, roles

urlpatterns = [
    path("staff/", roles.staff, name="staff"),
    path("staff/give/", roles.give, name="staff-give"),
    path("staff/<int:pk>/", roles.staff_person, name="staff-person"),
    path("staff/<int:pk>/take/", roles.take, name="staff-take"),
    path("staff/<int:pk>/sign-out/", roles.sign_out, name="staff-sign-out"),
    path("staff/<int:pk>/new-second-factor/", roles.new_second_factor, name="staff-new-second-factor"),
    path("people/", people.people, name="people"),
    path("log/", log.log, name="staff-log"),
    path("log/file/", log.log_file, name="staff-log-file"),
]
