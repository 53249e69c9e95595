"""script/demo: its refusals, and the whole of it: it comes up, shows a page, and goes when told to."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scripts.conftest import ROOT

SITE = {"DATABASE_URL", "SECRET_KEY", "DEBUG", "MEDIA_ROOT", "STATIC_ROOT", "DJANGO_SETTINGS_MODULE"}


def demo(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([ROOT / "script/demo", *words], capture_output=True, text=True, timeout=30)


@pytest.fixture
def taken() -> Iterator[int]:
    """A port somebody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_demo_says_that_the_port_is_in_use(taken: int) -> None:
    run = demo("--port", str(taken))
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr.count("\n") == 1
    assert f"port {taken} is in use" in run.stderr
    assert "script/demo --port" in run.stderr


@pytest.mark.parametrize("port", ["", "0", "65536", "99999", "080", "eighty", "-1", "80;ls"])
def test_demo_refuses_what_is_no_port(port: str) -> None:
    assert (demo("--port", port).returncode, demo(f"--port={port}").stderr) == (
        1,
        "demo: --port wants a number from 1 to 65535\n",
    )


def test_demo_refuses_an_unknown_option() -> None:
    run = demo("--prot", "8001")
    assert (run.returncode, run.stderr) == (1, "demo: unknown option '--prot'; use: script/demo [--port N]\n")


def test_demo_explains_itself() -> None:
    run = demo("--help")
    assert run.returncode == 0
    assert "script/demo [--port N]" in run.stdout


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The sources with the environment of this clone and nothing in var/."""
    skipped = shutil.ignore_patterns(".venv", ".git", "var", "static-collected", "__pycache__", ".*_cache", "tests")
    shutil.copytree(ROOT, tmp_path / "clone", ignore=skipped)
    (tmp_path / "clone" / ".venv").symlink_to(ROOT / ".venv")
    return tmp_path / "clone"


class Demo:
    """A running script/demo."""

    def __init__(self, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = probe.getsockname()[1]
        environment = {name: value for name, value in os.environ.items() if name not in SITE}
        self.output = folder.parent / f"output-{self.port}"
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                ["script/demo", "--port", str(self.port)],
                cwd=folder,
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                # What runs this may ignore Ctrl-C (a shell's background job does), and what is ignored is inherited.
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 -- one thread
            )

    def said(self) -> str:
        return self.output.read_text(encoding="utf-8")

    def wait_until_ready(self) -> None:
        end = time.monotonic() + 90
        while "Press Ctrl-C" not in self.said():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < end, self.said()
            time.sleep(0.1)

    def page(self, path: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", path)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, text

    def stop(self, number: int) -> int:
        """As a terminal does it: the signal goes to the whole group."""
        os.killpg(self.process.pid, number)
        return self.process.wait(timeout=30)


@pytest.mark.e2e
@pytest.mark.long
def test_demo_serves_the_site_twice_and_stops_when_told(copy: Path) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        running = Demo(copy)
        try:
            running.wait_until_ready()
            status, text = running.page("/login/")
            assert status == 200
            assert 'name="password"' in text
            assert running.page("/health/")[0] == 200
            assert f"http://127.0.0.1:{running.port}/" in running.said()
        finally:
            code = running.stop(number)
        assert code == 0
        assert running.said().endswith("Stopped.\n")
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", running.port), timeout=2)
    secret = copy / "var" / "demo" / "secret"
    assert secret.stat().st_mode & 0o777 == 0o600
    assert len(secret.read_text().strip()) >= 50
    assert secret.read_text().strip() not in running.said()
