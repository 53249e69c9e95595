"""Names that the paper spells in more than one way: the unions, the cluster, the theme of the year."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from documents.characters import is_caps
from plans.checks.finding import RECIPIENTS, SIGNER, TITLE, Code, Finding, Spot
from plans.checks.loading import Checked
from plans.checks.names import finder, spelling_pattern, spellings
from unions.names import fold, nfc

THEME = re.compile(
    r"chủ đề(?: (?:của )?năm(?: \d{4})?)?\s*(?:là\s*)?:?\s*[“\"”](?P<theme>[^“”\"]{4,200})[”\"“]", re.IGNORECASE
)
QUOTES = "“”\"„'‘’«»"

Text = tuple[str, Spot]


def names_theme(text: str) -> bool:
    """Whether the words name the theme of a year: "với chủ đề “Năm Thanh niên tình nguyện”"."""
    return bool(THEME.search(text))


@dataclass(slots=True)
class Variants:
    """The spellings of one name, in the order in which they appear, each with its places."""

    places: dict[str, list[Spot]] = field(default_factory=dict)

    def add(self, spelling: str, spot: Spot) -> None:
        """One more place; a name in capitals is a heading's, and no spelling of its own."""
        if not is_caps(spelling):
            spots = self.places.setdefault(spelling, [])
            if spot not in spots:
                spots.append(spot)

    def finding(self, checked: Checked, code: Code, sentence: str, usual: str) -> Iterator[Finding]:
        """What to say when there are two spellings or more; the `usual` one is not a fault."""
        if len(self.places) < 2:
            return
        main = usual if usual in self.places else max(self.places, key=lambda name: len(self.places[name]))
        others = {name: spots for name, spots in self.places.items() if name != main}
        spots = [spot for found in others.values() for spot in found]
        said = ", ".join(f"“{name}”" for name in others)
        text = sentence % {"name": main, "others": said}
        yield Finding(code, text, checked.base + spots[0].query, spots[0], tuple(spots[1:]))


def misspelled(checked: Checked) -> Iterator[Finding]:
    """All spellings that differ, each name once."""
    texts = list(_texts(checked))
    yield from _unions(checked, texts)
    yield from _cluster(checked, texts)
    yield from _theme(checked, texts)


def _texts(checked: Checked) -> Iterator[Text]:
    """Every text of the paper with its place."""
    plan = checked.plan
    yield plan.subject, TITLE
    for line in checked.paper.lines:
        yield line.text, checked.spot(line.clause.pk)
    for text in (plan.signer_note, plan.signer_office):
        yield text, SIGNER
    for text in checked.recipients:
        yield text, RECIPIENTS


def _unions(checked: Checked, texts: Iterable[Text]) -> Iterator[Finding]:
    found: dict[int, Variants] = {}
    for text, spot in texts:
        for owner, spelling in checked.names.find(text):
            found.setdefault(owner, Variants()).add(spelling, spot)
    sentence = _("One union is spelled in more than one way: “%(name)s”, also %(others)s.")
    for union in checked.unions:
        if union.pk in found:
            yield from found[union.pk].finding(checked, Code.UNION_SPELLING, sentence, union.name)


def _cluster(checked: Checked, texts: Iterable[Text]) -> Iterator[Finding]:
    name = checked.plan.cluster.name
    if len(fold(name).split()) < 2:
        return
    variants, pattern = Variants(), finder([spelling_pattern(name)])
    for text, spot in texts:
        for spelling, _match in spellings(text, pattern):
            variants.add(spelling, spot)
    sentence = _("The cluster's name is spelled in more than one way: “%(name)s”, also %(others)s.")
    yield from variants.finding(checked, Code.CLUSTER_SPELLING, sentence, nfc(name))


def _theme(checked: Checked, texts: list[Text]) -> Iterator[Finding]:
    said = list(_themes_said(checked, texts))
    theme = nfc(checked.plan.theme).strip(QUOTES + " ") or next((words for words, _spot in said), "")
    if len(fold(theme).split()) < 2:
        return
    variants, pattern = Variants(), finder([spelling_pattern(theme)])
    if checked.plan.theme:
        variants.add(theme, TITLE)
    found = [
        (spelling, _with_quotes(text, match, spelling, theme), spot)
        for text, spot in texts
        for spelling, match in spellings(text, pattern)
    ]
    has_one_way = len({quoted for _spelling, quoted, _spot in found}) == 1  # straight quotes throughout are no mistake
    for spelling, quoted, spot in found:
        variants.add(spelling if has_one_way else quoted, spot)
    for words, spot in said:
        if fold(words) != fold(theme):
            variants.add(words, spot)
    sentence = _("The theme is written in more than one way: “%(name)s”, also %(others)s.")
    yield from variants.finding(checked, Code.THEME_SPELLING, sentence, theme)


def _themes_said(checked: Checked, texts: Iterable[Text]) -> Iterator[Text]:
    """What the paper calls the theme; an activity may have a theme of its own."""
    for text, spot in texts:
        line = checked.paper.by_clause.get(spot.line or 0)
        if line is None or line.activity is None:
            yield from ((found["theme"].strip(), spot) for found in THEME.finditer(nfc(text)))


def _with_quotes(text: str, match: re.Match[str], spelling: str, theme: str) -> str:
    """A spelling; with its quotes where those alone differ from “ and ”."""
    text = nfc(text)
    before, after = text[: match.start()][-1:], text[match.end() :][:1]
    odd = before in QUOTES and after in QUOTES and before and after and (before, after) != ("“", "”")
    return f"{before}{spelling}{after}" if odd and spelling == theme else spelling
