"""Activities: a new one with its usual lines, its name and kind, time, place, contents, number of people."""

import datetime as dt

import pytest

from plans.actions.activities import add_activity, add_content, add_place, add_time, set_quota
from plans.actions.lines import LineChange, change_line
from plans.errors import StaleLine
from plans.models import Activity, Clause, Place, Plan, Quota, Schedule
from plans.models.facts import Precision
from plans.queries import load_paper
from tests.plans.conftest import fail_to_record, last_record, texts
from tests.plans.factories import ClauseFactory, PlanFactory
from tests.plans.seed import Seed
from unions.models import User

pytestmark = pytest.mark.django_db
Kind = Activity.Kind


def printed(plan: Plan) -> list[str]:
    """The lines as they print, with their labels."""
    return [f"{line.label} {line.text}".strip() for line in load_paper(plan).lines]


def test_new_activity_stands_after_the_last_one_with_its_usual_lines(seed: Seed, by: User) -> None:
    add_activity(plan=seed.plan, kind=Kind.OTHER, title="Hội thao", when="Tháng 10/2024", where="Nhà thi đấu", by=by)
    lines = printed(seed.plan)
    at = lines.index("4. Hội thao")
    assert lines[at + 1 : at + 5] == [
        "- Thời gian: Tháng 10/2024.",
        "- Địa điểm: Nhà thi đấu.",
        "- Nội dung:",
        "- Phân công thực hiện:",
    ]
    assert lines[at + 5] == "III. TỔ CHỨC THỰC HIỆN:"
    assert last_record().verb == "activity.add"


def test_time_of_a_new_activity_is_understood(seed: Seed, by: User) -> None:
    activity = add_activity(plan=seed.plan, kind=Kind.OTHER, title="Hội thao", when="Dự kiến tháng 10/2024", by=by)
    schedule = activity.schedules.get()
    assert (schedule.starts_on, schedule.precision, schedule.tentative) == (dt.date(2024, 10, 1), "month", True)


def test_unknown_time_and_place_print_a_gap(seed: Seed, by: User) -> None:
    add_activity(plan=seed.plan, kind=Kind.OTHER, title="Hội thao", by=by)
    assert "- Thời gian: …." in printed(seed.plan)


@pytest.mark.parametrize("words", ["Thời gian", "{đơn vị} điều phối", "{tên hoạt động}"])
def test_new_activity_follows_the_one_it_was_asked_from(seed: Seed, by: User, words: str) -> None:
    add_activity(plan=seed.plan, kind=Kind.OTHER, title="Hội thao", after=seed.line(words), by=by)
    assert "2. Hội thao" in printed(seed.plan)
    assert "3. Sinh hoạt chuyên đề:" in printed(seed.plan)


def test_first_activity_goes_into_the_part_of_contents(by: User) -> None:
    plan = PlanFactory.create()
    for text in ("MỤC ĐÍCH", "NỘI DUNG HOẠT ĐỘNG", "TỔ CHỨC THỰC HIỆN"):
        ClauseFactory.create(plan=plan, level=0, marker="roman", text=text, heading=True)
    add_activity(plan=plan, kind=Kind.CAMPAIGN, title="Chiến dịch", by=by)
    lines = printed(plan)
    assert lines[1:3] == ["II. NỘI DUNG HOẠT ĐỘNG", "1. Chiến dịch"]
    assert lines[-1] == "III. TỔ CHỨC THỰC HIỆN"


def test_activity_asked_from_a_part_goes_into_it(seed: Seed, by: User) -> None:
    add_activity(plan=seed.plan, kind=Kind.OTHER, title="Hội thao", after=seed.line("TỔ CHỨC"), by=by)
    assert "2. Hội thao" in printed(seed.plan)[-8:]


def test_activity_of_a_plan_without_lines(by: User) -> None:
    plan = PlanFactory.create()
    activity = add_activity(plan=plan, kind=Kind.OTHER, title="Hội thao", by=by)
    assert texts(plan)[0] == "{tên hoạt động}"
    assert activity.clause.level == 0


def test_name_and_kind_change_with_the_folded_name(seed: Seed, by: User) -> None:
    change = LineChange(title="Mùa hè  xanh", kind=Kind.OTHER)
    change_line(clause=seed.campaign.clause, change=change, seen_version=1, by=by)
    seed.campaign.refresh_from_db()
    assert (seed.campaign.title, seed.campaign.kind, seed.campaign.folded) == ("Mùa hè xanh", "other", "mua he xanh")
    assert last_record().data["before"]["activity"]["kind"] == "campaign"
    with pytest.raises(StaleLine):
        change_line(clause=seed.campaign.clause, change=LineChange(title="Khác"), seen_version=1, by=by)
    seed.campaign.refresh_from_db()
    assert seed.campaign.title == "Mùa hè xanh"


