"""Where the made-up commitments are not loaded."""

from io import StringIO

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from commitments.models import Commitment
from coprod_portal.accounts.models import User
from tests.commitments.test_load_demo import load_demo

pytestmark = pytest.mark.django_db


def test_a_live_site_refuses(settings: LazySettings) -> None:
    settings.SHOW_MADE_UP = False
    with pytest.raises(CommandError, match="DEBUG off"):
        load_demo()
    assert not Commitment.objects.exists()


def test_without_charters_it_says_what_to_do_first(db: None) -> None:
    with pytest.raises(CommandError, match="load_charters"):
        load_demo()


def test_it_is_all_or_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    call_command("load_charters", stdout=StringIO())

    def breaks(entries: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("commitments.operations.demo.load_waiting", breaks)
    with pytest.raises(OSError, match="full"):
        load_demo()
    assert not Commitment.objects.exists()
    assert not User.objects.exists()
