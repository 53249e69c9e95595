"""A plan as JSON and back: nothing is lost, and nothing wrong comes in without its place being named."""

import contextlib
import copy
import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.reader import UnreadableFile, read_text
from plans.actions.holding import one_line
from plans.actions.importing import import_plan, known_unions
from plans.exchange import FORMAT, VERSION, draft_from_bytes, draft_from_json, plan_json, plan_to_json
from plans.incoming import from_reading, is_json, read_incoming, recognised
from plans.models import (
    Activity,
    Clause,
    ContentItem,
    Duty,
    DutyHolder,
    Levy,
    LevyShare,
    Occurrence,
    Place,
    Plan,
    Quota,
    Recipient,
    Schedule,
)
from plans.queries import load_paper
from tests.factories import ClusterFactory, MemberUnionFactory, UnionAliasFactory
from tests.plans.factories import (
    ActivityFactory,
    ClauseFactory,
    ContentItemFactory,
    DutyFactory,
    LevyFactory,
    OccurrenceFactory,
    PlaceFactory,
    PlanFactory,
    QuotaFactory,
    RecipientFactory,
    ScheduleFactory,
)
from tests.plans.papers import HERE, OWN, REAL, SEED, needs_shared, text_of
from unions.models import MemberUnion

pytestmark = pytest.mark.django_db
Json = dict[str, Any]
PAPERS = [*OWN, *REAL, *([SEED] if SEED.exists() else [])]


def imported(text: str, year: int) -> Plan:
    """A plan read from a text into a cluster of its own."""
    cluster = ClusterFactory()
    return import_plan(from_reading(read_text(text), [], year=year), cluster=cluster, year=year, by=None)


def again(plan: Plan) -> Plan:
    """The plan through JSON into another cluster of the same code and name."""
    value = json.loads(plan_json(plan))
    cluster = ClusterFactory()
    copied = import_plan(draft_from_json(value), cluster=cluster, year=plan.year, by=None)
    cluster.name, cluster.code = plan.cluster.name, plan.cluster.code  # not saved: only what the export prints
    copied.cluster = cluster
    return copied


def year_of(text: str) -> int:
    return next(year for year in (2024, 2025, 2026, 2019) if str(year) in text)


@pytest.fixture
def rich() -> Plan:
    """A plan with a row of everything."""
    plan = PlanFactory(theme="Tuổi trẻ số", signed_on=date(2024, 2, 5), signer_name="Lê Thị Sóng", subject="Một\nHai")
    one = MemberUnionFactory(
        cluster=plan.cluster, code="MAY", name="Đoàn Sở Mây", symbol="ĐSM", heading="BCH\nĐOÀN SỞ MÂY"
    )
    other = MemberUnionFactory(cluster=plan.cluster, code="GIO", name="Đoàn Sở Gió", short_name="Gió")
    UnionAliasFactory(union=one, name="Sở Mây")
    plan.lead = one
    plan.save()
    ClauseFactory(plan=plan, text='Căn cứ "điều lệ"; \\ và {đơn vị}', override="", label="–")
    activity = ActivityFactory(plan=plan)
    ScheduleFactory(activity=activity, tentative=True)
    PlaceFactory(activity=activity)
    content = ContentItemFactory(activity=activity)
    duty = DutyFactory(activity=activity, unions=[one], support=[other])
    duty.content, duty.last_joiner = content, " và "
    duty.save()
    levy = LevyFactory(activity=activity, amounts={one: 7_000_000, other: 1}, shape=Levy.Shape.TIERED)
    levy.basis, levy.due_on, levy.lead_pays = Levy.Basis.PER_QUARTER, date(2024, 6, 30), False
    levy.decided_at = datetime(2024, 3, 1, 8, 30, tzinfo=UTC)
    levy.save()
    Levy.objects.create(activity=activity)
    QuotaFactory(activity=activity)
    OccurrenceFactory(activity=activity, number=1)
    OccurrenceFactory(activity=activity, number=2, state=Occurrence.State.CANCELLED, reason="Bão", place="Bờ Đá")
    loose = ClauseFactory(plan=plan, text="Theo dõi, đôn đốc.", override="Tự viết lại.")
    Duty.objects.create(plan=plan, clause=loose, scope=Duty.Scope.LEAD, collective="Cụm trưởng")
    RecipientFactory(plan=plan, position=1, text="Thành Đoàn")
    return plan


