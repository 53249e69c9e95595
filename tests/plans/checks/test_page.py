"""The check page, the list beside the editor, and `check_plan`: the same findings in three places."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from plans.checks import check_plan
from plans.models import Plan
from plans.sheet import BESIDE
from tests.conftest import Persona
from tests.plans.checks.sound import Sound
from tests.plans.factories import PlanFactory
from unions.models import Cluster

pytestmark = pytest.mark.django_db


def url(sound: Sound) -> str:
    return f"/c/{sound.plan.cluster.code}/2024/plan/check/"


def check(sound: Sound, format_: str = "text", year: int = 2024) -> tuple[str, int]:
    """What the command prints, and what it ends with."""
    out, code = StringIO(), 0
    try:
        call_command("check_plan", cluster=sound.plan.cluster.code, year=year, format=format_, stdout=out)
    except SystemExit as ended:
        code = int(str(ended.code))
    return out.getvalue(), code


# -- The page


def test_findings_stand_below_their_severity_with_their_links(sound: Sound, secretary: Persona) -> None:
    sound.set(signer_name="", number="", signer_note="")
    line = sound.add("Tổng cộng 49.000.000 đồng.")
    text = secretary.get(url(sound)).content.decode()
    heads = [text.index(head) for head in ("Phải có trước khi ban hành", "Nên sửa", "Cần biết")]
    assert heads == sorted(heads)
    assert f"/2024/plan/?line={line.pk}#line-{line.pk}" in text
    assert "/2024/plan/?part=signer#signer" in text
    assert "Kế hoạch 2024 có 3 chỗ cần xem" in text


def test_every_link_opens_its_place(sound: Sound, secretary: Persona) -> None:
    sound.set(signer_name="", theme="Năm Thanh niên tình nguyện", place="")
    sound.add("Đoàn Sở Y tế lo 6.000.000 đồng/đơn vị kinh phí đóng góp.")
    for finding in check_plan(sound.fresh()):
        body = secretary.get(finding.url.split("#")[0]).content.decode()
        opened = f'id="line-{finding.spot.line}"' if finding.spot.line else f'id="{finding.spot.part}"'
        assert opened in body
        assert "<textarea" in body or "<input" in body


def test_rules_of_the_form_are_kept_or_not(sound: Sound, secretary: Persona) -> None:
    assert "15/15" in secretary.get(url(sound)).content.decode()
    sound.set(number="Số: 1/KH")
    text = secretary.get(url(sound)).content.decode()
    assert ("14/15" in text, text.count("Chưa đạt")) == (True, 1)
    assert "HD 29, III.3" in text


def test_a_plan_in_order_says_so(sound: Sound, secretary: Persona) -> None:
    text = secretary.get(url(sound)).content.decode()
    assert "Kế hoạch 2024 không còn gì phải sửa" in text
    assert "Mọi kiểm tra đều đạt." in text


def test_what_was_typed_is_shown_as_text(sound: Sound, secretary: Persona) -> None:
    sound.add("<script>alert(1)</script> Tổng cộng 49.000.000 đồng.")
    sound.set(number="<b>1</b>")
    text = secretary.get(url(sound)).content.decode()
    assert "<b>1</b>" not in text
    assert "&lt;b&gt;1&lt;/b&gt;" in text


@pytest.mark.parametrize(("who", "status"), [("officer_a", 403), ("treasurer", 403), ("clerk", 403), ("stranger", 404)])
def test_only_those_who_may_edit_are_told(cluster: Cluster, who: str, status: int, request: Any) -> None:
    PlanFactory.create(cluster=cluster)
    assert request.getfixturevalue(who).get(f"/c/{cluster.code}/2024/plan/check/").status_code == status


def test_the_page_takes_as_many_queries_with_any_findings(
    sound: Sound, secretary: Persona, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    for many in (0, 30):
        for n in range(many):
            sound.add(f"Tổng cộng {n + 1}.000.000 đồng.")
        with django_assert_num_queries(13):  # type: ignore[operator]
            secretary.get(url(sound))


# -- Beside the editor


def test_the_editor_shows_the_gravest_and_leads_to_all(sound: Sound, secretary: Persona) -> None:
    sound.set(signer_name="")
    for n in range(BESIDE + 3):
        sound.add(f"Tổng cộng {n + 1}.000.000 đồng.")
    text = secretary.get(f"/c/{sound.plan.cluster.code}/2024/plan/").content.decode()
    assert text.count('class="finding finding-') == BESIDE
    assert 'class="finding finding-danger"' in text
    assert f'<span class="count">{BESIDE + 4}</span>' in text
    assert f'href="{url(sound)}"' in text


# -- The command


def test_text_names_the_code_the_place_and_the_sentence(sound: Sound) -> None:
    sound.set(signer_name="")
    sound.add("Tổng cộng 49.000.000 đồng.")
    text, code = check(sound)
    assert "Phải có trước khi ban hành (1)\n  paper.no-signer [Người ký]: Chưa có người ký." in text
    assert "sum.disagrees [I.1]: Dòng này ghi tổng 49.000.000" in text
    assert code == 1


def test_json_says_the_same(sound: Sound) -> None:
    clause = sound.add("Đoàn Sở Y tế lo xe.")
    other = sound.add("Đoàn Sở Y tế lo nước.")
    text, code = check(sound, "json")
    (finding,) = json.loads(text)
    assert code == 1
    assert set(finding) == {"code", "severity", "place", "others", "sentence", "url"}
    assert (finding["code"], finding["severity"]) == ("spelling.union", "warning")
    assert finding["place"] == {"line": clause.pk, "label": "I.1", "part": ""}
    assert [spot["line"] for spot in finding["others"]] == [other.pk]
    assert finding["sentence"] == check_plan(sound.fresh())[0].text
    assert finding["url"].endswith(f"/plan/?line={clause.pk}#line-{clause.pk}")


@pytest.mark.parametrize(("values", "code"), [({}, 0), ({"number": ""}, 0), ({"issuer": ""}, 1), ({"place": ""}, 1)])
def test_only_what_is_to_be_mended_makes_it_end_with_one(sound: Sound, values: dict[str, str], code: int) -> None:
    if values:
        sound.set(**values)
    assert check(sound)[1] == code
    assert check(sound, "json")[1] == code


def test_nothing_found_is_said(sound: Sound) -> None:
    assert check(sound) == ("Không thiếu gì.\n", 0)
    assert check(sound, "json") == ("[]\n", 0)


@pytest.mark.parametrize(("code", "year"), [("KHONG-CO", 2024), (None, 1999)])
def test_a_plan_that_is_not_there_ends_with_two_and_a_sentence(sound: Sound, code: str | None, year: int) -> None:
    with pytest.raises(CommandError, match=f"{year}") as refused:
        call_command("check_plan", cluster=code or sound.plan.cluster.code, year=year)
    assert refused.value.returncode == 2


def test_checking_changes_nothing(sound: Sound, secretary: Persona) -> None:
    before = Plan.objects.values_list("changed_at", "version").get()
    check(sound)
    secretary.get(url(sound))
    assert Plan.objects.values_list("changed_at", "version").get() == before
