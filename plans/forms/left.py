"""What somebody typed into the card of a line that is not on the paper any more, as the words of a line."""

from collections.abc import Sequence

from django.http import QueryDict

from plans.sentences import Slot
from unions.models import MemberUnion

TYPED = {
    Slot.TITLE: "activity-title",
    Slot.WHEN: "schedule-when",
    Slot.WHERE: "place-where",
    Slot.QUOTA: "quota-people",
}
HOLDERS = {Slot.LEAD: "duty-lead", Slot.SUPPORT: "duty-support"}


def left_words(data: QueryDict, unions: Sequence[MemberUnion]) -> str:
    """The own wording, else the sentence with all that was typed in its places; a place for nothing stays."""
    if own := data.get("own-override", "").strip():
        return own
    text = data.get("line-text", "")
    for slot, words in _facts(data, unions).items():
        text = text.replace(slot, words.strip() or slot)
    return text


def _facts(data: QueryDict, unions: Sequence[MemberUnion]) -> dict[Slot, str]:
    names = {f"{union.pk:d}": union.name for union in unions}
    found = {slot: data.get(field, "") for slot, field in TYPED.items()}
    for slot, field in HOLDERS.items():
        found[slot] = ", ".join(names[pk] for pk in data.getlist(field) if pk in names)
    found[Slot.LEAD] = found[Slot.LEAD] or data.get("duty-collective", "")
    each = {name: data.get(f"levy-amount_{pk}", "").strip() for pk, name in names.items()}
    found[Slot.LEVY] = data.get("levy-flat", "") or "; ".join(
        f"{name}: {amount}" for name, amount in each.items() if amount
    )
    return found
