"""The run: `script/bench`, or `python -m benchmarks`. Exit code 1 when a goal is missed."""

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks import site
from benchmarks.goals import Figure, as_json, table

PARTS = ("papers", "pages", "queries", "first_page")


def main() -> int:
    """Measure what was asked for, print it, say whether every goal is met."""
    options = _options()
    parts = options.only or PARTS
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        figures = list(_measure(Path(name), parts, options.rounds))
    print(table(figures))
    print()
    if options.json:
        options.json.write_text(as_json(figures) + "\n", encoding="utf-8")
    print(as_json(figures))
    return 0 if all(figure.ok for figure in figures) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument("--only", nargs="+", choices=PARTS, help="measure only this")
    parser.add_argument("--rounds", type=int, default=40, help="how often each side of a ratio is measured")
    return parser.parse_args()


def _measure(folder: Path, parts: tuple[str, ...], rounds: int) -> list[Figure]:
    figures: list[Figure] = []
    if set(parts) - {"first_page"}:
        figures += _on_a_site(folder, parts, rounds)
    if "first_page" in parts:
        from benchmarks.first_page import first_page

        figures.append(first_page(folder / "clone"))
    return figures


def _on_a_site(folder: Path, parts: tuple[str, ...], rounds: int) -> list[Figure]:
    """Django is imported only after the environment points at the throwaway site."""
    site.prepare(folder)
    import django

    django.setup()
    from benchmarks import pages, papers
    from benchmarks.data import grow
    from benchmarks.demo import demonstration
    from plans.documents import plan_document

    demo = demonstration()
    figures: list[Figure] = []
    if "papers" in parts:
        figures.append(papers.plan_pdf(plan_document(demo.plan), rounds))
    if "pages" in parts:
        fifty = grow("B50", 50)
        with site.server() as port:
            figures += pages.speed(port, demo, fifty, rounds)
    if "queries" in parts:
        figures += pages.queries({size: grow(f"B{size}", size) for size in pages.SIZES})
    return figures


if __name__ == "__main__":
    sys.exit(main())
