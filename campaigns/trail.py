"""What the log says of the field: a sentence for each verb of its actions, and how the stored values are shown."""

from django.utils.translation import gettext_lazy as _

from campaigns.models import DutyReport, PublicPage, Resource, Result
from unions import verbs

verbs.register(
    {
        "attendance.set": _("entered the head count of “%(about)s”"),
        "resource.add": _("entered a need or a gift for “%(about)s”"),
        "resource.change": _("changed a need or a gift for “%(about)s”"),
        "resource.remove": _("removed a need or a gift for “%(about)s”"),
        "result.add": _("entered a result of “%(about)s”"),
        "result.change": _("changed a result of “%(about)s”"),
        "result.remove": _("removed a result of “%(about)s”"),
        "public_page.open": _("opened the public page of “%(about)s”"),
        "public_page.limit": _("changed the limits of sign-up for “%(about)s”"),
        "public_page.close": _("closed sign-up for “%(about)s”"),
        "public_page.call_off": _("called off “%(about)s” on its public page"),
        "public_page.reopen": _("opened sign-up again for “%(about)s”"),
        "public_page.renew": _("gave the public page of “%(about)s” a new address"),
        "sign_up.make": _("took a sign-up for “%(about)s”"),
        "sign_up.again": _("took a sign-up again for “%(about)s”"),
        "sign_up.withdraw": _("took a withdrawal from “%(about)s”"),
        "sign_up.correct": _("corrected a sign-up for “%(about)s”"),
        "volunteer.forget": _("made a volunteer's details anonymous"),
        "duty.report": _("%(about)s reported on a duty"),
        "problem.raise": _("raised a problem about “%(about)s”"),
        "problem.answer": _("answered a problem about “%(about)s”"),
        "problem.settle": _("marked a problem about “%(about)s” as settled"),
        "problem.reopen": _("took up again a problem about “%(about)s”"),
        "feed.open": _("made a calendar address for %(about)s"),
        "feed.revoke": _("revoked the calendar address of %(about)s"),
    },
    {
        "thing": _("thing"),
        "quantity": _("quantity"),
        "unit": _("unit"),
        "value": _("value in đồng"),
        "giver": _("given by"),
        "indicator": _("indicator"),
        "result.number": _("number"),
        "qualifier": _("qualifier"),
        "places": _("places"),
        "closes_on": _("sign-up until"),
        "note": _("what to know"),
        "consent": _("agreed to"),
        "news": _("wants news of other activities"),
        "photos": _("agrees to photos"),
        "withdrawn": _("withdrawn"),
        "progress": _("how far"),
        "photo": _("photo"),
        "problem": _("what came up"),
        "answer": _("answer"),
    },
    {
        "resource.kind": dict(Resource.Kind.choices),
        "qualifier": dict(Result.Qualifier.choices),
        "progress": dict(DutyReport.State.choices),
        "public_page.state": dict(PublicPage.State.choices),
    },
)
