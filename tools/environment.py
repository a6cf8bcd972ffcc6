"""The Python environment in .venv, made from the hashed lock files and from nothing else."""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from .say import Stop, progress, say

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".venv"
PYTHON = FOLDER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = FOLDER / "made-from"
PRODUCTION = ROOT / "requirements" / "production.txt"
DEVELOPMENT = ROOT / "requirements" / "development.txt"


def fingerprint(*paths: Path) -> str:
    """Changes when a file's words change, or when one comes, goes or is renamed."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def make(*, for_development: bool = False) -> None:
    """Leave .venv holding what the lock files say. Does nothing when it already does."""
    production, everything = made_from(PRODUCTION), made_from(PRODUCTION, DEVELOPMENT)
    found = STAMP.read_text() if STAMP.exists() and PYTHON.exists() else ""
    if found == everything or (found == production and not for_development):
        return
    if found != production:
        make_empty()
    install(*([PRODUCTION, DEVELOPMENT] if for_development else [PRODUCTION]))
    STAMP.write_text(everything if for_development else production)


def made_from(*locks: Path) -> str:
    return f"Python {sys.version_info.major}.{sys.version_info.minor}, {fingerprint(*locks)}"


def make_empty() -> None:
    for name in ("venv", "ensurepip", "sqlite3"):
        if importlib.util.find_spec(name) is None:
            raise Stop(f"This Python has no `{name}` module. {what_brings(name)}")
    say("Making a Python environment in .venv")
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", FOLDER], capture_output=True, text=True)
    if made.returncode:
        raise Stop(f"{made.stdout}{made.stderr}\nThe environment could not be made. {what_brings('venv')}")


def what_brings(module: str) -> str:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    if shutil.which("apt-get"):
        package = "libpython" + version + "-stdlib" if module == "sqlite3" else f"python{version}-venv"
        return f"This brings it: sudo apt-get install {package}"
    if shutil.which("dnf"):
        return "This brings it: sudo dnf install python3-libs python3-pip"
    if shutil.which("brew"):
        return "This brings it: brew install python"
    return "Install a Python that has all of its standard library."


def install(*locks: Path) -> None:
    names = {name for lock in locks for name in re.findall(r"^([\w.-]+)==", lock.read_text(), re.MULTILINE)}
    say(f"Installing {len(names)} parts: about a minute")
    command: list[str | Path] = [PYTHON, "-m", "pip", "install", "--require-hashes", "--no-input", "--progress-bar=off"]
    for lock in locks:
        command += ["-r", lock]
    said = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as pip:
        assert pip.stdout is not None
        for line in pip.stdout:
            said.append(line)
            if collecting := re.match(r"Collecting ([\w.-]+)", line):
                count = sum(part.startswith("Collecting ") for part in said)
                progress(count, len(names), collecting[1])
    say()
    if pip.returncode:
        raise Stop("".join(said[-20:]) + "\nThe parts could not be installed. Is this machine online? Then try again.")


def run(*arguments: str | Path, program: Path = PYTHON, settings: dict[str, str] | None = None) -> int:
    """Run Python of the environment, or a program beside it, and return its exit code."""
    return subprocess.run([program, *arguments], cwd=ROOT, env={**os.environ, **(settings or {})}).returncode


def become(*arguments: str | Path, settings: dict[str, str]) -> None:
    """Let Python of the environment take this process over, so that signals reach it and its exit code is ours."""
    sys.stdout.flush()
    os.execve(PYTHON, [str(part) for part in (PYTHON, *arguments)], settings)
