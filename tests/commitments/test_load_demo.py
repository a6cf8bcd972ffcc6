from io import StringIO

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from commitments.models import Commitment

pytestmark = pytest.mark.django_db


def load_demo() -> str:
    out = StringIO()
    call_command("load_demo", stdout=out)
    return out.getvalue()


def test_a_live_site_refuses(settings: LazySettings) -> None:
    settings.SHOW_MADE_UP = False
    with pytest.raises(CommandError, match="DEBUG off"):
        load_demo()
    assert not Commitment.objects.exists()


def test_without_charters_it_says_what_to_do_first(db: None) -> None:
    with pytest.raises(CommandError, match="load_charters"):
        load_demo()
