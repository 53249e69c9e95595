"""Who does what: contents that nobody holds, duties about none of them, unions and activities without duties."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from plans.checks.finding import Code, Finding, short
from plans.checks.loading import Checked
from plans.checks.matching import is_about, parts_of, unmatched
from plans.models import Activity, Duty
from plans.queries import PaperLine
from plans.reading.labels import read_label

BRACKETS = re.compile(r"\([^()]*\)")  # amounts and the like


@dataclass(frozen=True, slots=True)
class Held:
    """A duty with what it says is done, the names of those who do it left out."""

    duty: Duty
    line: PaperLine
    text: str


def unheld(checked: Checked) -> Iterator[Finding]:
    """Everything about who does what."""
    duties = list(_duties(checked))
    yield from _unions(checked, [held.duty for held in duties])
    contents = _contents(checked)
    outside = [held for held in duties if held.duty.activity_id is None]
    for activity in checked.leaves:
        own = [held for held in duties if held.duty.activity_id == activity.pk]
        yield from _activity(checked, activity, own, outside, contents.get(activity.pk, []))


def _duties(checked: Checked) -> Iterator[Held]:
    for line in checked.paper.lines:
        duty: Duty | None = getattr(line.clause, "duty", None)
        if duty is not None:
            text = BRACKETS.sub("", checked.names.without(line.text))
            yield Held(duty, line, text.replace(duty.collective, "") if duty.collective else text)


def _contents(checked: Checked) -> Mapping[int, list[PaperLine]]:
    """The lines that state the contents of each activity."""
    found: dict[int, list[PaperLine]] = {}
    for line in checked.paper.lines:
        if content := getattr(line.clause, "content", None):
            found.setdefault(content.activity_id, []).append(line)
    return found


def _activity(
    checked: Checked, activity: Activity, own: list[Held], outside: list[Held], contents: list[PaperLine]
) -> Iterator[Finding]:
    if not own:
        text = _("“%(title)s”: nobody has a duty.") % {"title": short(activity.title)}
        yield checked.at(Code.ACTIVITY_WITHOUT_DUTY, activity.clause_id, text)
        return
    yield from _without_holder(checked, [*own, *outside], contents)
    yield from _without_content(checked, own, [words_of(line) for line in contents])


def _without_holder(checked: Checked, duties: list[Held], contents: list[PaperLine]) -> Iterator[Finding]:
    """Contents that no duty names. The only content of an activity belongs to whoever has a duty in it."""
    linked = {held.duty.content_id for held in duties}
    parts = [part for held in duties for part in parts_of(held.text)]
    for line in contents if len(contents) > 1 else ():
        text = words_of(line)
        is_held = line.clause.content.pk in linked or hasattr(line.clause, "duty")
        if not is_held and not any(is_about(part, text) for part in parts):
            said = _("No union is responsible for this content: “%(line)s”")
            yield checked.at(Code.CONTENT_WITHOUT_HOLDER, line.clause.pk, said % {"line": short(text)})


def _without_content(checked: Checked, duties: list[Held], contents: list[str]) -> Iterator[Finding]:
    """Duties, or parts of them, that are about none of the contents. General ones are about all."""
    for held in duties if contents else ():
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
