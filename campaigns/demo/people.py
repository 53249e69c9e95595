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

    def add(username: str, full_name: str, role: Role) -> User:
        return add_person(
            cluster=cluster, username=username, full_name=full_name, password=password, role=role, by=owner
        )

    return Staff(
        owner,
        secretary=add("bithu", "Trần Thị Minh Họa", Role.SECRETARY),
        treasurer=add("thuquy", "Lê Văn Minh Họa", Role.TREASURER),
        clerk=add("vanphong", "Phạm Thị Minh Họa", Role.CLERK),
    )


def add_officers(cluster: Cluster, password: str, by: User) -> dict[str, User]:
    """One officer for each union of the plan, by the union's code."""
    unions = {union.code: union for union in MemberUnion.objects.filter(cluster=cluster)}
    return {
        code: add_person(
            cluster=cluster,
            username=username,
            full_name=name,
            password=password,
            role=Role.OFFICER,
            union=unions[code],
            by=by,
        )
        for code, (username, name) in OFFICERS.items()
    }
