from pathlib import Path

import pytest
from pytest_django import Settings

from coprod_portal.languages.pseudo import make
from tests.access.conftest import clients, sessions, world

__all__ = ["clients", "sessions", "world"]


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("locale")
    make(folder)
    return folder


@pytest.fixture
def pseudo_languages(made_once: Path, settings: Settings) -> None:
    settings.LOCALE_PATHS = [made_once]
