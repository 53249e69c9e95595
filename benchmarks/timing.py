"""The server's processor clock, told with each answer: a busy machine moves it far less than the wall clock."""

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

HEADER = "X-Processor-Nanoseconds"


def processor_clock(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The outermost middleware. What the worker worked between two answers is what the second one took, gunicorn's part
    of it included."""

    def told(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response[HEADER] = str(time.process_time_ns())
        return response

    return told
