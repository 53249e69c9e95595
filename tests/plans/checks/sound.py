"""A small plan in which nothing is to be found, for tests that break one thing in it."""

import datetime as dt
from dataclasses import dataclass

from documents.blocks import Marker
from plans.checks import Code, Finding, check_plan
from plans.models import Activity, Clause, Levy, Plan
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

HEALTH = "Đoàn Sở Y tế Thành phố"
TRAFFIC = "Đoàn Sở Giao thông – Vận tải"
LAND = "Đoàn Khối Bộ Tài nguyên và Môi trường"
AROUND = {
    "subject": "Hoạt động Cụm Hành chính – Sự nghiệp năm 2024",
    "theme": "Năm thanh niên tình nguyện",
    "issuer": "BCH ĐOÀN SỞ Y TẾ",
    "number": "Số: 01-KH/ĐTN",
    "place": "TP. Hồ Chí Minh",
    "signed_on": dt.date(2024, 2, 5),
    "signer_capacity": "TM. BAN THƯỜNG VỤ",
    "signer_office": "BÍ THƯ",
    "signer_name": "Trần A",
}


@dataclass
class Sound:
    """The plan and what tests break."""

    plan: Plan
    unions: list[MemberUnion]
    activity: Activity
    levy: Levy

    def line(self, words: str) -> Clause:
        """The first line whose stored text holds these words."""
        return Clause.objects.filter(plan=self.plan, text__contains=words).order_by("position")[0]

    def write(self, words: str, text: str) -> None:
        """Another text for a line."""
        Clause.objects.filter(pk=self.line(words).pk).update(text=text)

    def set(self, **values: object) -> None:
        """Other values around the lines."""
        Plan.objects.filter(pk=self.plan.pk).update(**values)

    def add(self, text: str, *, marker: Marker = Marker.DASH, level: int = 2) -> Clause:
        """A line in the activity, before the last part: its place is found by moving what follows."""
        end = self.line("TỔ CHỨC THỰC HIỆN")
        later = Clause.objects.filter(plan=self.plan, position__gte=end.position).order_by("-position")
        for clause in later:
            Clause.objects.filter(pk=clause.pk).update(position=clause.position + 1)
        values = {"level": level, "marker": marker.value, "text": text}
        return ClauseFactory.create(plan=self.plan, position=end.position, **values)

    def fresh(self) -> Plan:
        return Plan.objects.select_related("lead", "cluster").get(pk=self.plan.pk)

    def found(self) -> list[Finding]:
        return check_plan(self.fresh())

    def of(self, code: Code) -> list[Finding]:
        return [finding for finding in self.found() if finding.code is code]


def sound_plan(cluster: Cluster) -> Sound:
    """Three unions, one activity with everything it needs."""
    cluster.name = "Cụm Hành chính – Sự nghiệp"
    cluster.save()
    names = enumerate((HEALTH, TRAFFIC, LAND), start=1)
    unions = [MemberUnionFactory.create(cluster=cluster, name=name, code=f"S{n}", position=n) for n, name in names]
    plan = PlanFactory.create(cluster=cluster, lead=unions[0], **AROUND)
    opening = "Thực hiện chủ đề “Năm thanh niên tình nguyện”, Cụm Hành chính – Sự nghiệp xây dựng kế hoạch như sau:"
    ClauseFactory.create(plan=plan, marker=Marker.NONE.value, text=opening)
    ClauseFactory.create(plan=plan, marker=Marker.ROMAN.value, text="NỘI DUNG", heading=True)
    activity, levy = _activity(plan, unions)
    ClauseFactory.create(plan=plan, marker=Marker.ROMAN.value, text="TỔ CHỨC THỰC HIỆN", heading=True)
    ClauseFactory.create(plan=plan, level=1, marker=Marker.DASH.value, text="Các đơn vị góp ý kịp thời.")
    for place, text in enumerate(("Thành Đoàn: Văn phòng", "Lưu: VP")):
        RecipientFactory.create(plan=plan, text=text, position=place)
    return Sound(plan, unions, activity, levy)


def _activity(plan: Plan, unions: list[MemberUnion]) -> tuple[Activity, Levy]:
    activity = ActivityFactory.create(plan=plan, title="Chiến dịch Kỳ nghỉ hồng")
    ScheduleFactory.create(activity=activity)
    PlaceFactory.create(activity=activity)
    for text in ("Khám bệnh, phát thuốc cho người dân.", "Tuyên truyền về bảo vệ môi trường."):
        ContentItemFactory.create(activity=activity, clause__text=text)
    for union, text in zip(
        unions,
        (
            "{đơn vị} phụ trách nội dung khám, phát thuốc.",
            "{đơn vị} phụ trách kế hoạch và điều phối tổng thể.",
            "{đơn vị} tuyên truyền bảo vệ môi trường.",
        ),
        strict=True,
    ):
        DutyFactory.create(activity=activity, unions=[union], clause__text=text)
    QuotaFactory.create(activity=activity)
    amounts = dict.fromkeys(unions, 7_000_000)
    levy = LevyFactory.create(activity=activity, basis=Levy.Basis.ONCE, due_on=dt.date(2024, 6, 1), amounts=amounts)
    return activity, levy
