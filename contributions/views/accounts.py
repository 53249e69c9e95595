"""One union's account, and the rows behind a number: dues and payments. Officers see their own union only."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from contributions import queries
from contributions.access import Purse, open_purse, open_union
from contributions.models import PaymentState


@require_safe
def union_account(request: HttpRequest, code: str, year: int, union: str) -> HttpResponse:
    """A union's dues and payments."""
    purse = open_purse(request, code, year)
    account = queries.union_account(purse.plan, open_union(purse, union))
    return render(request, "contributions/union_account.html", purse.context(account=account, union=account.union))


@require_safe
def due_list(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Dues, narrowed to a union, an activity, those still open."""
    purse = open_purse(request, code, year)
    wanted = _narrowing(request, purse)
    found = queries.due_list(purse.plan, wanted, request.GET.get("page"))
    return render(
        request, "contributions/due_list.html", purse.context(wanted=wanted, found=found, page_obj=found.page)
    )


@require_safe
def payment_list(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Payments, narrowed to a union, an activity, a state."""
    purse = open_purse(request, code, year)
    wanted = _narrowing(request, purse)
    found = queries.payment_rows(purse.plan, wanted, request.GET.get("page"))
    context = purse.context(wanted=wanted, found=found, page_obj=found.page, states=PaymentState.choices)
    return render(request, "contributions/payment_list.html", context)


def _narrowing(request: HttpRequest, purse: Purse) -> queries.Narrowing:
    asked = {name: request.GET.get(name, "") for name in ("union", "activity", "state")}
    union = open_union(purse, asked["union"]) if asked["union"] else None
    return queries.narrowing(purse.plan, purse.unions, union, activity=asked["activity"], state=asked["state"])
