"""Whether a duty is about a content, by their words. Pure, and careful: what is doubtful counts as the same.

Words that any duty may hold ("phụ trách", "điều phối") and the kinds of work ("tuyên truyền", "tập huấn") say nothing
of what it is about. What is left is compared by pairs of neighbours, because most Vietnamese words have two syllables.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from unions.names import fold, nfc

GENERAL = (
    "phụ trách", "chủ trì", "chủ động", "đảm nhận", "đảm nhiệm", "đảm bảo", "bảo đảm", "chịu trách nhiệm",
    "có trách nhiệm", "phối hợp", "hỗ trợ", "tham mưu", "nội dung", "công tác", "chung", "tổng thể", "kế hoạch",
    "chi tiết", "xây dựng kế hoạch", "xây dựng", "tổng hợp", "nguồn lực", "gom", "điều phối", "điều hành",
    "tổ chức", "thực hiện", "triển khai", "theo dõi", "đôn đốc", "đánh giá", "báo cáo viên", "báo cáo", "tham gia",
    "tham dự", "lực lượng", "cán bộ", "cùng đi", "cử", "mời", "đoàn viên", "thanh niên", "đóng góp", "kinh phí",
    "hội nghị", "hoạt động", "chương trình", "chiến dịch", "đơn vị", "cơ sở đoàn", "các cơ sở", "thành viên", "cụm",
    "chuẩn bị", "tuyên truyền", "hướng dẫn", "tập huấn", "người dân", "phần", "buổi", "việc", "đi", "từng", "chuyến",
    "các", "những", "mọi", "của", "cho", "về", "với", "và", "trong", "tại", "đi", "theo", "để", "là", "sẽ", "được",
    "một số", "cụ thể", "toàn bộ", "liên quan", "phân công", "đồng",
)  # fmt: skip
_GENERAL = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(GENERAL, key=len, reverse=True))})(?!\w)")
_PARTS = re.compile(r"\s*[;,]\s+|\s+và\s+|\.\s+(?=\w)")
LEAST = 4  # syllables that make a part of a sentence a work of its own


@dataclass(frozen=True, slots=True)
class Core:
    """What a text is about: the folded syllables between its general words, and their pairs of neighbours."""

    words: frozenset[str]
    pairs: frozenset[tuple[str, str]]


@lru_cache(maxsize=4096)
def core(text: str) -> Core:
    """A text without its general words and figures."""
    parts = re.split(r"[^\w\s]+|\n", _GENERAL.sub("|", nfc(text).lower()))
    runs = [[word for word in fold(part).split() if not word.isdigit()] for part in parts]
    pairs = (pair for run in runs for pair in pairwise(run))
    return Core(frozenset(word for run in runs for word in run), frozenset(pairs))


def is_about(part: str, content: str) -> bool:
    """Whether a part of a duty names something of the content."""
    one, other = core(part), core(content)
    if not one.pairs.isdisjoint(other.pairs):
        return True
    shared = one.words & other.words
    return bool(shared) and len(shared) * 2 >= len(one.words) and (len(shared) > 1 or len(one.words) == 1)


def parts_of(duty: str) -> Iterator[str]:
    """The works that a duty's sentence lists, as written, without those that are general."""
    return (part.strip(" .;,:") for part in _PARTS.split(duty) if core(part).words)


def unmatched(duty: str, contents: list[str]) -> list[str]:
    """What no content names: the whole duty, or those of its parts that are long enough to be works of their own."""
    parts = list(parts_of(duty))
    alone = [part for part in parts if not any(is_about(part, content) for content in contents)]
    if len(alone) == len(parts):
        return [duty.strip(" .;,:")] if alone else []
    return [part for part in alone if len(core(part).words) >= LEAST]
