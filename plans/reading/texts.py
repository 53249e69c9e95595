"""Comparing wordings. Pure: two texts are the same when only Unicode form, spaces and the kind of dash differ."""

from documents.characters import DASHES, tidy


def exact(text: str) -> str:
    """What must agree before and after reading: every character, save dashes and spaces."""
    return DASHES.sub("-", tidy(text))


def same_words(one: str, other: str) -> bool:
    """Whether two wordings print the same words."""
    return exact(one) == exact(other)


def cut(text: str, length: int) -> str:
    """The text, shortened with an ellipsis when it is longer than a column."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
