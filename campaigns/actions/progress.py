"""How far a union is with its duties. Each report is a row that stays; the newest one says where the duty stands."""

from contextlib import ExitStack

from django.core.files.base import ContentFile
from django.db import transaction

from campaigns import errors
from campaigns.models import DutyReport
from campaigns.progress import holds
from contributions.slips import Slip
from plans.models import Duty
from unions import audit
from unions.models import MemberUnion, User
from unions.names import nfc


def report_duty(
    *, duty: Duty, union: MemberUnion, state: str, by: User, note: str = "", photo: Slip | None = None
) -> DutyReport:
    """Write down how far a union is with a duty it holds; `state` is one of DutyReport.State.

    The same thing said twice in a row is one report. Raises ForeignUnion, NotItsDuty, CannotSaysWhy.
    """
    report = DutyReport(duty=duty, union=union, state=DutyReport.State(state), note=nfc(note).strip(), reported_by=by)
    _check(report)
    with ExitStack() as undo, transaction.atomic():
        Duty.objects.select_for_update(of=("self",)).get(pk=duty.pk)
        last = DutyReport.objects.filter(duty=duty, union=union).order_by("-pk").first()
        if last and photo is None and (last.state, last.note) == (report.state, report.note):
            return last
        if photo:
            report.photo.save(photo.new_name(), ContentFile(photo.content), save=False)
            undo.callback(report.photo.delete, save=False)
        report.save(force_insert=True)
        _record(report, last)
        undo.pop_all()  # the picture stays from here on; a commit that fails leaves a file nobody points to
    return report


def _check(report: DutyReport) -> None:
    plan = report.duty.plan
    if report.union.cluster_id != plan.cluster_id:
        raise errors.ForeignUnion(union=report.union)
    if not holds(report.duty, report.union.pk, plan.lead_id):
        raise errors.NotItsDuty(union=report.union)
    if report.state == DutyReport.State.CANNOT and not report.note:
        raise errors.CannotSaysWhy


def _record(report: DutyReport, last: DutyReport | None) -> None:
    facts = {"union": report.union.code, "progress": str(report.state), "note": report.note}
    audit.record(
        "duty.report",
        report,
        by=report.reported_by,
        cluster=report.duty.plan.cluster,
        about=str(report.union),
        before={"progress": str(last.state), "note": last.note} if last else {},
        after={**facts, "photo": bool(report.photo)},
    )
