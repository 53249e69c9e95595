"""Files that wait between their upload and the confirmation of what was understood.

The bytes lie in MEDIA_ROOT/imports under a random name that only the uploader's session knows; name, year and time are
in the session, not in the page, so the browser is not trusted with any of it. After an hour a file is gone.
"""

import secrets
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

KEPT_FOR = 60 * 60  # seconds
SESSION_KEY = "plan_imports"
MOST_WAITING = 5  # files a person may have waiting at once


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that was uploaded for a cluster and year."""

    token: str
    name: str
    year: int
    cluster: int
    at: float

    @property
    def path(self) -> Path:
        return folder() / self.token

    def data(self) -> bytes | None:
        """The bytes; None once they are gone."""
        try:
            return self.path.read_bytes()
        except FileNotFoundError:
            return None


def folder() -> Path:
    """Where the files wait."""
    return Path(settings.MEDIA_ROOT) / "imports"


def keep(session: SessionBase, data: bytes, *, name: str, year: int, cluster: int) -> Waiting:
    """Store a file for the session's person, and throw away what is too old."""
    clear_old()
    waiting = Waiting(secrets.token_hex(16), name[:120], year, cluster, time.time())
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    waiting.path.touch(mode=0o600)
    waiting.path.write_bytes(data)
    entries = [*_entries(session), asdict(waiting)]
    for old in entries[:-MOST_WAITING]:
        _remove(folder() / str(old["token"]))
    session[SESSION_KEY] = entries[-MOST_WAITING:]
    return waiting


def find(session: SessionBase, token: str, *, cluster: int) -> Waiting | None:
    """The waiting file of this session; None for a stranger's token, another cluster, or after an hour."""
    found = (Waiting(**entry) for entry in _entries(session) if entry.get("token") == token)
    waiting = next(found, None)
    if waiting is None or waiting.cluster != cluster or waiting.at < time.time() - KEPT_FOR:
        return None
    return waiting


def drop(session: SessionBase, waiting: Waiting) -> None:
    """Throw a file away."""
    _remove(waiting.path)
    session[SESSION_KEY] = [entry for entry in _entries(session) if entry.get("token") != waiting.token]


def clear_old() -> None:
    """Throw away every file that has waited for more than an hour."""
    if not folder().is_dir():
        return
    for path in folder().iterdir():
        try:
            if path.stat().st_mtime < time.time() - KEPT_FOR:
                _remove(path)
        except FileNotFoundError:
            continue


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)


def _entries(session: SessionBase) -> list[Mapping[str, Any]]:
    entries = session.get(SESSION_KEY, [])
    return entries if isinstance(entries, list) else []
