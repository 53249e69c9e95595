"""Colours on the paper, which is light in the dark too: those of the screen's dark theme cannot be read on it."""

import re

import pytest

from tests.unions.test_tokens import CSS, LIGHT, contrast, tokens

ISSUING = (CSS / "issuing.css").read_text()


def rule(css: str, selector: str) -> str:
    found = re.search(rf"(?:^|\n){re.escape(selector)} \{{([^}}]*)\}}", css)
    assert found, selector
    return found[1]


@pytest.fixture
def ground() -> str:
    found = re.search(r"background: (#[0-9a-f]{6});", rule((CSS / "components.css").read_text(), ".paper"))
    assert found
    return found[1]


@pytest.mark.parametrize("name", ["danger", "done", "text-muted"])
def test_what_went_and_came_can_be_read_on_the_paper(ground: str, name: str) -> None:
    """The colours are set for the whole sheet, whatever the screen's theme says."""
    colours = tokens(rule(ISSUING, ".compared.paper"))
    assert contrast(colours[name], ground) >= 4.5
    assert colours[name] == tokens(LIGHT)[name]


def test_the_comparison_uses_them() -> None:
    assert "color: var(--danger)" in rule(ISSUING, ".amended del,\n.compared del")
    assert "color: var(--done)" in rule(ISSUING, ".amended ins,\n.compared ins")


def test_the_bar_beside_a_line_can_be_seen(ground: str) -> None:
    found = re.search(r"dashed (#[0-9a-f]{6})", rule(ISSUING, ".plan-paper .is-unissued"))
    assert found
    assert contrast(found[1], ground) >= 3
