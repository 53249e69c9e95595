"""The card of something new: a line, an activity, a content, a duty, a levy, a number of people."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.crypto import get_random_string

from plans.actions.levies import OWN_LINE, with_slot
from plans.forms.lines import (
    DutyForm,
    LevyForm,
    NewActivityForm,
    PeopleForm,
    WhenForm,
    WhereForm,
    WordsForm,
    slot_names,
)
from plans.models import Activity, Duty, Levy
from plans.queries import PaperLine
from plans.sentences import Slot
from unions.models import MemberUnion

FACTS = ("time", "place", "content", "duty", "levy", "quota")
KEY = 20  # letters
KINDS = ("line", "activity", "subactivity", *FACTS)


class Addition:
    """A card that is not stored yet. `beside` is the line it was asked from; `on` says that this line will state it.

    By the key `sending` the card is known when it is sent again.
    """

    def __init__(
        self,
        kind: str,
        unions: Sequence[MemberUnion],
        *,
        year: int,
        beside: PaperLine | None = None,
        where: str = "after",
        data: QueryDict | None = None,
    ) -> None:
        self.kind, self.beside, self.where, self.data = kind, beside, where, data
        self.sending = (data.get("sending", "") if data else "")[:KEY] or get_random_string(KEY)
        self.words: WordsForm | None = None
        self.activity: NewActivityForm | None = None
        self.duty: DutyForm | None = None
        self.levy: LevyForm | None = None
        self.people: PeopleForm | None = None
        self.when: WhenForm | None = None
        self.where_form: WhereForm | None = None
        if kind in ("line", "content", "duty") or (kind == "levy" and where != "on"):
            self.words = WordsForm(data, initial={"text": self._text()}, prefix="line")
        if kind == "time":
            self.when = WhenForm(data, prefix="schedule")
        if kind == "place":
            self.where_form = WhereForm(data, prefix="place")
        if kind in ("activity", "subactivity"):
            self.activity = NewActivityForm(data, initial={"kind": Activity.Kind.OTHER}, prefix="activity", year=year)
        if kind == "duty":
            self.duty = DutyForm(data, initial={"scope": Duty.Scope.NAMED}, prefix="duty", unions=unions)
        if kind == "levy":
            first = {"shape": Levy.Shape.FLAT, "lead_pays": True, "basis": Levy.Basis.UNDECIDED}
            self.levy = LevyForm(data, initial=first, prefix="levy", unions=unions)
        if kind == "quota":
            self.people = PeopleForm(data, prefix="quota")

    def _text(self) -> str:
        """What the line is likely to begin with."""
        text = self.beside.text if self.where == "on" and self.beside else ""
        if self.kind == "duty":
            return f"{Slot.LEAD} {text or 'phụ trách '}"
        if self.kind == "levy":
            return with_slot(text) if text else OWN_LINE
        return text

    @property
    def slot_names(self) -> list[tuple[str, str]]:
        """The places that the new line's sentence may have, and what each prints."""
        wanted = {"duty": [Slot.LEAD, Slot.SUPPORT], "levy": [Slot.LEVY] if self.words else []}
        return slot_names(wanted.get(self.kind, []))

    @property
    def is_fact(self) -> bool:
        """Whether an activity gets this itself, among its own lines."""
        return self.kind in FACTS and self.beside is not None and self.beside.activity is not None

    @property
    def forms(self) -> list[forms.Form]:
        """The forms that this card has."""
        parts = (self.words, self.activity, self.when, self.where_form, self.duty, self.levy, self.people)
        return [part for part in parts if part is not None]

    def is_valid(self) -> bool:
        """Whether everything in the card is well-formed."""
        return False not in [form.is_valid() for form in self.forms]

    def values(self) -> dict[str, Any]:
        """What a valid card says, under the names that the actions use."""
        found: dict[str, Any] = {}
        for form in (self.words, self.activity, self.when, self.where_form, self.people):
            found |= form.cleaned_data if form else {}
        if self.duty:
            found["holders"] = self.duty.holders()
        if self.levy:
            found |= {"amounts": self.levy.amounts(), "basis": Levy.Basis(self.levy.cleaned_data["basis"])}
        return found
