"""Takes markup out of a text without moving a character: whatever is removed becomes as many spaces.

So every offset in the cleaned text is valid in the original.
"""

from html import unescape

from bot.reading import lazy_re as re

LONGEST_TEXT = 1_000_000  # characters; what comes after is not read

# One character for one: quotes, dashes and spaces as keyboards have them. A long dash separates clauses like a comma.
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′´｀", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–−﹣－", "-"),
        **dict.fromkeys("—―", ","),
        **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000\ufeff\u200b\t\r", " "),
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
        "％": "%",
        "（": "(",
        "）": ")",
        "：": ":",
        "，": ",",
        "×": "x",
        "≥": ">",
        "～": "~",
    }
)
_TYPESET = re.compile(f"[{re.escape(''.join(map(chr, _PLAIN)))}]")
_ELEMENTS = ("script", "style", "nav", "footer", "noscript", "svg", "form", "aside", "pre")
_BLOCK = re.compile(rf"<({'|'.join(_ELEMENTS)})\b[^<>]{{0,2000}}>|<!--|```|~~~", re.IGNORECASE)
_CLOSING = {name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in _ELEMENTS}
_ENDS = {"<!--": "-->", "```": "```", "~~~": "~~~"}
_FRONT_MATTER = re.compile(r"\A\s*---\s*\n.*?\n---\s*\n", re.DOTALL)
_SPAN = re.compile(r"```([^`\n]{1,40})```")  # a word set as code in a line, like `this`
_SHORTCODE = re.compile(r"\{\{[<%][^{}\n]{0,3000}[>%]\}\}")  # Hugo's
_IMAGE = re.compile(r"!\[[^\]\n]{0,500}\]\([^)\n]{0,2000}\)")
LEAST_BLOB = 120  # characters of encoded data: no word is as long
_BLOB = re.compile(rf"[A-Za-z0-9_+/=.%&-](?<![A-Za-z0-9_+/=.%&-].)[A-Za-z0-9_+/=.%&-]{{{LEAST_BLOB - 1},}}")
_LINK = re.compile(r"\[([^\]\n]{0,500})\]\([^)\n]{0,2000}\)")
_REFERENCE = re.compile(r"(?<!\])\[([^\[\]\n]{1,200})\]\[[^\[\]\n]{1,80}\]")  # [text][where], and where it leads:
_DEFINITION = re.compile(r"^ {0,3}\[[^\[\]\n]{1,80}\]: ?<?https?://[^\n]{0,2000}", re.MULTILINE)
_FOOTNOTE = re.compile(
    r"(?<=\d\.\d)(\d{0,2} ?%?) ?<su[pb]>[^<>\n]{1,8}</su[pb]>", re.IGNORECASE
)  # 87.5<sup>2</sup>, 87.5<sub>0.4</sub>
_NOTED = re.compile(r"<sup>(?<=[A-Za-z]{4}<sup>)[1-9*†‡]</sup>", re.IGNORECASE)  # KelpEval<sup>1</sup>
_SOURCE, _TOLD = r"\d{1,3}(?:, ?\d{1,3}){0,6}\](?:\(https?:[^)\n]{0,2000}\)|(?!\())", r"[\w.,;:)\"'%]"
_CITED = re.compile(
    rf"\[(?:(?<={_TOLD}\[)|(?<={_TOLD} \[)){_SOURCE}(?:\[{_SOURCE}){{0,8}}"
)  # sources: [1][12], [3, 7], [3](https://...)
# A part of a test that is set small behind its name stands in brackets: KelpEval<sub>val</sub>.
_PART = re.compile(r"<sub>(?<=\w<sub>)([A-Za-z][\w/ +-]{1,20})</sub>", re.IGNORECASE)
_SMALL = re.compile(r"<su[pb]>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z!][^<>]{0,3000}>")
_ADDRESS = re.compile(r"https?://[^\s)>\]]{1,2000}")
_ENTITY = re.compile(r"&(?:#\d{2,6}|#[xX][\da-fA-F]{2,5}|[A-Za-z]{2,9}\d?);")
_SIGN = re.compile(r"[^\n]")
_SAYS_NOTHING = frozenset("↑↓✓…")
# Each form begins with a character of its own, before what is looked back for: so a search jumps from one to the next.
_QUOTED = re.compile(r"\n {0,3}(?:>+ ?|#{1,6}(?= ))")
_MARKS = re.compile(r"[*_`~](?:(?<=\*)\*{0,2}|(?<=_)(?:(?<!\w_)_{0,2}(?=\w)|(?<=\w_)_{0,2}(?!\w))|(?<=`)`*|(?<=~)~)")
_TIMES = re.compile(r"\*(?<=[\dB]\*)(?=[\dA-Z])")  # 8*H100, 80GB*8: no emphasis
_LATEX = re.compile(
    r"\\(?:times|(?:down|up)arrow|text\w*|mathrm|mathbf|%)|\$(?<![\w$\\]\$)(?=[^$\n]{0,80}[\\^_{][^$\n]{0,80}\$)|\$(?=\d{1,4}(?:\.\d{1,3})?%?\$(?!\d))|\$(?<=[\\}\w%]\$)(?<!US\$)(?<!HK\$)(?=[\s%.,;)]|$)",
    re.MULTILINE,
)


