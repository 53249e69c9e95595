"""The site's addresses and the bare view. Only the benchmark's settings know this file."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from unions.models import Cluster


def bare(request: HttpRequest) -> HttpResponse:
    """What any signed-in page of Django costs here: every middleware, session, person, one query, a line of text."""
    return HttpResponse(f"{request.user.pk} {Cluster.objects.count()}", content_type="text/plain")


urlpatterns = [path("bare/", bare), path("", include("config.urls"))]
