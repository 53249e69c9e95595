"""docs/operations.md keeps up with what it describes."""

import re

import pytest

from tests.scripts.conftest import ROOT

PAGE = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
SETTINGS = (ROOT / "config/settings.py").read_text(encoding="utf-8")
VARIABLES = sorted(set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', SETTINGS)))


def test_settings_read_some_variables() -> None:
    assert {"SECRET_KEY", "DATABASE_URL", "BEHIND_PROXY"} <= set(VARIABLES)


@pytest.mark.parametrize("name", VARIABLES)
def test_operations_explain_the_variable(name: str) -> None:
    assert f"| `{name}` | " in PAGE


def test_operations_explain_no_variable_that_is_not_read() -> None:
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", PAGE, re.MULTILINE)) == set(VARIABLES)


def test_operations_name_only_files_that_are_here() -> None:
    named = set(re.findall(r"`?((?:script|docs)/[\w/.-]*\w)`?", PAGE))
    assert named
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []
