"""The demonstration cluster, as `manage.py load_demo` makes it, with somebody who may open each page."""

from benchmarks.data import Grown
from campaigns.models import PublicPage
from plans.models import Plan
from unions.models import Membership, Role, User


def demonstration() -> Grown:
    """The plan with the most lines, the activity of its first public page, a secretary who is treasurer too."""
    plan = max(Plan.objects.select_related("cluster"), key=lambda plan: plan.clauses.count())
    activity = plan.activities.filter(public_page__isnull=False).first() or plan.activities.all()[0]
    page, _made = PublicPage.objects.get_or_create(activity=activity)
    staff = User.objects.create(username="bench-staff", full_name="Bí thư kiêm thủ quỹ")
    for role in (Role.SECRETARY, Role.TREASURER):
        Membership.objects.create(user=staff, cluster=plan.cluster, role=role)
    officer = User.objects.filter(memberships__cluster=plan.cluster, memberships__role=Role.OFFICER).first()
    if officer is None:
        raise LookupError("The demonstration has no union officer.")
    return Grown(plan.cluster, plan, activity, page, staff, officer)
