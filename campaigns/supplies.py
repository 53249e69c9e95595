"""What an activity needs and how much of it is found. Pure.

A need, an offer and a gift meet when they name the same thing in the same unit, accents and capitals aside. What was
offered and then given is entered as given; both count towards the need.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from unions.names import fold


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: so much of a thing needed, offered or given."""

    kind: str  # "need", "offer" or "given"
    thing: str
    unit: str
    quantity: int


@dataclass(slots=True)
class Supply:
    """One thing over all its entries, named as its first need names it, else as its first entry."""

    thing: str
    unit: str
    needed: int = 0
    offered: int = 0
    given: int = 0

    @property
    def found(self) -> int:
        """Offered or given."""
        return self.offered + self.given

    @property
    def missing(self) -> int:
        """Still to be found; never below nothing."""
        return max(0, self.needed - self.found)


def tally(items: Iterable[Item]) -> list[Supply]:
    """The things in the order in which they first appear, those needed before those only given."""
    supplies: dict[tuple[str, str], Supply] = {}
    for item in items:
        supply = supplies.setdefault((fold(item.thing), fold(item.unit)), Supply(item.thing, item.unit))
        if item.kind == "need":
            if not supply.needed:
                supply.thing, supply.unit = item.thing, item.unit
            supply.needed += item.quantity
        elif item.kind == "offer":
            supply.offered += item.quantity
        else:
            supply.given += item.quantity
    return sorted(supplies.values(), key=lambda supply: supply.needed == 0)
