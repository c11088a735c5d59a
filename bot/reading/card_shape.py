"""Whether a text has the shape of a model card or README, and whether its headline is only badges."""

from collections.abc import Set

from bot.catalogue import fold
from bot.reading import lazy_re as re
from bot.reading.homes import homes_in
from bot.reading.hubs import publishers_of
from bot.reading.kinds import called_a_model
from bot.reading.name_shape import NOT_NAMES
from bot.reading.page import Page

_HEADING = re.compile(r"\n(?:#{1,3} |---$)|<h1", re.MULTILINE)
_PASTED_HEADING = re.compile(r"(?<=\n\n)[A-Z][^\n.!?:;,|\t]{2,40}(?=\n\n)")  # of a page pasted as plain text
_CARD = re.compile(
    r"from_pretrained|pip install|^license:|^(?:citation|usage|quick ?start|installation|limitations|license|licence|intended use|model (?:details|summary))$|(?:## |<h[2-4]>)(?:\d+(?:\.\d+)*\.? |[^\w\s]{1,4} )?(?:citation|usage|quick ?start|license|evaluation|models?|training|results|installation|limitations)",
    re.MULTILINE,
)  # in small letters


_OF_MODELS = frozenset({"params_total", "params_active", "context_tokens", "training_tokens", "score", "base_model"})


def is_card(page: Page, own: Set[str]) -> bool:
    """Return whether this is a model card or README: headings, the name at its head, and weights, sizes or terms given."""
    head = page.original.lstrip()[:4000]
    has_heading = _HEADING.search(f"\n{head}") or len(_PASTED_HEADING.findall(head)) > 1
    return (
        bool(has_heading)
        and _heads(page.subject.name or "", head)
        and not _is_of_another(page)
        and (bool(own & {"params_total", "license", "access"}) or _is_of_its_home(page))
        and (_is_linked(page) or (_CARD.search(page.original.lower()) is not None and _is_of_a_model(page, own)))
    )


def _heads(name: str, head: str) -> bool:
    """Return whether a name stands at a text's head, with its size or without."""
    return bool(name) and fold(_SIZE.sub("", name)) in fold(head[:1500])


_SIZE = re.compile(r"[-_ ]\d+(?:\.\d+)?B$")
_ONE_WORD = re.compile(r"[\w.-]{4,24}")
ALIKE = 4  # letters with which two names of one thing begin


def _is_of_another(page: Page) -> bool:
    """Return whether a README's heading of one word names something else, of which the text speaks more: "# plover"."""
    called, name = page.document.title.strip("#*: ").casefold(), (page.subject.name or "").casefold()
    if not _ONE_WORD.fullmatch(called) or called in NOT_NAMES or called[:ALIKE] == name[:ALIKE] or called in name:
        return False
    text = page.text[page.start : page.end].casefold()
    return text.count(called) > text.count(name)


def _is_of_its_home(page: Page) -> bool:
    """Return whether a README whose heading is its repository's name calls that a model: "# Wren", of "marl/wren"."""
    called = page.document.title.strip("#*: ")
    is_home = called == page.subject.name and any(fold(home.name) == fold(called) for home in homes_in(page.original))
    return is_home and called_a_model(page)


def _is_of_a_model(page: Page, own: Set[str]) -> bool:
    """Return whether a README is of a model and not of any software under a licence: it says so, or what only models have."""
    return bool(own & _OF_MODELS) or "from_pretrained" in page.original or called_a_model(page)


def _is_linked(page: Page) -> bool:
    """Return whether the text links the launch on a model hub."""
    return bool(publishers_of(page.subject.name or "", page.published, page.catalogue))


def is_badge(page: Page) -> bool:
    """Return whether the headline is only the first words of a card, which badges and images open: none of its own."""
    first = page.document.lines[0] if page.document.lines else None
    if first is None or page.document.title != first.text[: len(page.document.title)]:
        return False
    start = page.squeezed.origin(first.start)
    line = page.original[page.original.rfind("\n", 0, start) + 1 : start]
    return re.match(r"\s*[<\[!]", page.original) is not None and not re.search(r"#|<h\d|<title", line)
