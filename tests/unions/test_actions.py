"""Each verb: what it writes, the record it leaves, every refusal, and that it is all or nothing."""

import datetime as dt
from collections.abc import Callable

import pytest
import time_machine
from django.db import IntegrityError, connection
from django.utils import timezone

from tests.conftest import Persona
from tests.factories import ClusterFactory, MembershipFactory, MemberUnionFactory, UnionAliasFactory, UserFactory
from unions import actions, errors, verbs
from unions.access import access_to
from unions.models import AuditRecord, Cluster, Membership, MemberUnion, Role, UnionAlias, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(db: None) -> User:
    return UserFactory.create(full_name="Lê Người Làm")


def last_record() -> AuditRecord:
    record = AuditRecord.objects.order_by("-id").first()
    assert record is not None
    return record


# -- clusters and unions


def test_create_cluster_makes_it_and_its_chain(user: User) -> None:
    cluster = actions.create_cluster(code="c1", name="Cu\u0323m Một", by=user)
    assert cluster.name == "Cụm Một"
    record = last_record()
    assert (record.verb, record.about, record.by, record.chain.cluster) == ("cluster_created", "Cụm Một", user, cluster)


def test_create_cluster_refuses_a_code_that_is_taken(cluster: Cluster) -> None:
    with pytest.raises(errors.ClusterCodeTakenError, match="hcsn"):
        actions.create_cluster(code="hcsn", name="Khác", by=None)
    assert not AuditRecord.objects.exists()


def test_add_union_needs_only_a_name(cluster: Cluster, user: User) -> None:
    first = actions.add_union(cluster=cluster, name="Đoàn Sở Y tế Thành phố", by=user)
    second = actions.add_union(cluster=cluster, name="Đoàn Sở Giao thông Vận tải", by=user)
    assert [(u.code, u.position, u.folded) for u in (first, second)] == [
        ("YT", 1, "doan so y te thanh pho"),
        ("GTVT", 2, "doan so giao thong van tai"),
    ]
    record = last_record()
    assert (record.verb, record.about, record.target) == ("union_added", second.name, f"unions.memberunion:{second.pk}")
    assert record.data["after"]["code"] == "GTVT"


def test_add_union_finds_another_code_when_the_initials_are_taken(cluster: Cluster) -> None:
    codes = [
        actions.add_union(cluster=cluster, name=f"Đoàn Sở {x}", by=None).code for x in ("An Bình", "Á Bỉ", "Âu Bắc")
    ]
    assert codes == ["AB", "AB2", "AB3"]


def test_unions_of_other_clusters_do_not_matter(cluster: Cluster, union_a: MemberUnion) -> None:
    other = ClusterFactory.create()
    twin = actions.add_union(cluster=other, name=union_a.name, code=union_a.code, by=None)
    assert twin.cluster == other


@pytest.mark.parametrize(
    ("name", "code", "error", "said"),
    [
        ("Đoàn Mới", "SYT", errors.UnionCodeTakenError, "SYT.*Đoàn Sở Y tế Thành phố"),
        ("Đoàn Sở Y tế Thành phố", "M", errors.UnionNameTakenError, "Đoàn Sở Y tế Thành phố"),
        ("ĐOÀN SỞ Y-TẾ TP.HCM", "M", errors.UnionNameTakenError, "ĐOÀN SỞ Y-TẾ TP.HCM.*Đoàn Sở Y tế Thành phố"),
        ("Ngành Y", "M", errors.UnionNameTakenError, "Ngành Y.*Đoàn Sở Y tế Thành phố"),
    ],
)
def test_add_union_refuses_what_already_means_another_union(
    union_a: MemberUnion, name: str, code: str, error: type[Exception], said: str
) -> None:
    UnionAliasFactory.create(union=union_a, name="Ngành Y")
    with pytest.raises(error, match=said):
        actions.add_union(cluster=union_a.cluster, name=name, code=code, by=None)
    assert MemberUnion.objects.count() == 1
    assert not AuditRecord.objects.exists()


def test_add_union_refuses_to_leave_before_joining(cluster: Cluster) -> None:
    with pytest.raises(errors.LeavesBeforeItJoinsError):
        actions.add_union(
            cluster=cluster, name="Đoàn A", active_from=dt.date(2025, 1, 1), active_to=dt.date(2024, 1, 1), by=None
        )
    assert not MemberUnion.objects.exists()


def test_change_union_writes_and_records_only_what_differs(union_a: MemberUnion, user: User) -> None:
    changes = {"name": "Đoàn Sở Y tế", "position": union_a.position, "active_to": dt.date(2024, 12, 31)}
    changed = actions.change_union(union=union_a, changes=changes, by=user)
    assert (changed.name, changed.folded) == ("Đoàn Sở Y tế", "doan so y te")
    union_a.refresh_from_db()
    assert union_a.folded == "doan so y te"
    assert last_record().data == {
        "before": {"name": "Đoàn Sở Y tế Thành phố", "active_to": None},
        "after": {"name": "Đoàn Sở Y tế", "active_to": "2024-12-31"},
    }


