"""How boxes of forms are made: the project's templates, and nothing that loses what somebody typed."""

from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest


class WholeText(TemplatesSetting):
    """Boxes without `maxlength`: browsers cut what is pasted beyond it in silence. The form says what is too long."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """The HTML of a form, a field or a widget."""
        context.get("widget", {}).get("attrs", {}).pop("maxlength", None)
        return super().render(template_name, context, request)