_IN_LATEX = {r"\times": "x     ", r"\%": "% "}


def plain(text: str) -> str:
    """Return a text with quotes, dashes and spaces as keyboards have them, one character for one."""
    return _TYPESET.sub(lambda m: _PLAIN[ord(m[0])], text)


def clean(text: str) -> str:
    """Return `text` without markup, of the same length."""
    text = _flowing(_described(plain(text)))
    text = _SPAN.sub(lambda m: f"   {m[1]}   ", text)
    text = _SHORTCODE.sub(_blank, _FRONT_MATTER.sub(_summarised, text))
    text = _without_links(_without_blobs(_without_blocks(text)))
    if _SMALL.search(text):
        text = _FOOTNOTE.sub(lambda m: m[1] + " " * (len(m[0]) - len(m[1])), text)
        text = _NOTED.sub(lambda m: " " * len(m[0]), text)
        text = _PART.sub(lambda m: f"    ({m[1]})     ", text)
    text = _ENTITY.sub(_character, text)
    for pattern in (_TAG, _ADDRESS):
        text = pattern.sub(_blank, text)
    text = _TIMES.sub("x", text)
    text = _LATEX.sub(lambda m: _IN_LATEX.get(m[0]) or _blank(m), text)
    return _MARKS.sub(lambda m: " " * len(m[0]), _QUOTED.sub(_blank, f"\n{text}")[1:])


def _without_blobs(text: str) -> str:
    text = _IMAGE.sub(_blank, text)
    return _BLOB.sub(_blank, text) if max(map(len, text.split()), default=0) >= LEAST_BLOB else text


def _without_links(text: str) -> str:
    """Keep of a link its words, and nothing of the sources that are cited."""
    if "]" not in text:
        return text
    if "]:" in text:
        text = _DEFINITION.sub(_blank, text)
    text = _CITED.sub(_blank, text)
    text = _LINK.sub(_words_alone, text)
    return _REFERENCE.sub(_words_alone, text) if "][" in text else text


def _words_alone(link: re.Match[str]) -> str:
    return f" {link[1]}".ljust(len(link[0]))


# What a post's head says of it in a sentence or two, also on the lines below its key.
_SUMMARY = re.compile(
    r"^(?:description|summary|excerpt|subtitle|abstract|tagline):[ \t]*(?:[>|][+-]?[ \t]*\n|[\"']?)(?P<s>[^\n]{40,2000}(?:\n[ \t]{1,16}[^\n]{1,1000}){0,20})",
    re.MULTILINE,
)


def _summarised(head: re.Match[str]) -> str:
    """Return a front matter as spaces, but for what it says of the text in words."""
    found, blank = _SUMMARY.search(head[0]), _blank(head)
    if found is None:
        return blank
    start, end = found.span("s")
    return f"{blank[:start]}{head[0][start:end].rstrip(QUOTES).ljust(end - start)}{blank[end:]}"


