"""The run: `script/bench`, or `python -m benchmarks`. Exit code 1 when a goal is missed."""

import argparse
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import site
from benchmarks.goals import Figure, as_json, lines

PARTS = ("papers", "pages", "writing", "queries", "first_page")


def main() -> int:
    """Measure what was asked for, print each figure as it comes, say whether every goal is met."""
    options = _options()
    # Told to stop, leave no server and no folder behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        for figure in _measure(Path(name), options.only or PARTS, options.rounds):
            print("\n".join(lines(figure, after=figures[-1] if figures else None)), flush=True)
            figures.append(figure)
    if options.json:
        options.json.write_text(as_json(figures) + "\n", encoding="utf-8")
    print(f"\n{as_json(figures)}")
    return 0 if all(figure.ok for figure in figures) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument("--only", nargs="+", choices=PARTS, help="measure only this")
    parser.add_argument("--rounds", type=int, default=40, help="how often each side of a ratio is measured")
    return parser.parse_args()


def _measure(folder: Path, parts: tuple[str, ...], rounds: int) -> Iterator[Figure]:
    if set(parts) - {"first_page"}:
        yield from _on_a_site(folder, parts, rounds)
    if "first_page" in parts:
        from benchmarks.first_page import first_page

        yield first_page(folder / "clone")


def _on_a_site(folder: Path, parts: tuple[str, ...], rounds: int) -> Iterator[Figure]:
    """Django is imported only after the environment points at the throwaway site."""
    site.prepare(folder)
    import django

    django.setup()
    from benchmarks import pages, papers, writing
    from benchmarks.data import grow
    from benchmarks.demo import demonstration
    from plans.documents import plan_document

    demo = demonstration()
    if "papers" in parts:
        yield papers.plan_pdf(plan_document(demo.plan), rounds)
    if "pages" in parts:
        fifty = grow("B50", 50)
        with site.server() as port:
            yield from pages.speed(port, demo, fifty, rounds)
    if "writing" in parts:
        with site.server() as port:
            yield writing.saving(port, grow("W40", 40), rounds)
    if "queries" in parts:
        yield from pages.queries({size: grow(f"B{size}", size) for size in pages.SIZES})


if __name__ == "__main__":
    sys.exit(main())
