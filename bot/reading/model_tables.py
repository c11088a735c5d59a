"""Tables that list a family's models with their sizes, links and terms: what stands there is launched together."""

from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import NamedTuple

from bot.catalogue import fold
from bot.reading import lazy_re as re
from bot.reading.hubs import COPY
from bot.reading.tables import Cell, Grid

MOST_LISTED = 60
_NAMES = re.compile(
    r"\W*(?:(?:models?|checkpoints?)(?: (?:names?|ids?|variants?|versions?))?|names?|variants?|模型|模型名称?|模型版本|模型系列|型号|モデル|モデル名|모델|모델명|modelle?|modèles?|modelos?)\W*",
    re.I,
)
# What else such a table says of a model; a table with any other column compares, it does not list.
_SAID = re.compile(
    r"\W*|.*\b(?:sizes?|param\w*|#?params|active|activated|total|context|length|seq|sequence|versions?|transformers|vllm|sglang|downloads?|links?|hugging ?face|hf|model ?(?:scope|hub)|weights|repos?|repository|licen[cs]es?"
    r"|usage|use cases?|types?|precision|layers?|vocab\w*|descriptions?|notes?|release|date|dimensions?|embedding|mrl|instruction|heads?|hidden|resolution|base|formats?"
    r"|quanti\w*|memory|tensor|card|paper|demo|sources?|backbones?|modalit\w*|mod|features?|v?ram|real-?time factor|rtf|languages?|categor\w*|tasks?|datasets?|data|config\w*|support\w*|status|availab\w*|openxlab|wisemodel|taille|größe|tamaño|licence|licencia|lizenz)\b.*|.*(?:参数|下载|长度|上下文|许可|大小|规模|精度|链接|类型|用途|说明|描述|版本|发布|开源|显存|サイズ|ダウンロード|リンク|ライセンス|パラメータ|コンテキスト|説明|크기|다운로드|라이선스|파라미터).*",
    re.I | re.DOTALL,
)
_DATA = re.compile(r"huggingface\.co/datasets/|modelscope\.cn/datasets/")  # a row of data, not of a model
_NO_MODEL = re.compile(r"(?:^|[-_. ])(?:tokeni[sz]er|vocab|processor|vae)(?:$|[-_. ])", re.I)
_NOTE = re.compile(r"[¹²³⁴⁵†‡]+")
_MARKS = re.compile(r"^[^\w\s]+\s*")  # a pictogram before a name
_PUBLISHER = re.compile(r"^[A-Za-z][\w.-]{1,40}/(?=[\w.-]+$)")  # "norvale/" of "norvale/auk-2-small"
_HUB = re.compile(
    r"(?:huggingface\.co|hf\.co|modelscope\.cn/models)/(?P<org>[\w.-]{2,40})/(?P<name>[\w.-]{2,80}?)/?(?=[)\"'>\s#?]|$)"
)
LONGEST_TAG = 160  # characters around a name that hold its link
_NAME = re.compile(r"(?:[A-Za-z\u4e00-\u9fff]|\d{1,2}[A-Z]{1,3}(?=-))[\w.\[\] +-]{1,58}[\w\]+]")


class Listed(NamedTuple):
    """A model's name in a table, and where it stands in the original."""

    name: str
    start: int
    end: int


def listed_in(original: str, grids: Iterable[Grid]) -> tuple[tuple[Listed, ...], ...]:
    """Return the models of each table that lists models, in order."""
    found = (tuple(_listed(original, grid)) for grid in grids)
    return tuple(models for models in found if len(models) > 1)


def _listed(original: str, grid: Grid) -> Iterator[Listed]:
    head, *rows = _below_title(grid)
    named = [number for number, cell in enumerate(head) if _NAMES.fullmatch(cell.text)]
    column = max(
        named, key=lambda number: sum(any(c.isdigit() for c in row[number].text) for row in rows), default=None
    )
    others = [cell for number, cell in enumerate(head) if number not in named]
    if column is None or len(head) < 2:
        return
    rows = [row for row in rows[:MOST_LISTED] if any(cell.text for cell in row if cell is not row[column])]
    is_said = all(_SAID.fullmatch(_NOTE.sub("", cell.text)) for cell in others)
    if not is_said and not _is_linked(original, rows, column):
        return
    for row in rows:
        line = original.find("\n", row[-1].end)
        if not _DATA.search(original, row[0].start, line if line >= 0 else len(original)):
            yield from _name_in(original, row[column])


def _is_linked(original: str, rows: Iterable[tuple[Cell, ...]], column: int) -> bool:
    """Return whether each name in a column links to its repository on a hub, all of one organisation: none else is compared."""
    owners = {_owner_of(original, row, column) for row in rows}
    return len(owners) == 1 and None not in owners


