"""Addresses of the unions app."""

from django.urls import URLPattern

app_name = "unions"
urlpatterns: list[URLPattern] = []
