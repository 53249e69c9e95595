"""A line's card: the forms that belong to it, filled from its facts, and the change they ask for together."""

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from plans.actions.levies import dues_made
from plans.actions.lines import LineChange
from plans.forms.lines import (
    ActivityForm,
    DutyForm,
    LevyForm,
    NumberForm,
    OwnWordsForm,
    PeopleForm,
    WhenForm,
    WhereForm,
    WordsForm,
    slot_names,
)
from plans.models import Clause, Duty, DutyHolder, Levy, Plan
from plans.queries import PaperLine
from plans.sentences import Slot
from plans.understood_times import told
from unions.models import MemberUnion

SLOTS = {
    "activity": (Slot.TITLE,),
    "schedule": (Slot.WHEN,),
    "place": (Slot.WHERE,),
    "duty": (Slot.LEAD, Slot.SUPPORT),
    "levy": (Slot.LEVY,),
    "quota": (Slot.QUOTA,),
}


class Card:
    """Everything about one line in one form on the screen. `data` is what came back; None shows what is stored."""

    def __init__(self, line: PaperLine, unions: Sequence[MemberUnion], data: QueryDict | None = None) -> None:
        self.line, self.clause, self.data = line, line.clause, data
        self.facts = [name for name in SLOTS if hasattr(line.clause, name)]
        levy: Levy | None = getattr(line.clause, "levy", None)
        self.dues = dues_made(levy) if levy else 0
        self.locked = self.dues > 0 and self.clause.plan.state != Plan.State.ISSUED
        self.words = WordsForm(data, initial={"text": self.clause.text}, prefix="line")
        self.number = NumberForm(data, initial=_numbering(self.clause), prefix="number")
        self.own = OwnWordsForm(data, initial={"override": self.clause.override}, prefix="own") if self.facts else None
        self.activity = self._form(ActivityForm, "activity", activity_initial)
        self.when = self._form(WhenForm, "schedule", lambda s: {"when": s.text})
        self.where = self._form(WhereForm, "place", lambda p: {"where": p.text})
        self.duty = self._form(DutyForm, "duty", duty_initial, unions=unions)
        self.levy = self._form(LevyForm, "levy", levy_initial, unions=unions, fixed=self._fixed())
        self.people = self._form(PeopleForm, "quota", lambda q: {"people": q.people})

    def _fixed(self) -> Collection[str] | None:
        """The fields of the levy that stay: all with dues; once issued, an amendment may still change the amounts."""
        if self.locked:
            return None
        return ("basis", "due_on") if self.dues else ()

    def _form(self, form: Any, fact: str, initial: Any, **options: Any) -> Any:  # noqa: ANN401 -- any of our forms
        found = getattr(self.clause, fact, None)
        return form(self.data, initial=initial(found), prefix=fact, **options) if found else None

    @property
    def forms(self) -> list[forms.Form]:
        """The forms that this card has."""
        parts = (self.words, self.number, self.own, self.activity, self.when, self.where, self.duty, self.levy)
        return [part for part in (*parts, self.people) if part is not None]

    @property
    def slot_names(self) -> list[tuple[str, str]]:
        """The places that the line's sentence may have for its facts, and what each prints."""
        return slot_names([slot for name in self.facts for slot in SLOTS[name]])

    @property
    def is_free(self) -> bool:
        """A line of words only."""
        return not self.facts

    @property
    def understood(self) -> str:
        """What is understood of the words in the field of the time."""
        return told(str(self.when["when"].value() or ""), self.clause.plan.year)

    @property
    def leads_with_words(self) -> bool:
        """Whether the line says more than its facts: then its words are what its author writes, and come first."""
        return any(part is not None for part in (self.duty, self.levy, self.people))

    def is_valid(self) -> bool:
        """Whether everything in the card is well-formed; checks all of it, so that all is said at once."""
        return False not in [form.is_valid() for form in self.forms]

    def has_changed(self) -> bool:
        """Whether something was typed that is not stored."""
        return any(form.has_changed() for form in self.forms)

    def change(self) -> LineChange:
        """What a valid card asks for."""
        words = self.words.cleaned_data
        values: dict[str, Any] = {"text": words["text"], **self.number.cleaned_data}
        values |= self.own.cleaned_data if self.own else {}
        for form in (self.activity, self.when, self.where, self.people):
            values |= form.cleaned_data if form else {}
        if self.duty:
            values["holders"] = self.duty.holders()
        if self.levy and not self.locked:
            values |= {"amounts": self.levy.amounts(), "basis": self.levy.cleaned_data["basis"]}
        return LineChange(**values)

    @property
    def moves_others(self) -> bool:
        """Whether the change may show on other lines: numbers, or a visit that becomes a session."""
        others = (self.number, self.activity, self.when)
        return any(form is not None and form.has_changed() for form in others)


def _numbering(clause: Clause) -> dict[str, Any]:
    return {"marker": clause.marker, "label": clause.label, "heading": clause.heading}


def activity_initial(activity: Any) -> dict[str, Any]:  # noqa: ANN401 -- a row
    """An activity as its form shows it."""
    return {"title": activity.title, "kind": activity.kind}


def duty_initial(duty: Duty) -> dict[str, Any]:
    """A duty as its form shows it."""
    holders = list(duty.holders.all())
    return {
        "scope": duty.scope,
        "collective": duty.collective,
        "lead": [str(h.union_id) for h in holders if h.part == DutyHolder.Part.LEAD],
        "support": [str(h.union_id) for h in holders if h.part == DutyHolder.Part.SUPPORT],
    }


def levy_initial(levy: Levy) -> dict[str, Any]:
    """A levy as its form shows it."""
    shares = list(levy.shares.all())
    flat = shares[0].amount if shares and levy.shape == Levy.Shape.FLAT else None
    return {
        "shape": levy.shape,
        "flat": flat,
        "lead_pays": levy.lead_pays,
        "due_on": levy.due_on,
        "basis": levy.basis,
        **{f"amount_{share.union_id}": share.amount for share in shares if flat is None},
    }
