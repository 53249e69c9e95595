"""`manage.py export_plan --cluster CODE --year N --format txt|docx|pdf|json --output FILE`."""

import os
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from plans.models import Plan
from plans.views.files import FILES


class Command(BaseCommand):
    """Writes the whole file or none: it takes its place in one step."""

    help = "Write a cluster's plan of a year to a file; the issued PDF or Word file while nothing was changed since."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--cluster", required=True, metavar="CODE")
        parser.add_argument("--year", required=True, type=int)
        parser.add_argument("--format", required=True, choices=sorted(FILES))
        parser.add_argument("--output", required=True, type=Path, metavar="FILE")

    def handle(self, *_args: Any, **options: Any) -> None:
        with translation.override("vi"):
            plan = plan_of(options["cluster"], options["year"])
            _content_type, write = FILES[options["format"]]
            write_whole(options["output"], write(plan))
            self.stdout.write(_("Written: %(file)s.") % {"file": options["output"]})


def plan_of(code: str, year: int) -> Plan:
    """The plan, or a CommandError with a sentence."""
    plan = Plan.objects.filter(cluster__code=code, year=year).select_related("cluster", "lead").first()
    if plan is None:
        raise CommandError(_("The cluster %(code)s has no plan for %(year)s.") % {"code": code, "year": str(year)})
    return plan


def write_whole(output: Path, data: bytes) -> None:
    """Write beside the file and put it in its place, so that nobody ever finds half of it."""
    try:
        handle, name = tempfile.mkstemp(dir=output.parent, prefix=f".{output.name}.")
        beside = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            beside.chmod(0o644)
            beside.replace(output)
        except OSError:
            beside.unlink(missing_ok=True)
            raise
    except OSError:
        raise CommandError(_("The file %(file)s cannot be written there.") % {"file": output}) from None
