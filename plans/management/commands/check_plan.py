"""`manage.py check_plan --cluster CODE --year N --format text|json`: what the check page says, for a terminal."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from plans.checks import Severity, check_plan
from plans.checks.report import as_json, as_lines
from plans.management.commands.export_plan import plan_of

FOUND, UNKNOWN = 1, 2


class Command(BaseCommand):
    """Ends with 0 when nothing is to be mended, 1 when something is, 2 when there is no such plan."""

    help = "Check a cluster's plan of a year and say what it still needs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--cluster", required=True, metavar="CODE")
        parser.add_argument("--year", required=True, type=int)
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *_args: Any, **options: Any) -> None:
        with translation.override("vi"):
            try:
                plan = plan_of(options["cluster"], options["year"])
            except CommandError as error:
                raise CommandError(str(error), returncode=UNKNOWN) from None
            found = check_plan(plan)
            self.stdout.write(as_json(found) if options["format"] == "json" else "\n".join(as_lines(found)))
        if any(finding.severity is not Severity.INFO for finding in found):
            raise SystemExit(FOUND)