QUOTES = "\"' \n"
_IS_DESCRIPTION = re.compile(r"\b(?:property|name)\s*=\s*[\"']?(?:og:|twitter:)?description\b", re.IGNORECASE)
_CONTENT = re.compile(r"\bcontent\s*=\s*(?:\"([^\"<>]{40,2500})\"|'([^'<>]{40,2500})')", re.IGNORECASE)
_META = re.compile(r"<meta\b[^<>]{1,3000}>", re.IGNORECASE)


def _described(text: str) -> str:
    """Let a page's description for machines stand as a paragraph, where its body does not begin with the same words."""
    for tag in list(_META.finditer(text, 0, 100_000))[:40]:
        content = _CONTENT.search(tag[0]) if _IS_DESCRIPTION.search(tag[0]) else None
        if content is None:
            continue
        group = 1 if content[1] else 2
        start, end = tag.start() + content.start(group), tag.start() + content.end(group)
        if text.count(text[start : start + 40]) == 1:
            blank = " " * (start - tag.start() - 1)
            return f"{text[: tag.start()]}{blank}\n{text[start:end]}\n{' ' * (tag.end() - end - 1)}{text[tag.end() :]}"
    return text


_FLOW = re.compile(
    r"<(/?)(p|li|h[1-6]|dd|dt|figcaption|div|ul|ol|table|tr|td|th|pre|article|section|body|blockquote)\b[^<>]{0,3000}>",
    re.IGNORECASE,
)
_FLOWS = frozenset({"p", "li", "dd", "dt", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6"})
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")


def _flowing(text: str) -> str:
    """Join the lines of a HTML paragraph, heading or item: a line end inside one is a space."""
    if "</" not in text:
        return text
    pieces, place, flows = [], 0, False
    for tag in _FLOW.finditer(text):
        inside = text[place : tag.start()]
        pieces.append(inside.replace("\n", " ") if flows and not _EMPTY_LINE.search(inside) else inside)
        pieces.append(tag[0])
        place, flows = tag.end(), not tag[1] and tag[2].lower() in _FLOWS
    return "".join((*pieces, text[place:]))


def _without_blocks(text: str) -> str:
    """Blank code, comments, and the parts of a page that are no article; a fence without an end goes on to the last line.

    An element without an end is no block; of that kind no other is looked for, or a text of openings would be read anew
    from each.
    """
    pieces, place, start, endless = [], 0, 0, set()
    while block := _BLOCK.search(text, start):
        kind = (block[1] or block[0]).lower()
        start = block.end()
        end = None if kind in endless else _block_end(text, kind, start)
        if end is None:
            endless.add(kind)
            continue
        inside = text[block.start() : end]
        pieces += [text[place : block.start()], _SIGN.sub(" ", inside)]
        place = start = end
    return "".join((*pieces, text[place:]))


def _block_end(text: str, kind: str, start: int) -> int | None:
    if kind in _ENDS:
        end = text.find(_ENDS[kind], start)
        return end + 3 if end >= 0 else len(text) if kind in ("```", "~~~") else None
    closed = _CLOSING[kind].search(text, start)
    return closed.end() if closed else None


def _character(match: re.Match[str]) -> str:
    """Return the character that an entity stands for, with spaces to its length; what stands for none stays."""
    found = unescape(match[0])
    if len(found) != 1 or found < " ":
        return match[0]
    return ("" if found in _SAYS_NOTHING else plain(found)).ljust(len(match[0]))


def _blank(match: re.Match[str]) -> str:
    """Return spaces of the same length; line ends stay, and a block tag becomes one."""
    found = match[0]
    if "\n" in found:
        return _SIGN.sub(" ", found)
    if _ITEM_TAG.match(found):
        return "\n" + " " * (len(found) - 3) + "- "
    if _BLOCK_TAG.match(found):
        return " " * (len(found) - 1) + "\n"
    return " " * len(found)


_BLOCK_TAG = re.compile(
    r"</?(?:p|div|h[1-6]|li|ul|ol|tr|td|th|table|br|section|article|blockquote|title|head|body|html)\b", re.I
)
_ITEM_TAG = re.compile(r"<li\b", re.I)