def _owner_of(original: str, row: tuple[Cell, ...], column: int) -> str | None:
    """Return whose the repository is that a cell's name links to."""
    cell = row[column]
    own = fold(_PUBLISHER.sub("", cell.text.strip("`* \n")))
    begin = row[column - 1].end if column else max(cell.start - LONGEST_TAG, 0)
    end = row[column + 1].start if column + 1 < len(row) else cell.end + LONGEST_TAG
    return next((m["org"] for m in _HUB.finditer(original, begin, end) if fold(m["name"]) == own), None)


def _below_title(grid: Grid) -> tuple[tuple[Cell, ...], ...]:
    """Return a table's rows without a first one of a single cell, its title."""
    is_titled = len(grid.rows) > 2 and len({(cell.start, cell.end) for cell in grid.rows[0] if cell.text}) == 1
    return grid.rows[1:] if is_titled else grid.rows


def _name_in(original: str, cell: Cell) -> Iterator[Listed]:
    name = " ".join(_PUBLISHER.sub("", _MARKS.sub("", cell.text.strip("`* \n"))).split())
    place = original.find(name, cell.start, cell.end)
    if (
        place >= 0
        and _NAME.fullmatch(name)
        and not COPY.search(name)
        and not _NO_MODEL.search(name)
        and len(name.split(" ")) <= 5
    ):
        yield Listed(name, place, place + len(name))


def members_listed(name: str, tables: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """Return the names that stand in a table with the launch's own: all of them where one is the launch's or begins so."""
    head = re.split(r"[ -]", name)[0].casefold()
    between = r"[ _-]?" if any(c.isdigit() for c in name) else r"(?:[ _-]?v?\d+(?:\.\d+)*)?[ _-]?"  # "Auk2-Math-7B"
    own = re.compile(
        between.join(map(re.escape, re.findall(r"[^\W\d_]+|\d+(?:\.\d+)*|[^\w\s-]+", name))) + r"(?![^\W\d_])", re.I
    )
    found: dict[str, None] = {}
    tables = [list(names) for names in tables]
    if not any(own.match(one) for names in tables for one in names):  # "Auk-A52B-Chat" and "Auk-A52B-Base" of Auk Large
        lines = takewhile(
            lambda names: _is_line(names, head) or _is_abbreviated(names, name) or _has_initials(names, name), tables
        )
        return tuple(dict.fromkeys(one for names in lines for one in names))
    for names in tables:
        direct = sum(own.match(one) is not None for one in names)
        if direct:
            is_family = direct > 1  # a single model stands beside others of its line to be compared
            kin = (
                one
                for one in names
                if own.match(one)
                or (is_family and (_is_kin(re.split(r"[ -]", one)[0].casefold(), head) or _is_inside(own, one)))
            )
            found.update(dict.fromkeys(kin))
    return tuple(one for one in found if one.casefold() != name.casefold())


def _is_line(names: Iterable[str], head: str) -> bool:
    """Return whether all names of a table begin with the first word of the launch's."""
    return all(re.split(r"[ -]", one)[0].casefold() == head for one in names)


LEAST_SHORT = 4  # letters of a name's abbreviation


def _is_abbreviated(names: Iterable[str], name: str) -> bool:
    """Return whether all names of a table begin with one word that is short for the launch's: "omniKnot_3B" of Omnivorous Knot."""
    heads = {re.split(r"[ _-]", one)[0].casefold() for one in names}
    if len(heads) != 1:
        return False
    short, letters = heads.pop(), iter(re.sub(r"[\W_]", "", name).casefold())
    is_short = len(short) >= LEAST_SHORT and name[:1].casefold() == short[0]
    return is_short and all(char in letters for char in short)


def _has_initials(names: Iterable[str], name: str) -> bool:
    """Return whether all names of a table begin with the launch's initials and version: "TM3-L", "TM3Mono-L" of Tern Map 3."""
    words = re.findall(r"[^\W\d_]+|\d+", name)
    initials = "".join(word if word.isdecimal() else word[0] for word in words).casefold()
    is_telling = len(words) > 2 and name[-1:].isdigit()
    return is_telling and all(re.match(rf"{initials}(?!\d)", one.casefold()) for one in names)


def _is_inside(own: re.Pattern[str], name: str) -> bool:
    """Return whether a name has the launch's in it, behind what it was made from: "Knot-Auk2-7B" of "Auk2"."""
    found = own.search(name)
    return found is not None and name[found.start() - 1] in "-_"


_HEAD = re.compile(r"([^\W\d_]{4,})(\d[\d.]*)?")


def _is_kin(other: str, head: str) -> bool:
    """Return whether a name's first word is the launch's, or goes on before the same version: "aukchat2" beside "auk2"."""
    mine, theirs = _HEAD.fullmatch(head), _HEAD.fullmatch(other)
    return other == head or bool(mine and theirs and mine[2] and mine[2] == theirs[2] and theirs[1].startswith(mine[1]))
