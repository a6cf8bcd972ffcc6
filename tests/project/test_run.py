"""`./run`: what it refuses in words, and what it never does."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tools import environment, trial
from tools.say import Stop

# None of this hangs on the database.
pytestmark = pytest.mark.sqlite

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
TOGETHER = "import sys; from tools.service import keep_together; sys.exit(keep_together(%r))"


def test_a_busy_port_is_named_with_a_way_out() -> None:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        port = door.getsockname()[1]

        with pytest.raises(Stop, match=rf"Port {port} is busy.*\./run --port {port + 1}"):
            trial.refuse_busy(port)


@pytest.mark.parametrize("port", [0, -1, 65536, 10**9])
def test_what_is_no_port_is_refused(port: int) -> None:
    with pytest.raises(Stop, match="is not a port"):
        trial.refuse_busy(port)


def test_a_trial_never_touches_a_live_portal(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in trial.OF_A_LIVE_PORTAL:
        monkeypatch.setenv(name, "live")
    monkeypatch.setenv("PORTAL_NAME", "Ours")

    settings = trial.settings_for(trial.WITH_DEMO, port=8123)

    assert "live" not in settings.values()
    assert settings["DATABASE_URL"].endswith("/database.sqlite3")
    assert (settings["DEBUG"], settings["BASE_URL"]) == ("true", "http://localhost:8123")
    assert settings["PORTAL_NAME"] == "Ours"


def test_a_trial_is_made_again_when_what_it_is_made_from_changes() -> None:
    made_from = {str(path.relative_to(environment.ROOT)) for path in trial.what_a_database_is_made_from()}

    assert {
        "content/demo_commitments.toml",
        "content/charters/sandwell.toml",
        "commitments/migrations/0001_initial.py",
        "charters/management/commands/load_charters.py",
    } <= made_from


def test_a_fingerprint_changes_with_words_and_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_text("words")
    other.write_text("words")
    before = environment.fingerprint(one)

    assert environment.fingerprint(one) == before
    assert environment.fingerprint(other) != before
    one.write_text("other words")
    assert environment.fingerprint(one) != before


def test_when_one_part_of_the_service_stops_so_does_the_other() -> None:
    ends = [sys.executable, "-c", "import sys; sys.exit(3)"]

    ended = subprocess.run(
        [sys.executable, "-c", TOGETHER % [SLEEP, ends]], cwd=environment.ROOT, timeout=30, check=False
    )

    assert ended.returncode == 3


def test_a_part_that_ends_well_is_a_fault_too() -> None:
    ends = [sys.executable, "-c", ""]

    ended = subprocess.run(
        [sys.executable, "-c", TOGETHER % [SLEEP, ends]], cwd=environment.ROOT, timeout=30, check=False
    )

    assert ended.returncode == 1


def test_told_to_stop_the_service_stops_all_and_says_that_it_is_well() -> None:
    says_when_ready = [sys.executable, "-c", "import os, time; os.write(1, b'ready'); time.sleep(60)"]
    with subprocess.Popen(
        [sys.executable, "-c", TOGETHER % [SLEEP, says_when_ready]], cwd=environment.ROOT, stdout=subprocess.PIPE
    ) as service:
        assert service.stdout is not None
        assert service.stdout.read(5) == b"ready"

        os.kill(service.pid, signal.SIGTERM)

        assert service.wait(30) == 0
