"""Whose figures a person sees and enters in the field. What concerns one union only is that union's business."""

from collections.abc import Iterable

from unions.models import MemberUnion
from unions.permissions import Access, Permission


def sees_everyone(access: Access) -> bool:
    """Whether head counts, results and last visits of all unions are this person's business."""
    return access.may(Permission.RUN_ACTIVITY) or access.may(Permission.SEE_ALL_MONEY)


def unions_seen(access: Access) -> frozenset[int] | None:
    """Ids of the unions whose figures the person sees; None: of all."""
    return None if sees_everyone(access) else frozenset(union.pk for union in access.unions)


def may_report_for(access: Access, union_id: int | None) -> bool:
    """Whether the person enters attendance and results of a union; of the cluster as a whole (None) or of its own."""
    if access.may(Permission.RUN_ACTIVITY):
        return True
    own = any(union.pk == union_id for union in access.unions)
    return own and access.may(Permission.REPORT_OWN_WORK)


def reported_unions(access: Access, unions: Iterable[MemberUnion]) -> tuple[MemberUnion, ...]:
    """Those of the unions for which the person may enter figures."""
    return tuple(union for union in unions if may_report_for(access, union.pk))
