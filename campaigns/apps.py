"""The field: public pages, volunteers, attendance, resources, results, and the screens that show everything."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignsConfig(AppConfig):
    name = "campaigns"
    verbose_name = _("Campaigns")

    def ready(self) -> None:
        """Importing the module registers the sentences of the log."""
        from campaigns import trail  # noqa: F401
