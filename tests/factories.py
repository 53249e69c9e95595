"""Rows of the unions app for tests: clusters, unions, people, roles. The names are invented."""

from typing import Any

import factory
from factory.django import DjangoModelFactory, Password

from unions.models import Cluster, Membership, MemberUnion, Role, UnionAlias, User

PASSWORD = "mat-khau-de-thu-2024"


class UserFactory(DjangoModelFactory[User]):
    """A person who signs in with PASSWORD."""

    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"nguoi{n}")
    full_name = factory.Sequence(lambda n: f"Nguyễn Thị Người {n}")
    password = Password(PASSWORD)


class ClusterFactory(DjangoModelFactory[Cluster]):
    class Meta:
        model = Cluster

    code = factory.Sequence(lambda n: f"cum{n}")
    name = factory.Sequence(lambda n: f"Cụm Thử nghiệm {n}")


class MemberUnionFactory(DjangoModelFactory[MemberUnion]):
    class Meta:
        model = MemberUnion

    cluster = factory.SubFactory(ClusterFactory)
    code = factory.Sequence(lambda n: f"DV{n}")
    name = factory.Sequence(lambda n: f"Đoàn Sở Thử nghiệm {n}")
    position = factory.Sequence(lambda n: n)


class UnionAliasFactory(DjangoModelFactory[UnionAlias]):
    class Meta:
        model = UnionAlias

    union = factory.SubFactory(MemberUnionFactory)
    name = factory.Sequence(lambda n: f"Đoàn Sở TN {n}")


class MembershipFactory(DjangoModelFactory[Membership]):
    """A role without an end. `role="officer"` gets a union of the cluster."""

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    cluster = factory.SubFactory(ClusterFactory)
    role = Role.SECRETARY
    union: Any = factory.Maybe(
        factory.LazyAttribute(lambda o: o.role == Role.OFFICER),
        factory.SubFactory(MemberUnionFactory, cluster=factory.SelfAttribute("..cluster")),
        None,
    )
