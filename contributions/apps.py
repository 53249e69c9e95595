"""Money: dues, payments, ledgers."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContributionsConfig(AppConfig):
    name = "contributions"
    verbose_name = _("Contributions")

    def ready(self) -> None:
        """Importing the module registers the sentences of the log."""
        from contributions import trail  # noqa: F401
