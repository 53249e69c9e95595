"""A small tree for a script to run in, with stand-ins for the machine's commands in front of the real ones."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


class Tree:
    """A folder that looks like a clone to a script. `command` puts a stand-in before the machine's own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "clone"
        self.bin = folder / "bin"
        self.log = folder / "log"
        for path in (self.folder / "script", self.bin):
            path.mkdir(parents=True)
        for name in ("pyproject.toml", "uv.lock"):
            (self.folder / name).write_text("# stands for the real one\n")

    def script(self, name: str) -> None:
        """Brings one of the project's scripts into the tree."""
        (self.folder / "script" / name).write_bytes((ROOT / "script" / name).read_bytes())
        (self.folder / "script" / name).chmod(0o755)

    def command(self, name: str, body: str, folder: Path | None = None) -> None:
        """A stand-in written in bash; each call's words are kept in `calls`."""
        path = (folder or self.bin) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'#!/bin/bash\necho "{name} $*" >>"{self.log}"\n{body}\n')
        path.chmod(0o755)

    def run(self, *command: str, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        path = f"{self.bin}:{os.environ['PATH']}"
        environment = {**os.environ, "PATH": path, **(env or {})}
        return subprocess.run(
            command,
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            stdin=subprocess.DEVNULL,
        )

    @property
    def calls(self) -> list[str]:
        return self.log.read_text().splitlines() if self.log.exists() else []


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """An empty clone."""
    return Tree(tmp_path)
