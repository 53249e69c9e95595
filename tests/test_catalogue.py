"""The screens' texts: everything in Vietnamese, nothing half translated, and English for who asks for English."""

import ast
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django import forms
from django.apps import AppConfig, apps
from django.conf import settings
from django.contrib.admin import site
from django.contrib.auth.forms import UsernameField
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import trans_real
from import_export.forms import ImportForm

ROOT: Path = settings.BASE_DIR
OURS = ROOT / "locale/vi/LC_MESSAGES/django.po"
THIRD_PARTY = ROOT / "locale/third_party/vi/LC_MESSAGES"
DJANGO = Path(sys.modules["django"].__file__ or "").parent
OUR_APPS = ["campaigns", "contributions", "plans", "unions", "documents"]
OUR_SOURCES = [*OUR_APPS, "config"]
ENGLISH = "locale/en/LC_MESSAGES/django.po"
CATALOGUES = [OURS, THIRD_PARTY / "django.po", THIRD_PARTY / "djangojs.po"]
NOT_COPIED = shutil.ignore_patterns(".*", "var", "tests", "benchmarks", "docs", "static*", "__pycache__", "*.mo")
# Vietnamese words that English sentences of these offices keep.
KEPT_IN_ENGLISH = {"đồng", "Đoàn"}
# What somebody is to type for a paper, and what is quoted from one, stays as the paper prints it.
EXAMPLE = re.compile(r"for example:? .*$|“[^”]*”", re.IGNORECASE)

Text = tuple[str | None, str]


def entries(path: Path) -> list[polib.POEntry]:
    return [entry for entry in polib.pofile(str(path)) if not entry.obsolete]


def name(entry: polib.POEntry) -> Text:
    return entry.msgctxt, entry.msgid


def texts(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def complete(entry: polib.POEntry) -> bool:
    return not entry.fuzzy and all(texts(entry))


def missing(wanted: Iterator[polib.POEntry] | list[polib.POEntry], *catalogues: Path) -> list[Text]:
    """Texts that no catalogue has in Vietnamese."""
    had = {name(entry) for path in catalogues if path.exists() for entry in entries(path) if complete(entry)}
    return sorted({name(entry) for entry in wanted} - had, key=str)


# -- Ours


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalogue as `script/messages` would leave it, made in a copy of the sources."""
    copy = tmp_path_factory.mktemp("collected") / "copy"
    shutil.copytree(ROOT, copy, ignore=NOT_COPIED)
    (copy / ".venv").symlink_to(sys.prefix)
    subprocess.run([copy / "script/messages"], check=True)
    return copy / OURS.relative_to(ROOT)


def test_catalogue_has_every_text_of_the_screens(collected: Path) -> None:
    lacking = missing(entries(collected), OURS)
    assert not lacking, f"{len(lacking)} texts lack Vietnamese; run script/messages and write them: {lacking}"


def test_catalogue_has_no_text_that_no_screen_says(collected: Path) -> None:
    said = {name(entry) for entry in entries(collected)}
    gone = [entry.msgid for entry in entries(OURS) if name(entry) not in said]
    assert not gone, "run script/messages: these are gone from the sources"


def test_collecting_twice_changes_nothing(collected: Path) -> None:
    before = collected.read_bytes()
    subprocess.run([collected.parents[3] / "script/messages"], check=True)
    assert collected.read_bytes() == before


def test_no_vietnamese_hides_among_the_english_texts() -> None:
    foreign = {
        word: entry.msgid
        for entry in entries(OURS)
        for word in re.findall(r"\w+", EXAMPLE.sub("", entry.msgid + " " + entry.msgid_plural))
        if not word.isascii() and word not in KEPT_IN_ENGLISH
    }
    assert not foreign


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: str(path.relative_to(ROOT)))
class TestEveryCatalogue:
    """What holds for each sentence, ours or about somebody else's."""

    def test_is_complete(self, path: Path) -> None:
        assert [name(entry) for entry in entries(path) if not complete(entry)] == []

    def test_keeps_placeholders(self, path: Path) -> None:
        wrong = [
            (entry.msgid, text)
            for entry in entries(path)
            for text in texts(entry)
            if text and placeholders(text) not in (placeholders(entry.msgid), placeholders(entry.msgid_plural))
        ]
        assert not wrong

    def test_speaks_as_officers_do(self, path: Path) -> None:
        said = [text for entry in entries(path) for text in texts(entry)]
        assert [text for text in said if "thành công" in text.lower() or "!" in text] == []

    def test_is_nfc_and_tidy(self, path: Path) -> None:
        said = [text for entry in entries(path) for text in texts(entry)]
        assert [text for text in said if not unicodedata.is_normalized("NFC", text)] == []
        untidy = re.compile(r"\s{2,}|\s[.,;:?](\s|$)|[^\S ]|\.\.\.")
        assert [text for text in said if untidy.search(text)] == []

    def test_keeps_the_space_and_the_stop_at_its_ends(self, path: Path) -> None:
        assert [
            (entry.msgid, text)
            for entry in entries(path)
            for text in texts(entry)
            if text and (blank_ends(text) != blank_ends(entry.msgid) or ends_colon(text) != ends_colon(entry.msgid))
        ] == []


def placeholders(text: str) -> list[str]:
    """Named ones once, for a sentence may say a name twice; positional ones as often as they come."""
    named = set(re.findall(r"%\(\w+\)[a-z]|\{\w+[^{}]*\}", text))
    return sorted(named) + re.findall(r"%[sdr]|\{\}", text)


def blank_ends(text: str) -> tuple[bool, bool]:
    return text[0].isspace(), text[-1].isspace()


def ends_colon(text: str) -> bool:
    return text.rstrip().endswith(":")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("%(name)s paid %(sum)s, says %(name)s", ["%(name)s", "%(sum)s"]),
        ("%s of %s", ["%s", "%s"]),
        ("{} and {who}", ["{who}", "{}"]),
        ("50 % of it", []),
        ("", []),
    ],
)
def test_placeholders_finds_every_kind(text: str, found: list[str]) -> None:
    assert placeholders(text) == found


