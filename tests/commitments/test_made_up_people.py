from io import StringIO

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command


def test_a_trial_tells_as_whom_to_sign_in_and_how() -> None:
    out = StringIO()

    call_command("made_up_people", stdout=out)

    assert "maker@example.org" in out.getvalue()
    assert "./run manage second_factor_code moderator@example.org" in out.getvalue()


def test_a_live_portal_has_no_made_up_people(settings: LazySettings) -> None:
    settings.SHOW_MADE_UP = False

    with pytest.raises(CommandError, match="There are none with DEBUG off"):
        call_command("made_up_people")
