"""Addresses of the plans app. A cluster's plans are under /c/<code>/, a year's plan under /c/<code>/<year>/."""

from django.urls import URLPattern, path, register_converter

from plans.views import additions, duties, files, history, importing, levies, lines, lists, plans, undoing


class FormatConverter:
    """A kind of file that a plan can be downloaded as."""

    regex = "|".join(files.FILES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(FormatConverter, "plan_format")

CLUSTER = "c/<slug:code>/"
PLAN = "c/<slug:code>/<int:year>/plan/"

app_name = "plans"
urlpatterns: list[URLPattern] = [
    path(CLUSTER, lists.plan_list, name="plan_list"),
    path(f"{CLUSTER}plans/new/", lists.plan_create, name="plan_create"),
    path(f"{CLUSTER}plans/import/", importing.plan_import, name="plan_import"),
    path(f"{CLUSTER}plans/import/<slug:token>/", importing.plan_import_preview, name="plan_import_preview"),
    path(PLAN, plans.plan_edit, name="plan_edit"),
    path(f"{PLAN}paper/<slug:part>/", plans.paper_change, name="paper_change"),
    path(f"{PLAN}add/<slug:kind>/", additions.clause_add, name="clause_add"),
    path(f"{PLAN}lines/<int:pk>/", lines.clause_change, name="clause_change"),
    path(f"{PLAN}lines/<int:pk>/move/", lines.clause_move, name="clause_move"),
    path(f"{PLAN}lines/<int:pk>/remove/", lines.clause_remove, name="clause_remove"),
    path(f"{PLAN}lines/<int:pk>/history/", history.clause_history, name="clause_history"),
    path(f"{PLAN}undo/", undoing.change_undo, name="change_undo"),
    path(f"{PLAN}<plan_format:format>", files.plan_download, name="plan_download"),
    path("c/<slug:code>/<int:year>/duties/", duties.duty_list, name="duty_list"),
    path("c/<slug:code>/<int:year>/levies/<int:pk>/basis/", levies.levy_basis, name="levy_basis"),
]
