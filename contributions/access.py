"""The first line of every money view: whose money may this person see here, and may they do this?

The treasurer's side sees every union's money, an officer only the own union's: `queries` take `unions` and read nothing
else. What lies outside is not found (404); inside, without the right, the door is shut (403).
"""

import uuid
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from contributions.models import Payment
from contributions.queries import payment_list
from plans.access import open_plan
from plans.models import Plan
from unions.models import MemberUnion
from unions.permissions import Access, Permission


@dataclass(frozen=True, slots=True)
class Purse:
    """A person before a plan's money. `unions`: ids of those whose money is shown; None: every union's."""

    access: Access
    plan: Plan
    unions: tuple[int, ...] | None

    @property
    def sees_all(self) -> bool:
        """Whether every union's money is shown."""
        return self.unions is None

    @property
    def may_declare(self) -> bool:
        return self.access.may(Permission.DECLARE_PAYMENT)

    @property
    def may_confirm(self) -> bool:
        return self.access.may(Permission.CONFIRM_PAYMENT)

    @property
    def may_issue(self) -> bool:
        return self.access.may(Permission.ISSUE_DUES)

    @property
    def may_edit(self) -> bool:
        return self.access.may(Permission.EDIT_PLAN)

    def context(self, **more: Any) -> dict[str, Any]:
        """What the frame and every money page need."""
        section = "money" if self.sees_all else "my_union"
        return {"access": self.access, "plan": self.plan, "section": section, "purse": self, **more}


def open_purse(request: HttpRequest, code: str, year: int, permission: Permission | None = None) -> Purse:
    """The person before the plan's money. Two queries. Http404 for strangers, PermissionDenied without the right."""
    access, plan = open_plan(request, code, year, permission or Permission.SEE_PLAN)
    if access.may(Permission.SEE_ALL_MONEY):
        return Purse(access, plan, None)
    if not access.may(Permission.SEE_OWN_MONEY):
        raise PermissionDenied
    return Purse(access, plan, tuple(union.pk for union in access.unions))


def open_payment(
    request: HttpRequest, code: str, year: int, public_id: uuid.UUID, permission: Permission | None = None
) -> tuple[Purse, Payment]:
    """A payment that the person may see. Three queries. A payment of somebody else's union does not exist (404)."""
    purse = open_purse(request, code, year)
    payment = payment_list(purse.plan, purse.unions).filter(public_id=public_id).first()
    if payment is None:
        raise Http404
    if permission is not None and not purse.access.may(permission):
        raise PermissionDenied
    payment.plan = purse.plan
    return purse, payment


def open_union(purse: Purse, union_code: str) -> MemberUnion:
    """A union whose money the person may see, by its code. One query."""
    union = MemberUnion.objects.filter(cluster=purse.access.cluster, code=union_code).first()
    if union is None or not purse.access.may_see_money_of(union.pk):
        raise Http404
    return union


def own_union(purse: Purse, union_code: str = "") -> MemberUnion:
    """The union a person pays for: the one named, where they act for several, else the first. No query."""
    unions = [union for union in purse.access.unions if union_code in ("", union.code)]
    if not unions:
        raise Http404
    return unions[0]
