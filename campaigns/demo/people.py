"""The people of the demonstration: nobody real."""

from dataclasses import dataclass

from unions.actions import add_person
from unions.models import Cluster, MemberUnion, Role, User


@dataclass(frozen=True, slots=True)
class Staff:
    """Who looks after the cluster in the demonstration."""

    owner: User
    secretary: User
    treasurer: User
    clerk: User


OFFICERS = {
    "DCD": ("canbo-dcd", "Nguyễn Minh Họa Một"),
    "LDTBXH": ("canbo-ldtbxh", "Phan Minh Họa Hai"),
    "TNXP": ("canbo-tnxp", "Lý Minh Họa Ba"),
    "TNMT": ("canbo-tnmt", "Võ Minh Họa Tư"),
    "NNPTNT": ("canbo-nnptnt", "Đỗ Minh Họa Năm"),
    "YT": ("canbo-yt", "Hồ Minh Họa Sáu"),
    "GTVT": ("canbo-gtvt", "Bùi Minh Họa Bảy"),
}


def add_staff(cluster: Cluster, password: str) -> Staff:
    """The system owner and the three roles of the office."""
    owner = User.objects.create_superuser("chu", "", password, full_name="Chủ hệ thống (minh họa)")
    return Staff(
        owner,
        secretary=_add(cluster, "bithu", "Trần Thị Minh Họa", Role.SECRETARY, password, owner),
        treasurer=_add(cluster, "thuquy", "Lê Văn Minh Họa", Role.TREASURER, password, owner),
        clerk=_add(cluster, "vanphong", "Phạm Thị Minh Họa", Role.CLERK, password, owner),
    )


def add_officers(cluster: Cluster, password: str, by: User) -> dict[str, User]:
    """One officer for each union of the plan, by the union's code."""
    unions = {union.code: union for union in MemberUnion.objects.filter(cluster=cluster)}
    return {
        code: _add(cluster, username, name, Role.OFFICER, password, by, unions[code])
        for code, (username, name) in OFFICERS.items()
    }


def _add(
    cluster: Cluster, username: str, name: str, role: Role, password: str, by: User, union: MemberUnion | None = None
) -> User:
    """A person whom the program takes to have chosen the password: nobody trying it out is asked to change it."""
    person = add_person(
        cluster=cluster, username=username, full_name=name, password=password, role=role, union=union, by=by
    )
    person.password_given = False
    person.save(update_fields=["password_given"])
    return person
