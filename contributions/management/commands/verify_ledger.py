"""`manage.py verify_ledger`: look for money that cannot be. Exit code 1, and a line for each row, when there is any."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from contributions.checking import findings
from contributions.models import Due, Payment
from unions.audit import verify
from unions.models import AuditChain


class Command(BaseCommand):
    help = "Check dues, payments, allocations, reversals and slips against each other and against the audit trail."

    def handle(self, *_args: Any, **_options: Any) -> None:
        wrong = [*map(str, findings()), *self._broken_chains()]
        for line in wrong:
            self.stderr.write(line)
        if wrong:
            raise CommandError(f"{len(wrong)} findings")
        figures = f"{Due.objects.count()} dues and {Payment.objects.count()} payments"
        self.stdout.write(f"{figures}: everything fits")

    def _broken_chains(self) -> Iterator[str]:
        for chain in AuditChain.objects.select_related("cluster"):
            if (record := verify(chain)) is not None:
                yield f"audit trail of {chain.cluster or 'the installation'}: broken at record {record.number}"
