"""Seconds from a clone with cached packages to the first page of `script/demo`."""

import os
import signal
import subprocess
import time
from pathlib import Path

from benchmarks.goals import Figure, missing
from benchmarks.site import ROOT, free_port, wait_for

GROUP, NAME, GOAL = "From a clone to the first page", "script/demo", 30.0
SITE = ("DATABASE_URL", "MEDIA_ROOT", "STATIC_ROOT", "SECRET_KEY", "DJANGO_SETTINGS_MODULE", "DEBUG", "VIRTUAL_ENV")


def first_page(folder: Path) -> Figure:
    """Clones the last commit into `folder` and runs the demonstration there. Nothing of the clone is left running."""
    begun = time.monotonic()
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True)
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if name not in SITE}
    process = subprocess.Popen(
        ["script/demo", "--port", str(port)],
        cwd=folder, env=environment, stdout=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        wait_for(port, "/login/", 10 * GOAL, process)
        return Figure(GROUP, NAME, round(time.monotonic() - begun, 1), GOAL, "s")
    except TimeoutError as late:
        return missing(GROUP, NAME, GOAL, str(late), "s")
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=60)
