"""script/setup: what it says, what it installs, and that it does nothing when nothing is missing."""

import hashlib
import os
import sys
from pathlib import Path

import pytest

from tests.scripts.conftest import Tree

ALL_INSTALLED = 'for word; do case "$word" in -*) ;; *) echo "$word installed" ;; esac; done'
NONE_INSTALLED = "exit 1"
PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Plan"\nmsgstr "Kế hoạch"\n'


@pytest.fixture
def fresh(tree: Tree) -> Tree:
    """A clone nobody has set up, on a machine with Debian's package list."""
    tree.script("setup")
    tree.command("dpkg-query", ALL_INSTALLED)
    return tree


@pytest.fixture
def ready(fresh: Tree) -> Tree:
    """A clone that is set up for tests."""
    folder = fresh.folder / ".venv" / "bin"
    folder.mkdir(parents=True)
    (folder / "python").symlink_to(sys.executable)
    names = ("pyproject.toml", "uv.lock", "script/setup")
    content = b"".join((fresh.folder / name).read_bytes() for name in names)
    (fresh.folder / ".venv" / ".setup-test").write_text(f"{hashlib.sha256(content).hexdigest()}  -\n")
    return fresh


def test_setup_tells_an_ordinary_user_the_exact_command(fresh: Tree) -> None:
    fresh.command("dpkg-query", NONE_INSTALLED)
    fresh.command("id", "echo 1000")
    run = fresh.run("script/setup", "run")
    assert run.returncode == 1
    sentence = run.stderr.strip()
    assert "\n" not in sentence
    assert sentence.startswith("setup: Debian packages are missing; run: sudo apt-get install --no-install-recommends ")
    assert {"fonts-croscore", "gettext", "libpango-1.0-0", "libharfbuzz-subset0"} <= set(sentence.split())
    assert not {"chromium", "postgresql"} & set(sentence.split())
    assert not (fresh.folder / ".venv").exists()


def test_setup_names_only_what_is_missing(fresh: Tree) -> None:
    fresh.command("dpkg-query", ALL_INSTALLED.replace("-*) ;;", "-*|chromium) ;;"))
    fresh.command("id", "echo 1000")
    run = fresh.run("script/setup")
    assert run.stderr.split("--no-install-recommends ")[1].split() == ["chromium"]


def test_setup_counts_a_removed_package_as_missing(fresh: Tree) -> None:
    removed = 'gettext) echo "gettext config-files" ;; *) echo'
    fresh.command("dpkg-query", ALL_INSTALLED.replace("*) echo", removed))
    fresh.command("id", "echo 1000")
    assert fresh.run("script/setup", "run").stderr.split()[-1] == "gettext"


def test_setup_installs_packages_as_root_without_recommendations(fresh: Tree) -> None:
    fresh.command("dpkg-query", NONE_INSTALLED)
    fresh.command("id", "echo 0")
    fresh.command("apt-get", 'case "$*" in *install*) exit 100 ;; esac')
    run = fresh.run("script/setup")
    assert run.returncode == 100  # a failed installation is not passed over
    update, install = (call for call in fresh.calls if call.startswith("apt-get"))
    assert update.endswith(" update")
    assert {"--yes", "--no-install-recommends", "chromium", "postgresql", "fonts-croscore"} <= set(install.split())


def test_setup_asks_for_python_venv_when_python_cannot_make_one(fresh: Tree) -> None:
    fresh.command("id", "echo 1000")
    fresh.command("dpkg-query", ALL_INSTALLED.replace("-*) ;;", "-*|python3-venv) ;;"))
    fresh.command("python3", "exit 1")
    assert fresh.run("script/setup", "run").stderr.split()[-1] == "python3-venv"


def test_setup_refuses_an_old_python_in_a_sentence(fresh: Tree) -> None:
    fresh.command("python3", 'case "$*" in *version_info*) exit 1 ;; --version) echo Python 3.9.2 ;; esac')
    run = fresh.run("script/setup", "run")
    assert run.returncode == 1
    assert run.stderr == "setup: Python 3.11 or newer is needed, and python3 is Python 3.9.2\n"


def test_setup_refuses_an_unknown_part(fresh: Tree) -> None:
    run = fresh.run("script/setup", "everything")
    assert (run.returncode, run.stderr) == (1, "setup: unknown part 'everything'; use: script/setup [run|test]\n")


@pytest.mark.parametrize("part", [(), ("test",), ("run",)])
def test_setup_does_nothing_when_nothing_is_missing(ready: Tree, part: tuple[str, ...]) -> None:
    ready.command("id", "echo 1000")
    run = ready.run("script/setup", *part)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_setup_works_from_any_folder(ready: Tree, tmp_path: Path) -> None:
    run = ready.run("bash", "-c", f"cd / && {ready.folder}/script/setup")
    assert (run.returncode, run.stderr) == (0, "")


@pytest.mark.parametrize("changed", ["uv.lock", "pyproject.toml"])
def test_setup_sees_that_the_lock_file_changed(ready: Tree, changed: str) -> None:
    (ready.folder / changed).write_text("# another one\n")
    ready.command("uv", 'if [ "$1" = --version ]; then echo "uv $UV_WANTED"; fi', ready.folder / ".venv" / "bin")
    wanted = (ready.folder / "script" / "setup").read_text().split("UV_VERSION=")[1].split()[0]
    run = ready.run("script/setup", env={"UV_WANTED": wanted})
    assert run.stderr == "setup: installing Python packages from uv.lock\n"
    sync = next(call for call in ready.calls if call.startswith("uv sync"))
    assert "--locked" in sync
    assert "--no-dev" not in sync
    assert ready.run("script/setup").stderr == ""  # and the new state is remembered


@pytest.mark.parametrize("place", ["vi", "third_party/vi"])
def test_setup_compiles_the_catalogue_once(ready: Tree, place: str) -> None:
    folder = ready.folder / "locale" / place / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(PO, encoding="utf-8")
    assert ready.run("script/setup").returncode == 0
    compiled = folder / "django.mo"
    assert "Kế hoạch".encode() in compiled.read_bytes()
    first = compiled.stat().st_mtime_ns
    ready.run("script/setup")
    assert compiled.stat().st_mtime_ns == first
    os.utime(folder / "django.po", ns=(first + 10**9, first + 10**9))
    ready.run("script/setup")
    assert compiled.stat().st_mtime_ns > first


def test_setup_stops_at_a_broken_catalogue(ready: Tree) -> None:
    folder = ready.folder / "locale" / "vi" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(PO + '\nmsgid "no end\n', encoding="utf-8")
    run = ready.run("script/setup")
    assert run.returncode != 0
    assert "django.po" in run.stderr
