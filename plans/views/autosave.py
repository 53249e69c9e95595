"""A line that saves itself while somebody writes in it: the answer is a few words for the script, never a page.

Only words: figures that are half typed ("7.000" on the way to "7.000.000") would be saved as other figures.
"""

from http import HTTPStatus

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from documents.characters import tidy
from plans.actions import lines
from plans.errors import Stale
from plans.forms.lines import WordsForm
from plans.models import Clause, Plan
from plans.pasting import split
from plans.views.plans import number_in
from unions.errors import DomainError
from unions.models import User
from unions.permissions import Access


def autosave(request: HttpRequest, access: Access, plan: Plan, pk: int) -> JsonResponse:
    """Store the words of a line without facts. 409 when somebody was faster, 422 when it is not for this."""
    clause = Clause.objects.filter(plan=plan, pk=pk).first()
    form = WordsForm(request.POST, prefix="line")
    if clause is None:
        return _refused(_("This line was removed meanwhile."), HTTPStatus.CONFLICT)
    clause.plan = plan
    if not form.is_valid():
        why = " ".join(map(str, form.errors["text"]))
        return _refused(_("Not saved. %(why)s") % {"why": why}, HTTPStatus.UNPROCESSABLE_ENTITY)
    words = form.cleaned_data["text"]
    if len(split(words)) > 1:
        return _refused(_("Press Save for this line."), HTTPStatus.UNPROCESSABLE_ENTITY)
    seen = seen_version(request, clause, access.user)
    try:
        saved = lines.write_words(clause=clause, text=words, seen_version=seen, by=access.user)
    except Stale as stale:
        text = _("Not saved: %(name)s changed this line while you were writing. Close it to see both texts and choose.")
        return _refused(text % {"name": stale.by}, HTTPStatus.CONFLICT)
    except DomainError as refusal:
        return _refused(str(refusal), HTTPStatus.UNPROCESSABLE_ENTITY)
    return JsonResponse({"version": saved.version, "time": f"{timezone.localtime(saved.changed_at):%H:%M}"})


def seen_version(request: HttpRequest, clause: Clause, by: User) -> int:
    """The version somebody saw. What they did themselves and got no answer to, they have seen as well.

    Those are words they sent, and the words that a line had which they moved.
    """
    sent = {tidy(words) for words in request.POST.getlist("sent-before")}
    if clause.changed_by_id == by.pk and clause.text in sent:
        return clause.version
    return number_in(request, "version")


def _refused(sentence: str, status: HTTPStatus) -> JsonResponse:
    return JsonResponse({"sentence": sentence}, status=status)
