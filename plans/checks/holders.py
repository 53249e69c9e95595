"""Who does what: contents that nobody holds, duties about none of them, unions and activities without duties."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from plans.checks.finding import Code, Finding, short
from plans.checks.loading import Checked
from plans.checks.matching import is_about, parts_of, unmatched
from plans.models import Activity, ContentItem, Duty
from plans.queries import PaperLine
from plans.reading.labels import read_label

JOINED = re.compile(r"^(?:[\s,;:&–-]|(?:và|cùng)\b)+")  # between the names of a list, when they are taken out
BRACKETS = re.compile(r"\([^()]*\)")  # amounts and the like


@dataclass(frozen=True, slots=True)
class Held:
    """A duty with what it says is done, the names of those who do it left out."""

    duty: Duty
    line: PaperLine
    text: str


@dataclass(frozen=True, slots=True)
class Work:
    """What an activity lists in its own lines, those of its parts left out: contents, and who does what."""

    title: str
    contents: list[PaperLine] = field(default_factory=list)
    duties: list[Held] = field(default_factory=list)


def unheld(checked: Checked) -> Iterator[Finding]:
    """Everything about who does what."""
    duties = list(_duties(checked))
    yield from _unions(checked, [held.duty for held in duties])
    works = _works(checked, duties)
    outside = [held for held in duties if held.duty.activity_id is None]
    leaves = {activity.pk for activity in checked.leaves}
    for activity, family in _families(checked):
        own = works[activity.pk]
        if own.duties or activity.pk not in leaves:
            yield from _without_holder(checked, own, [works[pk] for pk in family], outside)
            yield from _without_content(checked, own, [works[pk] for pk in family])
        else:
            text = _("“%(title)s”: nobody has a duty.") % {"title": short(activity.title)}
            yield checked.at(Code.ACTIVITY_WITHOUT_DUTY, activity.clause_id, text)


def _duties(checked: Checked) -> Iterator[Held]:
    for line in checked.paper.lines:
        duty: Duty | None = getattr(line.clause, "duty", None)
        if duty is not None:
            text = BRACKETS.sub("", checked.names.without(line.text))
            text = text.replace(duty.collective, "") if duty.collective else text
            yield Held(duty, line, JOINED.sub("", text))


def _works(checked: Checked, duties: list[Held]) -> Mapping[int, Work]:
    """What each activity lists, by its id."""
    works = {activity.pk: Work(activity.title) for activity in checked.paper.activities}
    for held in duties:
        if held.duty.activity_id in works:
            works[held.duty.activity_id].duties.append(held)
    for line in checked.paper.lines:
        content: ContentItem | None = getattr(line.clause, "content", None)
        if content is not None and content.activity_id in works:
            works[content.activity_id].contents.append(line)
    return works


def _families(checked: Checked) -> Iterator[tuple[Activity, list[int]]]:
    """Each activity with the ids of those it is a part of, and of its own parts: their duties may be about it, too."""
    parts: dict[int, list[int]] = {}
    for pk, wholes in checked.wholes.items():
        for whole in wholes:
            parts.setdefault(whole, []).append(pk)
    for activity in checked.paper.activities:
        yield activity, [*checked.wholes[activity.pk], *parts.get(activity.pk, ())]


def _without_holder(checked: Checked, own: Work, family: list[Work], outside: list[Held]) -> Iterator[Finding]:
    """Contents that no duty names. The only content of an activity belongs to whoever has a duty in it.

    A content that names a part of the activity is done by those who have a duty there.
    """
    if len(own.contents) < 2:
        return
    duties = [*own.duties, *(held for work in family for held in work.duties), *outside]
    linked = {held.duty.content_id for held in duties}
    parts = [part for held in duties for part in parts_of(held.text)]
    parts += [work.title for work in family if work.duties]
    for line in own.contents:
        text = words_of(line)
        is_held = line.clause.content.pk in linked or hasattr(line.clause, "duty")
        if not is_held and not any(is_about(part, text) for part in parts):
            said = _("No union is responsible for this content: “%(line)s”")
            yield checked.at(Code.CONTENT_WITHOUT_HOLDER, line.clause.pk, said % {"line": short(text)})


def _without_content(checked: Checked, own: Work, family: list[Work]) -> Iterator[Finding]:
    """Duties, or parts of them, that are about none of the contents. General ones are about all."""
    if not own.contents:
        return
    contents = [words_of(line) for work in (own, *family) for line in work.contents]
    contents += [work.title for work in family]
    for held in own.duties:
        if held.duty.content_id is None and (alone := unmatched(held.text, contents)):
            text = _("This duty is about none of the contents listed: “%(duty)s”")
            yield checked.at(Code.DUTY_WITHOUT_CONTENT, held.line.clause.pk, text % {"duty": short("; ".join(alone))})


def words_of(line: PaperLine) -> str:
    """A content without the label before it: "Nội dung: Định kỳ thăm hỏi" -> "Định kỳ thăm hỏi"."""
    label = read_label(line.text)
    return line.text[label.length :] or line.text if label else line.text


def _unions(checked: Checked, duties: list[Duty]) -> Iterator[Finding]:
    """Member unions that no duty names; those of all members are said to be the only ones."""
    named = {holder.union_id for duty in duties for holder in duty.holders.all()}
    if any(duty.scope == Duty.Scope.LEAD for duty in duties) and checked.plan.lead_id:
        named.add(checked.plan.lead_id)
    common = any(duty.scope == Duty.Scope.ALL for duty in duties)
    code = Code.UNION_WITH_COMMON_DUTY if common else Code.UNION_WITHOUT_DUTY
    said = _("%(union)s has only the duties of all unions.") if common else _("%(union)s has no duty in the plan.")
    for union in checked.unions:
        if union.pk not in named:
            yield Finding(code, said % {"union": union}, checked.duties_url)
