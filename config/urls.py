"""Every address of the site. A cluster's pages live under /c/<code>/, a year's under /c/<code>/<year>/."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("campaigns.urls")),
    path("", include("contributions.urls")),
    path("", include("plans.urls")),
    path("", include("unions.urls")),
    path("admin/", admin.site.urls),
]