def test_a_plan_with_everything_comes_back_the_same(rich: Plan) -> None:
    assert plan_json(again(rich)) == plan_json(rich)


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.name)
def test_every_paper_comes_back_the_same(path: Any) -> None:
    text = text_of(path)
    plan = imported(text, year_of(text))
    copied = again(plan)
    assert plan_to_json(copied) == plan_to_json(plan)
    assert [line.text for line in load_paper(copied).lines] == [line.text for line in load_paper(plan).lines]


def test_the_file_holds_what_the_format_promises(rich: Plan) -> None:
    value = plan_to_json(rich)
    assert (value["format"], value["version"]) == (FORMAT, VERSION)
    assert {(union["code"], union["name"]) for union in value["unions"]} == {
        ("MAY", "Đoàn Sở Mây"),
        ("GIO", "Đoàn Sở Gió"),
    }
    assert value["unions"][0]["aliases"] == ["Sở Mây"]
    (activity,) = value["activities"]
    assert activity["kind"] == "campaign"
    assert activity["duties"][0]["unions"] == ["MAY", "GIO"]
    assert activity["duties"][0]["text"] == "Đoàn Sở Mây phụ trách tuyên truyền."
    levy = activity["levies"][0]
    assert (levy["basis"], levy["total"]) == ("per_quarter", 7_000_001)
    assert levy["shares"] == [
        {"union": "MAY", "amount": 7_000_000, "label": ""},
        {"union": "GIO", "amount": 1, "label": ""},
    ]
    assert [time["state"] for time in activity["occurrences"]] == ["planned", "cancelled"]
    assert value["duties"][0]["text"] == "Tự viết lại."


def test_the_file_is_readable_utf8(rich: Plan) -> None:
    data = plan_json(rich)
    assert "Đoàn Sở Mây".encode() in data
    assert data.endswith(b"}\n")


def test_every_union_that_pays_or_leads_is_in_the_file(rich: Plan) -> None:
    MemberUnion.objects.filter(code="MAY").update(active_to=date(2020, 1, 1))
    assert [union["code"] for union in plan_to_json(rich)["unions"]] == ["MAY", "GIO"]


def test_writing_takes_the_same_queries_for_any_size(rich: Plan) -> None:
    with CaptureQueriesContext(connection) as small:
        plan_to_json(Plan.objects.select_related("cluster", "lead").get(pk=rich.pk))
    for _ in range(3):
        activity = ActivityFactory(plan=rich)
        ScheduleFactory(activity=activity)
        DutyFactory(activity=activity, unions=list(MemberUnion.objects.all()))
        LevyFactory(activity=activity, amounts=dict.fromkeys(MemberUnion.objects.all(), 5))
        OccurrenceFactory(activity=activity)
    with CaptureQueriesContext(connection) as large:
        plan_to_json(Plan.objects.select_related("cluster", "lead").get(pk=rich.pk))
    assert len(large) == len(small)


def edited(plan: Plan, changes: list[tuple[int, str, str]]) -> None:
    """Change lines as an editor would."""
    lines = list(Clause.objects.filter(plan=plan))
    for place, text, override in changes:
        line = lines[place % len(lines)]
        line.text, line.override = one_line(text), one_line(override)
        line.save()


TYPED = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"]), max_size=60)


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    changes=st.lists(st.tuples(st.integers(0, 50), TYPED, TYPED), max_size=5),
    amounts=st.lists(st.integers(1, 10**12), min_size=1, max_size=6),
    basis=st.sampled_from([value for value, _ in Levy.Basis.choices]),
    kind=st.sampled_from([value for value, _ in Activity.Kind.choices]),
)
def test_edited_plans_come_back_the_same(
    changes: list[tuple[int, str, str]], amounts: list[int], basis: str, kind: str
) -> None:
    plan = imported(text_of(OWN[1]), 2025)
    edited(plan, changes)
    plan.activities.update(kind=kind)
    levy = Levy.objects.filter(activity__plan=plan).last()
    assert levy is not None
    levy.basis = basis
    levy.save()
    for share, amount in zip(levy.shares.all(), amounts, strict=False):
        share.amount = amount
        share.save()
    assert plan_to_json(again(plan)) == plan_to_json(plan)


