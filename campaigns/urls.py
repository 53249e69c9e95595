"""Addresses of the campaigns app: where one arrives, a year's screens, its activities, the pages behind QR codes."""

from django.urls import URLPattern, URLResolver, include, path

from campaigns.views import (
    activities,
    calendar,
    carrying,
    closing,
    goods,
    home,
    pages,
    problems,
    progress,
    public,
    times,
    year,
)

app_name = "campaigns"

activity_urls = [
    path("", activities.activity_detail, name="activity_detail"),
    path("poster/", activities.poster, name="poster"),
    path("attendance/", activities.attendance, name="attendance"),
    path("times/make/", times.times_make, name="times_make"),
    path("times/replan/", times.times_replan, name="times_replan"),
    path("times/add/", times.time_add, name="time_add"),
    path("times/<int:number>/move/", times.time_move, name="time_move"),
    path("times/<int:number>/cancel/", times.time_cancel, name="time_cancel"),
    path("times/<int:number>/done/", times.time_done, name="time_done"),
    path("times/<int:number>/reopen/", times.time_reopen, name="time_reopen"),
    path("resources/add/", goods.resource_add, name="resource_add"),
    path("resources/<int:row>/change/", goods.resource_change, name="resource_change"),
    path("resources/<int:row>/remove/", goods.resource_remove, name="resource_remove"),
    path("results/add/", goods.result_add, name="result_add"),
    path("results/<int:row>/change/", goods.result_change, name="result_change"),
    path("results/<int:row>/remove/", goods.result_remove, name="result_remove"),
    path("page/", pages.page_detail, name="page_detail"),
    path("page/open/", pages.page_open, name="page_open"),
    path("page/limits/", pages.page_limits, name="page_limits"),
    path("page/close/", pages.page_close, name="page_close"),
    path("page/call-off/", pages.page_call_off, name="page_call_off"),
    path("page/reopen/", pages.page_reopen, name="page_reopen"),
    path("page/renew/", pages.page_renew, name="page_renew"),
]
year_urls: list[URLPattern | URLResolver] = [
    path("", year.board, name="board"),
    path("plan/carry/", carrying.plan_carry, name="plan_carry"),
    path("plan/close/", closing.plan_close, name="plan_close"),
    path("my-union/", year.my_union, name="my_union"),
    path("papers/", year.paper_list, name="paper_list"),
    path("find/", year.find, name="find"),
    path("progress/", progress.progress_list, name="progress_list"),
    path("duties/<int:pk>/report/", progress.duty_report, name="duty_report"),
    path("duties/<int:pk>/reports/<int:report>/photo/", progress.duty_photo, name="duty_photo"),
    path("problems/", problems.problem_list, name="problem_list"),
    path("problems/raise/", problems.problem_raise, name="problem_raise"),
    path("problems/<int:pk>/", problems.problem_detail, name="problem_detail"),
    path("problems/<int:pk>/settle/", problems.problem_settle, name="problem_settle"),
    path("problems/<int:pk>/reopen/", problems.problem_reopen, name="problem_reopen"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/feeds/", calendar.feed_list, name="feed_list"),
    path("calendar/feeds/open/", calendar.feed_open, name="feed_open"),
    path("calendar/feeds/<int:pk>/revoke/", calendar.feed_revoke, name="feed_revoke"),
    path("activities/", activities.activity_list, name="activity_list"),
    path("activities/<int:pk>/", include(activity_urls)),
]
urlpatterns = [
    path("", home.home, name="home"),
    path("c/<slug:code>/<int:year>/", include(year_urls)),
    path("ics/<str:token>.ics", calendar.feed, name="feed"),
    path("j/<str:token>/", public.public_page, name="public_page"),
    path("j/<str:token>/qr.svg", public.public_qr, name="public_qr"),
    path("j/s/<str:code>/", public.sign_up_detail, name="sign_up_detail"),
    path("j/s/<str:code>/withdraw/", public.sign_up_withdraw, name="sign_up_withdraw"),
    path("j/s/<str:code>/correct/", public.sign_up_correct, name="sign_up_correct"),
]
