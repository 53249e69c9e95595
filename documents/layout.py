"""Measures that the PDF and the Word file share and that CSS cannot decide. Pure."""

from documents.blocks import Line, Marker

# Letters of a name that fits the left column only when it is set closer, as the guide's own samples do.
CLOSE_FROM, CLOSE_TO = 23, 27
CLOSER = {"parent": -0.8, "issuer": -1.25}  # pt between letters; bold ones are wider


def is_close(name: str) -> bool:
    """Whether a name of the letterhead is set closer: it would only just not fit; a longer one breaks anyway."""
    return CLOSE_FROM <= len(name) <= CLOSE_TO


def depth(line: Line) -> int:
    """0 for "1.", 1 for "1.1.", 2 for "1.1.1.": the guide sets each of them in another style."""
    return line.label.strip("./) \u2060").count(".") if line.marker is Marker.DECIMAL else 0
