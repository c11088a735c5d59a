"""Lengths at which something was measured, trained or fitted on a chip: no context of the model."""

from bot.reading import lazy_re as re

_EVALUATED = re.compile(
    r"\b(?:evaluat\w*|validated|scores? (?:are|were|is)|RULER|needle|benchmark\w*|test(?:s|ed|ing)?|controlled|limited|capped|trained (?:on|with|at)|pre-?train\w*)\b",
    re.I,
)
# A stage of training has its own length: "pre-trained on 30 trillion tokens with a context length of 4K", "in the final stage".
_IN_TRAINING = re.compile(
    r"\b(?:pre-?train(?:ed|ing)|mid-?training|trained|continued training|annealing)\b[^.;]{0,60}\b(?:tokens|steps)\b|\b(?:first|second|third|final|last|initial|training|pre-?training|post-?training) (?:stage|phase)\b",
    re.I,
)
# "Enough to fit up to 32K context length with an 8B model on a single GPU": what a chip holds, not what the model reads.
_FITS = re.compile(r"\bfit(?:s|ting)?\b[^.;]{0,40}$", re.I)
_MEASURED_WITH = re.compile(
    r"\b(?:evaluated|tested|measured|benchmarked) (?:it )?(?:with|at|using|under|in) (?:an? |the )?(?:[a-z]+ ){0,2}$",
    re.I,
)
_ON_HARDWARE = re.compile(r"[^.;]{0,60}? on (?:a|an|one|\d) [^.;]{0,20}?\bGPUs?\b")


def is_condition(text: str, match: re.Match[str]) -> bool:
    """Return whether the length is one at which something was measured or trained."""
    if re.search(
        r"\btraining $|\(except\b[^)]{0,60}$|\b(?:efficiency|utili[sz]ation|[HM]FU|throughput|latency|speed) (?:in|at|with|for) (?:an? )?$",
        text[: match.start()],
        re.I,
    ):
        return True
    if _MEASURED_WITH.search(text[: match.start()]):
        return True
    if _FITS.search(text[: match.start()]) and _ON_HARDWARE.match(text, match.end()):
        return True
    if _IN_TRAINING.search(text) and not re.search(
        r"\b(?:supports?|offers?|features?|reads?|accepts?|handles?|up to)\b", text[: match.end()], re.I
    ):
        return True
    around = text[max(0, match.start() - 60) : match.end() + 30]
    return bool(_EVALUATED.search(around)) and not re.search(
        r"\b(?:supports?|offers?|features?|reads?|accepts?|handles?|with an?|ha(?:s|ve) an?|boasts?|provides?|context (?:window|length) (?:of|is|:)|natively)\b",
        around,
        re.I,
    )
