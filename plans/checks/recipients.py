"""Nơi nhận (HD 29, III.8): one body an entry, ";" after each, "." after the last, and the last is where it is filed."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from plans.checks.finding import RECIPIENTS, Code, Finding, short
from plans.checks.loading import Checked
from unions.names import fold

MARKS = ",:;./"  # with which no entry ends: the paper adds ";" or "." itself


def odd_recipients(checked: Checked) -> Iterator[Finding]:
    """Everything about the recipients; nothing when there are none."""
    texts = [text.strip() for text in checked.recipients]
    for at, text in enumerate(texts):
        if _is_odd(text, is_last=at == len(texts) - 1):
            said = _("Punctuation of a recipient: “%(text)s”. The paper adds “;” and the last “.” itself.")
            yield checked.around(Code.RECIPIENT_PUNCTUATION, RECIPIENTS, said % {"text": short(text)})
    filed = [at for at, text in enumerate(texts) if is_archive(text)]
    if texts and not filed:
        said = _("The recipients do not say where the paper is filed (“Lưu”).")
        yield checked.around(Code.ARCHIVE_MISSING, RECIPIENTS, said)
    elif texts and filed != [len(texts) - 1]:
        said = _("“Lưu” must be the last of the recipients, and only once.")
        yield checked.around(Code.ARCHIVE_NOT_LAST, RECIPIENTS, said)


def is_archive(text: str) -> bool:
    """ "- Lưu: VP", "Lưu VT"."""
    return fold(text).split()[:1] == ["luu"]


def _is_odd(text: str, *, is_last: bool) -> bool:
    """Whether an entry is empty, ends with a wrong mark, or is two entries in one."""
    right = "." if is_last else ";"
    bare = text.removesuffix(right).strip(" -–")
    return not bare or bare[-1] in MARKS or ";" in bare
