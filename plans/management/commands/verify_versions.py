"""`manage.py verify_versions`: is every issued paper as it was issued? Exit code 1, a line for each that is not."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from plans.issuing.freezing import broken_parts
from plans.models import Version


class Command(BaseCommand):
    help = "Compare text, data, PDF and Word of every issued paper with the SHA-256 sums that were stored with them."

    def handle(self, *_args: Any, **_options: Any) -> None:
        count, wrong = 0, []
        for version in Version.objects.select_related("entry", "plan__cluster").order_by("pk").iterator(chunk_size=20):
            count += 1
            if parts := broken_parts(version):
                wrong.append(f"{version.plan.cluster.code} {version.entry.symbol}: {', '.join(parts)}")
        for line in wrong:
            self.stderr.write(line)
        if wrong:
            raise CommandError(f"{len(wrong)} of {count} issued papers were changed")
        self.stdout.write(f"{count} issued papers: all as issued")
