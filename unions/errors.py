"""Refusals: an action that may not happen raises one, and a person reads its sentence."""

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class DomainError(Exception):
    """Why an action was refused, in a sentence for the person who asked for it.

    A subclass says its sentence in `message`, with named places: `message = _("%(union)s has left the cluster.")`;
    whoever raises it fills them: `raise UnionHasLeft(union=union)`. `str(error)` is the sentence in the language of
    the page.
    """

    message: ClassVar[str | Promise] = _("This is not possible.")

    def __init__(self, **places: object) -> None:
        super().__init__(places)
        self.places = places

    def __str__(self) -> str:
        return str(self.message) % self.places
