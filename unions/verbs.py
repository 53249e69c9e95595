"""The sentences of the log: what each verb of the trail says to a person.

Every app adds its own in its `trail` module: `verbs.register({"dues_made": _("made the dues for %(about)s")})`, with
`labels` for the names of the values before and after, `values` for what stored codes are called, `hidden` for what only
a program reads, `readers` for what no person would write as it is stored. A name may be given for one noun:
"plan.heading" is the heading of the verbs "plan.…". A verb without a sentence shows its code. Whoever stores texts that
read otherwise on a paper says so with `read_with`.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unions.amounts import format_dong
from unions.days import format_day, parse_day
from unions.models import AuditRecord, Cluster, Role

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Words: TypeAlias = "Mapping[str, str | _StrPromise]"
Reading: TypeAlias = Callable[[Cluster, Sequence[AuditRecord]], None]

_sentences: "dict[str, str | _StrPromise]" = {}
_labels: "dict[str, str | _StrPromise]" = {}
_values: "dict[str, Words]" = {}
_hidden: set[str] = set()
_readers: dict[str, Callable[[Any], object]] = {}
_readings: list[Reading] = []
MONEY = {"amount", "total", "due", "paid", "left", "value", "shares"}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def register(
    sentences: "Words",
    labels: "Words | None" = None,
    values: "Mapping[str, Words] | None" = None,
    hidden: Iterable[str] = (),
    readers: Mapping[str, Callable[[Any], object]] | None = None,
) -> None:
    """Add an app's sentences, each with a place for %(about)s, and how its values are shown."""
    _sentences.update(sentences)
    _labels.update(labels or {})
    _values.update(values or {})
    _hidden.update(hidden)
    _readers.update(readers or {})


def read_with(reading: Reading) -> None:
    """Add an app's way of reading: it gives loaded records of a cluster the words that people know."""
    _readings.append(reading)


def put_in_words(cluster: Cluster, records: Sequence[AuditRecord]) -> None:
    """Loaded records as people read them; what is stored stays. A few queries, however many the records."""
    for reading in _readings:
        reading(cluster, records)


def label(key: str, noun: str = "") -> str:
    """What a value is called: for this noun, or for all."""
    return str(_labels.get(f"{noun}.{key}") or _labels.get(key) or key.replace("_", " "))


def _by_name(key: str, code: str, noun: str) -> str:
    """What a stored code is called; any other text as it is."""
    names = _values.get(f"{noun}.{key}") or _values.get(key) or {}
    return str(names.get(code, code))


def title(verb: str) -> str:
    """A verb for a list of verbs: its sentence without what it is about."""
    words = str(_sentences.get(verb, verb))
    return re.sub(r"\s*(\b(of|for|from|của|cho)\s)?[:“]?%\(about\)s”?", "", words).strip()


def said(verb: str, about: str) -> str:
    """A verb's sentence about something."""
    words = _sentences.get(verb)
    return f"{verb} {about}".strip() if words is None else str(words) % {"about": about}


def sentence(record: AuditRecord) -> str:
    """What a record says, without who and when."""
    return said(record.verb, record.about)


def shown(key: str, value: object, noun: str = "") -> str:
    """A stored value as a person reads it: đồng in threes, dates day/month/year, codes by name, nothing as a dash."""
    if reader := _readers.get(f"{noun}.{key}"):
        value = reader(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int) and key in MONEY:
        return format_dong(value)
    if isinstance(value, Mapping):
        inner = key if key in MONEY else ""
        return "; ".join(f"{label(name, noun)}: {shown(inner or name, item, noun)}" for name, item in value.items())
    if isinstance(value, list):
        return ", ".join(shown(key, item, noun) for item in value) or "—"
    text = _by_name(key, "" if value is None else str(value), noun)
    return (format_day(parse_day(text)) if _DAY.fullmatch(text) else text) or "—"


def differences(record: AuditRecord) -> list[tuple[str, str, str]]:
    """For each value of a record: its name, before, after; a value that was not there is empty."""
    before, after = record.data.get("before", {}), record.data.get("after", {})
    noun = record.verb.split(".")[0]
    return [
        (
            label(key, noun),
            shown(key, before[key], noun) if key in before else "",
            shown(key, after[key], noun) if key in after else "",
        )
        for key in dict.fromkeys([*before, *after])
        if not {key, f"{noun}.{key}"} & _hidden
    ]


register(
    {
        "cluster_created": gettext_lazy("made the cluster %(about)s"),
        "union_added": gettext_lazy("added the union %(about)s"),
        "union_changed": gettext_lazy("changed the union %(about)s"),
        "alias_added": gettext_lazy("added a spelling of %(about)s"),
        "alias_removed": gettext_lazy("removed a spelling of %(about)s"),
        "person_added": gettext_lazy("made an account for %(about)s"),
        "role_granted": gettext_lazy("gave a role to %(about)s"),
        "role_ended": gettext_lazy("ended a role of %(about)s"),
        "password_set": gettext_lazy("set a password of %(about)s"),
        "contact_set": gettext_lazy("changed how to reach %(about)s"),
        "row_added": gettext_lazy("added in the administration: %(about)s"),
        "row_changed": gettext_lazy("changed in the administration: %(about)s"),
    },
    {
        "name": gettext_lazy("official name"),
        "short_name": gettext_lazy("short name"),
        "code": gettext_lazy("code"),
        "heading": gettext_lazy("name on letterheads"),
        "symbol": gettext_lazy("symbol in document numbers"),
        "position": gettext_lazy("order on paper"),
        "active_from": gettext_lazy("member from"),
        "active_to": gettext_lazy("member until"),
        "alias": gettext_lazy("also written"),
        "username": gettext_lazy("user name"),
        "full_name": gettext_lazy("full name"),
        "role": gettext_lazy("role"),
        "union": gettext_lazy("union"),
        "office": gettext_lazy("office held"),
        "starts_on": gettext_lazy("from"),
        "ends_on": gettext_lazy("until"),
        "amount": gettext_lazy("amount"),
        "total": gettext_lazy("total"),
    },
    {"role": dict(Role.choices)},
)
