"""How the cells of a table print a score, a size, tokens and a price."""

import re

SCORE = re.compile(
    r"^[~≈<>*]*\s*(?P<n>\d{1,2},\d{3}|\d{1,4}(?:\.\d{1,3})?)\s*(?P<u>%)?\s*(?:[*†‡§]+|\((?:pass@\d+|\d+-shot|avg@\d+|maj@\d+|±\s*\d+(?:\.\d+)?)\)|±\s*\d+(?:\.\d+)?)?$"
)
SIZE = re.compile(
    r"^[~≈]?\s*(?P<n>\d{1,4}(?:\.\d{1,3})?)\s*(?P<s>[KMBT]|billion|million|trillion)(?:illion)?(?: ?params| ?parameters)?(?:\s*(?:/|\(|-)\s*A?(?P<n2>\d{1,4}(?:\.\d{1,2})?)\s*(?P<s2>[MB])\s*(?:active|activated)?\)?)?(?: each)?$",
    re.I,
)
TOKENS = re.compile(r"^(?P<n>\d{1,3}(?:,\d{3}){1,2}|\d{1,4}(?:\.\d{1,2})?)\s*(?P<s>[KM])?(?: tokens)?$", re.I)
PRICE = re.compile(
    r"^(?P<c>US\$|[$€£¥])?\s*(?P<n>\d{1,4}(?:\.\d{1,4})?)(?P<rest>\s*(?:/|per)\s*(?:1?M|1 million|million)(?: tokens)?)?$",
    re.I,
)
BOTH_SIZES = re.compile(
    r"^(?P<a>\d{1,4}(?:\.\d{1,2})?)\s*(?P<as>[BMT])\s*\((?:Active|Activated)\)\W*(?P<t>\d{1,4}(?:\.\d{1,2})?)\s*(?P<ts>[BMT])\s*\(Total\)$"
    r"|^(?P<t2>\d{1,4}(?:\.\d{1,2})?)\s*(?P<ts2>[BMT])\s*\(Total\)\W*(?P<a2>\d{1,4}(?:\.\d{1,2})?)\s*(?P<as2>[BMT])\s*\((?:Active|Activated)\)$",
    re.I,
)
