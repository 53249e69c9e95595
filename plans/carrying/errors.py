"""Why a plan is not carried over, each with the sentence a person reads."""

from django.utils.translation import gettext_lazy as _

from unions.errors import DomainError


class NotIssuedYet(DomainError):
    """What was never issued is not a model for the next year."""

    message = _("Only an issued or closed plan is carried over. Issue this one first.")


class SourceWithdrawn(NotIssuedYet):
    """It was issued and does not hold any more."""

    message = _("This plan was withdrawn. Take the withdrawal back before you carry it over.")


class YearNotLater(DomainError):
    """A plan is carried forward."""

    message = _("Choose a year after %(year)s.")


class LeadNotMember(DomainError):
    """The lead is a member of the cluster in the new year."""

    message = _("%(union)s is not a member of the cluster in %(year)s. Choose another lead union.")


class ProposalDecided(DomainError):
    """Somebody decided on it meanwhile."""

    message = _("This proposal was decided on already. Look at the list again.")


class ProposalOpen(DomainError):
    """Only what was decided is opened again."""

    message = _("This proposal is open.")


class WordsGone(DomainError):
    """A line needs words."""

    message = _("Write what the line should say.")


class LineIsThere(DomainError):
    """One proposal makes one line."""

    message = _("The plan has its line already: “%(text)s”. Keep it, or leave the proposal out.")


class LineIsBuiltOn(DomainError):
    """What others added to a line does not go with it unasked."""

    message = _("Lines or duties were added to “%(text)s”. Take it out of the plan by hand if it is not wanted.")
