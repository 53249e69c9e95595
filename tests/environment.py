"""Loaded by pytest before the settings are: what the test run needs from its environment."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 50)
os.environ.setdefault("DEBUG", "1")
os.environ.setdefault("MEDIA_ROOT", tempfile.mkdtemp(prefix="test-media-"))
os.environ.setdefault("STATIC_ROOT", tempfile.mkdtemp(prefix="test-static-"))
MEMORY = Path("/dev/shm")  # commits are real, but nobody waits for a disk
os.environ.setdefault(
    "TEST_SQLITE_FILE", tempfile.mkdtemp(prefix="test-db-", dir=MEMORY if MEMORY.is_dir() else None) + "/db.sqlite3"
)
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the browser driver runs a loop in our thread
