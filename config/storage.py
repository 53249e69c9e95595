"""Where the site's own files (styles, scripts) are served from on a real server."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # the package has no types
    """Names with the hash of the content, in the imports of our scripts too: no browser mixes two versions.

    Only of ours: a package may bring a script that imports what it does not bring.
    """

    support_js_module_import_aggregation = True
    _js_module_import_aggregation_patterns = (
        "js/*.js",
        CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1],
    )
