"""What a plan that was closed or withdrawn still does to money: no new dues, and those made are as they were."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from contributions import actions, errors, queries
from contributions.models import Due
from contributions.queries.levies import Stage
from plans.models import Levy, Plan
from tests.conftest import Persona
from tests.contributions.conftest import Declare, money_url
from tests.contributions.factories import decide, levy_of
from tests.printed import pdf_text
from unions.models import MemberUnion

pytestmark = pytest.mark.usefixtures("english")
State = Plan.State
ENDS = [(State.CLOSED, errors.PlanClosed, Stage.CLOSED), (State.WITHDRAWN, errors.PlanWithdrawn, Stage.WITHDRAWN)]


def end(plan: Plan, state: Plan.State) -> None:
    """The plan as its closing or its withdrawal leaves it."""
    plan.state, plan.state_reason = state, "Làm lại." if state == State.WITHDRAWN else ""
    plan.save(update_fields=["state", "state_reason"])


def texts(plan: Plan, someone: Persona, path: str) -> str:
    someone.cookies["django_language"] = "en"
    page = someone.get(money_url(plan, path))
    assert page.status_code == 200
    return str(page.content.decode())


@pytest.mark.parametrize(("state", "refusal", "stage"), ENDS)
def test_a_plan_that_ended_makes_no_new_dues(
    plan: Plan, levy: Levy, treasurer: Persona, state: Plan.State, refusal: type[Exception], stage: Stage
) -> None:
    end(plan, state)
    with pytest.raises(refusal):
        actions.make_dues(levy=levy, by=treasurer.user)
    assert not Due.objects.exists()
    assert queries.levy_state(levy).stage is stage


def test_the_plan_is_read_anew_when_dues_are_made(plan: Plan, levy: Levy, treasurer: Persona) -> None:
    """Somebody closed it after the page had loaded it."""
    assert levy.activity.plan.state == State.DRAFT  # loaded here, and kept
    end(plan, State.CLOSED)
    with pytest.raises(errors.PlanClosed):
        actions.make_dues(levy=levy, by=treasurer.user)


@pytest.mark.parametrize("state", [State.CLOSED, State.WITHDRAWN])
def test_what_is_undecided_waits_for_nobody_once_the_plan_ended(plan: Plan, state: Plan.State) -> None:
    end(plan, state)
    assert Stage.UNDECIDED not in {one.stage for one in queries.levy_states(plan)}


@pytest.mark.parametrize("state", [State.CLOSED, State.WITHDRAWN])
def test_the_pages_of_money_say_why_and_show_no_button(
    plan: Plan, levy: Levy, treasurer: Persona, secretary: Persona, state: Plan.State
) -> None:
    make = money_url(plan, f"levies/{levy.pk}/dues/")
    assert f'href="{make}"' in texts(plan, treasurer, "")
    end(plan, state)
    reopen = reverse("plans:version_list", args=[plan.cluster.code, plan.year])
    for someone in (treasurer, secretary):
        desk, page = texts(plan, someone, ""), texts(plan, someone, f"levies/{levy.pk}/dues/")
        assert f'href="{make}"' not in desk
        assert "/basis/" not in desk
        assert 'name="seen"' not in page
        for text in (desk, page):
            word = "closed plan" if state == State.CLOSED else "has no effect any more"
            assert word in text
            assert reopen in text


def test_after_a_post_from_an_old_tab_the_page_says_what_to_do(plan: Plan, levy: Levy, treasurer: Persona) -> None:
    url = money_url(plan, f"levies/{levy.pk}/dues/")
    seen = treasurer.get(url).context["preview"].seen
    end(plan, State.CLOSED)
    treasurer.cookies["django_language"] = "en"
    answer = treasurer.post(url, {"seen": seen}, follow=True)
    assert [str(one) for one in answer.context["messages"]] == [str(errors.PlanClosed())]
    assert not Due.objects.exists()


def test_dues_made_before_stay_payable_in_a_closed_plan(
    plan: Plan, dues: dict[MemberUnion, Due], declare: Declare, union_a: MemberUnion, treasurer: Persona
) -> None:
    end(plan, State.CLOSED)
    payment = declare()
    actions.confirm_payment(payment=payment, by=treasurer.user)
    assert queries.union_account(plan, union_a).balance.left == 0
    assert queries.levy_state(dues[union_a].levy).stage is Stage.MADE


def test_missing_dues_of_a_levy_with_some_are_not_offered(
    plan: Plan, dues: dict[MemberUnion, Due], treasurer: Persona, union_b: MemberUnion
) -> None:
    visit = decide(levy_of(plan, "recurring_visit"), Levy.Basis.PER_QUARTER)
    end(plan, State.CLOSED)
    states = {one.levy.pk: one.stage for one in queries.levy_states(plan)}
    assert (states[dues[union_b].levy_id], states[visit.pk]) == (Stage.MADE, Stage.CLOSED)


def test_no_page_and_no_paper_of_a_withdrawn_plan_says_what_is_left(
    plan: Plan, dues: list[Due], declare: Declare, treasurer: Persona, officer_a: Persona
) -> None:
    payment = declare(1_000_000)
    end(plan, State.WITHDRAWN)
    for path in ("", "ledger/", f"payments/{payment.public_id}/"):
        page = texts(plan, treasurer, path)
        assert "withdrawn" in page, path
        assert ">Left" not in page, path
        assert "is missing" not in page, path
    assert "nothing is asked any more" in texts(plan, treasurer, "ledger/")
    assert "withdrawn" in texts(plan, officer_a, "payments/new/")
    words = pdf_text(treasurer.get(money_url(plan, "ledger/pdf")).content)
    assert "(Kế hoạch đã thu hồi)" in words
    assert "Còn lại" not in words
    book = load_workbook(io.BytesIO(treasurer.get(money_url(plan, "ledger/xlsx")).content))
    cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    assert any("(Kế hoạch đã thu hồi)" in cell for cell in cells)
    assert not any("Còn lại" in cell for cell in cells)
