"""Addresses of the unions app."""

from django.urls import path

from unions.views import session

app_name = "unions"
urlpatterns = [
    path("login/", session.login, name="login"),
    path("admin/login/", session.admin_login, name="admin_login"),
    path("logout/", session.logout, name="logout"),
    path("language/", session.language, name="language"),
    path("health/", session.health, name="health"),
    path("account/", session.account, name="account"),
]
