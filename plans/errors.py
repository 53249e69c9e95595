"""Why a plan's action refuses, each with the sentence a person reads."""

import datetime as dt
from collections.abc import Mapping
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plans.models import Activity, Clause, Levy, Opinion, Plan, Remark
from unions.errors import DomainError


class Stale(DomainError):
    """Somebody saved the row after this person had opened it. `by` and `at` say who and when."""

    by: str
    at: dt.datetime


class StaleLine(Stale):
    """A line was saved meanwhile. `current` is the line as it is now."""

    message = _("%(name)s changed this line while you were writing.")

    def __init__(self, current: Clause) -> None:
        self.current, self.by, self.at = current, str(current.changed_by or _("Somebody")), current.changed_at
        super().__init__(name=self.by)


class StalePaper(Stale):
    """The letterhead, the signer or the recipients were saved meanwhile. `current` is the plan as it is now."""

    message = _("%(name)s changed this part of the paper while you were writing.")

    def __init__(self, current: Plan) -> None:
        self.current, self.by, self.at = current, str(current.changed_by or _("Somebody")), current.changed_at
        super().__init__(name=self.by)


class StaleLevy(DomainError):
    """The levy was changed after this person had opened it."""

    message = _("This contribution was changed meanwhile. Look at the new figures and choose again.")

    def __init__(self, current: Levy) -> None:
        self.current = current
        super().__init__()


class StaleSelection(DomainError):
    """What was going to be removed is no longer what the person saw."""

    message = _("These lines were changed meanwhile. Look at them again before you remove them.")


class LineIsGone(DomainError):
    """The line was removed meanwhile."""

    message = _("This line was removed meanwhile.")


class RemovedMeanwhile(DomainError):
    """The line was removed while somebody wrote in it."""

    message = _(
        "This line was removed while you were writing in it. Your words are here: add them as a new line, or copy them."
    )


class CalledOffMeanwhile(DomainError):
    """The activity of the line was called off while somebody wrote in it."""

    message = _(
        "The activity “%(title)s” was called off while you were writing, so this line is not in the plan. Your words "
        "are here: add them as a new line, or copy them, take the activity up again and write them there."
    )


class LineCalledOff(LineIsGone):
    """The line belongs to an activity that was called off, so it is on no paper and cannot change."""

    message = _("The activity “%(title)s” was called off, so its lines are not in the plan. Take it up again first.")

    def __init__(self, title: str) -> None:
        super().__init__(title=title)


class ActivityCalledOff(DomainError):
    """Nothing is planned, asked or made any more for an activity that was called off."""

    message = _("This activity was called off. Take it up again first.")


class PartOfCalledOff(DomainError):
    """A part comes back with the activity it is a part of."""

    message = _("This is a part of “%(title)s”, which was called off. Take that up again first.")

    def __init__(self, activity: Activity) -> None:
        super().__init__(title=activity.title)


class CalledOffWithDues(DomainError):
    """Dues were made before the plan was issued: no amending paper could lower them."""

    message = _(
        "%(count)s dues were already made from the contributions of “%(title)s”, and only an amendment can lower them. "
        "Issue the plan first; then call the activity off and issue the amendment."
    )

    def __init__(self, count: int, title: str) -> None:
        super().__init__(count=count, title=title)


class CannotMove(DomainError):
    """The line is already the first, the last, at the top or as deep as lines go."""

    def __init__(self, reason: str | Promise) -> None:
        self.reason = reason
        super().__init__()

    def __str__(self) -> str:
        return str(self.reason)


class LeavesActivity(DomainError):
    """A move would take facts out of the activity they belong to."""

    message = _(
        "Lines below would leave the activity “%(title)s”, but they state its time, duties or money. "
        "Move those lines first."
    )

    def __init__(self, activity: Activity) -> None:
        super().__init__(title=activity.title)


class OutsideActivity(DomainError):
    """Something that belongs to an activity was asked for at a line outside any."""

    message = _("Choose a line inside an activity first.")


class LineHasRecords(DomainError):
    """What the line states is already used: dues, occurrences, people. `counts` says how many of each."""

    message = _("This cannot be removed, because it is already in use: %(found)s.")

    def __init__(self, counts: Mapping[str, int]) -> None:
        self.counts = dict(counts)
        super().__init__(found=", ".join(f"{count} {name}" for name, count in self.counts.items()))


