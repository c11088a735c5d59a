"""Whose a score is: the model that it is tied to by form, else the one that the clause speaks of."""

from bot.catalogue import fold
from bot.reading import lazy_re as re
from bot.reading.extremes import extreme_told
from bot.reading.names import Mention
from bot.reading.owners import Owner, owner_at, owner_of
from bot.reading.page import Page
from bot.reading.sentences import Sentence
from bot.reading.told_tiers import told_mode

_TIER = re.compile(
    r"[ -](?!(?:[Bb]ase|[Ii]nstruct|[Cc]hat|[Pp]review|[Tt]hinking|[Hh]f|[Ii]t)\b)[A-Z][a-z]{2,10}"
)  # Pro, Scout
_SIZE = re.compile(r"[ -](\d+(?:\.\d+)?[BM])\b")
_UNNAMED = re.compile(
    r"\b(?:predecessor|median|previous (?:version|generation|model)|first version|cascade|baseline|control|human|average(?! (?:AUC|AUROC|F1|WER|CER|BLEU|(?:word |character )?error|accuracy|score|pass|success|of)\b)|earlier (?:system|version|model))\b[^.;]{0,50}$"
    r"|\b(?:leading|best|top|other|rival|closed|proprietary|frontier) (?:[a-z-]+ ){0,2}(?:models|systems|rivals) (?:score|reach|get|hit|post|manage|sit at|stand at|are at) $",
    re.I,
)
# Set against something that is no model's name to us: "ahead of the vendor's own tool at 70.9%".
_SOMEBODY = re.compile(
    r"\b(?:ahead of|versus|vs\.?|compared (?:to|with)|against|behind|beating|than)\b(?![^.;]*\b(?:scores?|scored|reaches|gets|while|and it)\b)[^.;]{3,70}\b(?:at|with|on)\W*$",
    re.I,
)
_FOR_SOMEBODY = re.compile(
    r" ?(?:%|percent|points)? for (?:an? |people\b|humans?\b|(?:the|its|their) (?:[\w']+ )?(?:best|average|median|earlier|previous|older|first) )"
)
FOR_NAME = re.compile(
    r" ?(?:%|percent|Prozent)?,? (?:for|by|pour|para|für) (?:the )?(?:[A-Za-z][\w.]*'s )?(?P<m>[A-Z](?:[\w-]|\.(?=\w))*(?: [A-Z0-9](?:[\w-]|\.(?=\w))*){0,3})"
)


_VERBS = (
    "scores|scored|scoring|gets|got|reaches|reached|has|had|manages|managed|finishes|finished|resolves|resolved|solves|solved"
    "|answers|answered|fixes|fixed|passes|passed|finds|found|keeps|kept|posts|posted|records|recorded|hits|hit|achieves|achieved"
    "|earns|earned|takes|took|stops|stopped|lands|landed|sits|stands|stood|is|was|comes|came|kommt|erreicht|liegt|atteint|obtient"
    "|affiche|obtiene|alcanza|logra|(?!users|models|tokens|points|tasks)[a-z]{3,9}(?:es|ed)"
)
_EFFORTS = r" \((?:x?high|low|medium|max|minimal|thinking|non-thinking|no thinking)\)"
_EFFORT = re.compile(_EFFORTS)
# Between a model and its number: "M (20.6)", "M's 40.1", "M at 40.1", "M stops at 58", "M obtient respectivement 55,9".
_LEADS_TO = re.compile(
    rf"(?: \([A-Za-z][\w .-]{{0,20}}\))?(?:'s|')? ?(?:\(|(?:{_VERBS}) ?|: ?|= ?|, (?=at )|(?:は|が)?それぞれ ?|(?:は|が|の|的|得分为?|为|在该评测中为|의|은|는|이|가) ?|에서? )?"
    r"(?:(?:at|with|on|in|to|auf|bei|à|en) )?(?:(?:respectively|respectivement|respectivamente|jeweils|only|just|about|around|still) ?)?(?:a |an |un |score of )*"
)
# Between a number and its model: "40.1 for M", "55.2% Norvale publishes for M".
_BELONGS_TO = re.compile(
    r" ?(?:%|percent|Prozent|points?|Punkte)? ?(?:[A-Z][\w.]+ (?:reports|reported|publishes|published|claims|lists) )?"
    r"(?:for|by|from|in|of|with|under|pour|para|für|von|de|del) (?:the |la |le |el )?(?:[A-Za-z][\w.]*'s )?(?:own )?"
)


