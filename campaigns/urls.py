"""Addresses of the campaigns app."""

from django.urls import URLPattern

app_name = "campaigns"
urlpatterns: list[URLPattern] = []
