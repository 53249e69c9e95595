"""The settings are safe when nothing is set, and say clearly what is missing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import formats, translation

from config.settings import wal_is_safe

ROOT = Path(settings.BASE_DIR)


def manage(*args: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run a management command in a process of its own, with only the given environment."""
    keep = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *args], cwd=ROOT, env=keep | environment, capture_output=True, text=True
    )


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
    ],
)
def test_wal_is_used_only_where_sqlite_is_safe(version: tuple[int, ...], safe: bool) -> None:
    assert wal_is_safe(version) is safe


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own settings")
def test_sqlite_takes_the_write_lock_at_once(db: None) -> None:
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        assert cursor.fetchone() == (2,)  # FULL


def test_production_refuses_to_start_without_a_secret_key() -> None:
    run = manage("check")
    assert run.returncode != 0
    assert "SECRET_KEY" in run.stderr


def test_production_settings_pass_the_deployment_check(tmp_path: Path) -> None:
    run = manage(
        *("check", "--deploy", "--fail-level", "WARNING"),
        SECRET_KEY="a1B2c3D4" * 10,
        ALLOWED_HOSTS="cum.example.vn",
        DATABASE_URL=f"sqlite:///{tmp_path}/db.sqlite3",
    )
    assert run.returncode == 0, run.stderr


def test_debugging_is_off_and_cookies_are_secure_unless_asked_otherwise() -> None:
    run = manage(
        *("shell", "--no-imports", "-c"),
        "from django.conf import settings as s; print(s.DEBUG, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE)",
        SECRET_KEY="a1B2c3D4" * 10,
    )
    assert run.stdout.split() == ["False", "True", "True"]


def test_every_answer_forbids_inline_scripts_and_other_hosts(client: Client, db: None) -> None:
    answer = client.get(reverse("unions:login"))
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "camera=()" in answer.headers["Permissions-Policy"]


def test_vietnamese_formats_group_digits_and_put_the_day_first() -> None:
    with translation.override("vi"):
        assert formats.number_format(7_000_000, use_l10n=True, force_grouping=True) == "7.000.000"
        assert formats.get_format("DATE_INPUT_FORMATS")[0] == "%d/%m/%Y"
