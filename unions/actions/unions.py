"""Clusters, member unions and their spellings."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max

from unions import audit, errors
from unions.matching import find_union
from unions.models import Cluster, MemberUnion, UnionAlias, User
from unions.names import nfc, propose_code

CHANGEABLE = ("name", "short_name", "code", "heading", "symbol", "position", "active_from", "active_to")


def _facts(union: MemberUnion) -> dict[str, Any]:
    return {name: getattr(union, name) for name in CHANGEABLE}


def _free_code(name: str, taken: set[str]) -> str:
    code = propose_code(name)[:16]
    return next(c for c in (code, *(f"{code}{n}" for n in range(2, len(taken) + 3))) if c not in taken)


def refuse_unfit(union: MemberUnion, texts: Sequence[str]) -> None:
    """Raise when a spelling or the code is another union's, or the dates are the wrong way round."""
    Cluster.objects.select_for_update().get(pk=union.cluster_id)  # two people adding the same union take turns
    others = list(MemberUnion.objects.filter(cluster=union.cluster).exclude(pk=union.pk).prefetch_related("aliases"))
    holder = next((other for other in others if other.code == union.code), None)
    if holder:
        raise errors.UnionCodeTakenError(code=union.code, union=holder.name)
    for text in texts:
        other = find_union(text, others)
        if other:
            raise errors.UnionNameTakenError(name=text, union=other.name)
    if union.active_from and union.active_to and union.active_to < union.active_from:
        raise errors.LeavesBeforeItJoinsError


@transaction.atomic
def create_cluster(
    *, code: str, name: str, parent_name: str = "Thành Đoàn", place: str = "TP. Hồ Chí Minh", by: User | None
) -> Cluster:
    """A new cluster without unions. Raises ClusterCodeTakenError."""
    if Cluster.objects.filter(code=code).exists():
        raise errors.ClusterCodeTakenError(code=code)
    cluster = Cluster.objects.create(code=code, name=nfc(name), parent_name=nfc(parent_name), place=nfc(place))
    audit.record("cluster_created", cluster, by=by, cluster=cluster, about=cluster.name, after={"code": code})
    return cluster


@transaction.atomic
def add_union(
    *,
    cluster: Cluster,
    name: str,
    code: str = "",
    short_name: str = "",
    heading: str = "",
    symbol: str = "",
    position: int | None = None,
    active_from: dt.date | None = None,
    active_to: dt.date | None = None,
    by: User | None,
) -> MemberUnion:
    """A new member union; without a code one is made from its initials, without a position it comes last.

    Raises UnionCodeTakenError, UnionNameTakenError, LeavesBeforeItJoinsError.
    """
    known = MemberUnion.objects.filter(cluster=cluster)
    if position is None:
        position = (known.aggregate(last=Max("position"))["last"] or 0) + 1
    union = MemberUnion(
        cluster=cluster,
        code=code or _free_code(name, set(known.values_list("code", flat=True))),
        name=nfc(name),
        short_name=nfc(short_name),
        heading=nfc(heading),
        symbol=nfc(symbol),
        position=position,
        active_from=active_from,
        active_to=active_to,
    )
    refuse_unfit(union, [text for text in (name, short_name) if text])
    union.save(force_insert=True)
    audit.record("union_added", union, by=by, cluster=cluster, about=union.name, after=_facts(union))
    return union


@transaction.atomic
def change_union(*, union: MemberUnion, changes: Mapping[str, Any], by: User | None) -> MemberUnion:
    """Change some of CHANGEABLE. Nothing is written when nothing differs.

    Raises UnionCodeTakenError, UnionNameTakenError, LeavesBeforeItJoinsError.
    """
    unknown = set(changes) - set(CHANGEABLE)
    if unknown:
        raise ValueError(f"not changeable: {sorted(unknown)}")
    union = MemberUnion.objects.select_for_update().select_related("cluster").get(pk=union.pk)
    before = _facts(union)
    for name, value in changes.items():
        setattr(union, name, nfc(value) if isinstance(value, str) else value)
    after = _facts(union)
    differing = [name for name in CHANGEABLE if before[name] != after[name]]
    if not differing:
        return union
    refuse_unfit(union, [text for text in (union.name, union.short_name) if text])
    union.save(update_fields=[*differing, "folded"])
    old, new = ({name: facts[name] for name in differing} for facts in (before, after))
    audit.record("union_changed", union, by=by, cluster=union.cluster, about=union.name, before=old, after=new)
    return union


@transaction.atomic
def add_alias(*, union: MemberUnion, name: str, by: User | None) -> UnionAlias:
    """Another spelling of a union's name. Adding it twice gives the one there is. Raises UnionNameTakenError."""
    alias = UnionAlias.objects.filter(union=union, name=nfc(name)).first()
    if alias:
        return alias
    refuse_unfit(union, [name])
    alias = UnionAlias.objects.create(union=union, name=nfc(name))
    audit.record("alias_added", union, by=by, cluster=union.cluster, about=union.name, after={"alias": alias.name})
    return alias


@transaction.atomic
def remove_alias(*, alias: UnionAlias, by: User | None) -> None:
    """Forget a spelling. Papers that print it keep it."""
    union = alias.union
    audit.record("alias_removed", union, by=by, cluster=union.cluster, about=union.name, before={"alias": alias.name})
    alias.delete()
