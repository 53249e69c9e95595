"""Whether the line of a duty, or a line above it, says whose duty it is."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from plans.checks.finding import Code, Finding, short
from plans.checks.loading import Checked
from plans.models import Duty, DutyHolder
from plans.queries import PaperLine, slot_values
from plans.reading.duties import COLLECTIVE
from plans.sentences import Slot
from unions.models import MemberUnion
from unions.names import fold

HEAD_OF_CLUSTER = "Cụm trưởng"


def unprinted(checked: Checked) -> Iterator[Finding]:
    """Duties whose lines leave out who has them, and slots for unions of which there are none."""
    for line in checked.paper.lines:
        duty: Duty | None = getattr(line.clause, "duty", None)
        if duty is None:
            continue
        if duty.scope == Duty.Scope.NAMED and not duty.holders.all():
            text = _("No union is named for this duty: “%(line)s”")
            yield checked.at(Code.DUTY_WITHOUT_HOLDER, line.clause.pk, text % {"line": short(line.text)})
        elif missing := _missing(checked, line, duty):
            text = _("The line does not print %(unions)s, who have this duty: “%(line)s”")
            said = {"unions": ", ".join(missing), "line": short(line.text)}
            yield checked.at(Code.DUTY_NOT_PRINTED, line.clause.pk, text % said)
        yield from _empty_slots(checked, line)


def _empty_slots(checked: Checked, line: PaperLine) -> Iterator[Finding]:
    """Slots that print nothing, because the duty has no such union."""
    values = {} if line.is_overridden else slot_values(line.clause, checked.paper.recurring)
    for slot in (Slot.LEAD, Slot.SUPPORT):
        if values.get(slot) == "":
            text = _("There is no union to print for “%(slot)s”: “%(line)s”")
            said = {"slot": slot.value, "line": short(line.clause.text)}
            yield checked.at(Code.DUTY_NOT_PRINTED, line.clause.pk, text % said)


def _missing(checked: Checked, line: PaperLine, duty: Duty) -> list[str]:
    """Those in charge whom nothing names, as they are called; in an own wording those who support as well.

    What fills a slot is printed. An own wording without a name that the sentence has is told for that already.
    """
    if Slot.LEAD in line.clause.text and not line.is_overridden:
        return []
    said = " ".join(one.text for one in (*checked.heads[line.clause.pk], line))
    if duty.scope != Duty.Scope.NAMED:
        return [] if _names_all(checked, duty, said) else [f"“{duty.collective}”"]
    named = {pk for pk, _spelling in checked.names.find(said)}
    asked = [holder for holder in duty.holders.all() if line.is_overridden or holder.part == DutyHolder.Part.LEAD]
    told = _words(line.generated) if line.is_overridden else ""
    return [
        holder.union.name
        for holder in asked
        if holder.union_id not in named
        and not _is_named(checked, holder, said)
        and _words(holder.union.name) not in told
    ]


def _names_all(checked: Checked, duty: Duty, said: str) -> bool:
    """Whether a text names those who have a duty of all unions, or of the lead, by any of their names."""
    if not duty.collective or _words(duty.collective) in _words(said):
        return True
    if duty.scope == Duty.Scope.ALL:
        return bool(COLLECTIVE.search(said))
    lead = checked.plan.lead
    return _words(HEAD_OF_CLUSTER) in _words(said) or (lead is not None and _has_name(checked, lead, said))


def _is_named(checked: Checked, holder: DutyHolder, said: str) -> bool:
    """Whether a text has the name that the duty prints, or another of the union's; "Cụm trưởng" is the lead's."""
    is_lead = holder.union_id == checked.plan.lead_id and _words(HEAD_OF_CLUSTER) in _words(said)
    return is_lead or _words(str(holder)) in _words(said) or _has_name(checked, holder.union, said)


def _has_name(checked: Checked, union: MemberUnion, said: str) -> bool:
    names = filter(None, (union.name, union.short_name, *checked.aliases.get(union.pk, ())))
    return any(_words(name) in _words(said) for name in names)


def _words(text: str) -> str:
    """A text by its whole words."""
    return f" {fold(text)} "
