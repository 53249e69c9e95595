"""Build the demonstration cluster in an empty database."""

import datetime as dt
from pathlib import Path

from django.db import transaction

from campaigns.demo import agreeing, field, issuing, money
from campaigns.demo.people import Staff, add_officers, add_staff
from documents.reader import read_text
from plans.actions.importing import import_plan, known_unions
from plans.incoming import from_reading
from plans.models import Plan
from unions.actions import create_cluster
from unions.models import Cluster, User

CODE = "HCSN"
NAME = "Cụm Hành chính – Sự nghiệp"
PASSWORD = "minh-hoa-2026"  # noqa: S105 -- printed for everybody to see; only the demonstration has it
PLAN_FILE = Path(__file__).with_name("ke-hoach.txt")


@transaction.atomic
def load(today: dt.date) -> Plan:
    """The demonstration as it is shown: agreed on, issued in February, well into its year."""
    plan = build(today)
    secretary = User.objects.get(username="bithu")
    issuing.issue(plan, secretary=secretary, signed_on=issuing.signing_day(plan, today))
    return plan


@transaction.atomic
def build(today: dt.date, password: str = PASSWORD) -> Plan:
    """The whole demonstration for the year of `today`; all of it or nothing. Refuses where the cluster exists."""
    cluster = create_cluster(code=CODE, name=NAME, by=None)
    staff = add_staff(cluster, password)
    plan = import_demo_plan(cluster, today.year, staff.secretary)
    officers = add_officers(cluster, password, staff.secretary)
    fill(plan, staff, officers, today)
    return plan


def import_demo_plan(cluster: Cluster, year: int, by: User) -> Plan:
    """The plan, read from its text as anybody's would be."""
    text = PLAN_FILE.read_text(encoding="utf-8").replace("{year}", str(year))
    draft = from_reading(read_text(text), known_unions(cluster, year), year=year, cluster=cluster)
    return import_plan(draft, cluster=cluster, year=year, by=by)


def fill(plan: Plan, staff: Staff, officers: dict[str, User], today: dt.date) -> None:
    """What the unions said of the plan, money and field work."""
    agreeing.consult(plan, secretary=staff.secretary, officers=officers)
    money.book(plan, officers=officers, treasurer=staff.treasurer, today=today)
    field.work(plan, secretary=staff.secretary, today=today)
