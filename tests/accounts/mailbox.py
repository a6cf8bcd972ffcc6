"""What the tests find in somebody's mail box."""

import re

from coprod_portal.outbox.models import Mail


def newest_code(email: str) -> str:
    mail = Mail.objects.filter(to=email, kind="accounts/sign_in_code").latest("pk")
    found = re.search(r"^ +(\d{4}-\d{4})$", mail.body, re.MULTILINE)
    assert found, mail.body
    return found[1]


def wrong_code(email: str) -> str:
    """A code that is not the newest one."""
    return "1111-1111" if newest_code(email) != "1111-1111" else "2222-2222"
