"""A plan's whole life at random: written, issued, amended, paid, carried over. What is promised holds after each step.

A few short lives are lived here; `LIVES` and `STEPS` may be raised for a longer search.
"""

import datetime as dt
import json
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from contributions import actions as money
from contributions import queries
from contributions.actions.amending import following
from contributions.checking import findings
from contributions.models import Adjustment, Payment
from contributions.reckoning import dues_to_make
from documents.text import render_text
from plans import undoing
from plans.actions import calling_off, clauses, issuing, levies, occurrences, papers, removing
from plans.actions.activities import add_activity
from plans.actions.carrying import NextPlan, carry_over
from plans.actions.importing import import_plan
from plans.actions.levies import Amounts
from plans.actions.lines import LineChange, change_line
from plans.actions.undoing import redo_last, undo_last
from plans.amending.queries import pending
from plans.documents import plan_document
from plans.exchange import draft_from_json, plan_json
from plans.issuing.freezing import broken_parts
from plans.issuing.queries import next_number
from plans.issuing.signing import Signing
from plans.levies import levy_totals, paper_totals
from plans.models import Activity, Clause, Levy, Occurrence, Plan, RegisterEntry, UndoStep, Version
from plans.queries import load_paper
from plans.sheet import load_sheet
from tests.factories import ClusterFactory, MemberUnionFactory, UserFactory
from tests.plans.issuing.conftest import SIGNING
from unions.errors import DomainError
from unions.models import AuditRecord

LIVES, STEPS = 3, 20
START = dt.datetime(2024, 2, 5, 9, tzinfo=dt.UTC)
SOON = dt.timedelta(minutes=1)
TRAIL = {"AuditChain", "AuditRecord"}
MODELS = [
    model
    for app in ("unions", "plans", "contributions")
    for model in apps.get_app_config(app).get_models()
    if model.__name__ not in TRAIL
]

PICK = st.integers(0, 30)
WORDS = st.sampled_from(("Việc mới.", "- Việc có gạch", "2. Mục hai:", "a) Điểm a", "Nội dung:", "{đơn vị} phối hợp."))
WHEN = st.sampled_from(("", "định kỳ hằng quý", "26/3, 19/5 và 2/9/2024", "Tháng 6 - 8 năm 2024"))
DONG = st.sampled_from((1, 500_000, 2_000_000))
BASIS = st.sampled_from(list(Levy.Basis))
KIND = st.sampled_from(list(Activity.Kind))


def tables() -> dict[str, list[Any]]:
    """Every stored row, apart from the trail."""
    return {model._meta.label: list(model._default_manager.order_by("pk").values_list()) for model in MODELS}


def essence(plan: Plan) -> tuple[Any, ...]:
    """What undo brings back: lines and facts without versions, the times, the paper."""
    rows = undoing.snapshot(plan)
    facts = {label: [undoing.facts_of(label, row) for row in found.values()] for label, found in rows.items()}
    times = Occurrence.objects.filter(activity__plan=plan).order_by("pk").values_list("pk", "starts_on", "state")
    return facts, list(times), render_text(plan_document(plan))


def picked(rows: QuerySet[Any], pick: int) -> Any:
    """One of the rows, None where there is none."""
    found = list(rows.order_by("pk"))
    return found[pick % len(found)] if found else None


