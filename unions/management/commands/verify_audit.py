"""`manage.py verify_audit`: walk every chain of the trail; exit 1 and name the first record that does not fit."""

from django.core.management.base import BaseCommand, CommandError

from unions import audit
from unions.models import AuditChain


class Command(BaseCommand):
    help = "Checks that no audit record was changed, removed or added behind the program's back."

    def handle(self, *_args: object, **_options: object) -> None:
        broken = []
        for chain in AuditChain.objects.select_related("cluster").order_by("pk"):
            entry = audit.verify(chain)
            name = chain.cluster.code if chain.cluster else "installation"
            if entry is None:
                self.stdout.write(f"{name}: {chain.length} records fit, last sum {chain.head}")
            else:
                broken.append(f"{name}: record {entry.number} ({entry.verb} {entry.target}) does not fit")
        if broken:
            raise CommandError("; ".join(broken))