# "From 65% (Gull 3) to 39% (Tern 2)": each has the number before it.
_FROM = re.compile(r"\bfrom \d[\d.]*(?: ?%)? (?:\(|on |for |with )$")
_CHANGES_TO, _ITS_OWN = re.compile(r"\)? to $"), re.compile(r"(?: ?%)? (?:\(|on |for |with )")


def model_beside(page: Page, sentence: Sentence, start: int, end: int) -> Mention | None:
    """Return the model that a number is tied to by form, on its left or its right."""
    text = page.text
    left = [one for one in page.mentions_in(sentence.start, start) if one.end <= start]
    if left and _CHANGES_TO.match(text, left[-1].end, start) and _FROM.search(text[sentence.start : left[-1].start]):
        right = page.mentions_in(end, sentence.end)[:1]
        return right[0] if right and _ITS_OWN.fullmatch(text, end, right[0].start) else None
    if left and text.endswith("(", 0, left[-1].start) and text[left[-1].end : start] == ", ":  # "(Gull 3, 65.7%)"
        return left[-1]
    if left and _LEADS_TO.fullmatch(text[left[-1].end : start]):
        return _with_effort(page, left[-1], _EFFORT.match(text, left[-1].end, start))
    return stands_with(page, sentence, end)


def stands_with(page: Page, sentence: Sentence, end: int) -> Mention | None:
    """Return the model that the words directly behind a number give it to."""
    right = page.mentions_in(end, sentence.end)[:1]
    if not right or not _BELONGS_TO.fullmatch(page.text[end : right[0].start]):
        return None
    if page.text.startswith("'s", right[0].end) and page.text[end:].lstrip(" %").startswith(
        "in "
    ):  # "in Gull's own test"
        return None
    return _with_effort(page, right[0], _EFFORT.match(page.text, right[0].end, sentence.end))


def _with_effort(page: Page, mention: Mention, effort: re.Match[str] | None) -> Mention:
    """Return a rival's name with how hard it thought: "o3 (high)" is another one than o3."""
    return (
        mention if effort is None or page.is_subject(mention.name) else mention._replace(name=mention.name + effort[0])
    )


_MORE_SIZES = re.compile(r"(?P<s>(?:/\d+(?:\.\d+)?[BM]){1,6})(?P<t>-[A-Z][A-Za-z]{2,12})?(?![\w/])")
_SIZE_LAST = re.compile(r"\d+(?:\.\d+)?[BM]$")


def in_sizes(text: str, mention: Mention) -> list[Mention]:
    """Return the models of "Auk-1.5B/7B/72B-Instruct", each behind the last one's end; none where a name is no such run."""
    last, more = _SIZE_LAST.search(mention.name), _MORE_SIZES.match(text, mention.end)
    if last is None or more is None:
        return []
    stem, tail = mention.name[: last.start()], more["t"] or ""
    sizes = [last[0], *more["s"][1:].split("/")]
    names = (f"{stem}{size}{tail}" for size in sizes)
    return [mention._replace(name=name, start=more.end(), end=more.end()) for name in names]


