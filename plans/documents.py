"""The plan as a paper: rows to blocks. The order and the words are here; the look is the writers'."""

from collections.abc import Sequence

from documents.blocks import Closing, Document, Letterhead, Line, Signer, Title
from documents.dates import dateline
from plans.models import Plan
from plans.queries import Paper, load_paper

DRAFT_MARK = "DỰ THẢO"
CHANGED_MARK = "DỰ THẢO ĐIỀU CHỈNH"  # issued, and changed since
WITHDRAWN_MARK = "ĐÃ THU HỒI"  # does not hold any more
JOINED_MARK = "BẢN HỢP NHẤT"  # the plan with its amendments worked in; no paper that anybody signed


def plan_document(plan: Plan, mark: str = "") -> Document:
    """The whole paper of a plan. Four queries. `mark` says in a box what it is, if it is not the signed paper."""
    return paper_document(load_paper(plan), mark)


def paper_document(paper: Paper, mark: str = "") -> Document:
    """The same from a loaded paper: one query, for the recipients."""
    plan = paper.plan
    lines = (Line(line.text, line.marker, line.label, line.clause.level, line.clause.heading) for line in paper.lines)
    title = Title(plan.kind, tuple(plan.subject.splitlines()))
    return Document(plan_name(plan), (letterhead(plan, mark), title, *lines, closing(plan)))


def plan_name(plan: Plan) -> str:
    """The paper's name for file names and PDF titles."""
    return " ".join([plan.kind.capitalize(), *plan.subject.splitlines()]).strip() or str(plan)


def letterhead(plan: Plan, mark: str = "") -> Letterhead:
    """The head of page 1. Without a number yet, the paper is marked as a draft."""
    is_draft = plan.is_drafted and not plan.number
    return Letterhead(
        parent=plan.parent_heading,
        issuer=plan.issuer,
        number=plan.number or f"Số:      -{plan_symbol(plan)}",
        heading=plan.heading,
        dateline=plan.dateline or dateline(plan.place, plan.signed_on, year=plan.year),
        mark=DRAFT_MARK if is_draft else mark,
    )


def plan_symbol(plan: Plan) -> str:
    """ "KH/ĐKDCĐ": the kind of paper and the lead union's own symbol, "ĐTN" where it has none."""
    return f"KH/{(plan.lead and plan.lead.symbol) or 'ĐTN'}"


def closing(plan: Plan) -> Closing:
    """Recipients as HD 29 punctuates them, and the signer."""
    texts = [recipient.text for recipient in plan.recipients.all()]
    signer = Signer(plan.signer_capacity, plan.signer_office, plan.signer_name, plan.signer_note)
    return Closing(recipient_lines(texts), (signer,) if signer != Signer() else ())


def recipient_lines(texts: Sequence[str]) -> tuple[str, ...]:
    """ "- Thành Đoàn;" … "- Lưu: VP." — a dash before each, ";" after each, "." after the last."""
    stripped = [text.strip().lstrip("-–").rstrip(" ;.").strip() for text in texts]
    return tuple(f"- {text}{'.' if i == len(stripped) - 1 else ';'}" for i, text in enumerate(stripped))
