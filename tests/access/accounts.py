from .people import NOBODY, PUBLIC, SIGNED_IN, STAFF, Answer, Audience, only
from .rows import Row, form

# Who is signed in already has nothing to do on the pages of signing in, and is sent on.
ARRIVING = frozenset({200, 302})
# To change a second factor, show the one that you have.
SHOW_FIRST = dict.fromkeys(STAFF, Answer.SECOND_FACTOR)
SET_UP: Audience = {**SIGNED_IN, **SHOW_FIRST}
CHANGE: Audience = {**only(), **SHOW_FIRST}

ROWS: list[Row] = [
    form("account_login", PUBLIC, status=ARRIVING),
    form("account_request_login_code", PUBLIC, status=ARRIVING),
    form("account_confirm_login_code", PUBLIC, status=ARRIVING),
    form("account_logout", PUBLIC, status=ARRIVING),
    Row("account_inactive", PUBLIC),
    Row("local-outbox", NOBODY),
    Row("mfa_index", SIGNED_IN),
    form("mfa_authenticate", PUBLIC, status=frozenset({302})),
    form("mfa_reauthenticate", only(*STAFF)),
    form("mfa_activate_totp", SET_UP),
    Row("mfa_totp_picture", only()),
    form("mfa_deactivate_totp", CHANGE),
    Row("mfa_view_recovery_codes", CHANGE),
    form("mfa_generate_recovery_codes", CHANGE),
    Row("mfa_download_recovery_codes", CHANGE),
]
