"""Addresses of the plans app. A cluster's plans are under /c/<code>/, a year's plan under /c/<code>/<year>/."""

from django.urls import URLPattern, path, register_converter

from plans.views import (
    activities,
    additions,
    checks,
    comparing,
    duties,
    files,
    history,
    importing,
    issuing,
    levies,
    lines,
    lists,
    plans,
    proposals,
    register,
    rounds,
    rounds_answers,
    rounds_papers,
    rounds_replies,
    times,
    undoing,
    versions,
)


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
ROUND = f"{PLAN}rounds/<int:number>/"

app_name = "plans"
urlpatterns: list[URLPattern] = [
    path(CLUSTER, lists.plan_list, name="plan_list"),
    path(f"{CLUSTER}plans/new/", lists.plan_create, name="plan_create"),
    path(f"{CLUSTER}plans/import/", importing.plan_import, name="plan_import"),
    path(f"{CLUSTER}plans/import/<slug:token>/", importing.plan_import_preview, name="plan_import_preview"),
    path(PLAN, plans.plan_edit, name="plan_edit"),
    path(f"{PLAN}understood/", times.time_understood, name="time_understood"),
    path(f"{PLAN}check/", checks.plan_check, name="plan_check"),
    path(f"{PLAN}paper/<slug:part>/", plans.paper_change, name="paper_change"),
    path(f"{PLAN}add/<slug:kind>/", additions.clause_add, name="clause_add"),
    path(f"{PLAN}lines/<int:pk>/", lines.clause_change, name="clause_change"),
    path(f"{PLAN}lines/<int:pk>/move/", lines.clause_move, name="clause_move"),
    path(f"{PLAN}lines/<int:pk>/remove/", lines.clause_remove, name="clause_remove"),
    path(f"{PLAN}lines/<int:pk>/history/", history.clause_history, name="clause_history"),
    path(f"{PLAN}redo/", undoing.change_redo, name="change_redo"),
    path(f"{PLAN}lines/<int:pk>/place/", lines.clause_place, name="clause_place"),
    path(f"{PLAN}activities/<int:pk>/call-off/", activities.activity_call_off, name="activity_call_off"),
    path(f"{PLAN}activities/<int:pk>/take-up/", activities.activity_take_up, name="activity_take_up"),
    path(f"{PLAN}undo/", undoing.change_undo, name="change_undo"),
    path(f"{PLAN}<plan_format:format>", files.plan_download, name="plan_download"),
    path("c/<slug:code>/<int:year>/duties/", duties.duty_list, name="duty_list"),
    path("c/<slug:code>/<int:year>/levies/<int:pk>/basis/", levies.levy_basis, name="levy_basis"),
    path(f"{PLAN}issue/", issuing.plan_issue, name="plan_issue"),
    path(f"{PLAN}withdraw/", issuing.plan_withdraw, name="plan_withdraw"),
    path(f"{PLAN}reopen/", issuing.plan_reopen, name="plan_reopen"),
    path(f"{PLAN}proposals/", proposals.proposal_list, name="proposal_list"),
    path(f"{PLAN}proposals/<int:pk>/take/", proposals.proposal_take, name="proposal_take"),
    path(f"{PLAN}proposals/<int:pk>/keep/", proposals.proposal_keep, name="proposal_keep"),
    path(f"{PLAN}proposals/<int:pk>/decline/", proposals.proposal_decline, name="proposal_decline"),
    path(f"{PLAN}proposals/<int:pk>/reopen/", proposals.proposal_reopen, name="proposal_reopen"),
    path(f"{PLAN}compare/", comparing.version_compare, name="version_compare"),
    path(f"{PLAN}compare/<plan_format:format>", comparing.version_compare_paper, name="version_compare_paper"),
    path(f"{PLAN}versions/", versions.version_list, name="version_list"),
    path(f"{PLAN}versions/file/", versions.file_compare, name="file_compare"),
    path(f"{PLAN}versions/<int:number>/<plan_format:format>", versions.version_download, name="version_download"),
    path(f"{CLUSTER}register/", register.register_list, name="register_list"),
    path(f"{CLUSTER}register/take/", register.register_take, name="register_take"),
    path(f"{CLUSTER}register/numbering/", register.register_numbering, name="register_numbering"),
    path(f"{PLAN}rounds/", rounds.round_list, name="round_list"),
    path(f"{PLAN}rounds/new/", rounds.round_open, name="round_open"),
    path(f"{PLAN}rounds/back-to-draft/", rounds.back_to_draft, name="back_to_draft"),
    path(ROUND, rounds.round_detail, name="round_detail"),
    path(f"{ROUND}extend/", rounds.round_extend, name="round_extend"),
    path(f"{ROUND}close/", rounds.round_close, name="round_close"),
    path(f"{ROUND}answer/", rounds_answers.round_answer, name="round_answer"),
    path(f"{ROUND}answer/<int:position>/", rounds_answers.opinion_give, name="opinion_give"),
    path(f"{ROUND}answer/remark/", rounds_answers.remark_give, name="remark_give"),
    path(f"{ROUND}answer/rest/", rounds_answers.agree_rest, name="agree_rest"),
    path(f"{ROUND}opinions/<int:pk>/reply/", rounds_replies.opinion_reply, name="opinion_reply"),
    path(f"{ROUND}remarks/<int:pk>/reply/", rounds_replies.remark_reply, name="remark_reply"),
    path(f"{ROUND}reminders/", rounds_papers.round_reminders, name="round_reminders"),
    path(f"{ROUND}remind/", rounds_papers.round_remind, name="round_remind"),
    path(f"{ROUND}table/<str:format>", rounds_papers.round_table, name="round_table"),
]