class LevyHasDues(DomainError):
    """Dues were made from the levy: they are never edited, so the levy cannot change any more."""

    message = _(
        "%(count)s dues were already made from this contribution, so its amounts and basis cannot change any more."
    )

    def __init__(self, count: int) -> None:
        super().__init__(count=count)


class UnknownUnion(DomainError):
    """A union that is not a member of the cluster."""

    message = _("One of the unions is not a member of this cluster.")


class NothingToPay(DomainError):
    """A levy without any amount."""

    message = _("No union has an amount to pay. Write at least one amount.")


class NobodyHolds(DomainError):
    """A duty of named unions that names none."""

    message = _("Nobody is in charge of this duty. Tick at least one union.")


class PlanExists(DomainError):
    """The cluster has a plan for the year already."""

    message = _("%(cluster)s already has a plan for %(year)s.")


class NotBeingDrafted(DomainError):
    """Members are asked about a plan before it is issued, not after."""

    message = _("The plan is not being drafted any more, so its members cannot be asked about it.")


class RoundIsOpen(DomainError):
    """One round at a time."""

    message = _("Round %(number)s is still open. Close it first.")


class RoundIsClosed(DomainError):
    """After a round is closed nothing is answered in it any more."""

    message = _("This round was closed on %(day)s; answers are not taken any more. Please turn to the lead union.")


class DeadlineNotAhead(DomainError):
    """Nobody can answer by a day that has passed."""

    message = _("Choose a day after today: the unions need time to answer.")


class DeadlineNotLater(DomainError):
    """A deadline that was announced is not brought forward."""

    message = _("The deadline can only be moved to a later day than %(day)s.")


class NothingToAsk(DomainError):
    """A round without a question."""

    message = _("Choose at least one activity to ask about.")


class WishWithoutWords(DomainError):
    """Asking for a change says which."""

    message = _("Write what should be changed, and how.")


class WordsMissing(DomainError):
    """A remark or a reply without a word in it."""

    message = _("Write it in a few words.")


class StaleOpinion(Stale):
    """Somebody else of the union answered meanwhile. `current` is what is stored now."""

    message = _("%(name)s saved another answer meanwhile. Look at it, then answer again if yours should stand.")

    def __init__(self, current: Opinion | Remark) -> None:
        self.current, self.by, self.at = current, str(current.given_by), current.given_at
        super().__init__(name=self.by)


class NobodyToWriteTo(DomainError):
    """No officer of the unions that are waited for has an e-mail address."""

    message = _("None of the officers who still have to answer has an e-mail address. Send them the text instead.")


class RemindedToday(DomainError):
    """The unions were written to today already, and whoever sends again did not see that."""

    message = _("%(name)s already sent reminders today at %(time)s. Nothing was sent again.")


class NothingToUndo(DomainError):
    """This person has no change in the plan that still stands."""

    message = _("There is nothing of yours to undo in this plan.")


class NothingToRedo(DomainError):
    """This person has undone nothing, or has changed something since."""

    message = _("There is nothing of yours to do again in this plan.")


class CannotTurn(DomainError):
    """A change can neither be taken back nor, once it was, be done again; `again` is said where it is the latter."""

    again: ClassVar[str | Promise]
    is_redo = False

    def __str__(self) -> str:
        return str(self.again if self.is_redo else self.message) % self.places


class ChangedSince(CannotTurn):
    """Somebody worked on the same lines after the change that was to be taken back, or done again."""

    message = _(
        "Your last change cannot be undone, because the same lines were changed since. "
        "Nothing was undone; change the lines by hand."
    )
    again = _(
        "What you undid cannot be done again, because the same lines were changed since. "
        "Nothing was changed; change the lines by hand."
    )


class HeadChangedSince(CannotTurn):
    """Somebody wrote the same part around the lines after the change that was to be taken back, or done again."""

    message = _(
        "Your last change cannot be undone, because this was changed since: %(what)s. "
        "Nothing was undone; change it by hand."
    )
    again = _(
        "What you undid cannot be done again, because this was changed since: %(what)s. "
        "Nothing was changed; change it by hand."
    )

    def __init__(self, what: str) -> None:
        super().__init__(what=what)


class UndoInUse(CannotTurn):
    """What the change added, or would take out again, is already in use."""

    message = _("Your last change cannot be undone, because what it added is already in use. Nothing was undone.")
    again = _("What you undid cannot be done again, because what it removes is already in use. Nothing was changed.")
