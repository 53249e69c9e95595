"""The paper kit as a Django app: it has no tables, only a start-up check."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Registers the check of the papers' typeface."""

    name = "documents"

    def ready(self) -> None:
        """Importing the module registers it."""
        from documents import checks  # noqa: F401
