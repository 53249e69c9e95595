"""Findings as a page, a terminal and another program read them."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.checks.finding import Finding, Severity, Spot

HEADS: dict[Severity, str | Promise] = {
    Severity.BLOCKING: gettext_lazy("Needed before issue"),
    Severity.WARNING: gettext_lazy("To mend"),
    Severity.INFO: gettext_lazy("Good to know"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one severity."""

    head: str
    tone: str
    findings: tuple[Finding, ...]


def by_severity(findings: Sequence[Finding]) -> list[Group]:
    """The severities of which something was found, the gravest first."""
    groups = ((severity, tuple(one for one in findings if one.severity is severity)) for severity in Severity)
    return [Group(str(HEADS[severity]), found[0].tone, found) for severity, found in groups if found]


def as_lines(findings: Sequence[Finding]) -> Iterator[str]:
    """The findings as text, a line each below its severity; the code stands first."""
    for group in by_severity(findings):
        yield f"{group.head} ({len(group.findings)})"
        for finding in group.findings:
            places = dict.fromkeys(spot.name for spot in (finding.spot, *finding.others) if spot.name)
            where = f" [{', '.join(places)}]" if places else ""
            yield f"  {finding.code.value}{where}: {finding.text}"
    if not findings:
        yield _("Nothing is missing.")


def as_json(findings: Sequence[Finding]) -> str:
    """The findings as docs/plan-checks.md describes them."""
    return json.dumps([_json(finding) for finding in findings], ensure_ascii=False, indent=2)


def _json(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code.value,
        "severity": finding.severity.value,
        "place": _place(finding.spot),
        "others": [_place(spot) for spot in finding.others],
        "sentence": finding.text,
        "url": finding.url,
    }


def _place(spot: Spot) -> dict[str, object]:
    return {"line": spot.line, "label": spot.label, "part": spot.part}
