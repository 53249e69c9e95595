"""Unions, people and roles as spreadsheets: the columns, and how a row finds what it changes.

The column names are Vietnamese whatever the language of the screens: a file must come back in from any screen. A row
that changes nothing is skipped, so the same file twice changes nothing; a row that does leaves a record in the trail.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from import_export.fields import Field
from import_export.resources import Diff, ModelResource
from import_export.widgets import IntegerWidget

from documents.characters import tidy
from unions import actions, audit
from unions.actions.unions import refuse_unfit
from unions.errors import DomainError
from unions.models import Cluster, Membership, MemberUnion, Role, User
from unions.spreadsheets import CodeCell, DayCell, LineCell, PhoneCell, PlainDiff, WordCell

ROLE_WORDS = {
    Role.SECRETARY.value: "Bí thư cụm",
    Role.TREASURER.value: "Thủ quỹ",
    Role.CLERK.value: "Văn phòng",
    Role.OFFICER.value: "Cán bộ đơn vị",
}


class RecordedResource(ModelResource):  # type: ignore[misc]
    """Rows that are checked as the forms check them and that leave a record when they are written."""

    class Meta:
        skip_unchanged = True
        report_skipped = True
        clean_model_instances = True

    @classmethod
    def get_diff_class(cls) -> type[Diff]:
        return PlainDiff

    def save_instance(self, instance: Any, is_create: bool, row: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().save_instance(instance, is_create, row, **kwargs)
        if kwargs.get("dry_run"):
            return
        after = {name: str(cell) for name, cell in row.items() if cell not in (None, "")}
        cluster = getattr(instance, "cluster", None)
        verb = "row_added" if is_create else "row_changed"
        audit.record(verb, instance, by=kwargs.get("user"), cluster=cluster, about=str(instance), after=after)


class UnionResource(RecordedResource):
    """Member unions, found by cluster and code. Spellings are added, never taken away."""

    cluster = Field("cluster", "Mã cụm", CodeCell(Cluster, "code"))
    code = Field("code", "Mã đơn vị", LineCell())
    name = Field("name", "Tên chính thức", LineCell())
    short_name = Field("short_name", "Tên gọi tắt", LineCell())
    aliases = Field(None, "Còn viết là", LineCell(), readonly=True)
    heading = Field("heading", "Tên trên tiêu đề văn bản", LineCell())
    symbol = Field("symbol", "Ký hiệu văn bản", LineCell())
    position = Field("position", "Thứ tự", IntegerWidget(), default=0)
    active_from = Field("active_from", "Tham gia từ", DayCell())
    active_to = Field("active_to", "Tham gia đến", DayCell())

    class Meta(RecordedResource.Meta):
        model = MemberUnion
        import_id_fields = ["cluster", "code"]
        fields = [
            *("cluster", "code", "name", "short_name", "aliases", "heading", "symbol", "position"),
            *("active_from", "active_to"),
        ]

    def get_queryset(self) -> QuerySet[MemberUnion]:
        rows: QuerySet[MemberUnion] = super().get_queryset()
        return rows.select_related("cluster").prefetch_related("aliases")

    def dehydrate_aliases(self, union: MemberUnion) -> str:
        return "; ".join(alias.name for alias in union.aliases.all()) if union.pk else ""

    def _new_aliases(self, union: MemberUnion, row: Any) -> list[str]:  # noqa: ANN401
        written = LineCell().clean(row.get("Còn viết là")).split(";")
        known = {alias.name for alias in union.aliases.all()} if union.pk else set()
        return [name for name in map(tidy, written) if name and name not in known]

    def skip_row(self, instance: MemberUnion, original: Any, row: Any, errors: Any = None) -> bool:  # noqa: ANN401
        return bool(super().skip_row(instance, original, row, errors)) and not self._new_aliases(instance, row)

    def save_instance(self, instance: Any, is_create: bool, row: Any, **kwargs: Any) -> None:  # noqa: ANN401
        aliases = self._new_aliases(instance, row)
        try:
            refuse_unfit(instance, [text for text in (instance.name, instance.short_name) if text])
            super().save_instance(instance, is_create, row, **kwargs)
            for name in aliases:
                actions.add_alias(union=instance, name=name, by=kwargs.get("user"))
        except DomainError as refusal:
            raise ValidationError(str(refusal)) from refusal


class PersonResource(RecordedResource):
    """People, found by user name. A new one cannot sign in until somebody sets a password."""

    username = Field("username", "Tên đăng nhập", LineCell())
    full_name = Field("full_name", "Họ và tên", LineCell())
    phone = Field("phone", "Điện thoại", PhoneCell())

    class Meta(RecordedResource.Meta):
        model = User
        import_id_fields = ["username"]
        fields = ["username", "full_name", "phone"]

    def after_init_instance(self, instance: User, new: bool, row: Any, **kwargs: Any) -> None:  # noqa: ANN401, ARG002
        if new:
            instance.set_unusable_password()


class RoleResource(RecordedResource):
    """Roles, found by person, cluster, role and union."""

    user = Field("user", "Tên đăng nhập", CodeCell(User, "username"))
    cluster = Field("cluster", "Mã cụm", CodeCell(Cluster, "code"))
    role = Field("role", "Vai trò", WordCell(ROLE_WORDS))
    union = Field("union", "Mã đơn vị", CodeCell(MemberUnion, "code", ("cluster__code", "Mã cụm")))
    office = Field("office", "Chức vụ", LineCell())
    starts_on = Field("starts_on", "Từ ngày", DayCell())
    ends_on = Field("ends_on", "Đến ngày", DayCell())

    class Meta(RecordedResource.Meta):
        model = Membership
        import_id_fields = ["user", "cluster", "role", "union"]
        fields = ["user", "cluster", "role", "union", "office", "starts_on", "ends_on"]

    def get_queryset(self) -> QuerySet[Membership]:
        rows: QuerySet[Membership] = super().get_queryset()
        return rows.select_related("user", "cluster", "union")
