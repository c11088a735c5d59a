"""Sizes by what stands beside them: directly before the launch's name, or behind another lab that offers a model, too."""

from collections.abc import Iterator

from bot.catalogue import Lab
from bot.reading import lazy_re as re
from bot.reading.cues import AtNumbers, Cued
from bot.reading.owners import is_not_now, sized_variant
from bot.reading.page import Page
from bot.reading.sentences import Sentence
from bot.reading.size_lists import NAMED, named_sizes
from bot.types import Fact

_HAS_SIZE = re.compile(rf"(?<=[ _-]){NAMED}")
# "Its 1B Tern variant", "the 24B Tern 2": the size stands before the name.
SIZE_AND_NAME = Cued(rf"(?:^|[ (])(?:[Tt]he|[Aa]n?|[Ii]ts|[Oo]ur|[Tt]heir|[Nn]ew) {NAMED} (?=[A-Z])", "9b 9m 9t")
_DERIVED = re.compile(
    r"(?:fine-?tun\w+|distill\w+|train\w+|initiali[sz]\w+|based|built|derived|start\w*) (?:on|from|with|atop)$"
)


def size_before_name(page: Page, sentence: Sentence) -> Iterator[Fact]:
    """Yield the size that a sentence prints directly before the launch's name, where the name itself has none."""
    for match in SIZE_AND_NAME.finditer(sentence):
        end = sentence.start + match.end()
        named = page.mentions_in(end, end + 1)
        if not named or not page.is_subject(named[0].name) or _HAS_SIZE.search(named[0].name) or match["tu"] in "Tt":
            continue
        if _DERIVED.search(sentence.text[: match.start()]) or is_not_now(page, end, end, sentence):
            continue
        owner = sized_variant(page, f"{match['t']}{match['tu'].upper()}")
        yield from named_sizes(page, sentence, match, owner, "sizes.name", sentence.start)


# "Weighs in at 9.3B", "Model size: 2.3B", "only 600M in size", "27 billion weights": told without the word for it.
WEIGHS = Cued(
    r"(?:\b(?:weigh|clock|com|tip)(?:s|es|ing)? (?:in|the scales) at|\b[Mm]odel size ?:|^\W{0,4}[Ss]ize ?:) (?:only |just |about |around |roughly )?(?P<n>\d{1,4}(?:\.\d{1,2})?)(?P<p>) ?(?P<s>[BM])(?![\w/])(?! ?[,&–-] ?\d| and \d| tokens)",
    "9b 9m 9_b 9_m",
    "weigh clock com tip size",
)
IN_SIZE = AtNumbers(
    r"(?<![A-Za-z0-9_.$€£¥])(?P<n>\d{1,4}(?:\.\d{1,2})?)(?P<p>)(?P<s>[BM](?! weights)| (?:billion|million)) (?:in size|weights)\b",
    "9",
    "in_size weights",
)
# "A 300M audio decoder": a part of the model that is told of.
A_PART = re.compile(
    r"\b(?:audio|image|vision|visual|text|speech|video|acoustic|draft) (?:decoder|network|transformer)$"
)
# "Marl also offers a 7B model that", "rival Auk Labs recently presented a small LLM of 34 billion parameters".
_OFFERS = re.compile(
    r"(?: has| have| had)?(?: also| too| recently| already| just| earlier| previously| now)* (?:releas|launch|present|introduc|unveil|offer|publish|announc|open-?sourc|built|has\b|trained|shipp)\w* (?:an?|its|their|another)\b"
)


def is_of_another_lab(page: Page, sentence: Sentence, start: int) -> bool:
    """Return whether the words before a size say that another lab offers a model of it, and the launch is not named there."""
    if sentence.line < 2 or any(page.is_subject(one.name) for one in page.mentions_in(sentence.start, start)):
        return False
    labs = page.hits_in(sentence.start, start, "lab")
    known = [one for one in labs if isinstance(one.entry, Lab) and one.entry.name != page.subject.lab]
    return any(len(known) == len(labs) and _OFFERS.match(page.text, one.end, start) for one in known[-1:])
