"""Loaded by pytest before the settings are: what the test run needs from its environment."""

import os
import tempfile

os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 50)
os.environ.setdefault("DEBUG", "1")
os.environ.setdefault("MEDIA_ROOT", tempfile.mkdtemp(prefix="test-media-"))
os.environ.setdefault("STATIC_ROOT", tempfile.mkdtemp(prefix="test-static-"))
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the browser driver runs a loop in our thread
