"""Transfer codes: what a union writes in the memo of a bank transfer, so that its due is found again. Pure.

"KNHYT7QXK4" = letters of the activity, letters of the union, five random ones. Banks print memos in capitals without
accents and people read them over the telephone, so only letters and digits that cannot be taken for one another.
"""

import unicodedata
from collections.abc import Callable, Collection

ALPHABET = "ACDEFGHJKMNPQRTUVWXY3479"  # without 0 O, 1 I L, 2 Z, 5 S, 6, 8 B
RANDOM_LETTERS = 5
ACTIVITY_LETTERS, UNION_LETTERS = 3, 4

Choose = Callable[[str], str]  # picks one letter, as secrets.choice does


def plain_letters(text: str) -> str:
    """Capitals without accents; what is not in the alphabet is left out: "Kỳ" -> "KY"."""
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in decomposed.upper() if letter in ALPHABET)


def initials(title: str) -> str:
    """First letters of the capitalised words after the first: "Chiến dịch Kỳ Nghỉ Hồng" -> "KNH".

    Of all words where fewer than two are capitalised.
    """
    words = [word.strip("“”\"'()[],.;:-–") for word in title.split()]
    words = [word for word in words if word]
    proper = [word for word in words[1:] if word[0].isupper()]
    return plain_letters("".join(word[0] for word in (proper if len(proper) > 1 else words)))


def prefix(activity_title: str, union_code: str) -> str:
    """The part of a code that a person can read; a letter first, so that no spreadsheet takes it for a number."""
    activity = initials(activity_title)[:ACTIVITY_LETTERS]
    union = plain_letters(union_code)[:UNION_LETTERS]
    return (activity + union).lstrip("3479") or "DP"  # đoàn phí: where nothing of the names can be used


def new_code(start: str, taken: Collection[str], choose: Choose) -> str:
    """A code that begins with `start` and is not taken."""
    while True:
        code = start + "".join(choose(ALPHABET) for _letter in range(RANDOM_LETTERS))
        if code not in taken:
            return code
