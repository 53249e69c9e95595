"""From the last key to the saved line: a plan of 40 activities and 600 lines, over the wire, at the 95th percentile."""

import http.client
import json
import time
from collections.abc import Iterator
from urllib.parse import urlencode

from django.db.models import Max
from django.test import Client
from django.urls import reverse

from benchmarks.data import Grown
from benchmarks.goals import Figure, missing
from plans.models import Clause

GOAL = 300.0  # milliseconds
LINES = 600
GROUP = "From the last key to the saved line (95 of 100)"


def saving(port: int, grown: Grown, rounds: int) -> Figure:
    """One line of the plan saved again and again, as the editor's script does it."""
    clause = _fill(grown)
    url = reverse("plans:clause_change", args=[grown.cluster.code, grown.plan.year, clause.pk])
    try:
        spent = sorted(_saves(port, _signed_in(grown), url, clause, max(rounds, 20)))
    except ValueError as error:
        return missing(GROUP, "editor, 600 lines", GOAL, str(error), "ms")
    at = spent[int(len(spent) * 0.95) - 1]
    lines = Clause.objects.filter(plan=grown.plan).count()
    activities = grown.plan.activities.count()
    detail = f"median {spent[len(spent) // 2]:.0f} ms, {activities} activities, {lines} lines"
    return Figure(GROUP, "editor, 600 lines", at, GOAL, "ms", detail)


def _fill(grown: Grown) -> Clause:
    """Free lines until the plan has 600; the first of them is the one that is written in."""
    rows = Clause.objects.filter(plan=grown.plan)
    first = (rows.aggregate(last=Max("position"))["last"] or 0) + 1
    missing_lines = range(first, first + LINES - rows.count())
    Clause.objects.bulk_create(
        Clause(plan=grown.plan, position=position, level=2, marker="dash", text=f"Dòng {position}.")
        for position in missing_lines
    )
    return rows.get(position=first)


def _signed_in(grown: Grown) -> dict[str, str]:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(grown.staff)
    client.get(reverse("plans:plan_edit", args=[grown.cluster.code, grown.plan.year]))
    return {name: morsel.value for name, morsel in client.cookies.items()}


def _saves(port: int, cookies: dict[str, str], url: str, clause: Clause, rounds: int) -> Iterator[float]:
    """Milliseconds of each save. Raises ValueError when one was refused."""
    version = clause.version
    headers = {
        "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Autosave": "1",
        "X-CSRFToken": cookies.get("csrftoken", ""),
    }
    for number in range(rounds):
        body = urlencode({"line-text": f"Viết lần thứ {number}.", "version": version})
        begun = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request("POST", url, body, headers)
        answer = connection.getresponse()
        content = answer.read()
        spent = (time.monotonic() - begun) * 1000
        connection.close()
        if answer.status != 200:
            raise ValueError(f"{answer.status}: {content[:80]!r}")
        version = json.loads(content)["version"]
        yield spent
