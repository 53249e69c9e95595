"""The scripts as a real server gives them out: hashed, and importing each other under their hashed names."""

import re
from pathlib import Path

from django.contrib.staticfiles import finders

from config.storage import StaticStorage


def collected(folder: Path) -> dict[str, str]:
    """Every static file of the site and its packages, stored as collectstatic does it: name → hashed name."""
    storage = StaticStorage(location=str(folder), base_url="/static/")
    paths = {}
    for finder in finders.get_finders():
        for name, source in finder.list([]):
            if name not in paths:
                with source.open(name) as file:
                    storage.save(name, file)
                paths[name] = (storage, name)
    for _name, _hashed, processed in storage.post_process(paths):
        if isinstance(processed, Exception):
            raise processed
    return dict(storage.hashed_files)


IMPORTS = {
    "plan-saving": ("cards", "going-on", "kept", "moving", "send-again", "sign-in-again"),
    "going-on": ("cards", "send-again", "sign-in-again"),
    "plan-writing": ("cards", "going-on"),
    "plan-keys": ("cards", "moving"),
    "plan-drag": ("moving",),
    "plan-editor": ("cards", "passing"),
    "agree-rest": ("passing",),
}


def test_a_script_imports_the_very_version_it_was_written_with(tmp_path: Path) -> None:
    names = collected(tmp_path)
    for script, written in IMPORTS.items():
        text = (tmp_path / names[f"js/{script}.js"]).read_text()
        imported = re.findall(r'import\s*(?:[^"]* from )?"\./([\w.-]+)"', text)
        assert [f"js/{name}" for name in imported] == [names[f"js/{name}.js"] for name in written]
