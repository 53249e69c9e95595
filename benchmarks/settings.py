"""The site's own settings with one more address, the bare view that pages are compared with, and a clock around all."""

from config.settings import *  # noqa: F403
from config.settings import MIDDLEWARE as SITE_MIDDLEWARE

ROOT_URLCONF = "benchmarks.urls"
MIDDLEWARE = ["benchmarks.timing.processor_clock", *SITE_MIDDLEWARE]
