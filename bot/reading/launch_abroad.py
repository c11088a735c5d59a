"""What grammar says of a name in other languages: a verb of launching behind it, what it is called.

Japanese and Korean have the verb behind the name, Chinese on either side; German parts its verb, and a participle ends the clause.
"""

from bot.reading import lazy_re as re
from bot.reading.cues import Cued
from bot.reading.sentences import Sentence

_CLOSED = r"[」』》”\"'’*]{0,3}"
# 「Tern 3」を公開した, 'Tern 3'을 공개했다, Tern 3 正式发布; what another company's is built on stands before に or をベースに.
_LAUNCHED_BEHIND = Cued(
    rf"^{_CLOSED}(?:シリーズ|モデル|ファミリー|\([^()]{{1,24}}\)|（[^（）]{{1,24}}）){{0,2}}(?:を|の[^。、,「『がは]{{1,12}}を)(?!ベース|基に|用い|使|活用)[^。「『]{{0,40}}?(?:公開|発表|リリース|提供開始|提供を開始|オープンソース化)(?!し?されてい|予定|する予定|を予定|している)"
    rf"|^{_CLOSED}(?: ?(?:시리즈|모델))?(?:을|를) [^.]{{0,40}}?(?:공개|출시|선보)(?!할|될| 예정)"
    rf"|^{_CLOSED} ?(?:全?系列|端侧|开源|多模态|推理|大?模型|版|家族| ){{0,6}}(?:今日|今天|现已|已|昨日|刚刚)?(?:正式|重磅|全新|震撼)?(?:发布|上线|亮相|开源|發布|開源|登场)(?=[。，,！!；;\s]|$)",
    "公開 発表 リリース 提供 オープンソース化 공개 출시 선보 发布 上线 亮相 开源 發布 開源 登场",
)
# 发布 Tern 3, 新たに公開した「Tern 3」; "Ravelが公開したTern 2は" recalls what somebody else published, "在 Hub 上发布" a place.
_LAUNCHED_BEFORE = Cued(
    r"(?:发布|推出|發布|推出|开源(?!的|许可|协议|社区|代码|权重|项目|生态|模型|工具|版)|開源(?!的|社區|模型)|新一代大模型)[^。，,；;]{0,23}(?:(?<![在于到与比])[^。，,；;]|(?<=[布出源型]))[“\"'「《]?$"
    r"|(?:^|[。、，,])[^。、がはも]{0,16}(?:公開|発表|リリース|開発)した[^。、がは「]{0,24}[「『\"']?$"
    r"|(?:공개|출시|선보)[한인] [^.,]{0,20}[‘'\"“]?$",
    "发布 推出 發布 开源 開源 新一代大模型 公開 発表 リリース 開発 공개 출시 선보",
)
_PLACE_BEFORE = re.compile(r"[在于] ?$")
_IS_A_MODEL = Cued(
    rf"^{_CLOSED}(?: ?(?:系列|模型))?是[^。，,；;]{{0,40}}?模型|^{_CLOSED}(?:は|とは)、?[^。]{{0,80}}?(?:モデル|LLM)(?:です|である|で|。)|^{_CLOSED}(?:은|는) [^.]{{0,60}}?모델(?:이다|입니다|로)"
    r"|^(?: \([^)]{1,60}\))?,? (?:est|sont|ist|sind|es|son|é|são|è|sono|était|war|un|une|um|uma|una|ein|eine|das|le|la|el|o) (?!pas |kein|nicht )(?:[\w'’.%«»-]+[ ,]+){0,10}?(?:[\w-]*modelle?s?|modèles?|modelos?|LLM|sist[eè]ma d[ei] (?:IA|AI)|système d['’]IA)\b",
    "模型 モデル llm 모델 modell modèle modelo sistema sistèma système",
    flags=re.I,
)
_KIND_BEFORE = Cued(
    r"\b(?:modelos? (?:de (?:lenguaje|linguagem|IA)|fundacional(?:es)?)|modèles? (?:de (?:langage|langue)|d['’]IA)|(?:KI-|Sprach|Open-[\w-]*)\w*modell(?:e|s|en)?)(?:,? (?:namens|appelé|baptisé|nommé|llamado|denominado|batizad[oa]s?(?: de)?|chamad[oa]s?|denominad[oa]s?))? ?[„“\"«»']? ?$",
    "modelo modèle modell",
    flags=re.I,
)


# "Lanzó una actualización. Se trata de Tern 3, el modelo más avanzado": what it is that was launched.
_IT_IS = Cued(
    r"(?:^|[.:;] ?)(?:Se trata de|Il s['’]agit de|Es handelt sich um|Si tratta di) (?:el |la |le |den |das |il )?$",
    "se_trata il_s es_handelt si_tratta",
)
# Planned, or some time ago: 即将发布, 此前发布了, を来春に公開する予定だと発表した.
_NOT_NOW = re.compile(r"(?:即将|将|計画|计划|拟|预计|有望|此前|曾|上个?月|去年|上周|之前|早前)[^。，,]{0,10}$")
_PLANNED = re.compile(r"予定|計画|예정|计划|即将")


def launches_abroad(before: str, after: str, row: Sentence) -> bool:
    """Return whether a verb of another language launches the name between these words of a sentence."""
    if _IT_IS.search_in(before[-40:], row) and is_a_model_abroad(after, row):
        return True
    if not _LAUNCHED_BEHIND.may_match(row) and not _LAUNCHED_BEFORE.may_match(row):
        return False
    if _PLACE_BEFORE.search(before[-2:]):
        return False
    behind = _LAUNCHED_BEHIND.regex.match(after[:80]) if _LAUNCHED_BEHIND.may_match(row) else None
    if behind:
        return not _PLANNED.search(after[: behind.end() + 10]) and not _NOT_NOW.search(before)
    near = before[-60:]
    leading = _LAUNCHED_BEFORE.search_in(near, row)
    return leading is not None and not _NOT_NOW.search(near[: leading.start()])


def is_a_model_abroad(after: str, row: Sentence) -> bool:
    """Return whether what stands behind a name says in another language that it is a model."""
    return _IS_A_MODEL.may_match(row) and _IS_A_MODEL.regex.match(after[:160]) is not None


def is_kind_before(before: str, row: Sentence) -> bool:
    """Return whether a name stands directly behind what it is: "modelo de lenguaje", "KI-Sprachmodell"."""
    return _KIND_BEFORE.search_in(before[-60:], row) is not None
