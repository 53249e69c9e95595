"""Comparing wordings. Pure: two texts are the same when only Unicode form, spaces and the kind of dash differ."""

import re

from documents.characters import DASHES, tidy

_AROUND_DASH = re.compile(r"\s*-\s*")


def exact(text: str) -> str:
    """What must agree before and after reading: every character, save dashes and spaces."""
    return DASHES.sub("-", tidy(text))


def same_words(one: str, other: str) -> bool:
    """Whether two wordings print the same words."""
    return exact(one) == exact(other)


def spelled(name: str) -> str:
    """A name with one kind of dash and no space around it, to see whether two spellings are one."""
    return _AROUND_DASH.sub("-", exact(name))


def cut(text: str, length: int) -> str:
    """The text, shortened with an ellipsis when it is longer than a column."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
