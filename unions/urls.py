"""Addresses of the unions app."""

from django.urls import path

from unions.views import directory, log, people, session

app_name = "unions"
urlpatterns = [
    path("login/", session.login, name="login"),
    path("admin/login/", session.admin_login, name="admin_login"),  # stands before the admin's own
    path("logout/", session.logout, name="logout"),
    path("language/", session.language, name="language"),
    path("health/", session.health, name="health"),
    path("account/", session.account, name="account"),
    path("account/contact/", session.account_contact, name="account_contact"),
    path("c/<slug:code>/unions/", directory.union_list, name="union_list"),
    path("c/<slug:code>/unions/new/", directory.union_create, name="union_create"),
    path("c/<slug:code>/unions/<int:pk>/", directory.union_change, name="union_change"),
    path("c/<slug:code>/unions/<int:pk>/aliases/", directory.alias_add, name="alias_add"),
    path("c/<slug:code>/unions/aliases/<int:pk>/remove/", directory.alias_remove, name="alias_remove"),
    path("c/<slug:code>/people/", people.person_list, name="person_list"),
    path("c/<slug:code>/people/new/", people.person_create, name="person_create"),
    path("c/<slug:code>/people/<int:pk>/", people.person_detail, name="person_detail"),
    path("c/<slug:code>/people/<int:pk>/roles/", people.role_grant, name="role_grant"),
    path("c/<slug:code>/people/<int:pk>/password/", people.person_password, name="person_password"),
    path("c/<slug:code>/people/<int:pk>/contact/", people.person_contact, name="person_contact"),
    path("c/<slug:code>/roles/<int:pk>/end/", people.role_end, name="role_end"),
    path("c/<slug:code>/log/", log.log, name="log"),
    path("c/<slug:code>/log/check/", log.log_check, name="log_check"),
]