@pytest.mark.parametrize(
    ("text", "starts_on", "precision", "repeat"),
    [
        ("Tháng 6 - 8 năm 2024", dt.date(2024, 6, 1), Precision.MONTH, Schedule.Repeat.NEVER),
        ("định kỳ hằng quý", None, Precision.NONE, Schedule.Repeat.QUARTERLY),
        ("ngày 26/3/2024", dt.date(2024, 3, 26), Precision.DAY, Schedule.Repeat.NEVER),
        ("31/02/2024", None, Precision.NONE, Schedule.Repeat.NEVER),
        ("khi nào có dịp", None, Precision.NONE, Schedule.Repeat.NEVER),
    ],
)
def test_time_is_printed_as_typed_and_read_again(
    seed: Seed, by: User, text: str, starts_on: dt.date | None, precision: str, repeat: str
) -> None:
    change_line(clause=seed.line("Thời gian"), change=LineChange(when=text), seen_version=1, by=by)
    schedule = seed.campaign.schedules.get()
    assert (schedule.text, schedule.starts_on, schedule.precision, schedule.repeat) == (
        text,
        starts_on,
        precision,
        repeat,
    )
    assert f"- Thời gian: {text}." in printed(seed.plan)


def test_place_changes_and_leaves_a_record(seed: Seed, by: User) -> None:
    clause = seed.visit.places.get().clause
    change_line(clause=clause, change=LineChange(where=" Quận  3"), seen_version=1, by=by)
    assert "- Địa điểm: Quận 3." in printed(seed.plan)
    data = last_record().data
    assert (data["before"]["place"], data["after"]["place"]) == ("Huyện Củ Chi", "Quận 3")


def test_content_follows_the_last_one(seed: Seed, by: User) -> None:
    add_content(activity=seed.campaign, text="Sửa cầu.", by=by)
    lines = printed(seed.plan)
    assert lines[lines.index("+ Tặng quà gia đình chính sách.") + 1] == "+ Sửa cầu."


def test_first_content_makes_its_group(seed: Seed, by: User) -> None:
    add_content(activity=seed.visit, text="Tặng quà Mẹ.", by=by)
    lines = printed(seed.plan)
    assert lines[lines.index("+ Tặng quà Mẹ.") - 1] == "- Nội dung:"
    assert seed.visit.contents.count() == 1


def test_quota_changes_in_its_line(seed: Seed, by: User) -> None:
    set_quota(activity=seed.session, people=40, by=by)
    assert "+ Mỗi cơ sở Đoàn mời 40 đoàn viên tham dự." in printed(seed.plan)
    assert last_record().data == {"before": {"people": 30}, "after": {"people": 40}}
    quota = Quota.objects.get(activity=seed.session)
    assert quota.clause is not None
    assert quota.clause.version == 2


def test_first_quota_gets_a_line_after_the_duties(seed: Seed, by: User) -> None:
    set_quota(activity=seed.campaign, people=5, by=by)
    lines = printed(seed.plan)
    at = next(i for i, line in enumerate(lines) if "phụ trách khám bệnh" in line)
    assert lines[at + 1] == "+ Mỗi cơ sở Đoàn trong cụm mời 05 đoàn viên tham dự."


@pytest.mark.parametrize("verb", ["activity", "content", "quota", "time", "place"])
def test_without_its_record_nothing_is_made(seed: Seed, by: User, monkeypatch: pytest.MonkeyPatch, verb: str) -> None:
    facts = (Activity, Schedule, Place, Quota)
    before = texts(seed.plan), [model._default_manager.count() for model in facts]
    fail_to_record(monkeypatch)

    def act() -> None:
        if verb == "activity":
            add_activity(plan=seed.plan, kind=Kind.OTHER, title="x", by=by)
        elif verb == "content":
            add_content(activity=seed.visit, text="x", by=by)
        elif verb == "quota":
            set_quota(activity=seed.campaign, people=3, by=by)
        elif verb == "time":
            add_time(activity=seed.campaign, when="x", by=by)
        else:
            add_place(activity=seed.campaign, where="x", by=by)

    with pytest.raises(RuntimeError):
        act()
    assert before == (texts(seed.plan), [model._default_manager.count() for model in facts])
    assert Clause.objects.filter(version__gt=1).count() == 0
