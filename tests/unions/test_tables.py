"""What the database refuses, whoever writes, and what a row says of itself."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from tests.factories import ClusterFactory, MembershipFactory, MemberUnionFactory, UnionAliasFactory, UserFactory
from unions import audit
from unions.models import AuditChain, AuditRecord, Cluster, Membership, MemberUnion, Role, UnionAlias, User

pytestmark = pytest.mark.django_db


def refused(make: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


def test_codes_and_names_are_unique_where_they_must_be() -> None:
    union = MemberUnionFactory.create(code="A", name="Đoàn A")
    refused(lambda: MemberUnionFactory.create(cluster=union.cluster, code="A"))
    refused(lambda: MemberUnionFactory.create(cluster=union.cluster, name="Đoàn A"))
    refused(lambda: ClusterFactory.create(code=union.cluster.code))
    refused(lambda: UserFactory.create(username=UserFactory.create().username))
    alias = UnionAliasFactory.create(union=union)
    refused(lambda: UnionAliasFactory.create(union=union, name=alias.name))
    assert MemberUnionFactory.create(code="A", name="Đoàn A").cluster != union.cluster


def test_the_same_name_in_another_unicode_form_is_the_same_name() -> None:
    union = MemberUnionFactory.create(name="Đoàn Sở Y tế")
    refused(lambda: MemberUnionFactory.create(cluster=union.cluster, name="Đoa\u0300n Sơ\u0309 Y tê\u0301"))


@pytest.mark.parametrize(
    ("role", "with_union", "fits"),
    [
        (Role.OFFICER, True, True),
        (Role.OFFICER, False, False),
        (Role.SECRETARY, True, False),
        (Role.SECRETARY, False, True),
        (Role.TREASURER, True, False),
        (Role.TREASURER, False, True),
        (Role.CLERK, True, False),
        (Role.CLERK, False, True),
    ],
)
def test_officers_and_only_officers_have_a_union(role: Role, with_union: bool, fits: bool) -> None:
    union = MemberUnionFactory.create()
    facts = {"cluster": union.cluster, "role": role, "union": union if with_union else None}
    if fits:
        assert MembershipFactory.create(**facts).pk
    else:
        refused(lambda: MembershipFactory.create(**facts))
        with pytest.raises(ValidationError):
            Membership(user=UserFactory.create(), **facts).full_clean()


def test_a_role_is_held_once_with_and_without_a_union() -> None:
    clerk = MembershipFactory.create(role=Role.CLERK)
    refused(lambda: MembershipFactory.create(user=clerk.user, cluster=clerk.cluster, role=Role.CLERK))
    officer = MembershipFactory.create(role=Role.OFFICER)
    again = {"user": officer.user, "cluster": officer.cluster, "role": Role.OFFICER}
    refused(lambda: MembershipFactory.create(**again, union=officer.union))
    other = MemberUnionFactory.create(cluster=officer.cluster)
    assert MembershipFactory.create(**again, union=other).pk  # an officer of two unions


def test_a_union_leaves_after_it_joined() -> None:
    first, last = dt.date(2024, 1, 1), dt.date(2024, 12, 31)
    assert MemberUnionFactory.create(active_from=first, active_to=first).pk
    refused(lambda: MemberUnionFactory.create(active_from=last, active_to=first))
    with pytest.raises(ValidationError) as said:
        MemberUnion(cluster=ClusterFactory.create(), code="A", name="A", active_from=last, active_to=first).full_clean()
    assert "check" not in str(said.value).lower()


def test_there_is_one_chain_a_cluster_and_one_of_the_installation() -> None:
    cluster = ClusterFactory.create()
    for where in (cluster, None):
        AuditChain.objects.create(cluster=where)
        refused(lambda where=where: AuditChain.objects.create(cluster=where))


def test_records_of_a_chain_are_numbered_once() -> None:
    entry = audit.record("x", UserFactory.create(), by=None, cluster=None)
    entry.pk = None
    refused(lambda: entry.save(force_insert=True))


@pytest.mark.parametrize("kind", ["cluster", "union", "user", "author"])
def test_what_others_rest_on_cannot_go(kind: str) -> None:
    held = MembershipFactory.create(role=Role.OFFICER)
    audit.record("x", held, by=held.user, cluster=held.cluster)
    row = {"cluster": held.cluster, "union": held.union, "user": held.user, "author": held.user}[kind]
    if kind == "author":
        held.delete()
    with pytest.raises(ProtectedError):
        row.delete()


def test_spellings_go_with_their_union() -> None:
    alias = UnionAliasFactory.create()
    alias.union.delete()
    assert not UnionAlias.objects.exists()


def test_rows_say_who_they_are() -> None:
    union = MemberUnionFactory.create(name="Đoàn Sở Y tế", short_name="Sở Y tế", cluster__name="Cụm A")
    user = UserFactory.create(full_name="Đặng Cán Bộ", username="canbo")
    held = MembershipFactory.create(user=user, cluster=union.cluster, role=Role.OFFICER, union=union)
    entry = audit.record("union_added", union, by=user, cluster=union.cluster)
    assert [str(row) for row in (union, union.cluster, user, UnionAlias(name="Ngành Y"))] == [
        *("Sở Y tế", "Cụm A", "Đặng Cán Bộ", "Ngành Y")
    ]
    assert str(MemberUnion(name="Đoàn Không Tắt")) == "Đoàn Không Tắt"
    assert str(held).startswith("Đặng Cán Bộ · ")
    assert str(held).endswith(" · Sở Y tế")
    assert str(entry) == f"1 union_added unions.memberunion:{union.pk}"
    assert str(entry.chain) == "Cụm A: 1"
    assert str(AuditChain(length=3)).endswith(": 3")


@pytest.mark.parametrize(
    ("full_name", "username", "shown", "short"),
    [("Đặng Cán Bộ", "canbo", "Đặng Cán Bộ", "Bộ"), ("", "canbo", "canbo", "canbo"), ("Hùng", "x", "Hùng", "Hùng")],
)
def test_people_are_called_by_their_last_name_word(full_name: str, username: str, shown: str, short: str) -> None:
    user = User(full_name=full_name, username=username)
    assert (user.get_full_name(), user.get_short_name()) == (shown, short)


# -- the trail


def test_a_record_keeps_plain_values_and_the_name_of_the_time() -> None:
    user = UserFactory.create(full_name="Tên Cũ")
    day = dt.date(2024, 2, 5)
    entry = audit.record(
        "x", user, by=user, cluster=None, before={"day": None}, after={"day": day, "amount": 7_000_000}
    )
    user.full_name = "Tên Mới"
    user.save()
    entry.refresh_from_db()
    assert entry.data == {"before": {"day": None}, "after": {"day": "2024-02-05", "amount": 7_000_000}}
    assert entry.by_name == "Tên Cũ"
    assert audit.verify(entry.chain) is None


def test_each_record_carries_the_sum_of_the_one_before() -> None:
    cluster = ClusterFactory.create()
    entries = [audit.record("x", cluster, by=None, cluster=cluster) for _n in range(3)]
    assert [entry.number for entry in entries] == [1, 2, 3]
    assert [entry.previous for entry in entries] == ["", entries[0].hash, entries[1].hash]
    assert len({entry.hash for entry in entries}) == 3
    chain = AuditChain.objects.get(cluster=cluster)
    assert (chain.length, chain.head) == (3, entries[2].hash)


def test_a_record_goes_with_the_change_that_is_rolled_back() -> None:
    cluster = ClusterFactory.create()
    audit.record("x", cluster, by=None, cluster=cluster)
    with transaction.atomic():
        audit.record("y", cluster, by=None, cluster=cluster)
        transaction.set_rollback(True)
    assert AuditRecord.objects.get().verb == "x"
    assert audit.verify(AuditChain.objects.get()) is None
    assert audit.record("z", cluster, by=None, cluster=cluster).number == 2


def test_a_record_about_a_long_thing_is_shortened_and_still_fits() -> None:
    cluster = ClusterFactory.create()
    entry = audit.record("x", cluster, by=None, cluster=cluster, about="Đ" * 500)
    assert (len(entry.about), len(entry.folded)) == (300, 300)
    assert audit.verify(entry.chain) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        ({"a": "Đoàn"}, {"a": "Đoàn"}),
        ({"a": dt.date(2024, 2, 5)}, {"a": "2024-02-05"}),
    ],
)
def test_the_sum_does_not_depend_on_the_order_of_names(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert audit.digest(one) == audit.digest(other)


@pytest.mark.parametrize(
    ("one", "other"), [({"a": 1}, {"a": "1"}), ({"a": None}, {"a": ""}), ({"a": "x"}, {"b": "x"}), ({"a": 1}, {})]
)
def test_the_sum_depends_on_every_value(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert audit.digest(one) != audit.digest(other)


def test_a_chain_whose_head_was_set_back_does_not_fit() -> None:
    cluster = ClusterFactory.create()
    for _n in range(2):
        audit.record("x", cluster, by=None, cluster=cluster)
    AuditChain.objects.update(length=1)
    broken = audit.verify(AuditChain.objects.get())
    assert broken is not None
    assert Cluster.objects.count() == 1