def test_change_union_to_what_it_is_leaves_no_record(union_a: MemberUnion) -> None:
    actions.change_union(union=union_a, changes={"name": union_a.name}, by=None)
    assert not AuditRecord.objects.exists()


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"code": "GTVT"}, errors.UnionCodeTakenError),
        ({"name": "Đoàn Sở Giao thông – Vận tải"}, errors.UnionNameTakenError),
        ({"short_name": "Sở GTVT"}, errors.UnionNameTakenError),
        ({"active_from": dt.date(2025, 1, 1), "active_to": dt.date(2024, 1, 1)}, errors.LeavesBeforeItJoinsError),
        ({"cluster": 1}, ValueError),
        ({"folded": "x"}, ValueError),
    ],
)
def test_change_union_refuses(
    union_a: MemberUnion, union_b: MemberUnion, changes: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        actions.change_union(union=union_a, changes=changes, by=None)
    union_a.refresh_from_db()
    assert (union_a.code, union_a.name) == ("SYT", "Đoàn Sở Y tế Thành phố")
    assert not AuditRecord.objects.exists()


def test_aliases_come_and_go_with_records(union_a: MemberUnion, user: User) -> None:
    alias = actions.add_alias(union=union_a, name="Nga\u0300nh Y", by=user)
    assert (alias.name, alias.folded) == ("Ngành Y", "nganh y")
    assert actions.add_alias(union=union_a, name="Ngành Y", by=user) == alias
    actions.remove_alias(alias=alias, by=user)
    assert not UnionAlias.objects.exists()
    assert [r.verb for r in AuditRecord.objects.order_by("id")] == ["alias_added", "alias_removed"]
    assert last_record().data["before"] == {"alias": "Ngành Y"}


def test_add_alias_refuses_the_name_of_another_union(union_a: MemberUnion, union_b: MemberUnion) -> None:
    with pytest.raises(errors.UnionNameTakenError):
        actions.add_alias(union=union_a, name="Sở GTVT", by=None)


# -- people


def test_add_person_makes_account_role_and_two_records(cluster: Cluster, union_a: MemberUnion, user: User) -> None:
    person = actions.add_person(
        cluster=cluster,
        username="can.bo",
        full_name="Cán Bộ",
        password="sen-pho-1",
        role="officer",
        union=union_a,
        by=user,
    )
    assert person.check_password("sen-pho-1")
    assert person.password_given
    access = access_to(person, cluster)
    assert access is not None
    assert access.unions == (union_a,)
    assert [r.verb for r in AuditRecord.objects.order_by("id")] == ["person_added", "role_granted"]
    assert "sen-pho-1" not in str(list(AuditRecord.objects.values_list("data", flat=True)))


def test_add_person_refuses_a_taken_user_name_in_any_case(cluster: Cluster, secretary: Persona) -> None:
    with pytest.raises(errors.UsernameTakenError, match="ThuKy"):
        actions.add_person(cluster=cluster, username="ThuKy", full_name="X", password="x", role="clerk", by=None)


@pytest.mark.parametrize(("role", "with_union"), [("officer", False), ("secretary", True), ("king", False)])
def test_add_person_is_all_or_nothing_when_the_role_is_wrong(
    cluster: Cluster, union_a: MemberUnion, role: str, with_union: bool
) -> None:
    union = union_a if with_union else None
    with pytest.raises(errors.RoleAndUnionDisagreeError):
        actions.add_person(cluster=cluster, username="x", full_name="X", password="x", role=role, union=union, by=None)
    assert not User.objects.exists()
    assert not AuditRecord.objects.exists()


def test_grant_role_refuses_a_union_of_another_cluster(cluster: Cluster, user: User) -> None:
    other = MemberUnionFactory.create()
    with pytest.raises(errors.RoleAndUnionDisagreeError):
        actions.grant_role(person=user, cluster=cluster, role="officer", union=other, by=None)


def test_grant_role_refuses_a_role_that_is_held(cluster: Cluster, secretary: Persona) -> None:
    with pytest.raises(errors.RoleHeldAlreadyError, match="Lê Thư Ký"):
        actions.grant_role(person=secretary.user, cluster=cluster, role="secretary", by=None)


def test_a_role_ends_at_once_and_can_be_taken_up_again(cluster: Cluster, clerk: Persona) -> None:
    held = Membership.objects.get(user=clerk.user)
    actions.end_role(membership=held, by=None)
    assert access_to(clerk.user, cluster) is None
    assert last_record().verb == "role_ended"
    again = actions.grant_role(person=clerk.user, cluster=cluster, role="clerk", by=None)
    assert again.pk == held.pk
    assert access_to(clerk.user, cluster) is not None


def test_a_role_that_began_today_can_end_today(cluster: Cluster, user: User) -> None:
    held = actions.grant_role(person=user, cluster=cluster, role="clerk", by=None)
    ended = actions.end_role(membership=held, by=None)
    assert ended.starts_on == ended.ends_on == timezone.localdate() - dt.timedelta(days=1)


def test_a_role_ends_on_the_local_day(cluster: Cluster, clerk: Persona) -> None:
    held = Membership.objects.get(user=clerk.user)
    with time_machine.travel(dt.datetime(2024, 6, 30, 18, 0, tzinfo=dt.UTC), tick=False):  # 1 July here
        actions.end_role(membership=held, by=None)
    assert held.ends_on == dt.date(2024, 6, 30)


def test_end_role_refuses_the_last_secretary(cluster: Cluster, secretary: Persona) -> None:
    held = Membership.objects.get(user=secretary.user)
    with pytest.raises(errors.LastSecretaryError, match="Lê Thư Ký"):
        actions.end_role(membership=held, by=secretary.user)
    MembershipFactory.create(cluster=cluster, role=Role.SECRETARY)
    actions.end_role(membership=held, by=secretary.user)
    assert access_to(secretary.user, cluster) is None


def test_end_role_refuses_what_has_ended(clerk: Persona) -> None:
    held = Membership.objects.get(user=clerk.user)
    actions.end_role(membership=held, by=None)
    with pytest.raises(errors.RoleEndedAlreadyError):
        actions.end_role(membership=held, by=None)
    assert AuditRecord.objects.count() == 1


def test_set_password_by_oneself_is_ones_own(user: User) -> None:
    user.password_given = True
    actions.set_password(person=user, password="mot-mat-khau-moi", by=user)
    user.refresh_from_db()
    assert (user.password_given, user.check_password("mot-mat-khau-moi")) == (False, True)
    assert last_record().data == {"before": {}, "after": {}}


def test_set_password_by_another_is_to_be_changed(cluster: Cluster, clerk: Persona, secretary: Persona) -> None:
    actions.set_password(person=clerk.user, password="mot-mat-khau-moi", cluster=cluster, by=secretary.user)
    clerk.user.refresh_from_db()
    assert clerk.user.password_given
    assert last_record().chain.cluster == cluster


@pytest.mark.parametrize("who", ["owner", "elsewhere"])
def test_a_secretary_cannot_open_what_is_not_of_the_cluster(
    cluster: Cluster, secretary: Persona, owner: Persona, who: str
) -> None:
    person = owner.user if who == "owner" else UserFactory.create(password="cu")
    MembershipFactory.create(user=person, cluster=cluster, role=Role.CLERK)
    if who == "elsewhere":
        MembershipFactory.create(user=person, role=Role.TREASURER)
    before = person.password
    with pytest.raises(errors.PersonOfOthersTooError):
        actions.set_password(person=person, password="moi", cluster=cluster, by=secretary.user)
    person.refresh_from_db()
    assert person.password == before


# -- every one of them


EVERY = [
    lambda _w: actions.create_cluster(code="x", name="X", by=None),
    lambda w: actions.add_union(cluster=w.cluster, name="Đoàn X", by=None),
    lambda w: actions.change_union(union=w, changes={"name": "Đoàn Đổi Tên"}, by=None),
    lambda w: actions.add_alias(union=w, name="Đoàn Khác", by=None),
    lambda w: actions.remove_alias(alias=w.aliases.get(), by=None),
    lambda w: actions.add_person(
        cluster=w.cluster, username="x", full_name="X", password="x", role="officer", union=w, by=None
    ),
    lambda w: actions.grant_role(person=UserFactory.create(), cluster=w.cluster, role="clerk", by=None),
    lambda w: actions.end_role(membership=MembershipFactory.create(cluster=w.cluster, role="clerk"), by=None),
    lambda _w: actions.set_password(person=UserFactory.create(), password="x", by=None),
]


def _state() -> list[object]:
    tables = (Cluster, MemberUnion, UnionAlias, AuditRecord)
    return [list(model.objects.order_by("pk").values()) for model in tables]


@pytest.mark.parametrize("act", EVERY)
def test_an_action_that_cannot_write_its_record_does_not_happen(
    union_a: MemberUnion, act: Callable[[MemberUnion], object]
) -> None:
    UnionAliasFactory.create(union=union_a, name="Ngành Y")
    roles, before = Membership.objects.filter(ends_on=None).count(), _state()

    def refuse_the_trail(execute: Callable[..., object], sql: str, *rest: object) -> object:
        if sql.startswith('INSERT INTO "unions_auditrecord"'):
            raise IntegrityError("the disk is full")
        return execute(sql, *rest)

    with connection.execute_wrapper(refuse_the_trail), pytest.raises(IntegrityError, match="disk is full"):
        act(union_a)
    assert _state() == before
    assert Membership.objects.exclude(role="clerk").filter(ends_on=None).count() == roles
    assert not Membership.objects.exclude(ends_on=None).exists()


@pytest.mark.parametrize("act", EVERY)
def test_every_action_leaves_a_record_with_a_sentence(
    union_a: MemberUnion, act: Callable[[MemberUnion], object]
) -> None:
    UnionAliasFactory.create(union=union_a, name="Ngành Y")
    act(union_a)
    record = last_record()
    assert verbs.sentence(record) != f"{record.verb} {record.about}"
    assert record.about in verbs.sentence(record)
