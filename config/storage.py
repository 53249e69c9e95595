"""Where the site's own files (styles, scripts) are served from on a real server."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # the package has no types
    """Names with the hash of the content, in the imports of scripts too: no browser mixes two versions."""

    support_js_module_import_aggregation = True
