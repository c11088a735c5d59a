"""How often each rule was right on labelled text; a file that a script measures, not a hand."""

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "confidence.toml"
UNMEASURED = Decimal("0.60")  # a rule that labelled text never used is not shown as a key number


@cache
def _measured() -> dict[str, Decimal]:
    if not FILE.exists():
        return {}
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"), parse_float=Decimal)
    return {rule: Decimal(row["confidence"]) for rule, row in rows.items()}


def confidence_of(rule: str) -> Decimal:
    """Return the confidence of a rule's facts, 0 to 1."""
    return _measured().get(rule, UNMEASURED)
