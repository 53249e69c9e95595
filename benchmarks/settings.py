"""The site's own settings with one more address: the bare view that pages are compared with."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.urls"
