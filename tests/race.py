"""Two people at once, on real connections.

On SQLite the test's database lives in memory, where threads cannot meet; it is copied to a file first, and the threads
open that. On PostgreSQL they meet in the test's own database.
"""

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection, connections

from unions.errors import DomainError

ON_SQLITE = connection.vendor == "sqlite"

Outcome = list[object]
Together = Callable[..., Outcome]


@pytest.fixture
def together(tmp_path: Path) -> Together:
    """`together(work, work, …)`: run each in a thread of its own, all released at once; what each gave or raised."""
    in_memory = connection.settings_dict["NAME"]
    file = tmp_path / "race.sqlite3"

    def run(*works: Callable[[], object]) -> Outcome:
        if ON_SQLITE and not file.exists():
            connection.ensure_connection()
            with closing(sqlite3.connect(file)) as copy:
                connection.connection.backup(copy)
        outcomes: Outcome = [None] * len(works)
        gate = threading.Barrier(len(works))
        threads = [threading.Thread(target=_work, args=(work, gate, outcomes, n)) for n, work in enumerate(works)]
        connections.settings["default"]["NAME"] = str(file) if ON_SQLITE else in_memory
        try:
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(timeout=60)
        finally:
            connections.settings["default"]["NAME"] = in_memory
        return outcomes

    return run


def _work(work: Callable[[], object], gate: threading.Barrier, outcomes: Outcome, number: int) -> None:
    try:
        connection.ensure_connection()
        gate.wait(timeout=30)
        outcomes[number] = work()
    except Exception as error:  # noqa: BLE001 -- the test looks at it
        outcomes[number] = error
    finally:
        connection.close()


def refused(outcomes: Outcome) -> list[DomainError]:
    """The refusals; anything else that was raised is a failure."""
    unexpected = [o for o in outcomes if isinstance(o, Exception) and not isinstance(o, DomainError)]
    assert not unexpected, unexpected
    return [outcome for outcome in outcomes if isinstance(outcome, DomainError)]
