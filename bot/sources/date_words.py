"""Words of dates in other languages than English, put into English: what blog software of old wrote, and papers do."""

import re

_MONTHS = {
    "Jan": "Ιαν Ιανουαρίου január januári janvier enero januar gennaio janeiro januari января янв",
    "Feb": "Φεβ Φεβρουαρίου február februári février fevrier febrero februar febbraio fevereiro februari февраля фев",
    "Mar": "Μάρ Μαρ Μάώ Μαώ Μαρτίου március márc marzo märz mars março maart марта мар",
    "Apr": "Απρ Απριλίου április avril abril aprile april апреля апр",
    "May": "Μάι Μαϊ Μαι Μαίου Μαΐου május máujus mai mayo maggio maio mei мая май",
    "Jun": "Ιούν Ιον Ιουνίου június juin junio juni giugno junho июня июн",
    "Jul": "Ιούλ Ιολ Ιουλίου július juillet julio juli luglio julho июля июл",
    "Aug": "Αύγ Αυγ Αυγούστου augusztus août aout agosto august augustus августа авг",
    "Sep": "Σεπ Σεπτεμβρίου szeptember sept septembre septiembre september settembre setembro сентября сен",
    "Oct": "Οκτ Οκτωβρίου október octobre octubre oktober ottobre outubro октября окт",
    "Nov": "Νοέ Νοε Νοεμβρίου november novembre noviembre novembro ноября ноя",
    "Dec": "Δεκ Δεκεμβρίου december décembre decembre diciembre dezember dicembre dezembro декабря дек",
}
_ENGLISH = {word.casefold(): month for month, words in _MONTHS.items() for word in words.split()}
_NUMBERS = {month: number for number, month in enumerate(_MONTHS, start=1)}
_WORD = re.compile(r"[^\W\d_]{3,}", re.UNICODE)
# 2004-július-13T9:15-05:00
_NAMED_IN_ISO = re.compile(r"\A(\d{4})-([^\W\d_]{3,12})-(\d{1,2})(?=T|\Z)")
# 2004년 05월 28일 오후 01:31:15, 2004-05-28 오후 11:31:58, and the same in Chinese and Japanese signs
_EASTERN = re.compile(
    r"\A(\d{4})\s?[-년年]\s?(\d{1,2})\s?[-월月]\s?(\d{1,2})\s?[일日]?"
    r"(?:\s?(오전|오후|午前|午後|上午|下午)?\s?(\d{1,2}):(\d\d)(?::(\d\d))?)?\s?\Z"
)
_MORNING, _AFTERNOON = frozenset({"오전", "午前", "上午"}), frozenset({"오후", "午後", "下午"})
_EAST_ASIA = {"오": "+09:00", "午": "+09:00", "上": "+08:00", "下": "+08:00", "년": "+09:00"}


def in_english(text: str) -> str:
    """Return a date with its month in English; Korean, Chinese and Japanese dates as ISO 8601."""
    if text.isascii() and not _NAMED_IN_ISO.match(text):
        return _translated(text)
    eastern = _EASTERN.match(text)
    if eastern and not text.isascii():
        return _eastern(eastern, text)
    named = _NAMED_IN_ISO.match(text)
    month = _NUMBERS.get(_ENGLISH.get(named[2].casefold(), "")) if named else None
    if named and month:
        return f"{named[1]}-{month:02}-{int(named[3]):02}{text[named.end() :]}"
    return _translated(text)


def _translated(text: str) -> str:
    return _WORD.sub(lambda word: _ENGLISH.get(word[0].casefold(), word[0]), text)


def _eastern(match: re.Match[str], text: str) -> str:
    year, month, day, half, hour, minute, second = match.groups()
    day_text = f"{year}-{int(month):02}-{int(day):02}"
    if hour is None:
        return day_text
    hours = int(hour) % 12 + 12 * (half in _AFTERNOON) if half else int(hour)
    zone = next((ahead for sign, ahead in _EAST_ASIA.items() if sign in text), "+08:00")
    return f"{day_text}T{hours:02}:{minute}:{second or '00'}{zone}"
