"""The contribution ledger as a page, a paper and a spreadsheet. An officer gets the own union's rows only."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from contributions import documents, queries
from contributions.access import open_purse
from documents.pdf import render_pdf

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def ledger(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Due, paid, waiting and left: for all activities, then for each."""
    purse = open_purse(request, code, year)
    found = queries.ledger(purse.plan, purse.unions)
    return render(request, "contributions/ledger.html", purse.context(ledger=found))


@require_safe
@cache_control(private=True, no_store=True)
def ledger_download(request: HttpRequest, code: str, year: int, format: str) -> HttpResponse:  # noqa: A002 -- its name in addresses
    """The ledger as it stands today, to print or to calculate with."""
    purse = open_purse(request, code, year)
    today = timezone.localdate()
    found = queries.ledger(purse.plan, purse.unions)
    if format == "pdf":
        content, kind = render_pdf(documents.ledger_document(found, today)), "application/pdf"
    elif format == "xlsx":
        content, kind = documents.ledger_workbook(found, purse.unions, today), XLSX
    else:
        raise Http404
    name = f"so-dong-gop-{purse.access.cluster.code}-{year}-{today:%Y%m%d}.{format}"
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
