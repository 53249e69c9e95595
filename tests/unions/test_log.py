"""The log on the screen, its sentences, and the check of the chain."""

import datetime as dt
from collections.abc import Callable
from http import HTTPStatus
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from tests.conftest import Persona
from unions import actions, audit, verbs
from unions.models import AuditChain, AuditRecord, Cluster, MemberUnion

LOG = "/c/hcsn/log/"


def rows_of(response: Any) -> list[str]:
    return response.content.decode().split('<ol class="timeline">')[-1].split("</ol>")[0].split("<li>")[1:]


@pytest.fixture
def history(cluster: Cluster, union_a: MemberUnion, secretary: Persona, treasurer: Persona) -> None:
    """Three changes by two people on two days."""
    with time_machine.travel(dt.datetime(2024, 3, 1, 16, 59, tzinfo=dt.UTC), tick=False):  # 23:59 on 1 March here
        actions.change_union(union=union_a, changes={"active_from": dt.date(2024, 2, 5)}, by=secretary.user)
    with time_machine.travel(dt.datetime(2024, 3, 1, 17, 0, tzinfo=dt.UTC), tick=False):  # 0:00 on 2 March here
        actions.add_alias(union=union_a, name="Ngành Y", by=treasurer.user)
        actions.change_union(union=union_a, changes={"short_name": "<b>Y</b>"}, by=None)


@pytest.mark.parametrize("who", ["secretary", "treasurer", "owner"])
def test_log_shows_who_did_what_when_newest_first(history: None, request: pytest.FixtureRequest, who: str) -> None:
    rows = rows_of(request.getfixturevalue(who).get(LOG))
    assert len(rows) == 3
    assert "&lt;b&gt;Y&lt;/b&gt;" in rows[0]
    assert "Trần Thủ Quỹ" in rows[1]
    assert "Đoàn Sở Y tế Thành phố" in rows[1]
    assert "00:00 02/03/2024" in rows[1]
    assert "Lê Thư Ký" in rows[2]
    assert "23:59 01/03/2024" in rows[2]
    assert "05/02/2024" in rows[2]  # a date in the data, as people write it


@pytest.mark.parametrize(("who", "status"), [("clerk", 403), ("officer_a", 403), ("stranger", 404), ("client", 302)])
@pytest.mark.parametrize("path", [LOG, f"{LOG}check/"])
def test_log_is_for_who_may_see_it(
    request: pytest.FixtureRequest, cluster: Cluster, path: str, who: str, status: int
) -> None:
    assert request.getfixturevalue(who).get(path).status_code == status


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", [3, 2, 1]),
        ("day=01/03/2024", [1]),
        ("day=2/3/2024", [3, 2]),
        ("verb=alias_added", [2]),
        ("q=so y te", [3, 2, 1]),
        ("q=SỞ Y TẾ", [3, 2, 1]),
        ("q=giao thông", []),
        ("verb=alias_added&day=01/03/2024", []),
        ("day=31/02/2024", [3, 2, 1]),
        ("verb=nonsense", [3, 2, 1]),
        ("person=nonsense", [3, 2, 1]),
        ("page=99", [3, 2, 1]),
        ("page=x", [3, 2, 1]),
    ],
)
def test_log_filters_by_day_verb_and_text(history: None, secretary: Persona, query: str, numbers: list[int]) -> None:
    rows = rows_of(secretary.get(f"{LOG}?{query}"))
    found = [int(row.split("№ ")[1].split("<")[0]) for row in rows if "№ " in row]
    assert found == numbers


def test_log_filters_by_person(history: None, secretary: Persona, treasurer: Persona) -> None:
    assert len(rows_of(secretary.get(f"{LOG}?person={treasurer.user.pk}"))) == 1


def test_log_says_what_is_wrong_with_a_filter(history: None, secretary: Persona) -> None:
    assert "31/02/2024" in secretary.get(f"{LOG}?day=31/02/2024").content.decode().split('id="id_day_error"')[1]


def test_log_shows_only_this_clusters_records(history: None, stranger: Persona, secretary: Persona) -> None:
    actions.create_cluster(code="moi", name="Cụm Mới Toanh", by=secretary.user)
    assert "Cụm Mới Toanh" not in secretary.get(LOG).content.decode()


