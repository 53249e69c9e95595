"""What the log says of a plan: a sentence for each verb of its actions, and how the stored values are shown."""

from collections.abc import Iterable

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from plans.forms.lines import MARKER_NAMES
from plans.history import put_in_words
from plans.models import Activity, Duty, Levy, Occurrence, Opinion, Plan, Proposal, Schedule
from plans.models.facts import Precision
from unions import verbs
from unions.models import Cluster


def _kind_of(fact: str) -> str:
    """ "place: Quận 1" -> "địa điểm: Quận 1"; a fact whose words are its line's says only what it is."""
    name, _colon, words = fact.partition(": ")
    kind = str(apps.get_model("plans", name)._meta.verbose_name)
    return kind if name in ("duty", "contentitem") else f"{kind}: {words}"


def _kinds_of(facts: Iterable[str]) -> str:
    return "; ".join(_kind_of(fact) for fact in facts)


def _lines_of(lines: object) -> object:
    """Lines one behind the other; an import says only how many."""
    return " · ".join(map(str, lines)) if isinstance(lines, list) else lines


verbs.register(
    {
        "plan.create": _("made the plan %(about)s"),
        "plan.import": _("read in the plan %(about)s"),
        "plan.change_paper": _("changed letterhead, title or signer of %(about)s"),
        "plan.change_recipients": _("changed the recipients of %(about)s"),
        "clause.add": _("added the line “%(about)s”"),
        "clause.change": _("changed the line “%(about)s”"),
        "clause.paste": _("added lines: “%(about)s”"),
        "clause.redo": _("did the change of “%(about)s” again"),
        "plan.redo": _("did the last change of the plan again"),
        "schedule.add": _("added the time “%(about)s”"),
        "place.add": _("added the place “%(about)s”"),
        "clause.write": _("wrote in the line “%(about)s”"),
        "clause.move": _("moved the line “%(about)s”"),
        "clause.remove": _("removed the line “%(about)s”"),
        "clause.undo": _("undid the last change of “%(about)s”"),
        "plan.undo": _("undid the last change of the plan"),
        "activity.add": _("added the activity “%(about)s”"),
        "activity.call_off": _("called off the activity “%(about)s”"),
        "activity.take_up": _("took up again the activity “%(about)s”"),
        "content.add": _("added the content “%(about)s”"),
        "quota.set": _("set the number of people for “%(about)s”"),
        "duty.add": _("added the duty “%(about)s”"),
        "levy.add": _("added the contribution for “%(about)s”"),
        "levy.choose_basis": _("chose how often the contribution for “%(about)s” is paid"),
        "occurrence.make": _("made the dates of “%(about)s”"),
        "occurrence.add": _("added a date of “%(about)s”"),
        "occurrence.move": _("moved a date of “%(about)s”"),
        "occurrence.cancel": _("called off a date of “%(about)s”"),
        "occurrence.done": _("marked a date of “%(about)s” as done"),
        "occurrence.reopen": _("took up again a date of “%(about)s”"),
        "plan.back_to_draft": _("took the plan %(about)s back to the draft"),
        "plan.issue": _("issued the plan: %(about)s"),
        "proposal.decide": _("decided on the proposal “%(about)s”"),
        "plan.amend": _("issued an amendment: %(about)s"),
        "plan.close": _("closed the plan %(about)s"),
        "plan.withdraw": _("withdrew the plan %(about)s"),
        "plan.reopen": _("reopened the plan %(about)s"),
        "register.take": _("took a number from the register: %(about)s"),
        "register.numbering": _("changed how papers of %(about)s are numbered"),
        "round.open": _("opened the consultation round %(about)s"),
        "round.extend": _("moved the deadline of the consultation round %(about)s"),
        "round.close": _("closed the consultation round %(about)s"),
        "round.remind": _("sent reminders of the consultation round %(about)s"),
        "opinion.give": _("gave an opinion about “%(about)s”"),
        "opinion.agree_rest": _("agreed with the rest of the consultation round %(about)s"),
        "opinion.reply": _("replied to an opinion about “%(about)s”"),
        "remark.give": _("gave an opinion of the whole plan in round %(about)s"),
        "remark.reply": _("replied to an opinion of the whole plan in round %(about)s"),
    },
    {
        "year": _("year"),
        "plan.lead": _("lead union"),
        "lead": _("in charge"),
        "support": _("supporting"),
        "scope": _("who"),
        "collective": _("printed as"),
        "plan.kind": _("kind of paper"),
        "kind": _("kind"),
        "title": _("title"),
        "activity": _("activity"),
        "subject": _("subject"),
        "theme": _("theme of the year"),
        "parent_heading": _("parent body on the letterhead"),
        "issuer": _("issuing body on the letterhead"),
        "plan.number": _("number and symbol"),
        "plan.heading": _("heading"),
        "signed_on": _("date of signing"),
        "dateline": _("place and date as printed"),
        "signer_capacity": _("signs for"),
        "signer_office": _("office"),
        "signer_name": _("signer"),
        "signer_note": _("note under the name"),
        "recipients": _("recipients"),
        "lines": _("lines"),
        "activities": _("activities"),
        "activity.activities": _("its parts"),
        "unions": _("new unions"),
        "spellings": _("new spellings"),
        "text": _("text"),
        "override": _("own wording"),
        "marker": _("mark"),
        "clause.label": _("number typed by hand"),
        "clause.heading": _("title in bold"),
        "level": _("level"),
        "clause.position": _("place in the plan"),
        "facts": _("what they stated"),
        "when": _("time"),
        "where": _("place"),
        "time": _("time"),
        "place": _("place"),
        "from": _("from"),
        "to": _("to"),
        "precision": _("precision"),
        "repeat": _("repeats"),
        "duty": _("duty"),
        "levy": _("levy"),
        "people": _("people from each union"),
        "shape": _("amounts"),
        "basis": _("how often"),
        "lead_pays": _("the lead union pays too"),
        "due_on": _("to be paid by"),
        "shares": _("amount of each union"),
        "times": _("times"),
        "number": _("number"),
        "state": _("state"),
        "deadline": _("answers until"),
        "answer": _("answer"),
        "opinion.text": _("wording"),
        "remark.text": _("wording"),
        "reply": _("reply"),
        "letters": _("letters"),
        "reason": _("reason"),
        "numbering": _("how papers are numbered"),
        "term": _("term"),
    },
    {
        "activity.kind": dict(Activity.Kind.choices),
        "clause.kind": dict(Activity.Kind.choices),
        "precision": dict(Precision.choices),
        "repeat": dict(Schedule.Repeat.choices),
        "scope": dict(Duty.Scope.choices),
        "shape": dict(Levy.Shape.choices),
        "basis": dict(Levy.Basis.choices),
        "occurrence.state": dict(Occurrence.State.choices),
        "proposal.state": dict(Proposal.State.choices),
        "plan.state": dict(Plan.State.choices),
        "numbering": dict(Cluster.Numbering.choices),
        "opinion.answer": dict(Opinion.Answer.choices),
        "marker": {marker.value: name for marker, name in MARKER_NAMES.items()},
    },
    hidden=["file"],
    readers={
        "clause.facts": _kinds_of,
        "clause.lines": _lines_of,
        "clause.level": lambda level: level + 1,  # the first level is no level 0 to a person
    },
)
verbs.read_with(put_in_words)
