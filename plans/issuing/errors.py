"""Why issuing, closing or withdrawing is refused, each with the sentence a person reads."""

from django.utils.translation import gettext_lazy as _

from unions.errors import DomainError


class IssuedAlready(DomainError):
    """A plan is issued once, whoever presses the button and in however many windows."""

    message = _("This plan was issued already, as %(number)s. Nothing was issued a second time.")


class NotIssued(DomainError):
    """Only an issued plan is amended or closed."""

    message = _("This plan is not issued, so this cannot be done with it.")


class AlreadyEnded(DomainError):
    """A closed or withdrawn plan."""

    message = _("This plan is %(state)s, so nothing in it can be changed. Reopen it first.")


class NotEnded(DomainError):
    """Only a closed or withdrawn plan is reopened."""

    message = _("This plan is neither closed nor withdrawn.")


class PaperIsIssued(DomainError):
    """What stands around the lines of an issued plan is as it was signed."""

    message = _("The plan is issued: its letterhead, title, signer and recipients stay as they were signed.")


class ChangedSinceSeen(DomainError):
    """Somebody changed the plan after the person had opened the page of issuing."""

    message = _("The plan was changed while this page was open. Look at it again, then issue it.")


class NumberNotNext(DomainError):
    """Numbers run without gaps and repeats."""

    message = _("The next number in the register “%(series)s” is %(next)s, not %(number)s.")


class NumberTaken(DomainError):
    """A new book does not repeat what another book of the same issuer gave in the year."""

    message = _("Number %(number)s was taken in %(year)s already, from another book. The next free number is %(next)s.")


class SignedAhead(DomainError):
    """A paper is signed today or was signed before."""

    message = _("The date of signing lies ahead. Issue the plan on the day on which it is signed.")


class SignedBefore(DomainError):
    """Numbers of a book and their dates run the same way."""

    message = _("Number %(number)s of the register “%(series)s” is signed on %(day)s; a later one cannot be older.")


class SignedBeforeAmended(DomainError):
    """What is amended was signed first."""

    message = _("%(number)s, which is amended, is signed on %(day)s; the amendment cannot have an earlier date.")


class PartsMissing(DomainError):
    """Something that the prescribed form asks for is not there."""

    message = _("The plan cannot be issued yet: %(what)s")


class ReasonMissing(DomainError):
    """A withdrawal says why."""

    message = _("Write in a few words why.")


class NothingToAmend(DomainError):
    """The rows say what was issued last."""

    message = _("Nothing was changed since the last issued paper, so there is nothing to amend.")


class ChangesNotIssued(DomainError):
    """The rows say something else than the paper that was issued last."""

    message = _("Some changes of the plan are not issued yet. Issue the amendment, or undo them, before you close it.")


class DuesNotAmended(DomainError):
    """Dues that were made ask for what the plan does not say any more, though no word of it differs."""

    message = _(
        "Dues for %(times)s still ask for what does not hold any more. "
        "Issue the amendment, which lowers or raises them, before you close the plan."
    )