class WholeLife(RuleBasedStateMachine):
    """One cluster of three unions; `plan` is the newest of its plans."""

    def __init__(self) -> None:
        super().__init__()
        self.life = transaction.atomic()
        self.life.__enter__()
        self.travel = time_machine.travel(START, tick=False)
        self.clock = self.travel.start()
        self.cluster = ClusterFactory.create(term="2022 - 2027")
        names = ("Dân Chính", "Y tế", "Giao thông")
        self.unions = [MemberUnionFactory.create(cluster=self.cluster, name=f"Đoàn {name}") for name in names]
        self.by, self.treasurer = UserFactory.create_batch(2)
        self.versions: dict[int, str] = {}
        self.pk = papers.create_plan(cluster=self.cluster, year=2024, lead=self.unions[0], by=self.by).pk
        self.look()
        for place, kind in enumerate((Activity.Kind.RECURRING_VISIT, Activity.Kind.CAMPAIGN)):
            self.begin(place, kind, "Tháng 6/2024", is_part=False)
            self.ask(place, 2_000_000, Levy.Basis.PER_QUARTER, lead_pays=bool(place), is_flat=bool(place))

    def teardown(self) -> None:
        self.travel.stop()
        transaction.set_rollback(True)
        self.life.__exit__(None, None, None)

    @property
    def plan(self) -> Plan:
        return Plan.objects.select_related("cluster", "lead").get(pk=self.pk)

    def line(self, pick: int) -> Clause:
        lines = load_paper(self.plan).lines
        return Clause.objects.select_related("plan__cluster").get(pk=lines[pick % len(lines)].clause.pk)

    def activity(self, pick: int) -> Any:
        return picked(Activity.objects.filter(plan=self.pk), pick)

    def levy(self, pick: int) -> Any:
        return picked(Levy.objects.filter(activity__plan=self.pk), pick)

    def amounts(self, each: int, *, lead_pays: bool, is_flat: bool) -> Amounts:
        tiers = {union: each * place for place, union in enumerate(self.unions, start=1)}
        return Amounts(each, {}, lead_pays) if is_flat else Amounts(None, tiers, lead_pays)

    def signing(self) -> Signing:
        today = timezone.localdate()
        return replace(SIGNING, number=next_number(self.plan, today).number, signed_on=today, symbol="ĐTN")

    def look(self) -> None:
        """Keep how everything is now, to compare it with what an action leaves."""
        self.rows, self.records, self.state = tables(), AuditRecord.objects.count(), essence(self.plan)

    def act(self, action: Callable[..., Any], **given: Any) -> Any:
        """What an action gives; None where it refuses, and then nothing at all has changed."""
        self.clock.shift(SOON)
        rows, records, state, steps = self.rows, self.records, self.state, UndoStep.objects.count()
        try:
            result = action(**given)
        except DomainError:
            assert (tables(), AuditRecord.objects.count()) == (rows, records)
            return None
        self.look()
        assert self.rows == rows or self.records > records
        if UndoStep.objects.count() > steps:
            self.there_and_back(state, given["by"])
        self.promises()
        return result

    def there_and_back(self, before: tuple[Any, ...], by: Any) -> None:
        """The step that was just made is undone and done again; then all is as if nobody had tried."""
        plan, point = self.plan, transaction.savepoint()
        undo_last(plan=plan, by=by)
        assert essence(self.plan) == before
        redo_last(plan=plan, by=by)
        assert essence(self.plan) == self.state
        transaction.savepoint_rollback(point)

    # -- Writing

    @rule(pick=PICK, text=WORDS, is_inside=st.booleans())
    def write(self, pick: int, text: str, is_inside: bool) -> None:
        where = {"inside" if is_inside else "after": self.line(pick)}
        self.act(clauses.add_clause, plan=self.plan, text=text, by=self.by, **where)

    @rule(pick=PICK, texts=st.lists(WORDS, min_size=1, max_size=4))
    def paste(self, pick: int, texts: list[str]) -> None:
        self.act(clauses.add_lines, plan=self.plan, texts=texts, after=self.line(pick), by=self.by)

    @rule(pick=PICK, direction=st.sampled_from(("up", "down", "in", "out")))
    def move(self, pick: int, direction: str) -> None:
        self.act(clauses.move_clause, clause=self.line(pick), direction=direction, by=self.by)

    @rule(pick=PICK, below=PICK)
    def place(self, pick: int, below: int) -> None:
        self.act(clauses.place_clause, clause=self.line(pick), below=self.line(below), by=self.by)

    @rule(pick=PICK)
    def remove(self, pick: int) -> None:
        if Clause.objects.filter(plan=self.pk, activity=None).count() > 5:
            line = self.line(pick)
            self.act(removing.remove_clause, clause=line, seen=removing.select(line).mark, by=self.by)

    @rule(pick=PICK, text=WORDS, when=WHEN)
    def change(self, pick: int, text: str, when: str) -> None:
        line = self.line(pick)
        words = LineChange(when=when) if hasattr(line, "schedule") else LineChange(text=text)
        self.act(change_line, clause=line, change=words, seen_version=line.version, by=self.by)

    @rule(pick=PICK)
    def hand_over(self, pick: int) -> None:
        plan, lead = self.plan, self.unions[pick % 3]
        self.act(papers.change_paper, plan=plan, values={"lead": lead}, seen_version=plan.version, by=self.by)

    @rule()
    def undo(self) -> None:
        self.act(undo_last, plan=self.plan, by=self.by)

    @rule()
    def redo(self) -> None:
        self.act(redo_last, plan=self.plan, by=self.by)

    # -- Activities

    @rule(pick=PICK, kind=KIND, when=WHEN, is_part=st.booleans())
    def begin(self, pick: int, kind: Activity.Kind, when: str, is_part: bool) -> None:
        inside = self.activity(pick) if is_part else None
        self.act(add_activity, plan=self.plan, kind=kind, title="Hội thao", when=when, inside=inside, by=self.by)

    @rule(pick=PICK, is_first=st.booleans())
    def set_times(self, pick: int, is_first: bool) -> None:
        if activity := self.activity(pick):
            action = occurrences.make_occurrences if is_first else occurrences.replan_occurrences
            self.act(action, activity=activity, by=self.by)

    @rule(pick=PICK)
    def cancel(self, pick: int) -> None:
        if time := picked(Occurrence.objects.filter(activity__plan=self.pk), pick):
            self.act(occurrences.cancel_occurrence, occurrence=time, reason="Bão", by=self.by)

    @rule(pick=PICK)
    def call_off(self, pick: int) -> None:
        if activity := self.activity(pick):
            self.act(calling_off.call_off, activity=activity, reason="Mưa bão", by=self.by)

    @rule(pick=PICK)
    def take_up(self, pick: int) -> None:
        if activity := picked(Activity.objects.filter(plan=self.pk).exclude(called_off_at=None), pick):
            self.act(calling_off.take_up, activity=activity, by=self.by)

    # -- Money

    @rule(pick=PICK, each=DONG, basis=BASIS, lead_pays=st.booleans(), is_flat=st.booleans())
    def ask(self, pick: int, each: int, basis: Levy.Basis, lead_pays: bool, is_flat: bool) -> None:
        if activity := self.activity(pick):
            amounts = self.amounts(each, lead_pays=lead_pays, is_flat=is_flat)
            self.act(levies.add_levy, activity=activity, amounts=amounts, basis=basis, by=self.by)

    @rule(pick=PICK, each=DONG, lead_pays=st.booleans(), is_flat=st.booleans())
    def ask_otherwise(self, pick: int, each: int, lead_pays: bool, is_flat: bool) -> None:
        if levy := self.levy(pick):
            amounts, line = self.amounts(each, lead_pays=lead_pays, is_flat=is_flat), levy.clause
            change = LineChange(amounts=amounts)
            self.act(change_line, clause=line, change=change, seen_version=line.version, by=self.by)

    @rule(pick=PICK)
    def make_dues(self, pick: int) -> None:
        if levy := self.levy(pick):
            self.act(money.make_dues, levy=levy, by=self.treasurer)

    @rule(pick=PICK, part=st.integers(1, 3))
    def pay(self, pick: int, part: int) -> None:
        union = self.unions[pick % 3]
        if amount := sum(line.balance.open for line in queries.open_due_lines(self.plan, union)) // part:
            facts = {"plan": self.plan, "union": union, "amount": amount, "paid_on": timezone.localdate()}
            self.act(money.declare_payment, **facts, key=uuid.uuid4(), by=self.by)

    @rule(pick=PICK, is_found=st.booleans())
    def answer(self, pick: int, is_found: bool) -> None:
        if payment := picked(Payment.objects.all(), pick):
            if is_found:
                self.act(money.confirm_payment, payment=payment, by=self.treasurer)
            else:
                self.act(money.reverse_payment, payment=payment, by=self.treasurer, reason="Ghi nhầm.")

    # -- Papers

    @rule()
    def issue(self) -> None:
        if version := self.act(issuing.issue_plan, plan=self.plan, signing=self.signing(), by=self.by):
            self.holds(version)

    @rule()
    def amend(self) -> None:
        version = self.act(money.amend_plan, plan=self.plan, signing=self.signing(), reason="Đổi.", by=self.by)
        if version is None:
            return
        self.holds(version)
        told: Counter[str] = Counter()
        for change in Version.objects.get(pk=version.pk).changes:
            for row in change.get("rows" if change["about"] == "dues" else "dues", ()):
                told[row["union"]] += row["after"] - row["before"]
        booked: Counter[str] = Counter()
        for entry in Adjustment.objects.filter(version=version):
            booked[entry.due.union.name] += entry.amount
        assert told == booked
        assert not following(self.plan).shifts

    @rule(is_over=st.booleans())
    def close(self, is_over: bool) -> None:
        self.act(money.close_plan if is_over else issuing.reopen_plan, plan=self.plan, by=self.by)

    @rule(pick=PICK)
    def carry(self, pick: int) -> None:
        source, wanted = self.plan, NextPlan(self.plan.year + 1, self.unions[pick % 3])
        if made := self.act(carry_over, source=source, wanted=wanted, by=self.by):
            assert self.act(carry_over, source=source, wanted=wanted, by=self.by) is None
            self.pk = made.pk
            self.look()

    # -- What is promised

    def holds(self, version: Version) -> None:
        """What was just signed is what the plan says."""
        waiting = pending(self.plan)
        assert version.text == render_text(plan_document(self.plan))
        assert waiting
        assert not waiting.changes

    def promises(self) -> None:
        plan = self.plan
        sheet = load_sheet(plan)  # with all findings
        paper = load_paper(plan)
        assert [(row.label, row.text) for row in sheet.rows] == [(line.label, line.text) for line in paper.lines]
        assert len(paper.lines) + len(paper.aside) == Clause.objects.filter(plan=plan).count()
        self.sums_agree(plan)
        assert findings() == []
        numbers = list(RegisterEntry.objects.order_by("pk").values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))
        for version in Version.objects.all():
            assert broken_parts(version) == []
            assert self.versions.setdefault(version.pk, version.data_hash) == version.data_hash

    def sums_agree(self, plan: Plan) -> None:
        totals = levy_totals(plan)
        sums = [(one.levy.pk, one.once, one.every_time) for one in totals]
        times = Occurrence.objects.filter(activity__plan=plan)
        assert [(one.levy.pk, one.once, one.every_time) for one in paper_totals(load_paper(plan), times)] == sums
        states = {state.levy.pk: state for state in queries.levy_states(plan)}
        for one in totals:
            state = states[one.levy.pk]
            assert (state.once, state.total) == (one.once, one.decided or 0)
            if not state.astray:
                assert state.made_total + state.missing_total == sum(due.amount for due in dues_to_make(state.facts))
        assert queries.due_list(plan, queries.Narrowing()).balance == queries.ledger(plan).total

    @rule()
    def go_through_a_file(self) -> None:
        """Read in by another cluster, the plan is the same."""
        plan, other = self.plan, ClusterFactory.create()
        copied = import_plan(draft_from_json(json.loads(plan_json(plan))), cluster=other, year=plan.year, by=None)
        other.name, other.code, copied.cluster = (
            plan.cluster.name,
            plan.cluster.code,
            other,
        )  # as the export prints them
        assert plan_json(copied) == plan_json(plan)
        self.look()


@pytest.mark.django_db
def test_a_whole_life() -> None:
    lives = settings(
        max_examples=LIVES,
        stateful_step_count=STEPS,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(WholeLife, settings=lives)
