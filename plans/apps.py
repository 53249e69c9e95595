"""What: the yearly plan, its lines, activities, duties and levies."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = _("Plans")

    def ready(self) -> None:
        """Importing the module registers the sentences of the log."""
        from plans import trail  # noqa: F401