@pytest.fixture
def value(rich: Plan) -> Json:
    return plan_to_json(rich)


def put(value: Json, path: str, new: Any) -> Json:
    """A copy with the part at a dotted path replaced."""
    changed = copy.deepcopy(value)
    *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    part: Any = changed
    for step in steps:
        part = part[step]
    part[last] = new
    return changed


WRONGS = [
    ("format", "excel", "format"),
    ("version", 2, "version"),
    ("version", "1", "version"),
    ("unions", {}, "unions"),
    ("unions.0.code", "có dấu", "unions[0].code"),
    ("unions.0.code", "GIO", "unions"),
    ("unions.0.code", "X" * 21, "unions[0].code"),
    ("unions.0.name", "", "unions[0].name"),
    ("unions.0.name", "Đoàn Sở Gió", "unions"),
    ("unions.0.aliases", "Sở Mây", "unions[0].aliases"),
    ("plan.year", 1800, "plan.year"),
    ("plan.year", "2024", "plan.year"),
    ("plan.lead", "KHÔNG", "plan.lead"),
    ("plan.subject", "một dòng", "plan.subject"),
    ("plan.letterhead.signed_on", "31/02/2024", "plan.letterhead.signed_on"),
    ("plan.letterhead.signed_on", "2024-02-31", "plan.letterhead.signed_on"),
    ("plan.letterhead", [], "plan.letterhead"),
    ("plan.signer.name", "X" * 121, "plan.signer.name"),
    ("recipients", ["a" * 301], "recipients[0]"),
    ("lines.0.level", 9, "lines[0].level"),
    ("lines.0.level", True, "lines[0].level"),
    ("lines.0.marker", "arrow", "lines[0].marker"),
    ("lines.0.text", 5, "lines[0].text"),
    ("lines.0.text", "a\x00b", "lines[0].text"),
    ("lines.0.heading", 1, "lines[0].heading"),
    ("lines.0.label", "1." * 30, "lines[0].label"),
    ("activities.0.kind", "party", "activities[0].kind"),
    ("activities.0.line", 999, "activities[0].line"),
    ("activities.0.line", -1, "activities[0].line"),
    ("activities.0.title", "X" * 501, "activities[0].title"),
    ("activities.0.schedules.0.precision", "none", "activities[0].schedules[0].precision"),
    ("activities.0.schedules.0.ends_on", "2024-01-01", "activities[0].schedules[0].ends_on"),
    ("activities.0.schedules.0.repeat", "sometimes", "activities[0].schedules[0].repeat"),
    ("activities.0.schedules.0.tentative", None, "activities[0].schedules[0].tentative"),
    ("activities.0.duties.0.unions", ["MAY"], "activities[0].duties[0].unions"),
    ("activities.0.duties.0.holders.0.union", "LA", "activities[0].duties[0].holders[0].union"),
    ("activities.0.duties.0.holders.0.part", "boss", "activities[0].duties[0].holders[0].part"),
    ("activities.0.duties.0.content", 0, "activities[0].duties[0].content"),
    ("activities.0.levies.0.basis", "monthly", "activities[0].levies[0].basis"),
    ("activities.0.levies.0.shares.0.amount", 0, "activities[0].levies[0].shares[0].amount"),
    ("activities.0.levies.0.shares.0.amount", -5, "activities[0].levies[0].shares[0].amount"),
    ("activities.0.levies.0.shares.0.amount", 7.5, "activities[0].levies[0].shares[0].amount"),
    ("activities.0.levies.0.shares.0.amount", 10**13, "activities[0].levies[0].shares[0].amount"),
    ("activities.0.levies.0.shares.0.amount", "7000000", "activities[0].levies[0].shares[0].amount"),
    ("activities.0.levies.0.shares.1.union", "MAY", "activities[0].levies[0].shares"),
    ("activities.0.levies.0.total", 5, "activities[0].levies[0].total"),
    ("activities.0.levies.0.due_on", 20240601, "activities[0].levies[0].due_on"),
    ("activities.0.levies.0.decided_at", "yesterday", "activities[0].levies[0].decided_at"),
    ("activities.0.levies.0.decided_at", "2024-01-01T00:00:00", "activities[0].levies[0].decided_at"),
    ("activities.0.quota.people", 0, "activities[0].quota.people"),
    ("activities.0.occurrences.1.reason", "", "activities[0].occurrences[1].reason"),
    ("activities.0.occurrences.1.number", 1, "activities[0].occurrences"),
    ("activities.0.occurrences.0.starts_on", None, "activities[0].occurrences[0].starts_on"),
    ("activities.0.places.0.line", 1, "lines[1]"),
    ("duties.0.scope", "nobody", "duties[0].scope"),
    ("duties", None, "duties"),
]


