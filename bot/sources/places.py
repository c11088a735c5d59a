"""Sites by their address, among them those whose text is best read elsewhere than on their pages."""

import re
from urllib.parse import urlsplit

_MODEL = re.compile(r"/([\w.-]{1,100})/([\w.-]{1,150})/?\Z")
_RELEASE = re.compile(r"/[\w.-]{1,100}/([\w.-]{1,100})/releases(?:\Z|/)")
_REPEATED = re.compile(r"\s{0,20}(?:<p>)?arXiv:\S{1,40}\s{1,20}Announce Type: (?:replace|cross)\b")
_NO_OWNERS = frozenset({"blog", "docs", "papers", "spaces", "datasets", "collections", "models", "learn", "posts"})
_TOLD_BY_THE_FEED = frozenset({"openrouter.ai", "github.com", "arxiv.org"})


def text_address(url: str) -> str:
    """Return where the text of a page is served plainly: a model's card at Hugging Face; else the address itself."""
    parts = urlsplit(url)
    match = _MODEL.fullmatch(parts.path)
    if parts.hostname == "huggingface.co" and match and match[1] not in _NO_OWNERS:
        return f"https://huggingface.co/{match[1]}/{match[2]}/raw/main/README.md"
    return url


def full_title(title: str, url: str) -> str:
    """Return an entry's title with what only its address says: release notes call themselves "v1.2" and no more."""
    parts = urlsplit(url)
    match = _RELEASE.match(parts.path)
    if parts.hostname != "github.com" or match is None or match[1].lower() in title.lower():
        return title
    return f"{match[1]} {title}".strip()


def is_repeat(summary: str) -> bool:
    """Return whether an entry says of itself that it is no news: arXiv's revisions and papers of other fields."""
    return _REPEATED.match(summary) is not None


def is_told_by_the_feed(url: str) -> bool:
    """Return whether a site's feed says all that its page does, and more plainly: release notes, price lists."""
    return site_of(url) in _TOLD_BY_THE_FEED


def site_of(url: str) -> str:
    """Return the host of an address without "www."."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
