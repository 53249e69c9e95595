"""What each role may do. Roles are sets of permissions in code, so that one page of text answers every "may I?"."""

from dataclasses import dataclass
from enum import StrEnum

from unions.models import Cluster, MemberUnion, Role, User


class Permission(StrEnum):
    """One thing that somebody may be allowed to do in a cluster."""

    SEE_PLAN = "see_plan"  # read the plan and print it
    EDIT_PLAN = "edit_plan"
    IMPORT_PLAN = "import_plan"
    ISSUE_PLAN = "issue_plan"  # issue, amend, close, withdraw
    GIVE_OPINION = "give_opinion"  # answer for one's own union
    SEE_ALL_MONEY = "see_all_money"  # every union's dues and payments
    SEE_OWN_MONEY = "see_own_money"  # those of one's own union
    ISSUE_DUES = "issue_dues"
    DECLARE_PAYMENT = "declare_payment"
    CONFIRM_PAYMENT = "confirm_payment"  # or return it, or reverse it
    RUN_ACTIVITY = "run_activity"  # occurrences, public page, resources, everyone's attendance and results
    REPORT_OWN_WORK = "report_own_work"  # attendance, progress and results of one's own union
    SEE_VOLUNTEERS = "see_volunteers"  # names and telephones
    MANAGE_PEOPLE = "manage_people"  # unions, spellings, roles
    SEE_LOG = "see_log"


P = Permission
ROLE_PERMISSIONS: dict[str, frozenset[Permission]] = {
    Role.SECRETARY: frozenset(P) - {P.DECLARE_PAYMENT, P.CONFIRM_PAYMENT, P.SEE_OWN_MONEY, P.GIVE_OPINION},
    Role.TREASURER: frozenset({P.SEE_PLAN, P.SEE_ALL_MONEY, P.ISSUE_DUES, P.CONFIRM_PAYMENT, P.SEE_LOG}),
    Role.CLERK: frozenset({P.SEE_PLAN, P.SEE_ALL_MONEY}),
    Role.OFFICER: frozenset({P.SEE_PLAN, P.SEE_OWN_MONEY, P.DECLARE_PAYMENT, P.REPORT_OWN_WORK, P.GIVE_OPINION}),
}
# The owner keeps the machine running: sees everything, changes people in the admin, never books money.
OWNER_PERMISSIONS = frozenset({P.SEE_PLAN, P.SEE_ALL_MONEY, P.MANAGE_PEOPLE, P.SEE_LOG})


@dataclass(frozen=True, slots=True)
class Access:
    """A person inside a cluster today: the roles held, the unions acted for, what all that allows."""

    user: User
    cluster: Cluster
    roles: frozenset[str]
    unions: tuple[MemberUnion, ...]
    permissions: frozenset[Permission]
    clusters: tuple[Cluster, ...] = ()  # all that the person has a role in, this one among them

    def may(self, permission: Permission) -> bool:
        """Whether the person holds a permission in this cluster."""
        return permission in self.permissions

    def may_see_money_of(self, union_id: int) -> bool:
        """Whether the dues and payments of a union are this person's business."""
        own = self.may(P.SEE_OWN_MONEY) and any(union.pk == union_id for union in self.unions)
        return own or self.may(P.SEE_ALL_MONEY)