def test_log_goes_by_fifties_with_the_same_number_of_queries(
    cluster: Cluster, secretary: Persona, django_assert_num_queries: Callable[[int], Any]
) -> None:
    audit.record("x", cluster, by=secretary.user, cluster=cluster)
    with CaptureQueriesContext(connection) as counted:
        secretary.get(LOG)
    for _n in range(60):
        audit.record("x", cluster, by=secretary.user, cluster=cluster)
    with django_assert_num_queries(len(counted)):
        first = secretary.get(LOG)
    assert len(rows_of(first)) == 50
    assert 'rel="next"' in first.content.decode()
    assert len(rows_of(secretary.get(f"{LOG}?page=2"))) == 11


def test_an_empty_log_says_so(secretary: Persona) -> None:
    assert 'class="empty"' in secretary.get(LOG).content.decode()


# -- sentences


def test_an_app_adds_sentences_and_names(cluster: Cluster) -> None:
    verbs.register({"test_made": _("changed the union %(about)s")}, {"test_total": "tổng"})
    data = {"test_total": 1500, "total": 7_000_000, "paid_on": "2024-02-05", "ok": True, "nobody": None, "many": [1, 2]}
    record = audit.record("test_made", cluster, by=None, cluster=cluster, about="X", before={"ok": False}, after=data)
    with translation.override("en"):
        assert verbs.sentence(record) == "changed the union X"
        assert verbs.title("test_made") == "changed the union"
        assert verbs.differences(record) == [
            ("ok", "no", "yes"),
            ("tổng", "", "1500"),
            ("total", "", "7.000.000"),
            ("paid on", "", "05/02/2024"),
            ("nobody", "", "—"),
            ("many", "", "1, 2"),
        ]


def test_an_unknown_verb_shows_its_code(cluster: Cluster) -> None:
    record = audit.record("never_heard_of", cluster, by=None, cluster=cluster, about="X 100%")
    assert verbs.sentence(record) == "never_heard_of X 100%"
    assert verbs.title("never_heard_of") == "never_heard_of"


def test_every_verb_has_a_vietnamese_sentence_without_a_codes_look() -> None:
    with translation.override("vi"):
        assert not [verb for verb in verbs._sentences if "_" in verbs.title(verb)]


# -- the chain


def break_chain(how: str) -> None:
    """Change the database behind the program's back, past its guard."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER append_only_unions_auditrecord_update")
            cursor.execute("DROP TRIGGER append_only_unions_auditrecord_delete")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE unions_auditrecord DISABLE TRIGGER USER")
        cursor.execute(how)


BREAKS = [
    ("UPDATE unions_auditrecord SET about = 'khác' WHERE number = 2", 2),
    ("UPDATE unions_auditrecord SET by_name = 'khác' WHERE number = 1", 1),
    ("UPDATE unions_auditrecord SET by_id = NULL WHERE number = 1", 1),
    ("""UPDATE unions_auditrecord SET data = '{"after": {}, "before": {}}' WHERE number = 1""", 1),
    ("UPDATE unions_auditrecord SET at = '2020-01-01 00:00:00+00:00' WHERE number = 3", 3),
    ("DELETE FROM unions_auditrecord WHERE number = 2", 3),
    ("DELETE FROM unions_auditrecord WHERE number = 3", 2),
]


def test_a_chain_that_was_not_touched_fits(history: None, secretary: Persona) -> None:
    chain = AuditChain.objects.get()
    assert audit.verify(chain) is None
    page = secretary.get(f"{LOG}check/").content.decode()
    assert chain.head in page
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert f"hcsn: 3 records fit, last sum {chain.head}" in out.getvalue()


@pytest.mark.parametrize(("how", "number"), BREAKS)
def test_a_change_behind_the_programs_back_shows(history: None, secretary: Persona, how: str, number: int) -> None:
    break_chain(how)
    broken = audit.verify(AuditChain.objects.get())
    assert broken is not None
    assert broken.number == number
    assert 'role="alert"' in secretary.get(f"{LOG}check/").content.decode()
    with pytest.raises(CommandError, match=f"hcsn: record {number} "):
        call_command("verify_audit", stdout=StringIO())


def test_each_cluster_and_the_installation_have_chains_of_their_own(cluster: Cluster, secretary: Persona) -> None:
    for where in (cluster, None, cluster, None):
        audit.record("x", secretary.user, by=None, cluster=where)
    assert sorted(AuditRecord.objects.values_list("chain__cluster__code", "number"), key=str) == [
        *(("hcsn", 1), ("hcsn", 2)),
        *((None, 1), (None, 2)),
    ]


def test_the_check_of_a_cluster_without_records_fits(secretary: Persona) -> None:
    assert secretary.get(f"{LOG}check/").status_code == HTTPStatus.OK
