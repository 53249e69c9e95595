"""What leaves a round: the table of opinions as PDF and Word, reminders to paste into a chat, reminders by e-mail."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from plans.actions import reminders
from plans.amending.queries import known_names
from plans.capitals import inside
from plans.errors import RemindedToday
from plans.models import Round
from plans.rounds_access import open_consultation, sees_all_opinions
from plans.rounds_papers import Held, named_inside, opinions_document
from plans.rounds_queries import last_reminder, load_matrix, mail_addresses
from plans.rounds_reminders import Occasion, subject, to_group, to_union
from plans.views.files import document_response
from unions.errors import DomainError
from unions.permissions import Permission


@require_safe
@cache_control(private=True, no_store=True)
def round_table(request: HttpRequest, code: str, year: int, number: int, format: str) -> HttpResponse:  # noqa: A002 -- its name in addresses
    """The table of opinions as it stands now."""
    access, plan, consultation = open_consultation(request, code, year, number)
    if not sees_all_opinions(access):
        raise PermissionDenied
    found, names = load_matrix(consultation), known_names(plan)
    document = opinions_document(plan, held_of(consultation), found, timezone.localdate(), names)
    return document_response(document, format)


def held_of(consultation: Round) -> Held:
    """The round as its paper speaks of it, in local days."""
    closed_on = timezone.localdate(consultation.closed_at) if consultation.closed_at else None
    return Held(consultation.number, timezone.localdate(consultation.opened_at), consultation.deadline, closed_on)


@require_safe
def round_reminders(request: HttpRequest, code: str, year: int, number: int) -> HttpResponse:
    """A text for the common chat and one for each union that still has to answer."""
    access, plan, consultation = open_consultation(request, code, year, number, Permission.EDIT_PLAN)
    found, today, occasion = load_matrix(consultation), timezone.localdate(), occasion_of(consultation)
    waited_for = found.waited_for if consultation.closed_at is None else ()
    addresses = mail_addresses(plan, [one.party.pk for one in waited_for], today) if settings.SENDS_MAIL else {}
    last = last_reminder(consultation) if addresses else None
    context = {
        "access": access,
        "plan": plan,
        "section": "plan",
        "consultation": consultation,
        "last": last,
        "reminded_today": last is not None and last.day == today,
        "waited_for": [(one, to_union(occasion, one, today)) for one in waited_for],
        "to_group": to_group(occasion, waited_for, found.complete + len(waited_for), today) if waited_for else "",
        "sends_mail": settings.SENDS_MAIL,
        "people": sum(len(found) for found in addresses.values()),
    }
    return render(request, "plans/round_reminders.html", context)


@require_POST
def round_remind(request: HttpRequest, code: str, year: int, number: int) -> HttpResponse:
    """The same texts by e-mail, to the officers of the unions that still have to answer."""
    access, _plan, consultation = open_consultation(request, code, year, number, Permission.EDIT_PLAN)
    if not settings.SENDS_MAIL:
        raise Http404
    occasion, today = occasion_of(consultation), timezone.localdate()
    texts = {one.party.pk: to_union(occasion, one, today) for one in load_matrix(consultation).waited_for}
    known = request.POST.get("seen", "")
    seen = int(known) if known.isdecimal() and len(known) < 19 else None
    try:
        sending = reminders.send_reminders(
            consultation=consultation, subject=subject(occasion), texts=texts, by=access.user, seen=seen
        )
    except RemindedToday as refusal:
        messages.warning(request, str(refusal))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        _tell(request, sending)
    return redirect("plans:round_reminders", code=code, year=year, number=number)


def _tell(request: HttpRequest, sending: reminders.Sending) -> None:
    if sending.arrived:
        said = ngettext("Sent %(count)s e-mail.", "Sent %(count)s e-mails.", sending.letters)
        messages.success(request, said % {"count": sending.letters})
        return
    said = _("The mail server took %(taken)s of %(letters)s e-mails. Send the others the text below.")
    messages.error(request, said % {"taken": sending.taken, "letters": sending.letters})


def occasion_of(consultation: Round) -> Occasion:
    """What a reminder is about. The address is the installation's own, never taken from a request. Two queries."""
    plan = consultation.plan
    path = reverse("plans:round_answer", args=[plan.cluster.code, plan.year, consultation.number])
    names = known_names(plan)
    return Occasion(
        plan=inside(named_inside(plan, names), names),
        number=consultation.number,
        deadline=consultation.deadline,
        url=f"{settings.BASE_URL}{path}",
        sender=plan.cluster.name,
    )