# -- What other packages leave in English


def in_english(catalogue: Path) -> list[polib.POEntry]:
    """A package's own list of its texts, without the names of a hundred languages."""
    languages = "conf/global_settings.py"
    return [e for e in entries(catalogue) if all(file != languages for file, _line in e.occurrences)]


def packages_of_django() -> list[Path]:
    folders = [Path(config.path) for config in apps.get_app_configs() if config.name.startswith("django.contrib.")]
    return [DJANGO / "conf", *(folder for folder in folders if (folder / "locale/en").is_dir())]


def other_packages() -> list[AppConfig]:
    """Installed ones that can speak other languages and are neither ours nor Django's."""
    return [
        config
        for config in apps.get_app_configs()
        if config.name not in OUR_APPS
        and not config.name.startswith("django.")
        and (Path(config.path) / "locale").is_dir()
    ]


@pytest.mark.parametrize("domain", ["django", "djangojs"])
@pytest.mark.parametrize("package", packages_of_django(), ids=lambda path: path.name)
def test_django_speaks_vietnamese(package: Path, domain: str) -> None:
    source = package / f"locale/en/LC_MESSAGES/{domain}.po"
    wanted = in_english(source) if source.exists() else []
    assert not missing(wanted, package / f"locale/vi/LC_MESSAGES/{domain}.po", THIRD_PARTY / f"{domain}.po")


