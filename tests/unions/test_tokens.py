"""Colours: every text stands at 4.5:1 or more on what it is printed on, in light and in dark."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[2] / "static" / "css"
LIGHT, DARK = re.split(r"@media \(prefers-color-scheme: dark\)", (CSS / "tokens.css").read_text())
PAIRS = [
    *((text, ground) for text in ("text", "text-muted") for ground in ("ground", "surface", "raised", "sunken")),
    *((text, ground) for text in ("accent", "warning", "danger", "done") for ground in ("ground", "surface")),
    *((tone, f"{tone}-soft") for tone in ("accent", "warning", "danger", "done")),
    *(("text", f"{tone}-soft") for tone in ("accent", "warning", "danger", "done")),
    *(("text-muted", f"{tone}-soft") for tone in ("accent",)),
    *(("on-accent", ground) for ground in ("accent", "accent-strong")),
    *(("on-danger", ground) for ground in ("danger", "danger-strong")),
    *(("accent-strong", ground) for ground in ("ground", "surface")),
]


def tokens(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", css))


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_rightly() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_can_be_read(theme: str, text: str, ground: str) -> None:
    colours = tokens(LIGHT) if theme == "light" else {**tokens(LIGHT), **tokens(DARK)}
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_borders_of_fields_can_be_seen(theme: str) -> None:
    colours = tokens(LIGHT) if theme == "light" else {**tokens(LIGHT), **tokens(DARK)}
    assert contrast(colours["line-strong"], colours["surface"]) >= 3


def test_every_colour_has_a_dark_twin() -> None:
    assert tokens(LIGHT).keys() == tokens(DARK).keys()


@pytest.mark.parametrize("name", ["base.css", "layout.css", "components.css"])
def test_colours_are_chosen_in_the_tokens_only(name: str) -> None:
    css = re.sub(r"\.paper \{[^}]*\}", "", (CSS / name).read_text())  # paper is white in the dark too
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgb\(", css) == []


@pytest.mark.parametrize("name", ["base.css", "layout.css", "components.css", "print.css"])
def test_every_token_that_is_used_is_chosen(name: str) -> None:
    chosen = set(re.findall(r"--([a-z0-9-]+):", LIGHT))
    assert set(re.findall(r"var\(--([a-z0-9-]+)\)", (CSS / name).read_text())) <= chosen
