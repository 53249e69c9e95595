"""The log: who did what, when, with the values before and after."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from unions import audit, queries, verbs
from unions.access import enter
from unions.forms import LogFilterForm
from unions.models import AuditChain
from unions.permissions import Permission

ROWS_ON_A_PAGE = 50


@require_safe
def log(request: HttpRequest, code: str) -> HttpResponse:
    """What happened in the cluster, newest first."""
    access = enter(request, code, Permission.SEE_LOG)
    people, kinds = queries.log_people(access.cluster), queries.log_verbs(access.cluster)
    form = LogFilterForm(request.GET, people=people, verbs=kinds)
    form.is_valid()  # what cannot be read does not filter; the form says so
    found = Paginator(queries.log_of(access.cluster, form.cleaned_data), ROWS_ON_A_PAGE)
    page = found.get_page(request.GET.get("page"))
    page.object_list = list(page.object_list)
    verbs.put_in_words(access.cluster, page.object_list)
    rows = [(record, verbs.sentence(record), verbs.differences(record)) for record in page]
    filtered = any(form.cleaned_data.values())
    context = {"access": access, "section": "log", "form": form, "page_obj": page, "rows": rows, "filtered": filtered}
    return render(request, "unions/log.html", context)


@require_safe
def log_check(request: HttpRequest, code: str) -> HttpResponse:
    """Walk the chain of the cluster's records and say whether each still fits. Reads every record."""
    access = enter(request, code, Permission.SEE_LOG)
    chain = AuditChain.objects.filter(cluster=access.cluster).first()
    context = {"access": access, "section": "log", "chain": chain, "broken": audit.verify(chain) if chain else None}
    return render(request, "unions/log_check.html", context)
