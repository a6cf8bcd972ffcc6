"""Only the doors that we want: django-allauth's pages for passwords, sign-up and addresses are not here at all.

The names are django-allauth's own, because its code asks for them.
"""

from django.urls import path

from .views import second_factor, sign_in

urlpatterns = [
    path("login/", sign_in.sign_in, name="account_login"),
    path("login/", sign_in.sign_in, name="account_request_login_code"),
    path("login/code/", sign_in.confirm_code, name="account_confirm_login_code"),
    path("logout/", sign_in.sign_out, name="account_logout"),
    path("closed/", sign_in.closed, name="account_inactive"),
    path("2fa/", second_factor.index, name="mfa_index"),
    path("2fa/show/", second_factor.show, name="mfa_authenticate"),
    path("2fa/show-again/", second_factor.show_again, name="mfa_reauthenticate"),
    path("2fa/app/", second_factor.set_up, name="mfa_activate_totp"),
    path("2fa/app/picture.svg", second_factor.picture, name="mfa_totp_picture"),
    path("2fa/app/remove/", second_factor.remove, name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/", second_factor.recovery_codes, name="mfa_view_recovery_codes"),
    path("2fa/recovery-codes/new/", second_factor.new_recovery_codes, name="mfa_generate_recovery_codes"),
    path("2fa/recovery-codes/download/", second_factor.download_recovery_codes, name="mfa_download_recovery_codes"),
]