def score_owner(page: Page, sentence: Sentence, start: int, end: int, *, bench_end: int = 0) -> Owner | None:
    """Return the owner of the score at `start`..`end`; None where it belongs to somebody without a name."""
    beside = model_beside(page, sentence, start, end)
    if beside is None and bench_end > end:  # "86.3 on BENCH (M)"
        named = page.mentions_in(bench_end + 1, bench_end + 3)
        beside = named[0] if named and page.text[named[0].end : named[0].end + 1] == ")" else None
    if beside is not None:
        return owner_of(page, beside)
    if _FOR_SOMEBODY.match(page.text, end, sentence.end):
        return None
    if _is_set_above(page, sentence, end):
        return Owner(page.subject.name or "", "launch")
    if mode := told_mode(page, start, sentence):
        return Owner(mode, "variant")
    unknown = FOR_NAME.match(page.text, end, sentence.end)
    if unknown and not page.is_subject(unknown["m"]):
        name = unknown["m"].rstrip(".")
        own = [one for one in page.subject.variants if one.endswith((f" {name}", f"-{name}"))]  # "46% for Pro"
        return Owner(own[0], "variant") if len(own) == 1 else Owner(name, "rival")
    left = page.mentions_in(sentence.start, start)
    if _SOMEBODY.search(page.text[left[-1].end if left else sentence.start : start]):
        return None
    if _UNNAMED.search(page.text[left[-1].end if left else sentence.start : start]):
        return None
    owner = owner_at(page, start, end, sentence)
    if owner.role == "launch" and (member := extreme_told(page, sentence, start)):
        return member
    if owner.role != "launch" or left:
        return owner
    return _spoken_of(page, sentence) or (None if _is_a_family(page) else owner)


_WITH_SO_MUCH = re.compile(r" ?(?:%|점)?(?:로|으로),? (?:[가-힣]{1,6} )?")


def _is_set_above(page: Page, sentence: Sentence, end: int) -> bool:
    """Return whether a Korean sentence sets a number against that of a rival behind it: "71.0%로 Tern 2의 65.2%보다"."""
    rival = page.mentions_in(end, sentence.end)[:1] if page.text[end : end + 4].strip(" %").startswith(_WITH) else []
    return (
        bool(rival)
        and not page.is_subject(rival[0].name)
        and _WITH_SO_MUCH.fullmatch(page.text, end, rival[0].start) is not None
        and page.text.startswith(("의", "보다"), rival[0].end)
    )


_WITH = ("로", "으로", "점")
_THE_MODEL = re.compile(r"\b(?:[Tt]he|[Tt]his) model\b|\b[Ii]t\b|\b(?:was|were) (?:achieved|obtained|reached)\b")
# "With data from the 70B model, Tern 7B surpasses": what comes first is not what the sentence speaks of.
_FRONTED = re.compile(
    r"^\W*(?:With|Based on|Built (?:up)?on|Compared (?:to|with)|Unlike|Thanks to|Using|Like|After|Following|Among)\b[^,;]{1,120}, "
)
BACK = 4  # sentences in which what "it" is may have been named


def _spoken_of(page: Page, sentence: Sentence) -> Owner | None:
    """Return the one variant that the sentences right before speak of, set against rivals or not: the "It" of this one."""
    if not _THE_MODEL.search(sentence.text):
        return None
    for earlier in page.sentences_before(sentence, BACK):
        fronted = _FRONTED.match(earlier.text)
        begin = earlier.start + (fronted.end() if fronted else 0)
        named = [one.name for one in page.mentions_in(begin, earlier.end)]
        if named:
            name, own = named[0], page.subject.name or ""
            is_alone = not any(page.is_subject(one) for one in named if one != name)
            return Owner(name, "variant") if is_alone and page.is_subject(name) and fold(name) != fold(own) else None
    return None


def _is_a_family(page: Page) -> bool:
    """Return whether the launch is several sizes, so that a score without a name is one of theirs: nobody says whose."""
    own = page.subject.name or ""
    sizes = {size[1] for one in page.variants if (size := _SIZE.search(one))}
    tiers = {one for one in page.subject.variants if _TIER.fullmatch(one[len(own) :])}
    return len(sizes) > 1 or len(tiers) > 1
