"""The portal in service: web server and worker, side by side. When one stops, so does the other."""

import os
import signal
import subprocess
from types import FrameType

from . import environment
from .environment import PYTHON, ROOT
from .say import Stop

PARTS = {
    "web server": ["-m", "gunicorn", "coprod_portal.wsgi"],
    "worker": ["manage.py", "run_due", "--keep-going"],
}
PATIENCE = 40  # Seconds: a little longer than gunicorn.conf.py lets a request finish.


def serve(arguments: list[str]) -> int:
    """Options go to gunicorn."""
    environment.make()
    if environment.run("manage.py", "collectstatic", "--no-input", "--verbosity", "0"):
        raise Stop("The portal cannot start. The reason is above.")
    if environment.run("manage.py", "migrate", "--check", "--verbosity", "0"):
        raise Stop("The database is not ready for this version: ./run manage migrate, then ./run manage load_charters.")
    return keep_together(
        [[str(PYTHON), *PARTS["web server"], *arguments], [str(PYTHON), *PARTS["worker"]]],
    )


def keep_together(commands: list[list[str]]) -> int:
    """Run the commands until one stops or we are told to. Returns the exit code of what stopped first."""
    running: list[subprocess.Popen[bytes]] = []
    told: list[int] = []

    def pass_on(number: int, frame: FrameType | None) -> None:
        told.append(number)
        for process in running:
            process.terminate()

    signal.signal(signal.SIGTERM, pass_on)
    signal.signal(signal.SIGINT, pass_on)
    running.extend(subprocess.Popen(command, cwd=ROOT, start_new_session=True) for command in commands)
    if told:
        pass_on(told[0], None)
    ended, status = os.wait()
    first = next(process for process in running if process.pid == ended)
    first.returncode = os.waitstatus_to_exitcode(status)
    for process in running:
        if process is not first:
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
    if told:
        return 0
    # The portal is not whole any more, whatever code the first one gave.
    return abs(first.returncode) or 1
