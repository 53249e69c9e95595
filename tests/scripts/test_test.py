"""script/test and the other commands: every step is run, a failing one is named, nothing fails in silence."""

import subprocess
from pathlib import Path

import pytest

from tests.scripts.conftest import ROOT, Tree

SCRIPTS = sorted(path for path in (ROOT / "script").iterdir() if path.is_file())
TOOLS = ("ruff", "djade", "lint-imports", "mypy", "python")


@pytest.fixture
def steps(tree: Tree) -> Tree:
    """A clone whose tools all say that everything is well."""
    tree.script("test")
    tree.command("setup", "", tree.folder / "script")
    for tool in TOOLS:
        tree.command(tool, f"echo {tool} ran", tree.folder / ".venv" / "bin")
    (tree.folder / "templates").mkdir()
    (tree.folder / "templates" / "base.html").write_text("<p>\n")
    tree.command("pg_virtualenv", 'while [ "$1" != bash ]; do shift; done; "$@"; exit 0')
    return tree


def failing(steps: Tree, tool: str, words: str, code: int = 1) -> None:
    """Lets one call of one tool fail."""
    steps.command(tool, f'case "$*" in {words}) exit {code} ;; esac', steps.folder / ".venv" / "bin")


@pytest.mark.parametrize("script", [*SCRIPTS, ROOT / ".ci/run"], ids=lambda path: path.name)
def test_script_is_a_valid_program(script: Path) -> None:
    assert script.stat().st_mode & 0o111 == 0o111
    assert script.read_text().startswith("#!/usr/bin/env bash\n# ")
    assert subprocess.run(["bash", "-n", script], capture_output=True).returncode == 0


def test_ci_runs_script_test_and_nothing_else() -> None:
    lines = (ROOT / ".ci/run").read_text().splitlines()
    assert [line for line in lines if line and not line.startswith("#")] == [
        'cd "$(dirname "$0")/.." && exec script/test'
    ]


def test_test_runs_every_step_and_says_so(steps: Tree) -> None:
    run = steps.run("script/test")
    assert run.returncode == 0, run.stdout + run.stderr
    assert "All 11 steps passed" in run.stdout
    runs = [call for call in steps.calls if call.startswith("python -m pytest")]
    assert [call.split(" -m ")[2] for call in runs] == ["not e2e", "database and not e2e", "e2e", "lives"]
    assert {"ruff check .", "ruff format --check .", "lint-imports ", "mypy ."} <= set(steps.calls)
    assert any("makemigrations --check" in call for call in steps.calls)
    assert any("check --deploy --fail-level=WARNING" in call for call in steps.calls)
    assert any(call.startswith("djade --check") and call.endswith("templates/base.html") for call in steps.calls)


def test_test_fast_leaves_out_postgresql_and_browser(steps: Tree) -> None:
    run = steps.run("script/test", "--fast", "-k", "ledger")
    assert run.returncode == 0, run.stdout
    runs = [call for call in steps.calls if call.startswith("python -m pytest")]
    assert len(runs) == 1
    assert runs[0].endswith("-m not e2e -k ledger")


@pytest.mark.parametrize(
    ("tool", "words", "named"),
    [
        ("ruff", "check*", "ruff check"),
        ("ruff", "format*", "ruff format"),
        ("djade", "*", "template format"),
        ("lint-imports", "*", "import rules"),
        ("mypy", "*", "types"),
        ("python", "*makemigrations*", "migrations"),
        ("python", "*deploy*", "deployment checks"),
    ],
)
def test_test_fails_and_names_the_step(steps: Tree, tool: str, words: str, named: str) -> None:
    failing(steps, tool, words)
    run = steps.run("script/test", "--fast")
    assert run.returncode == 1
    assert run.stdout.splitlines()[-1] == f"FAILED: {named}"
    assert any("pytest" in call for call in steps.calls)  # the rest was still run


@pytest.mark.parametrize("code", [1, 2, 5])
def test_test_fails_with_pytest_in_every_run(steps: Tree, code: int) -> None:
    failing(steps, "python", "*pytest*", code)
    run = steps.run("script/test")
    assert run.returncode == 1
    assert run.stdout.splitlines()[-1] == (
        "FAILED: tests on SQLite, tests on PostgreSQL, journeys in Chromium, five lives on PostgreSQL"
    )


def test_test_lets_a_selection_miss_a_run(steps: Tree) -> None:
    failing(steps, "python", "*pytest*", 5)
    assert steps.run("script/test", "-k", "ledger").returncode == 0


def test_test_fails_when_postgresql_does_not_start(steps: Tree) -> None:
    steps.command("pg_virtualenv", "exit 2")
    run = steps.run("script/test")
    assert run.returncode == 1
    assert run.stdout.splitlines()[-1] == "FAILED: tests on PostgreSQL, five lives on PostgreSQL"


def test_test_is_not_swayed_by_the_shell_of_a_developer(steps: Tree) -> None:
    steps.command(
        "python",
        'case "$*" in *pytest*) echo "url=$DATABASE_URL debug=$DEBUG secret=$SECRET_KEY" ;; esac',
        steps.folder / ".venv" / "bin",
    )
    swayed = {"DATABASE_URL": "sqlite:///own.sqlite3", "DEBUG": "0", "SECRET_KEY": "own"}
    said = steps.run("script/test", "--fast", env=swayed).stdout
    assert "url= debug= secret=\n" in said


def test_test_gives_postgresql_its_address(steps: Tree) -> None:
    steps.command("python", 'case "$*" in *pytest*) echo "url=$DATABASE_URL" ;; esac', steps.folder / ".venv" / "bin")
    server = {
        "PGUSER": "postgres",
        "PGPASSWORD": "p",
        "PGHOST": "localhost",
        "PGPORT": "5433",
        "PGDATABASE": "postgres",
    }
    assert "url=postgresql://postgres:p@localhost:5433/postgres\n" in steps.run("script/test", env=server).stdout


def test_test_stops_when_setup_fails(steps: Tree) -> None:
    steps.command("setup", "exit 1", steps.folder / "script")
    assert steps.run("script/test").returncode == 1
    assert not any("pytest" in call for call in steps.calls)
