"""What every test may ask for: one cluster with two unions, and the people around it, each a signed-in client.

A persona is Django's test client with the person as `.user`: `secretary.get(url)`, `secretary.user.full_name`. Any
query in a loop while a page of ours is read fails the test (zeal).
"""

from collections.abc import Iterator
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import LazySettings, settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.utils import translation
from zeal import zeal_context
from zeal.constants import initialize_app_registry
from zeal.patch import patch

from tests.factories import ClusterFactory, MembershipFactory, MemberUnionFactory, UserFactory
from unions.models import Cluster, MemberUnion, Role, User

if TYPE_CHECKING:
    from tests.world import World


def pytest_configure() -> None:
    """Passwords of the tests guard nothing: a quick hash keeps the suite quick."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What asks a database is marked: the second database repeats these tests. Long tests are begun first."""
    for item in items:
        used = set(getattr(item, "fixturenames", ()))
        if used & {"db", "transactional_db"} or item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.database)
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


class Persona(Client):
    """A signed-in person at a browser."""

    user: User

    def request(self, **request: Any) -> HttpResponse:  # type: ignore[override]
        ours = request.get("REQUEST_METHOD") == "GET" and not request["PATH_INFO"].startswith("/admin/")
        with zeal_context() if ours else nullcontext():
            return super().request(**request)


def persona(user: User) -> Persona:
    """A browser in which `user` has signed in."""
    client = Persona()
    client.cookies[settings.SESSION_COOKIE_NAME] = new_session(user)
    client.user = user
    return client


def new_session(user: User) -> str:
    """The key of a session as a login leaves it; `force_login` asks the database fourteen times for each person."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)


@pytest.fixture(autouse=True)
def _quick_passwords(settings: LazySettings) -> None:
    """A real hash takes a third of a second, on purpose; thousands of test people need none of it."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _vietnamese() -> Iterator[None]:
    """A page read in English leaves its language in the thread; the next test begins in Vietnamese all the same."""
    with translation.override("vi"):
        yield


@pytest.fixture(scope="session", autouse=True)
def _zeal() -> None:
    initialize_app_registry()
    patch()


def _triggers() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return cursor.fetchall()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    """Tests that commit empty the tables afterwards; on SQLite that is a DELETE, which append-only tables refuse.

    So the triggers step aside for the emptying, and only for it. (PostgreSQL truncates, which triggers let pass.)
    """
    emptying = connection.ops.sql_flush

    def sql_flush(*args: Any, **kwargs: Any) -> list[str]:
        kept = _triggers()
        return [*(f'DROP TRIGGER "{name}"' for name, _sql in kept), *emptying(*args, **kwargs), *(s for _n, s in kept)]

    if connection.vendor == "sqlite":
        connection.ops.sql_flush = sql_flush


@pytest.fixture
def cluster(db: None) -> Cluster:
    return ClusterFactory.create(code="hcsn", name="Cụm Hành chính – Sự nghiệp")


@pytest.fixture
def union_a(cluster: Cluster) -> MemberUnion:
    return MemberUnionFactory.create(
        cluster=cluster, code="SYT", name="Đoàn Sở Y tế Thành phố", short_name="Sở Y tế", position=1
    )


@pytest.fixture
def union_b(cluster: Cluster) -> MemberUnion:
    return MemberUnionFactory.create(
        cluster=cluster, code="GTVT", name="Đoàn Sở Giao thông Vận tải", short_name="Sở GTVT", position=2
    )


def _holder(cluster: Cluster, role: Role, name: str, username: str, union: MemberUnion | None = None) -> Persona:
    user = UserFactory.create(full_name=name, username=username)
    MembershipFactory.create(user=user, cluster=cluster, role=role, union=union)
    return persona(user)


@pytest.fixture
def secretary(cluster: Cluster) -> Persona:
    return _holder(cluster, Role.SECRETARY, "Lê Thư Ký", "thuky")


@pytest.fixture
def treasurer(cluster: Cluster) -> Persona:
    return _holder(cluster, Role.TREASURER, "Trần Thủ Quỹ", "thuquy")


@pytest.fixture
def clerk(cluster: Cluster) -> Persona:
    return _holder(cluster, Role.CLERK, "Phạm Văn Phòng", "vanphong")


@pytest.fixture
def officer_a(cluster: Cluster, union_a: MemberUnion) -> Persona:
    return _holder(cluster, Role.OFFICER, "Đặng Cán Bộ A", "canbo-a", union_a)


@pytest.fixture
def officer_b(cluster: Cluster, union_b: MemberUnion) -> Persona:
    return _holder(cluster, Role.OFFICER, "Hồ Cán Bộ B", "canbo-b", union_b)


@pytest.fixture
def stranger(cluster: Cluster) -> Persona:
    """An officer of a union in another cluster."""
    other = MemberUnionFactory.create(cluster__code="khac", cluster__name="Cụm Khác", code="QK", name="Đoàn Quận Khác")
    return _holder(other.cluster, Role.OFFICER, "Vũ Người Lạ", "nguoila", other)


@pytest.fixture
def owner(db: None) -> Persona:
    """The system owner: a superuser without a role in any cluster."""
    return persona(UserFactory.create(username="chu", full_name="Ngô Chủ Máy", is_staff=True, is_superuser=True))


@pytest.fixture
def small_world(db: None) -> "World":
    """The demonstration and a second cluster, for tests that look at everything."""
    from tests.world import world_again

    return world_again()
