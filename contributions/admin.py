"""Money in the admin: to be looked at by the owner, never touched. Corrections are made where people can see them."""

from django.contrib import admin
from django.http import HttpRequest

from contributions.models import Allocation, Due, Payment, Reversal


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Rows that nobody adds, changes or deletes here."""

    list_per_page = 50

    def has_add_permission(self, _request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, _request: HttpRequest, _obj: object | None = None) -> bool:
        return False

    def has_delete_permission(self, _request: HttpRequest, _obj: object | None = None) -> bool:
        return False


@admin.register(Due)
class DueAdmin(ReadOnlyAdmin):
    list_display = ("code", "union", "levy", "amount", "due_on", "made_at")
    list_select_related = ("union", "levy")
    list_filter = ("plan",)
    search_fields = ("code", "union__folded")


@admin.register(Payment)
class PaymentAdmin(ReadOnlyAdmin):
    list_display = ("union", "amount", "paid_on", "declared_at", "confirmed_at", "returned_at")
    list_select_related = ("union",)
    list_filter = ("plan", "method")
    exclude = ("slip",)  # served by the view that asks who wants it


@admin.register(Allocation)
class AllocationAdmin(ReadOnlyAdmin):
    list_display = ("payment", "due", "amount")
    list_select_related = ("payment__union", "due__union")


@admin.register(Reversal)
class ReversalAdmin(ReadOnlyAdmin):
    list_display = ("payment", "amount", "reason", "at", "by")
    list_select_related = ("payment__union", "by")
