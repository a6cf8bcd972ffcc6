"""A mail speaks the language of whoever reads it, as far as we know it."""

import pytest
from django.conf import settings as conf
from django.utils import translation

from coprod_portal.languages.known import LONGER
from coprod_portal.outbox.models import Mail
from coprod_portal.outbox.operations import post
from tests.languages.conftest import made_once, pseudo_languages

__all__ = ["made_once", "pseudo_languages"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pseudo_languages")]


def posted(language: str | None = None) -> Mail:
    context = {"code": "1234-5678", "minutes": 10}
    return post(
        to="a@example.org",
        kind="accounts/sign_in_code",
        thing="account",
        period="1",
        context=context,
        language=language,
    )


def test_mail_to_somebody_else_is_in_the_portals_own_language() -> None:
    with translation.override(LONGER):
        assert posted().subject == f"1234-5678 is your code for {conf.PORTAL_NAME}"


def test_mail_to_the_person_on_the_page_is_in_theirs() -> None:
    with translation.override(LONGER):
        mail = posted(language=LONGER)
    assert mail.subject == f"[\u20681234-5678\u2069 ííš ýóóúúŕ çóóðéé ƒóóŕ \u2068{conf.PORTAL_NAME}\u2069]"
    assert "[Ĥééļļóó,]" in mail.body
