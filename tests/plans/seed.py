"""A small plan with the figures of the 2024 one, in our own words, built from factories."""

from dataclasses import dataclass

from documents.blocks import Marker
from plans.models import Activity, Clause, Levy, Plan
from plans.models.facts import Precision, Schedule
from tests.factories import MemberUnionFactory
from tests.plans.factories import (
    ActivityFactory,
    ClauseFactory,
    ContentItemFactory,
    DutyFactory,
    LevyFactory,
    PlaceFactory,
    PlanFactory,
    QuotaFactory,
    RecipientFactory,
    ScheduleFactory,
)
from unions.models import Cluster, MemberUnion

NAMES = ("Dân Chính", "Y tế", "Giao thông", "Lao động", "Xung phong", "Tài nguyên", "Nông nghiệp")
TIERS = (2_250_000, 1_750_000, 1_750_000, 1_750_000, 1_500_000, 1_500_000, 1_500_000)


@dataclass
class Seed:
    """The plan and what tests look at."""

    plan: Plan
    unions: list[MemberUnion]
    campaign: Activity
    session: Activity
    visit: Activity
    campaign_levy: Levy
    session_levy: Levy
    visit_levy: Levy

    def line(self, words: str) -> Clause:
        """The first line whose stored text holds these words."""
        return Clause.objects.filter(plan=self.plan, text__contains=words).order_by("position")[0]


def part(plan: Plan, text: str) -> Clause:
    return ClauseFactory.create(plan=plan, level=0, marker=Marker.ROMAN.value, text=text, heading=True)


def seed_plan(cluster: Cluster, unions: list[MemberUnion] | None = None) -> Seed:
    """Seven unions (those given and new ones), three activities, 49 + 7 + 12 million đồng."""
    unions = list(unions or [])
    for place, name in enumerate(NAMES[len(unions) :], start=len(unions) + 1):
        union = MemberUnionFactory.create(cluster=cluster, name=f"Đoàn Khối {name}", code=f"U{place}", position=place)
        unions.append(union)
    plan = PlanFactory.create(cluster=cluster, lead=unions[0], subject=f"Tổ chức hoạt động {cluster.name} năm 2024")
    ClauseFactory.create(plan=plan, marker=Marker.NONE.value, text="Cụm xây dựng kế hoạch như sau:")
    part(plan, "MỤC ĐÍCH, YÊU CẦU:")
    ClauseFactory.create(plan=plan, level=1, marker=Marker.ARABIC.value, text="Mục đích:", heading=True)
    ClauseFactory.create(plan=plan, level=2, text="Gắn kết các đơn vị trong cụm.")
    ClauseFactory.create(plan=plan, level=2, text="Cùng nhau làm việc có ích.")
    part(plan, "NỘI DUNG:")
    campaign, campaign_levy = _campaign(plan, unions)
    session, session_levy = _session(plan, unions)
    visit, visit_levy = _visit(plan, unions)
    part(plan, "TỔ CHỨC THỰC HIỆN:")
    ClauseFactory.create(plan=plan, level=1, marker=Marker.ARABIC.value, text="Cụm trưởng:", heading=True)
    ClauseFactory.create(plan=plan, level=2, text="Theo dõi và đôn đốc.")
    ClauseFactory.create(plan=plan, marker=Marker.NONE.value, text="Trên đây là kế hoạch của cụm.")
    for text in ("Thường trực Thành Đoàn", "Lưu: VP"):
        RecipientFactory.create(plan=plan, text=text)
    return Seed(plan, unions, campaign, session, visit, campaign_levy, session_levy, visit_levy)


def _group(plan: Plan, text: str) -> Clause:
    return ClauseFactory.create(plan=plan, level=2, text=text)


def _campaign(plan: Plan, unions: list[MemberUnion]) -> tuple[Activity, Levy]:
    activity = ActivityFactory.create(plan=plan, title="Chiến dịch tình nguyện Kỳ nghỉ hồng")
    ScheduleFactory.create(activity=activity)
    PlaceFactory.create(activity=activity, text="Theo phân công của Ban Thường vụ Thành Đoàn")
    _group(plan, "Nội dung:")
    ContentItemFactory.create(activity=activity)
    _group(plan, "Phân công thực hiện:")
    DutyFactory.create(activity=activity, unions=unions[:1], clause__text="{đơn vị} điều phối chung.")
    DutyFactory.create(activity=activity, unions=unions[1:3], clause__text="{đơn vị} phụ trách khám bệnh.")
    levy = LevyFactory.create(activity=activity, basis=Levy.Basis.ONCE, amounts=dict.fromkeys(unions, 7_000_000))
    return activity, levy


def _session(plan: Plan, unions: list[MemberUnion]) -> tuple[Activity, Levy]:
    activity = ActivityFactory.create(plan=plan, title="Sinh hoạt chuyên đề", kind=Activity.Kind.THEMED_SESSION)
    ScheduleFactory.create(activity=activity, text="Dự kiến tháng 8/2024", tentative=True)
    _group(plan, "Phân công thực hiện:")
    QuotaFactory.create(activity=activity)
    levy = LevyFactory.create(activity=activity, basis=Levy.Basis.ONCE, amounts=dict.fromkeys(unions, 1_000_000))
    return activity, levy


def _visit(plan: Plan, unions: list[MemberUnion]) -> tuple[Activity, Levy]:
    activity = ActivityFactory.create(plan=plan, title="Thăm hỏi hằng quý", kind=Activity.Kind.RECURRING_VISIT)
    never = {"starts_on": None, "ends_on": None, "precision": Precision.NONE}
    ScheduleFactory.create(activity=activity, text="định kỳ hằng quý", repeat=Schedule.Repeat.QUARTERLY, **never)
    PlaceFactory.create(activity=activity)
    _group(plan, "Phân công thực hiện:")
    amounts = dict(zip(unions, TIERS, strict=True))
    return activity, LevyFactory.create(activity=activity, shape=Levy.Shape.TIERED, amounts=amounts)
