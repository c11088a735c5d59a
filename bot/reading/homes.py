"""Whose a text's code is: the repository that it has its readers clone, and an organisation's page on a hub."""

from collections import Counter

from bot.catalogue import Catalogue, fold
from bot.reading import lazy_re as re
from bot.reading.hubs import LONGEST_READ, NO_ORG, Published

# https://git-scm.com/docs/git-clone: options, then https://HOST/OWNER/NAME or git@HOST:OWNER/NAME.
_CLONED = re.compile(
    r"git(?: clone (?:--?[\w=-]{1,30} )*(?:https?://|git@)|\+https?://)git(?:hub|lab)\.com[/:](?P<org>[\w.-]{2,40})/(?P<name>[\w.-]{2,80}?)(?:\.git)?(?=[\s\"'`)/@#]|$)"
)
_PAGE = re.compile(r"(?:huggingface\.co|hf\.co)/(?P<org>[A-Za-z0-9][\w-]{2,40})/?(?=[\s\"'`)\]<]|$)")


def homes_in(original: str) -> tuple[Published, ...]:
    """Return the repositories of code that a text has cloned, and pages of organisations on a hub: those without a name."""
    head = original[:LONGEST_READ]
    if "git" not in head and "huggingface.co/" not in head:
        return ()
    cloned = (Published(match["org"], match["name"]) for match in _CLONED.finditer(head))
    pages = (Published(match["org"], "") for match in _PAGE.finditer(head) if match["org"].lower() not in NO_ORG)
    return (*cloned, *pages)


def owners_of(name: str, homes: tuple[Published, ...], catalogue: Catalogue) -> Counter[str]:
    """Return whose repository bears the launch's name; where none does, whose page is the only one linked."""
    own = fold(name)
    cloned = [one.org for one in homes if _are_one(own, fold(one.name))]
    pages = {one.org for one in homes if not one.name}
    owners = cloned[:1] or (list(pages) if len(pages) == 1 else [])
    return Counter(lab.name if (lab := catalogue.publisher(org)) else org for org in owners)


def _are_one(own: str, repository: str) -> bool:
    return len(own) > 2 and (repository.startswith(own) or (len(repository) > 4 and own.startswith(repository)))
