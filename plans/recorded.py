"""What the trail stored of a line, in the words that the paper printed. Pure: stored values and names in, words out."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from documents.words import dong_unit
from plans.sentences import Basis, Share, Slot, compose, join_names, levy_figures, quota_figure

Values: TypeAlias = Mapping[str, Any]
Slots: TypeAlias = Mapping[Slot, str]

UNKNOWN = "…"
# What a fact's inner values are called beside the others; not those that only a program reads, or that are said twice.
INNER: dict[str, dict[str, str]] = {
    "activity": {"title": "title", "kind": "kind"},
    "time": {"text": "when", "from": "from", "to": "to", "repeat": "repeat"},
    "duty": {"scope": "scope", "lead": "lead", "support": "support"},
    "levy": {"shape": "shape", "basis": "basis", "lead_pays": "lead_pays", "due_on": "due_on", "shares": "shares"},
}
# Values in the order in which a person reads them; stored JSON keeps none.
READ = (
    "lines",
    "facts",
    "text",
    "override",
    *dict.fromkeys(name for inner in INNER.values() for name in inner.values()),
    "place",
    "people",
)
NUMBERING = {"marker", "label", "heading", "level", "position"}
STATED = {"activity": Slot.TITLE, "schedule": Slot.WHEN, "place": Slot.WHERE}


def slots_of(values: Values, names: Mapping[str, str]) -> dict[Slot, str]:
    """What the stored facts filled the slots with; `names` of the unions by their codes, in the order of papers."""
    found: dict[Slot, str] = {}
    activity, time, duty, levy = (values.get(fact) or {} for fact in ("activity", "time", "duty", "levy"))
    if "title" in activity:
        found[Slot.TITLE] = activity["title"]
    if "text" in time:
        found[Slot.WHEN] = time["text"] or UNKNOWN
    if "place" in values:
        found[Slot.WHERE] = values["place"] or UNKNOWN
    if "people" in values:
        found[Slot.QUOTA] = quota_figure(values["people"])
    if {"shares", "shape", "basis"} <= set(levy):
        shares = [Share(names.get(code, code), amount) for code, amount in _on_paper(levy["shares"], names)]
        flat = levy["shape"] == "flat"
        found[Slot.LEVY] = levy_figures(shares, flat=flat, basis=Basis(levy["basis"]), recurring=False)
    parts = {Slot.LEAD: duty.get("lead"), Slot.SUPPORT: duty.get("support")}
    return found | {slot: join_names(_named(codes, names)) for slot, codes in parts.items() if codes}


def filled(text: str, slots: Slots) -> str:
    """A stored text as it printed; what filled a slot then and is not known any more is an ellipsis."""
    return compose(compose(text, slots), dict.fromkeys(Slot, UNKNOWN))


def flat(values: Values, names: Mapping[str, str]) -> dict[str, Any]:
    """Values with those inside a fact beside the others, and unions by their names."""
    found: dict[str, Any] = {}
    for key, value in values.items():
        inner = INNER.get(key, {}) if isinstance(value, Mapping) else {}
        found |= {name: value[own] for own, name in inner.items() if own in value} if inner else {key: value}
    found |= {key: _named(found[key], names) for key in ("lead", "support") if isinstance(found.get(key), list)}
    if isinstance(found.get("shares"), Mapping):
        found["shares"] = _shares(found["shares"], names)
    return dict(sorted(found.items(), key=lambda item: READ.index(item[0]) if item[0] in READ else len(READ)))


def _named(codes: Iterable[str], names: Mapping[str, str]) -> list[str]:
    return [names.get(code, code) for code in codes]


def _shares(shares: Mapping[str, int], names: Mapping[str, str]) -> object:
    """Amounts by union; one amount for all of them is said once."""
    if len(shares) > 1 and len(amounts := set(shares.values())) == 1:
        return f"{dong_unit(amounts.pop())}/đơn vị"
    return {names.get(code, code): amount for code, amount in _on_paper(shares, names)}


def _on_paper(shares: Mapping[str, int], names: Mapping[str, str]) -> list[tuple[str, int]]:
    """Codes and amounts in the order in which papers name the unions, that of `names`."""
    places = {code: place for place, code in enumerate(names)}
    return sorted(shares.items(), key=lambda share: places.get(share[0], len(places)))


def differing(before: Values, after: Values) -> tuple[dict[str, Any], dict[str, Any]]:
    """Both without what is the same; without the numbering of a line that came or went, which goes without saying."""
    missing = object()
    hidden = set() if before and after else NUMBERING
    one, other = (
        {key: value for key, value in side.items() if key not in hidden and across.get(key, missing) != value}
        for side, across in ((before, after), (after, before))
    )
    return one, other


def has_slots(text: object) -> bool:
    """Whether a stored text has places for facts."""
    return isinstance(text, str) and any(slot in text for slot in Slot)


def stated_alone(values: Values) -> dict[Slot, str]:
    """What facts that went with removed lines filled, where only one of its kind went."""
    stated: dict[Slot, list[str]] = {}
    for fact in values.get("facts", ()):
        kind, _colon, words = fact.partition(": ")
        if kind in STATED:
            stated.setdefault(STATED[kind], []).append(words)
    return {slot: words[0] for slot, words in stated.items() if len(words) == 1}


def removed_lines(values: Values, slots: Slots) -> list[str]:
    """The lines that went together as they printed, the first with `slots`, each with the facts that went with them."""
    alone = stated_alone(values)
    return [filled(text, alone if place else {**alone, **slots}) for place, text in enumerate(values["lines"])]
