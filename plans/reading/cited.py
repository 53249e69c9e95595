"""Papers that a text cites, with their dates. Pure."""

import re

# What another paper is known by: its symbol, which has capitals on both sides of a slash or hyphen ("12-CTr/ĐTN"; "tại
# số 272 Võ Thị Sáu" has none), or a kind that is cited by name. Its date and its subject follow, up to a comma.
PAPER = (
    r"(?:(?<!\d)\d+\s*[-/ ]\s*[A-ZĐ]\w*\s*[-/]\s*[A-ZĐ]"
    r"|\b(?:Hiến pháp|Luật|Nghị định|Nghị quyết|Chỉ thị|Kết luận|Thông tư)\b)"
)
CITED = re.compile(rf"({PAPER}.*?(?=[,;]|\.\s|\.?$))", re.DOTALL)


def parted(text: str) -> list[str]:
    """A text parted at the papers it cites: own words, a paper, own words, …; the first and the last are own words."""
    return CITED.split(text)