@pytest.fixture(scope="module", params=other_packages(), ids=lambda config: config.name)
def texts_of_package(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[polib.POEntry]:
    """A package's texts, collected from its sources: the catalogues it ships may lag behind."""
    copy = tmp_path_factory.mktemp("package") / "copy"
    shutil.copytree(request.param.path, copy, ignore=shutil.ignore_patterns("locale", "__pycache__"))
    (copy / "locale").mkdir()
    command = [sys.executable, "-m", "django", "makemessages", "--locale=vi", "--verbosity=0"]
    subprocess.run(command, check=True, cwd=copy, env={"PATH": "/usr/bin:/bin"})
    return entries(copy / "locale/vi/LC_MESSAGES/django.po")


def test_other_packages_speak_vietnamese(texts_of_package: list[polib.POEntry]) -> None:
    assert len(texts_of_package) > 20
    assert not missing(texts_of_package, THIRD_PARTY / "django.po")


def test_every_package_that_can_be_translated_is_looked_at() -> None:
    assert {"import_export", "axes"} <= {config.name for config in other_packages()}
    assert {"conf", "admin", "auth", "contenttypes", "sessions"} <= {path.name for path in packages_of_django()}


# -- What the running site says


@pytest.mark.parametrize("path", CATALOGUES[:2], ids=["ours", "third_party"])
def test_site_says_what_the_catalogue_says(path: Path) -> None:
    """Ours before the packages', and both before Django's own; fails too when `script/setup` was not run."""
    first = {name(entry) for entry in entries(OURS)} if path != OURS else set()
    with translation.override("vi"):
        differ = [
            entry.msgid
            for entry in entries(path)
            if name(entry) not in first and not entry.msgid_plural and spoken(entry) != entry.msgstr
        ]
    assert not differ, "run script/setup: the compiled catalogue is another one"


def spoken(entry: polib.POEntry) -> str:
    if entry.msgctxt:
        return translation.pgettext(entry.msgctxt, entry.msgid)
    return translation.gettext(entry.msgid)


def errors(field: forms.Field, value: object) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        field.clean(value)
    return list(caught.value.messages)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("vi", ["Vui lòng điền ô này.", "Vui lòng nhập địa chỉ email đúng, ví dụ ten@vidu.vn.", "Tệp cần nhập"]),
        ("en", ["This field is required.", "Enter a valid email address.", "File to import"]),
    ],
)
def test_packages_speak_the_language_of_the_reader(language: str, expected: list[str]) -> None:
    with translation.override(language):
        said = [
            *errors(forms.CharField(), ""),
            *errors(forms.EmailField(), "x@"),
            ImportForm.base_fields["import_file"].label,
        ]
        assert [str(text) for text in said] == expected


@pytest.mark.parametrize(
    ("count", "expected"), [(1, "Chỉ được tối đa 1 ký tự (hiện có 2)."), (5, "Chỉ được tối đa 5 ký tự (hiện có 6).")]
)
def test_sentences_with_numbers_are_vietnamese_for_one_and_many(count: int, expected: str) -> None:
    with translation.override("vi"):
        assert errors(forms.CharField(max_length=count), "x" * (count + 1)) == [expected]


def test_scripts_of_the_admin_speak_vietnamese() -> None:
    with translation.override("vi"):
        answer = site.i18n_javascript(RequestFactory().get("/")).content.decode()
    assert '"Thứ Hai"' in re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), answer)


def test_nothing_on_the_site_boasts_or_shouts() -> None:
    """Also what the packages' own Vietnamese would say where we say nothing."""
    catalogue = trans_real.translation("vi")._catalog  # type: ignore[attr-defined]
    alive = {entry.msgid for package in packages_of_django() for entry in in_english(package / ENGLISH)}
    first = {source: catalogue[source] for source, _text in catalogue.items() if source in alive}
    loud = {source: text for source, text in first.items() if "thành công" in text.lower() or text.endswith("!")}
    assert len(first) > 400
    assert {source: text for source, text in loud.items() if text != source} == {}


# -- Texts that go round the catalogue


# The same in both languages: names, what a paper prints, and "Website", bait for machines, which read English.
SAME_EVERYWHERE = re.compile(
    r"\b(PDF|Word|Excel|XLSX|TXT|JSON|QR|Alt|Ctrl|Enter|đồng|English|Tiếng Việt|Nơi nhận|Website)\b|&\w+;"
)


def letters_outside_translation(template: str) -> list[str]:
    """Words of a template that a reader sees and no translation reaches: between tags and in spoken attributes."""
    template = re.sub(r"(?s){%-?\s*(comment|blocktranslate)\b.*?{%\s*end\1\s*%}|{#.*?#}|<!--.*?-->", " ", template)
    template = re.sub(r"(?s){% block \w+_class %}.*?{% endblock.*?%}|{%.*?%}|{{.*?}}", " ", template)
    attributes = re.findall(r'\s(?:title|alt|placeholder|aria-label|aria-description)="([^"]*)"', template)
    between = re.sub(r"(?s)<(script|style)\b.*?</\1>|<[^>]*>", "\n", template).split("\n")
    return [
        text.strip() for text in [*attributes, *between] if re.search(r"[^\W\d_]{2}", SAME_EVERYWHERE.sub("", text))
    ]


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("<p>{% translate 'Due' %}</p>", []),
        ("<p>Due</p>", ["Due"]),
        ("{% blocktranslate trimmed %}Due {{ x }}{% endblocktranslate %}", []),
        ('<img alt="A slip">', ["A slip"]),
        ('<img alt="{% translate "A slip" %}" class="wide">', []),
        ("{{ total|dong }} đồng <kbd>Ctrl+Enter</kbd>", []),
        ("{{ total|dong }} đồng due", ["đồng due"]),
        ("<!-- not shown --> &nbsp; 1 / 2 {# nor this #}", []),
    ],
)
def test_letters_outside_translation_sees_what_a_reader_sees(template: str, found: list[str]) -> None:
    assert letters_outside_translation(template) == found


