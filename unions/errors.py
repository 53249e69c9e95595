"""Refusals: an action that may not happen raises one, and a person reads its sentence."""

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class DomainError(Exception):
    """Why an action was refused, in a sentence for the person who asked for it.

    A subclass says its sentence in `message`, with named places: `message = _("%(union)s has left the cluster.")`;
    whoever raises it fills them: `raise UnionHasLeftError(union=union)`. `str(error)` is the sentence in the language
    of the page.
    """

    message: ClassVar[str | Promise] = _("This is not possible.")

    def __init__(self, **places: object) -> None:
        super().__init__(places)
        self.places = places

    def __str__(self) -> str:
        return str(self.message) % self.places


class ClusterCodeTakenError(DomainError):
    message = _("There is already a cluster with the code %(code)s. Choose another code.")


class UnionCodeTakenError(DomainError):
    message = _("The code %(code)s belongs to %(union)s. Choose another code.")


class UnionNameTakenError(DomainError):
    message = _("“%(name)s” already means %(union)s.")


class LeavesBeforeItJoinsError(DomainError):
    message = _("A union cannot leave before it joined.")


class UsernameTakenError(DomainError):
    message = _("There is already a person with the user name %(username)s. Choose another one.")


class RoleAndUnionDisagreeError(DomainError):
    message = _("A union officer acts for one union of this cluster; the other roles act for none.")


class RoleHeldAlreadyError(DomainError):
    message = _("%(person)s already holds this role.")


class RoleEndedAlreadyError(DomainError):
    message = _("This role of %(person)s has already ended.")


class LastSecretaryError(DomainError):
    message = _("%(person)s is the only secretary. Give the role to somebody else first.")


class PersonOfOthersTooError(DomainError):
    message = _("%(person)s also works outside this cluster. Only the system owner can set the password.")
