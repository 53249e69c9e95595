"""How often one address may send the public form. A whole school behind one address passes, a machine does not."""

import time

from django.core.cache import cache
from django.http import HttpRequest

from unions.visitors import address_of

MOST = 300
WINDOW = 600  # seconds


def too_often(request: HttpRequest, what: str) -> bool:
    """Whether this address has sent `what` more than 300 times in the ten minutes; counts this time too."""
    key = f"limit:{what}:{address_of(request)}:{int(time.time()) // WINDOW:d}"
    cache.add(key, 0, WINDOW)
    try:
        return cache.incr(key) > MOST
    except ValueError:  # it ran out between the two lines
        return False
