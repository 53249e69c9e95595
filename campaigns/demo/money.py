"""The demonstration's money: dues made, some paid, some waiting, one returned."""

import datetime as dt
import uuid
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from contributions import actions
from contributions.models import Due, Payment
from contributions.slips import Slip, read_slip
from documents import fonts
from documents.words import dong_unit
from plans.models import Activity, Levy, Plan
from unions.models import MemberUnion, User

CAMPAIGN, SESSION = Activity.Kind.CAMPAIGN, Activity.Kind.THEMED_SESSION


def book(plan: Plan, *, officers: dict[str, User], treasurer: User, today: dt.date) -> None:
    """Dues of the two levies that are clear; the visits' basis is left for the secretary to choose."""
    for levy in Levy.objects.filter(activity__plan=plan).exclude(basis=Levy.Basis.UNDECIDED):
        actions.make_dues(levy=levy, by=treasurer)
    days = iter(range(40, 0, -4))

    def declare(code: str, kind: str, amount: int) -> Payment:
        return _declare(plan, code, kind, amount, officers[code], today - dt.timedelta(days=next(days)))

    for code, kind, amount in (("YT", CAMPAIGN, 7_000_000), ("GTVT", CAMPAIGN, 7_000_000), ("YT", SESSION, 1_000_000)):
        actions.confirm_payment(payment=declare(code, kind, amount), by=treasurer)
    actions.confirm_payment(payment=declare("LDTBXH", CAMPAIGN, 5_000_000), by=treasurer)
    declare("TNXP", CAMPAIGN, 7_000_000)
    declare("TNMT", CAMPAIGN, 3_500_000)
    returned = declare("NNPTNT", SESSION, 1_000_000)
    actions.return_payment(
        payment=returned, by=treasurer, reason="Ảnh phiếu chuyển khoản bị mờ, không đọc được số tiền."
    )


def _declare(plan: Plan, code: str, kind: str, amount: int, officer: User, day: dt.date) -> Payment:
    union = MemberUnion.objects.get(cluster=plan.cluster, code=code)
    dues = Due.objects.filter(plan=plan, union=union, levy__activity__kind=kind)
    return actions.declare_payment(
        plan=plan,
        union=union,
        amount=amount,
        paid_on=day,
        by=officer,
        key=uuid.uuid4(),
        slip=draw_slip(f"Chuyển tiền: {dong_unit(amount)}", f"Từ: {union}", f"Ngày {day:%d/%m/%Y}"),
        dues=[due.pk for due in dues],
    )


def draw_slip(*lines: str) -> Slip:
    """A picture that looks like a bank's message, for trying the program out."""
    picture = Image.new("RGB", (720, 960), "#f4f7fb")
    pen = ImageDraw.Draw(picture)
    letters = ImageFont.truetype(fonts.files()["Regular"], 34)
    pen.rectangle((40, 40, 680, 300), fill="#ffffff", outline="#c3cfdf", width=2)
    for number, line in enumerate(("PHIẾU MINH HỌA", *lines)):
        pen.text((72, 72 + number * 52), line, fill="#12263f", font=letters)
    out = BytesIO()
    picture.save(out, "PNG")
    out.seek(0)
    return read_slip(out)