def screens() -> list[Path]:
    """Templates, without the papers: those are Vietnamese in every language."""
    return [path for path in sorted((ROOT / "templates").rglob("*.html")) if "documents" not in path.parts]


def test_templates_say_nothing_outside_the_catalogue() -> None:
    said = {
        str(path.relative_to(ROOT)): found
        for path in screens()
        if (found := letters_outside_translation(path.read_text("utf-8")))
    }
    assert not said


SPOKEN_ARGUMENTS = {
    "label",
    "help_text",
    "verbose_name",
    "verbose_name_plural",
    "empty_label",
    "description",
    "initial_text",
}
SPOKEN_CALLS = {"ValidationError", "success", "warning", "info", "add_error", "PermissionDenied"}
PLAIN = (ast.Constant, ast.JoinedStr)


def plain_words(node: ast.expr) -> bool:
    """A literal with a sentence in it, not a field's name."""
    text = node.value if isinstance(node, ast.Constant) else ast.unparse(node)
    return isinstance(node, PLAIN) and isinstance(text, str) and bool(re.search(r"[^\W\d_]+ |^[^\W\d_a-z]", text))


def plain_texts(source: str) -> list[int]:
    """Lines of Python that show a person a literal no translation reaches."""
    lines = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            on = getattr(getattr(node.func, "value", None), "id", "")
            shown = node.args if called in SPOKEN_CALLS and on not in ("log", "logger") else []
            shown += [keyword.value for keyword in node.keywords if keyword.arg in SPOKEN_ARGUMENTS]
            lines += [text.lineno for text in shown if plain_words(text)]
    return lines


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('forms.CharField(label=_("Amount"))', []),
        ('forms.CharField(label="Amount paid")', [1]),
        ('messages.success(request, f"{x} was recorded")', [1]),
        ('form.add_error("amount", _("Too much"))', []),
        ('raise ValidationError("Too much")', [1]),
        ('logger.info("Read a file")', []),
    ],
)
def test_plain_texts_sees_what_a_person_is_shown(source: str, found: list[int]) -> None:
    assert plain_texts(source) == found


# What a shell says is English; a migration repeats what the models say.
NOT_SPOKEN = {"management", "migrations"}


def python_files() -> Iterator[Path]:
    for folder in OUR_SOURCES:
        yield from (path for path in sorted((ROOT / folder).rglob("*.py")) if not NOT_SPOKEN & {*path.parts})


def test_python_says_nothing_outside_the_catalogue() -> None:
    said = {
        str(path.relative_to(ROOT)): lines for path in python_files() if (lines := plain_texts(path.read_text("utf-8")))
    }
    assert not said


def test_every_name_in_the_admin_is_translated() -> None:
    """A field without a name of its own is shown as its English name in code."""
    models = [model for model in site._registry if model._meta.app_label in OUR_APPS]
    plain = [model._meta.label for model in models if not isinstance(model._meta.verbose_name, Promise)]
    plain += [
        f"{model._meta.label}.{field.name}"
        for model in models
        for field in model._meta.concrete_fields
        if field.editable and not field.auto_created and not isinstance(field.verbose_name, Promise)
    ]
    assert not plain


def forms_of_ours(base: type[forms.BaseForm] = forms.BaseForm) -> Iterator[type[forms.BaseForm]]:
    for form in base.__subclasses__():
        if form.__module__.split(".")[0] in OUR_APPS:
            yield form
        yield from forms_of_ours(form)


def test_every_field_of_a_form_has_a_translated_label() -> None:
    """A field without a label is shown as its English name in code. (A user name takes its table's.)"""
    __import__(settings.ROOT_URLCONF)
    plain = [
        f"{form.__module__}.{form.__name__}.{name}"
        for form in forms_of_ours()
        for name, field in getattr(form, "base_fields", {}).items()
        if not field.widget.is_hidden and not isinstance(field, UsernameField)
        if not isinstance(field.label, Promise) and name != "website"
    ]
    assert not plain
