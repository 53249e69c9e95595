"""Overwrite the personal data of volunteers 90 days after their last activity, as promised to them. Run it daily."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from campaigns.actions.sign_ups import forget_volunteers
from unions.models import Cluster


class Command(BaseCommand):
    help = "Make volunteers anonymous 90 days after their last activity. Head counts stay."

    def handle(self, *_args: Any, **_options: Any) -> None:
        today = timezone.localdate()
        for cluster in Cluster.objects.all():
            count = forget_volunteers(cluster=cluster, today=today, by=None)
            self.stdout.write(f"{cluster.code}: {count} forgotten")
