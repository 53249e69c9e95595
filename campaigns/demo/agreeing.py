"""The demonstration's consultation: a round that was held, with a wish that was met and a union that kept silent."""

import datetime as dt

from django.utils import timezone

from plans.actions import opinions, rounds
from plans.models import Plan, Round
from plans.rounds import Answer
from unions.models import MemberUnion, User

WISH = "Đề nghị bố trí thêm xe đưa đón bác sĩ, vì địa điểm ở xa trung tâm."
REPLY = "Tiếp thu. Cụm trưởng bố trí thêm một xe."
REMARK = "Thống nhất với kế hoạch. Đề nghị gửi lịch cụ thể trước một tuần để đơn vị sắp xếp nhân sự."
AGREE_WITH_ALL = ("DCD", "LDTBXH", "TNXP", "GTVT")


def consult(plan: Plan, *, secretary: User, officers: dict[str, User]) -> Round:
    """Everybody is asked; four agree, one asks for a change, one answers in part, one says nothing."""
    unions = {union.code: union for union in MemberUnion.objects.filter(cluster=plan.cluster)}
    held = rounds.open_round(plan=plan, deadline=timezone.localdate() + dt.timedelta(days=7), by=secretary)
    items = list(held.items.select_related("round"))
    everything = [item.pk for item in items]
    for code in AGREE_WITH_ALL:
        opinions.agree_with_rest(consultation=held, union=unions[code], items=everything, by=officers[code])
    wish = opinions.give_opinion(item=items[0], union=unions["YT"], answer=Answer.CHANGE, text=WISH, by=officers["YT"])
    opinions.reply_to_opinion(opinion=wish, reply=REPLY, by=secretary, seen=wish.given_at)
    opinions.agree_with_rest(consultation=held, union=unions["YT"], items=everything, by=officers["YT"])
    opinions.give_opinion(item=items[0], union=unions["TNMT"], answer=Answer.AGREE, by=officers["TNMT"])
    opinions.give_remark(consultation=held, union=unions["GTVT"], text=REMARK, by=officers["GTVT"])
    return rounds.close_round(consultation=held, by=secretary)
