"""Takes the pictures of README.md, in Chromium, of a trial that is made for it and thrown away."""

import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright

from .environment import ROOT
from .say import Stop, bold, progress
from .trial import settings_for

FOLDER = ROOT / "docs" / "pictures"
PAGES = {
    "home": "/",
    "commitments": "/commitments/",
    "commitment": "/commitments/ZFYPJ6/",
    "charter": "/charters/sandwell/",
}
SIZES = {1280: 1000, 360: 1000}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with trial() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        wanted = [(name, path, width) for name, path in PAGES.items() for width in SIZES]
        for number, (name, path, width) in enumerate(wanted, start=1):
            take(browser, f"{address}{path}", width=width, to=FOLDER / f"{name}-{width}.png")
            progress(number, len(wanted), f"{name}-{width}.png")
        browser.close()


def find_browser() -> str:
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        raise Stop("The pictures need Chromium. This brings it: sudo apt-get install chromium")
    return found


@contextmanager
def trial() -> Iterator[str]:
    """The address of a portal with all that is made up in it, in a folder of its own."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    folder = Path(tempfile.mkdtemp(prefix="pictures-"))
    # The address that the pages show is the usual one, so that the pictures stay the same.
    settings = {**settings_for(""), "DATABASE_URL": f"sqlite:///{folder / 'database.sqlite3'}"}
    for step in ("migrate", "load_charters", "load_demo"):
        subprocess.run(
            [sys.executable, "manage.py", step], cwd=ROOT, env=settings, check=True, stdout=subprocess.DEVNULL
        )
    command = [sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"]
    with subprocess.Popen(
        command, cwd=ROOT, env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            wait_for(f"http://localhost:{port}/healthz")
            yield f"http://localhost:{port}"
        finally:
            server.terminate()
            shutil.rmtree(folder)


def wait_for(address: str) -> None:
    for _ in range(100):
        try:
            urlopen(address, timeout=5).close()
        except URLError:
            # Nothing else says when it listens.
            time.sleep(0.1)
        else:
            return
    raise Stop("The trial for the pictures did not start.")


def take(browser: Browser, address: str, *, width: int, to: Path) -> None:
    page = browser.new_page(viewport={"width": width, "height": SIZES[width]}, reduced_motion="reduce")
    answer = page.goto(address, wait_until="networkidle")
    if answer is None or not answer.ok:
        raise Stop(f"{address} did not answer well.")
    page.screenshot(path=to)
    page.close()


if __name__ == "__main__":
    try:
        main()
    except Stop as reason:
        sys.exit(bold(str(reason)))