@pytest.mark.parametrize(("path", "new", "place"), WRONGS)
def test_what_is_wrong_is_named_with_its_place(value: Json, path: str, new: Any, place: str) -> None:
    if path == "activities.0.places.0.line":
        new = value["activities"][0]["schedules"][0]["line"]
        value = put(value, "activities.0.schedules", [value["activities"][0]["schedules"][0]] * 2)
        place = f"lines[{new}]"
    with pytest.raises(UnreadableFile) as refusal:
        draft_from_json(put(value, path, new))
    assert str(refusal.value).startswith(f"{place}: ")
    assert len(str(refusal.value)) > len(place) + 15


@pytest.mark.parametrize(
    "part",
    ["format", "unions", "lines", "activities", "duties", "plan", "recipients", "plan.lead", "activities.0.levies"],
)
def test_a_missing_part_is_named(value: Json, part: str) -> None:
    changed = copy.deepcopy(value)
    *steps, last = [int(step) if step.isdigit() else step for step in part.split(".")]
    at: Any = changed
    for step in steps:
        at = at[step]
    del at[last]
    with pytest.raises(UnreadableFile) as refusal:
        draft_from_json(changed)
    assert str(last) in str(refusal.value)


HOSTILE = [
    b"",
    b"{",
    b"[]",
    b"null",
    b"3",
    b'"format"',
    b"{}",
    b'{"format": "cum-plan"}',
    b'{"format": "cum-plan", "version": NaN}',
    b'{"format": "cum-plan", "version": 1, "unions": Infinity}',
    b"[" * 100_000,
    b'{"a":' * 100_000,
    b"\xff\xfe\x00",
    b'{"format": ' + b"9" * 5000 + b"}",
    b'{"format": "cum-plan", "version": 1e999}',
    b'{"format": "\\ud800", "version": 1}',
]


@pytest.mark.parametrize("data", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_files_get_a_sentence(data: bytes) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        draft_from_bytes(data)
    assert len(str(refusal.value)) > 15


def test_a_lone_surrogate_never_reaches_the_database(value: Json) -> None:
    with pytest.raises(UnreadableFile):
        draft_from_json(put(value, "lines.0.text", "a\ud800b"))


def test_a_huge_file_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(UnreadableFile) as refusal:
        draft_from_bytes(b" " * (10 * 1024 * 1024 + 1))
    assert "10" in str(refusal.value)


def test_too_many_lines_are_refused(value: Json) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        draft_from_json(put(value, "lines", [value["lines"][0]] * 20_001))
    assert str(refusal.value).startswith("lines: ")


JUNK: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_junk_anywhere_gives_a_draft_or_a_sentence(data: st.DataObject, value: Json) -> None:
    path = data.draw(st.sampled_from(_paths(value)))
    with contextlib.suppress(UnreadableFile):
        draft_from_json(put(value, path, data.draw(JUNK)))


def _paths(value: Any, path: str = "") -> list[str]:
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = []
    for key, part in parts:
        inner = f"{path}.{key}".strip(".")
        found += [inner, *_paths(part, inner)]
    return found


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"KH", "plan.txt", False),
        (b"anything", "Plan.JSON", True),
        (b'\xef\xbb\xbf {"format": "cum-plan"', "plan", True),
        (b"{don vi}", "plan.txt", False),
        (b"", "", False),
    ],
)
def test_our_own_files_are_known_by_name_or_content(data: bytes, name: str, expected: bool) -> None:
    assert is_json(data, name) is expected


def test_unions_of_a_json_file_are_found_in_the_cluster(rich: Plan) -> None:
    value = json.loads(plan_json(rich))
    cluster = ClusterFactory()
    MemberUnionFactory(cluster=cluster, code="M1", name="Đoàn sở Mây")
    draft = recognised(draft_from_json(value), known_unions(cluster, 2024))
    assert [(union.code, union.is_known) for union in draft.unions] == [("M1", True), ("GIO", False)]
    plan = import_plan(draft, cluster=cluster, year=2024, by=None)
    assert plan.lead is not None
    assert plan.lead.code == "M1"
    assert [line.text for line in load_paper(plan).lines] != []


