"""Whose a text's code is: the repository that it has its readers clone, and an organisation's page on a hub."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.catalogue import Catalogue, fold
from bot.reading import lazy_re as re
from bot.reading.hubs import LONGEST_READ, NO_ORG, Published
from bot.reading.name_shape import is_name
from bot.reading.places import LETTER, whole_places

# https://git-scm.com/docs/git-clone: options, then https://HOST/OWNER/NAME or git@HOST:OWNER/NAME.
_CLONED = re.compile(
    r"git(?: clone (?:--?[\w=-]{1,30} )*(?:https?://|git@)|\+https?://)git(?:hub|lab)\.com[/:](?P<org>[\w.-]{2,40})/(?P<name>[\w.-]{2,80}?)(?:\.git)?(?=[\s\"'`)/@#]|$)"
)
# Where a repository is tended: its issues, its licence.
_TENDED = re.compile(
    r"github\.com/(?P<org>[\w.-]{2,40})/(?P<name>[\w.-]{2,80})/(?:issues|actions|discussions|stargazers|releases|blob/(?:main|master)/LICENSE)(?=[\s\"'`)/#?>.]|$)"
)
_PAGE = re.compile(r"(?:huggingface\.co|hf\.co)/(?P<org>[A-Za-z0-9][\w-]{2,40})/?(?=[\s\"'`)\]<]|$)")


@dataclass(frozen=True, slots=True)
class Tended(Published):
    """A repository of code whose issues or licence a text links: whose it is counts where that is a known lab."""


def homes_in(original: str) -> tuple[Published, ...]:
    """Return the repositories of code that a text has cloned or tends, and pages of organisations on a hub: those without a name."""
    head = original[:LONGEST_READ]
    if "git" not in head and "huggingface.co/" not in head:
        return ()
    cloned = (Published(match["org"], match["name"]) for match in _CLONED.finditer(head))
    pages = (Published(match["org"], "") for match in _PAGE.finditer(head) if match["org"].lower() not in NO_ORG)
    tended = (Tended(match["org"], match["name"]) for match in _TENDED.finditer(head))
    return (*cloned, *pages, *tended)


_LOGO = re.compile(
    r"<img\b[^<>]{0,400}?\balt=[\"'](?P<name>[A-Za-z][\w.-]{2,30}(?: [A-Z\d][\w.-]{0,20}){0,2}?)(?: (?:[Ll]ogo|[Bb]anner))?[\"']"
)
ABOVE = 1500  # characters of a README's head, where its logo stands


def shown_in(original: str, text: str) -> str:
    """Return the name that a README's logo bears, where the text uses it again: "Tern" of `<img alt="Tern Logo">`; "" if none."""
    logo = _LOGO.search(original, 0, ABOVE) if "alt=" in original[:ABOVE] else None
    name = logo["name"] if logo else ""
    is_used = (
        name != "" and any(c.isupper() for c in name) and is_name(name) and len(whole_places(name, text, LETTER)) > 1
    )
    return name if is_used else ""


def owners_of(name: str, homes: tuple[Published, ...], catalogue: Catalogue) -> Counter[str]:
    """Return whose repository bears the launch's name; where none does, whose page is the only one linked."""
    own = fold(name)
    cloned = [
        one.org
        for one in homes
        if (fold(one.name) == own and catalogue.publisher(one.org))
        or (not isinstance(one, Tended) and _are_one(own, fold(one.name)))
    ]
    pages = {one.org for one in homes if not one.name}
    owners = cloned[:1] or (list(pages) if len(pages) == 1 else [])
    return Counter(lab.name if (lab := catalogue.publisher(org)) else org for org in owners)


def listed_at_home(
    listed: Sequence[Sequence[str]], published: Iterable[Published], homes: tuple[Published, ...]
) -> tuple[str, ...]:
    """Return the models of the first table that lists such of whose code it is, and no others."""
    owners = {fold(home.org) for home in homes if not isinstance(home, Tended)}
    own = {fold(one.name) for one in published if fold(one.org) in owners}
    return next((tuple(names) for names in listed if own.issuperset(map(fold, names))), ())


def line_of(names: Sequence[str]) -> str | None:
    """Return the beginning that most of several names share, in whole words: "Auk-JP" of "Auk-JP-7B", "Auk-JP-10B", "Ruff-2B"."""
    parts = [re.split(r"(?<=[-_ ])", name) for name in names]
    head, times = Counter(one[0] for one in parts).most_common(1)[0] if parts else ("", 0)
    kin = [one for one in parts if one[0] == head]
    shared = [pieces[0] for pieces in zip(*kin, strict=False) if len(set(pieces)) == 1]
    line = "".join(shared).rstrip("-_ ")
    return line if times > 1 and sum(c.isalpha() for c in line) > 2 else None


def line_of_list(listed: Sequence[Sequence[str]], published: Iterable[Published]) -> str | None:
    """Return the beginning that all models of the first list or table share, where the text links or loads one of them."""
    names = listed[0] if listed else ()
    keys = {fold(one.name) for one in published}
    line = line_of(names) if any(fold(name) in keys for name in names) else None
    while line and not all(name.startswith(line) for name in names):
        line = line.rpartition("-")[0]  # "knot-rank" of "knot-rank-base-v2" and "knot-rank-large-v2"
    return line or None


_TITLED = re.compile(r"(?P<name>(?=[^:]*[A-Z])[\w.+-]{2,24}): ")
FEWEST_ROWS = 3


def line_of_title(title: str, listed: Iterable[Sequence[str]]) -> str:
    """Return the name before a headline's colon with which three models of a table begin: "4K" of "4K-B", "4K-L", "4K-XL"."""
    head = _TITLED.match(title)
    begun = re.compile(rf"{re.escape(head['name'])}[-_ ]\w") if head else None
    times = max((len({one for one in names if begun.match(one)}) for names in listed), default=0) if begun else 0
    return head["name"] if head and times >= FEWEST_ROWS else ""


def _are_one(own: str, repository: str) -> bool:
    return len(own) > 2 and (repository.startswith(own) or (len(repository) > 4 and own.startswith(repository)))
