"""What makes two addresses, or two articles, the same."""

import re
import unicodedata
from hashlib import sha256
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from bot.types import Article

_TRACKING_NAMES = """
fbclid gclid dclid gbraid wbraid msclkid twclid ttclid yclid igshid igsh li_fat_id mc_cid mc_eid mkt_tok _hsenc
_hsmi hsctatracking vero_id vero_conv oly_anon_id oly_enc_id wickedid rb_clickid s_cid ncid cmpid spm
ref ref_src ref_url referrer trkcampaign smid smtyp sref guccounter guce_referrer
guce_referrer_sig ocid outputtype soc_src soc_trk __twitter_impression share_id sharetype
feature_share xtor at_medium at_campaign feedburner isfreemail triedredirect
"""
_TRACKING = frozenset(_TRACKING_NAMES.split())
_TRACKING_STARTS = ("utm_", "pk_", "mtm_", "piwik_", "hsa_", "stm_", "ga_", "at_custom")
_PORTS = {"http": 80, "https": 443}
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)\Z", re.IGNORECASE)
_KEPT = "-._~!$&'()*+,;=:@"
ENTRY_MARK = "entry:"  # begins the fragment of an entry that has no address of its own
_WORD = re.compile(r"\w+")


def canonical_url(url: str) -> str:
    """Return the one spelling of an address that stands for all of them; what cannot be read comes back as it is.

    Scheme, host and case, "www.", default ports, dots, escapes, the slash at the end, index pages, the order of
    parameters, tracking parameters and fragments make no difference.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return url.strip()
    if parts.scheme not in _PORTS or not host:
        return url.strip()
    host = _ascii(host).removeprefix("www.")
    place = f"[{host}]" if ":" in host else host
    if port is not None and port not in _PORTS.values():
        place += f":{port}"
    fragment = parts.fragment if parts.fragment.startswith(ENTRY_MARK) else ""
    return urlunsplit(("https", place, _path(parts.path), _query(parts.query), fragment))


def _ascii(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return host.lower()


def _path(path: str) -> str:
    segments: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            segments = segments[:-1]
        elif segment not in {"", "."}:
            segments.append(quote(unquote(segment, errors="surrogateescape"), safe=_KEPT, errors="surrogateescape"))
    if segments[-1:] == ["amp"]:
        segments = segments[:-1]
    return _INDEX.sub("", "".join(f"/{segment}" for segment in segments))


def _query(query: str) -> str:
    kept = [(name, value) for name, value in _pairs(query) if not _is_tracking(name)]
    return urlencode(sorted(kept))


def _pairs(query: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(query, keep_blank_values=True, max_num_fields=100)
    except ValueError:
        return [(query, "")]


def _is_tracking(name: str) -> bool:
    name = name.lower()
    return name in _TRACKING or name.startswith(_TRACKING_STARTS)


def content_hash(article: Article) -> str:
    """Return what two articles share when their words are the same; dates, markup and spacing do not count."""
    digest = sha256()
    for part in (article.title, article.text):
        words = _WORD.findall(unicodedata.normalize("NFKC", part).casefold())
        digest.update(" ".join(words).encode("utf-8", "replace") + b"\0")
    return digest.hexdigest()
