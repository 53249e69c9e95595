"""A throwaway site: its own database, files and, where asked, its own server. Gone when the run ends."""

import http.client
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.timing import HEADER

ROOT = Path(__file__).resolve().parent.parent


def prepare(folder: Path) -> None:
    """Point this process and its children at `folder`, in production's settings, and fill it. Call before Django."""
    os.environ.update(
        DJANGO_SETTINGS_MODULE="benchmarks.settings",
        DATABASE_URL=f"sqlite:///{folder / 'db.sqlite3'}",
        MEDIA_ROOT=str(folder / "media"),
        STATIC_ROOT=str(folder / "static"),
        SECRET_KEY=secrets.token_urlsafe(50),
        DEBUG="0",
        HTTPS="0",
        ALLOWED_HOSTS="127.0.0.1",
    )
    (folder / "media").mkdir()
    for command in (["migrate", "--verbosity=0"], ["collectstatic", "--noinput", "--verbosity=0"], ["load_demo"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True, slots=True)
class Answer:
    """A page as a client gets it. `clock` is the worker's processor time until then, in milliseconds."""

    status: int
    body: bytes
    clock: float


def get(port: int, path: str, cookies: str = "", timeout: float = 60) -> Answer:
    """Asks for a page; redirects are not followed."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        connection.request("GET", path, headers={"Cookie": cookies} if cookies else {})
        answer = connection.getresponse()
        return Answer(answer.status, answer.read(), int(answer.getheader(HEADER) or 0) / 1e6)
    finally:
        connection.close()


@contextmanager
def server() -> Iterator[int]:
    """The prepared site served as `script/demo` does, by one worker so that both sides of a ratio meet the same one."""
    port = free_port()
    command = ["-m", "gunicorn", "config.wsgi", f"--bind=127.0.0.1:{port}", "--workers=1", "--no-control-socket"]
    process = subprocess.Popen([sys.executable, *command, "--log-level=warning"], cwd=ROOT)
    try:
        wait_for(port, "/bare/", 30, process)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=30)


def wait_for(port: int, path: str, seconds: float, process: subprocess.Popen[bytes]) -> float:
    """Seconds until the page answers with less than 400. Raises TimeoutError, also when the process ends."""
    begun = time.monotonic()
    while time.monotonic() - begun < seconds and process.poll() is None:
        try:
            if get(port, path).status < 400:
                return time.monotonic() - begun
        except OSError:
            pass
        time.sleep(0.05)
    raise TimeoutError(f"{path} did not answer in {seconds:g} s (process: {process.poll()})")
