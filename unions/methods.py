"""A page instead of the browser's own where an address was opened that only a button of a form leads to."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import render

PLAN = re.compile(r"/c/[^/]+/\d+/plan/")

Handler = Callable[[HttpRequest], HttpResponseBase]


def wrong_method_middleware(get_response: Handler) -> Handler:
    """Whoever reads such an address again, after a reload or from the history, is told where to go on."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if not isinstance(response, HttpResponseNotAllowed) or request.method != "GET" or response.content:
            return response
        plan = PLAN.match(request.path)
        page = render(request, "405.html", {"plan_url": plan.group() if plan else ""}, status=response.status_code)
        page.headers["Allow"] = response.headers["Allow"]
        return page

    return middleware
