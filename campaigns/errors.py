"""Why an action of the field refuses, each with the sentence a person reads."""

from django.utils.translation import gettext_lazy as _

from campaigns.door import Door
from unions.errors import DomainError


class DoorShut(DomainError):
    """Sign-up is closed, over, full or called off; `door` says which."""

    message = "%(sentence)s"

    def __init__(self, door: Door) -> None:
        self.door = door
        super().__init__(sentence=door.sentence)


class PlacesTaken(DomainError):
    """The number of places cannot sink below the people who have one."""

    message = _("%(taken)s people have signed up already, so there cannot be fewer places.")


class ConsentMissing(DomainError):
    """Without consent nothing is stored."""

    message = _("Tick that you agree to how your details are used: without it we may not keep them.")


class GuardianMissing(DomainError):
    """Under 16 a guardian agrees too."""

    message = _(
        "Under 16, a parent or guardian signs up with you: write their name and telephone and tick that they agree."
    )


class WrongPhone(DomainError):
    """Details change only for somebody who knows the telephone number they were given with."""

    message = _("This is not the telephone number of this sign-up. Write the number you signed up with.")


class NameTaken(DomainError):
    """The corrected name and number are those of another volunteer."""

    message = _("These details cannot be changed here. Please turn to those in charge of the activity.")


class ReasonMissing(DomainError):
    """Whoever calls something off says why."""

    message = _("Write why, in a few words: those who wanted to come read it.")


class CalledOff(DomainError):
    """Nobody can have come to what did not take place."""

    message = _("This time was called off (%(reason)s), so nobody can have attended it.")


class ForeignUnion(DomainError):
    """A union of another cluster."""

    message = _("%(union)s is not a member of this cluster.")


class ForeignOccurrence(DomainError):
    """A time of another activity."""

    message = _("This time belongs to another activity.")


class ForeignActivity(DomainError):
    """An activity of another plan."""

    message = _("This activity belongs to another plan.")


class NotItsDuty(DomainError):
    """A union reports on what it holds, nothing else."""

    message = _("%(union)s has no part in this duty, so it cannot report on it.")


class CannotSaysWhy(DomainError):
    """A duty that cannot be done leaves the lead with a question: why."""

    message = _("Write in the note why the duty cannot be done: the cluster has to find another way.")


class NothingSaid(DomainError):
    """A problem or an answer without a word in it."""

    message = _("Write what it is about, in a few words.")
