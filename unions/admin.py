"""The system owner's pages: clusters, unions, people, roles in and out of spreadsheets; the trail to read only.

Daily work happens on the screens of the app. What is changed here leaves its record too. Nothing is deleted here but
spellings: roles end, unions leave, accounts are closed.
"""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from import_export.admin import ImportExportMixin
from import_export.formats.base_formats import XLSX
from import_export.forms import ExportForm

from unions import audit
from unions.access import current_user
from unions.actions.unions import refuse_unfit
from unions.errors import DomainError
from unions.fields import CountField, DongField, LocalDateField, PhoneField, PlainTextInput
from unions.models import AuditRecord, Cluster, Membership, MemberUnion, UnionAlias, User
from unions.resources import PersonResource, RoleResource, UnionResource
from unions.spreadsheets import FORMATS

# For every admin of every app: what Django's own fields misread (T11).
FORM_FIELDS: "dict[type[models.Field[Any, Any]], dict[str, Any]]" = {
    models.DateField: {"form_class": LocalDateField, "widget": PlainTextInput},
    models.BigIntegerField: {"form_class": DongField, "widget": PlainTextInput},
    models.PositiveIntegerField: {"form_class": CountField, "widget": PlainTextInput},
}

admin.site.site_header = _("Administration")
admin.site.site_title = _("Administration")
admin.site.index_title = _("For the system owner")
admin.site.unregister(Group)  # rights come from roles


class RecordedAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """An admin whose changes leave a record, and where nothing is deleted."""

    formfield_overrides = FORM_FIELDS

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:  # noqa: ARG002
        return False

    def save_model(self, request: HttpRequest, obj: models.Model, form: forms.BaseForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        fields = [name for name in form.changed_data if "password" not in name]
        before = {name: str(form.initial.get(name) or "") for name in fields if change}
        after = {name: str(form.cleaned_data[name] or "") for name in fields}
        record_change(request, "row_changed" if change else "row_added", obj, before, after)


def record_change(
    request: HttpRequest, verb: str, obj: models.Model, before: dict[str, str], after: dict[str, str]
) -> None:
    """The trail's record of a change made in the admin."""
    row = obj.union if isinstance(obj, UnionAlias) else obj
    cluster = row if isinstance(row, Cluster) else getattr(row, "cluster", None)
    user = current_user(request)
    audit.record(verb, obj, by=user, cluster=cluster, about=str(obj), before=before, after=after)


class SpreadsheetAdmin(ImportExportMixin, RecordedAdmin):  # type: ignore[misc]
    """An admin whose rows come and go as spreadsheets, with a preview before anything is written."""

    formats = FORMATS
    export_form_class = ExportForm  # the selectable one has inline handlers, which our policy forbids
    show_change_form_export = False

    def get_export_data(self, file_format: Any, request: HttpRequest, queryset: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        """As the package does it, but with native types for our own Excel format too."""
        if not self.has_export_permission(request):
            raise PermissionDenied
        native = isinstance(file_format, XLSX)
        dataset = self.get_data_for_export(request, queryset, force_native_type=native, **kwargs)
        data = file_format.export_data(dataset)
        return data if file_format.is_binary() else data.encode()


class AliasInline(admin.TabularInline):  # type: ignore[type-arg]
    model = UnionAlias
    extra = 1


class UnionAdminForm(forms.ModelForm):  # type: ignore[type-arg]
    """A union whose names are not another union's."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("cluster") and cleaned.get("name"):
            facts = {name: cleaned.get(name) for name in ("cluster", "code", "active_from", "active_to")}
            union = MemberUnion(pk=self.instance.pk, **facts)
            try:
                refuse_unfit(union, [text for text in (cleaned["name"], cleaned.get("short_name")) if text])
            except DomainError as refusal:
                self.add_error(None, str(refusal))
        return cleaned


@admin.register(MemberUnion)
class MemberUnionAdmin(SpreadsheetAdmin):
    form = UnionAdminForm
    resource_classes = [UnionResource]
    inlines = [AliasInline]
    list_display = ["name", "short_name", "code", "cluster", "position"]
    list_filter = ["cluster"]
    list_select_related = ["cluster"]
    search_fields = ["name", "folded", "code", "aliases__folded"]

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:  # noqa: ANN401
        super().save_formset(request, form, formset, change)
        for alias in formset.new_objects:
            record_change(request, "alias_added", alias, {}, {"alias": alias.name})
        for alias in formset.deleted_objects:
            record_change(request, "alias_removed", alias, {"alias": alias.name}, {})


@admin.register(Cluster)
class ClusterAdmin(RecordedAdmin):
    list_display = ["code", "name", "parent_name", "place"]
    search_fields = ["code", "name"]


@admin.register(Membership)
class MembershipAdmin(SpreadsheetAdmin):
    resource_classes = [RoleResource]
    list_display = ["user", "role", "union", "cluster", "starts_on", "ends_on"]
    list_filter = ["cluster", "role"]
    list_select_related = ["user", "union", "cluster"]
    autocomplete_fields = ["user", "union"]
    search_fields = ["user__full_name", "user__username"]


class PersonForm(UserChangeForm):  # type: ignore[type-arg]
    """A person; the telephone in any usual spelling."""

    phone = PhoneField(label=_("telephone"), required=False)


@admin.register(User)
class PersonAdmin(SpreadsheetAdmin, UserAdmin):  # type: ignore[type-arg]
    form = PersonForm
    resource_classes = [PersonResource]
    list_display = ["full_name", "username", "phone", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "is_superuser"]
    ordering = ["full_name"]
    search_fields = ["full_name", "username", "phone"]
    filter_horizontal = ()
    readonly_fields = ["last_login", "date_joined", "password_given"]
    fieldsets = [
        (None, {"fields": ["username", "password", "password_given"]}),
        (_("Person"), {"fields": ["full_name", "phone", "email"]}),
        (_("Rights"), {"fields": ["is_active", "is_staff", "is_superuser"]}),
        (_("Last sign-in"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [(None, {"classes": ["wide"], "fields": ["username", "full_name", "password1", "password2"]})]

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:  # noqa: A002
        with transaction.atomic():
            response: HttpResponse = super().user_change_password(request, id, form_url)
            if request.method == "POST" and response.status_code == 302:
                person = User.objects.get(pk=id)
                User.objects.filter(pk=id).update(password_given=person != request.user)
                record_change(request, "password_set", person, {}, {})
        return response


@admin.register(AuditRecord)
class AuditRecordAdmin(RecordedAdmin):
    list_display = ["number", "at", "by_name", "verb", "about", "chain"]
    list_filter = ["chain", "verb"]
    list_select_related = ["chain__cluster"]
    search_fields = ["folded", "by_name", "target"]
    date_hierarchy = "at"

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:  # noqa: ARG002
        return False
