"""Starts what is timed, on this machine alone, and reads what it cost from /proc."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from zlib import crc32

ROOT = Path(__file__).resolve().parent.parent
TICKS = os.sysconf("SC_CLK_TCK")
HOST = "commitments.example.org"


@dataclass
class Server:
    port: int
    processes: list[int]  # The first of each tree.

    def seconds(self) -> float:
        """Processor time of all its processes so far, PostgreSQL's among them."""
        return sum(processor_seconds(process) for first in self.processes for process in tree(first))


def tree(first: int) -> Iterator[int]:
    yield first
    for task in Path(f"/proc/{first}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield from tree(int(child))


def processor_seconds(process: int) -> float:
    """User and system time, its own and that of its children that have ended."""
    # The name of the program stands in brackets and may hold spaces; the numbers follow it.
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(int(ticks) for ticks in fields[11:15]) / TICKS


def memory(process: int) -> int:
    """Bytes that belong to this process, with its share of what it holds with others."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def kept_values_of(database: str) -> Path:
    """Where the processes on one database share values. Another database has others."""
    return Path(tempfile.gettempdir()) / f"bench-cache-{crc32(database.encode()):08x}"


def in_service(database: str) -> dict[str, str]:
    """The environment of a live portal on this database."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "DEBUG": "false",
        "SECRET_KEY": "only-for-timing-" + "0" * 50,
        "ALLOWED_HOSTS": HOST,
        "BASE_URL": f"https://{HOST}",
        "DATABASE_URL": database,
        "CACHE_URL": os.environ.get("CACHE_URL", f"filecache://{kept_values_of(database)}"),
        "EMAIL_URL": "memorymail://",
        "TRUSTED_PROXIES": "1",
    }


def manage(database: str, *arguments: str) -> str:
    return run(database, "manage.py", *arguments)


def run_module(database: str, *arguments: str) -> str:
    return run(database, "-m", *arguments)


def run(database: str, *arguments: str) -> str:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=in_service(database),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout


@contextmanager
def serving(database: str, *, postgresql: int | None) -> Iterator[Server]:
    """Two workers of gunicorn, as `./run serve` starts them."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "coprod_portal.wsgi", "--workers", "2", "--max-requests", "0"]
    command += ["--bind", f"127.0.0.1:{port}", "--log-level", "error"]
    with subprocess.Popen(command, cwd=ROOT, env=in_service(database), stdout=subprocess.DEVNULL) as process:
        try:
            wait_for(port, process)
            yield Server(port, [process.pid, *([postgresql] if postgresql else [])])
        finally:
            process.terminate()
            process.wait(30)


def wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise SystemExit("gunicorn did not start. Its words are above.")
        try:
            HTTPConnection("127.0.0.1", port, timeout=5).connect()
        except ConnectionRefusedError:
            # Nothing else says when it listens.
            time.sleep(0.1)
        else:
            return
    raise SystemExit("gunicorn did not answer within 30 seconds.")
