"""Start-up check: papers must not be printed in another typeface without anybody noticing."""

from collections.abc import Sequence

from django.core.checks import CheckMessage, Error, register
from django.utils.translation import gettext as _

from documents import fonts


@register()
def paper_fonts(**_kwargs: object) -> Sequence[CheckMessage]:
    """documents.E001 for each style of the papers' typeface that is not here or lacks Vietnamese letters."""
    found = fonts.files()
    absent = [_absent(style) for style in fonts.STYLES if style not in found]
    lacking = [(style, fonts.missing_letters(path)) for style, path in found.items()]
    return absent + [_lacking(style, letters) for style, letters in lacking if letters]


def _absent(style: str) -> CheckMessage:
    searched = ", ".join(str(folder) for folder in fonts.folders())
    message = _("The papers' typeface %(font)s is not installed: %(file)s was looked for in %(folders)s.")
    return _error(message % {"font": fonts.FAMILY, "file": fonts.STYLES[style][0], "folders": searched})


def _lacking(style: str, letters: str) -> CheckMessage:
    message = _("The font file %(file)s lacks letters that Vietnamese papers need: %(letters)s")
    shown = letters if len(letters) <= 20 else f"{letters[:20]}…"
    return _error(message % {"file": str(fonts.find(style)), "letters": shown})


def _error(message: str) -> CheckMessage:
    hint = _("Run: apt-get install %(package)s. Or set PAPER_FONT_FOLDERS to the folder that has it.")
    return Error(message, hint=hint % {"package": fonts.PACKAGE}, id="documents.E001")
