"""How the cells of a table print a score, a size, tokens and a price."""

from bot.reading import lazy_re as re

_SUM = r"(?P<c>US\$|[$€£¥])?\s*(?P<n>\d{1,4}(?:\.\d{1,4})?)"
_EACH = r"\s*(?:/|per)\s*(?:1?\s*M|1 million|million)(?:\s*tok(?:ens?)?)?"
_MARKS = r"[^\w\s$€£¥+\-−.,()/|%#]*"  # bold, a medal, a dagger
_CHANGE = r"[-+−▲▼↑↓±#]?\s*\d+(?:\.\d+)?%?"
SCORE = re.compile(
    rf"^{_MARKS}\s*(?P<n>-\d{{1,2}}\.\d{{1,3}}|\d{{1,2}},\d{{3}}|\d{{1,3}},\d{{1,2}}(?!\d)|0\.\d{{4}}|\d{{1,4}}(?:\.\d{{1,4}})?)\s*(?P<u>%)?\s*{_MARKS}\s*"
    rf"(?:(?:\(|\+/-|±)\s*(?:±|\+/-)?\s*\d+(?:\.\d+)?(?: ?\))?|\( ?{_CHANGE} ?\)|[▲▼↑↓]\s*\d+(?:\.\d+)?%?|/ ?100?|\((?:pass@\d+|\d+-shot|avg@\d+|maj@\d+|cot|EM|Acc\.?|reported|ours|official|independent|self-reported|estimated|(?:new |open )?SOTA|best|top|1st|2nd|3rd|\d+(?:\.\d+)?(?:/\d+(?:\.\d+)?){{1,4}})\))?{_MARKS}$",
    re.I,
)
SCORES = re.compile(
    r"^(?:(?P<a>\d{1,3}\.\d{1,3})\s*%?|[-–—])\s*[/|]\s*(?:(?P<b>\d{1,3}\.\d{1,3})\s*%?|[-–—])$"
)  # on two parts: "1.7 / 3.4"
SIZE = re.compile(
    r"^[~≈]?\s*(?P<n>\d{1,4}(?:\.\d{1,3})?)\s*(?P<s>[KMBT]|billion|million|trillion)(?:illion)?(?: ?params| ?parameters)?(?: total)?(?:\s*(?:/|\(|-)\s*A?(?P<n2>\d{1,4}(?:\.\d{1,2})?)\s*(?P<s2>[MB])\s*(?:active|activated)?\)?)?(?: each)?$",
    re.I,
)
# A context that is extended is the longer one: "128K -> 256K (YaRN)".
TOKENS = re.compile(
    r"^(?:\d{1,4}(?:\.\d{1,2})?[KM]?\s*(?:-+>|=>|→)\s*)?(?P<n>\d{1,3}(?:,\d{3}){1,2}|\d{4,8}|\d{1,4}(?:\.\d{1,2})?)\s*(?P<s>[KM])?(?: tokens)?(?:\s*\([^()\d]{1,24}\))?$",
    re.I,
)
PRICE = re.compile(
    rf"^{_SUM}(?P<rest>{_EACH})?(?:\s*\([-+]?\d{{1,3}}%\))?$",
    re.I,
)
# Input, then output: "$1.20 / $6.00", "$0.20 in / $0.90 out".
PRICES = re.compile(
    rf"^{_SUM}\s*(?:in(?:put)?)?\s*(?:/|,|\||and)\s*(?P<c2>US\$|[$€£¥])?\s*(?P<n2>\d{{1,4}}(?:\.\d{{1,4}})?)\s*(?:out(?:put)?)?(?P<rest>{_EACH})?$",
    re.I,
)
BOTH_SIZES = re.compile(
    r"^(?P<a>\d{1,4}(?:\.\d{1,2})?)\s*(?P<as>[BMT])\s*\((?:Active|Activated)\)\W*(?P<t>\d{1,4}(?:\.\d{1,2})?)\s*(?P<ts>[BMT])\s*\(Total\)$"
    r"|^(?P<t2>\d{1,4}(?:\.\d{1,2})?)\s*(?P<ts2>[BMT])\s*\(Total\)\W*(?P<a2>\d{1,4}(?:\.\d{1,2})?)\s*(?P<as2>[BMT])\s*\((?:Active|Activated)\)$",
    re.I,
)
SIZE_ALONE = re.compile(r"\d{1,4}(?:\.\d{1,2})?[BM]")  # as a name prints it
EXACT_SIZE = re.compile(r"^[~≈]?\s*(?P<n>\d{1,3}(?:[,_]\d{3}){2,4})$")  # to the last parameter
BARE_SIZE = re.compile(r"^[~≈]?\s*(?P<n>\d{1,4}(?:\.\d{1,3})?)$")
IN_BILLIONS = re.compile(r"[(\[,]\s*(?:in )?B(?:illions?|n)?\s*[)\]]|\bin billions\b", re.I)
IN_MILLIONS = re.compile(r"[(\[,]\s*(?:in )?M(?:illions?)?\s*[)\]]|\bin millions\b", re.I)