def test_the_same_plan_comes_into_its_own_cluster_next_to_its_unions(rich: Plan) -> None:
    data = plan_json(rich).replace(b'"year": 2024', b'"year": 2025')
    draft = read_incoming(data, "plan.json", known_unions(rich.cluster, 2025), year=2025)
    import_plan(draft, cluster=rich.cluster, year=2025, by=None)
    assert MemberUnion.objects.filter(cluster=rich.cluster).count() == 2
    assert Plan.objects.filter(cluster=rich.cluster).count() == 2


@needs_shared
def test_the_seeds_json_has_the_promised_sums() -> None:
    value = plan_to_json(imported(text_of(SEED), 2024))
    totals = [sum(levy["total"] for levy in activity["levies"]) for activity in value["activities"]]
    assert totals == [49_000_000, 7_000_000, 12_000_000]


def test_the_documented_example_is_a_plan() -> None:
    manual = (HERE.parent.parent / "docs" / "plan-json.md").read_text(encoding="utf-8")
    example = manual.split("```json\n")[1].split("```")[0]
    draft = draft_from_bytes(example.encode())
    plan = import_plan(draft, cluster=ClusterFactory(), year=2025, by=None)
    assert [line.text for line in load_paper(plan).lines] == [
        "NỘI DUNG",
        "Mùa hè xanh:",
        "Các đơn vị đóng góp kinh phí (500.000\u00a0đồng/đơn vị).",
    ]


def test_every_name_of_the_format_is_documented(rich: Plan) -> None:
    manual = (HERE.parent.parent / "docs" / "plan-json.md").read_text(encoding="utf-8")
    names = {path.split(".")[-1] for path in _paths(plan_to_json(rich))}
    assert not [name for name in names if not name.isdigit() and f"`{name}" not in manual and f'"{name}"' not in manual]


LEFT_OUT = {"id", "version", "source_hash", "state", "created_at", "changed_at", "changed_by", "decided_at"}
LEFT_OUT.add("follows_plan")  # the file says the days: a whole quarter, month or year is one of the plan


def stored(plan: Plan) -> list[dict[str, Any]]:
    """Every row of a plan, column by column; other rows named by what they are in the paper."""
    models = (
        Plan,
        Clause,
        Activity,
        Schedule,
        Place,
        ContentItem,
        Duty,
        DutyHolder,
        Levy,
        LevyShare,
        Quota,
        Occurrence,
    )
    found = []
    for model in (*models, Recipient):
        for row in sorted(_rows_of(plan, model), key=lambda row: row.pk):
            names = [field.name for field in row._meta.concrete_fields if field.name not in LEFT_OUT]
            values = {name: _named(getattr(row, name)) for name in names} | {"model": model.__name__}
            if model in (DutyHolder, LevyShare):
                del values["position"]  # only its order is kept
            found.append(values)
    return found


def _rows_of(plan: Plan, model: Any) -> list[Any]:
    paths = {"Plan": "pk", "DutyHolder": "duty__plan", "LevyShare": "levy__activity__plan"}
    direct = "plan" if any(field.name == "plan" for field in model._meta.fields) else "activity__plan"
    return list(model.objects.filter(**{paths.get(model.__name__, direct): plan.pk}))


def _named(value: Any) -> Any:
    if isinstance(value, Clause):
        return value.text
    if isinstance(value, MemberUnion):
        return value.code
    return type(value).__name__ if isinstance(value, Model) else value


def test_every_column_of_every_row_comes_back(rich: Plan) -> None:
    assert stored(again(rich)) == stored(rich)
    moments = Levy.objects.exclude(decided_at=None).values_list("decided_at", flat=True)
    assert list(moments) == [datetime(2024, 3, 1, 8, 30, tzinfo=UTC)] * 2


def test_the_unions_themselves_come_back(rich: Plan) -> None:
    copied = again(rich)
    columns = ("code", "name", "short_name", "heading", "symbol", "aliases__name")
    ours, theirs = (
        list(MemberUnion.objects.filter(cluster=plan.cluster_id).order_by("position").values_list(*columns))
        for plan in (rich, copied)
    )
    assert ours == theirs
