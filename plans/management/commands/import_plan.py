"""`manage.py import_plan FILE --cluster CODE --year N`: a plan from a file into the database, or a sentence why not."""

import re
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from documents.reader import LARGEST_FILE, UnreadableFile
from plans.actions.importing import import_plan, known_unions, refuse_unfit
from plans.incoming import read_incoming, source_hash
from plans.reading.drafts import PlanDraft
from plans.understood import understood_lines
from unions.actions.unions import create_cluster
from unions.errors import DomainError
from unions.models import Cluster

CODE = re.compile(r"[-a-zA-Z0-9_]{1,20}")
LONGEST_NAME = 200


class Command(BaseCommand):
    """Reads text (.txt), Word (.docx) or JSON. Nothing is written unless all of it is."""

    help = "Read a plan from a .txt, .docx or .json file into a cluster's year."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--cluster", required=True, metavar="CODE")
        parser.add_argument("--year", required=True, type=int)
        parser.add_argument("--dry-run", action="store_true", help="show what is understood, write nothing")
        parser.add_argument("--new-cluster", metavar="NAME", help="make the cluster when there is none with this code")

    def handle(self, *_args: Any, **options: Any) -> None:
        # Django's commands speak English by default; whoever runs this one is an officer.
        with translation.override("vi"):
            try:
                self._import(**options)
            except (DomainError, UnreadableFile) as error:
                raise CommandError(str(error)) from error

    def _import(
        self, *, file: Path, cluster: str, year: int, dry_run: bool, new_cluster: str | None, **_options: Any
    ) -> None:
        data = read_bytes(file)
        with transaction.atomic():
            found = cluster_of(cluster, new_cluster)
            owner = found or Cluster(code=cluster, name=str(new_cluster))
            draft = read_incoming(data, file.name, known_unions(found, year), year=year, cluster=owner)
            refuse_unfit(draft, found, year)
            self._show(draft, year)
            if dry_run:
                self.stdout.write(_("Nothing was written (--dry-run)."))
                return
            found = found or create_cluster(code=cluster, name=str(new_cluster), by=None)
            plan = import_plan(draft, cluster=found, year=year, by=None, source_hash=source_hash(data))
        self.stdout.write(_("Written: the plan of %(plan)s.") % {"plan": plan})

    def _show(self, draft: PlanDraft, year: int) -> None:
        for line in understood_lines(draft, year):
            self.stdout.write(line)


def read_bytes(file: Path) -> bytes:
    """The file's bytes. CommandError with a sentence when there is no such file, or it is far too large."""
    try:
        if file.stat().st_size > LARGEST_FILE:
            size = LARGEST_FILE // 1024 // 1024
            raise CommandError(_("The file is larger than %(limit)s MB.") % {"limit": size})
        return file.read_bytes()
    except OSError:
        raise CommandError(_("The file %(file)s cannot be opened.") % {"file": file}) from None


def cluster_of(code: str, new_name: str | None) -> Cluster | None:
    """The cluster of this code; None when it is to be made."""
    found = Cluster.objects.filter(code=code).first()
    if found is None and not new_name:
        problem = _("There is no cluster with the code %(code)s. To make it, add --new-cluster and its name.")
        raise CommandError(problem % {"code": code})
    if found is None and not CODE.fullmatch(code):
        problem = _("The code %(code)s is not usable: letters, digits and hyphens, at most 20.")
        raise CommandError(problem % {"code": code})
    if found is None and len(str(new_name)) > LONGEST_NAME:
        raise CommandError(_("The name of the cluster is too long."))
    return found
