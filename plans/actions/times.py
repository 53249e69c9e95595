"""What a time means, from the words that print: the columns of a `Schedule`."""

from dataclasses import asdict
from enum import Enum
from typing import Any

from plans.reading.times import read_time


def understood(text: str, year: int) -> dict[str, Any]:
    """The columns of a schedule worded `text` in the plan of `year`; nothing understood gives no dates."""
    found = asdict(read_time(text, year))
    return {"text": text} | {name: v.value if isinstance(v, Enum) else v for name, v in found.items()}
