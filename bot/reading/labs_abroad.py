"""Who launches in other languages: "Ravel今日发布", "ノルヴァレは、…を公開した", "Norvale hat … vorgestellt"."""

from collections.abc import Iterator

from bot.reading import lazy_re as re
from bot.reading.cues import Cued
from bot.reading.name_shape import UPPER
from bot.reading.sentences import Sentence

_LATIN = r"[A-Za-z][\w&.-]*(?: [A-Z][\w&.-]*){0,2}"
_TIME = r"(?:近日|今日|今天|昨日|昨晚|日前|刚刚|近期|于|在 ?\d+ ?月 ?\d+ ?日|\d+ ?月 ?\d+ ?日)"
_CHINESE = Cued(
    rf"(?:^|[。，,；;：:！!？?」”、\s（(])(?:{_TIME}[，, ]?)?(?P<l>(?a:{_LATIN})|(?![由是])[\u4e00-\u9fff]{{2,10}}?) ?(?:团队|公司|集团|官方)?(?:{_TIME}|正式|重磅|宣布|首次|全新|又|再次|[，, ]){{0,4}}(?:发布|推出|开源(?!的|许可|协议|社区|代码|权重|项目|生态|模型|工具|版)|宣布|發布|開源)"
    r"|(?:是由|[由是])(?P<l2>(?a:[A-Z][\w&.-]*(?: [A-Z][\w&.-]*){0,2})|[\u4e00-\u9fffA-Z]{2,14}?) ?(?:团队|公司|自主|联合|共同|最新){0,2}(?:研发|开发|推出|打造|发布|开源|训练)(?=[的并,，。、训]|而)",
    "发布 推出 开源 宣布 發布 開源 研发 开发 打造 训练",
)
_NO_CHINESE_LAB = re.compile(
    r"我们|本[次文]|^由|[该这此其它将已可并还也的了在以]|目前|同[时步]|系列|模型|版本|官方|产品|业界|国内|全球|首[个次]|新一代|正式|全面|持续|重新|团队|完全|一个|如何|自主|最新|后续|陆续|联合|近日|今[日天]|月|日$"
)
_JAPANESE = Cued(
    rf"株式会社(?P<l>[\u30a0-\u30ff\u4e00-\u9fff]{{2,12}}|(?a:{_LATIN}))"
    rf"|^(?:この(?:度|たび)、? ?|今回、? ?)?(?P<l2>(?a:{_LATIN})|[\u30a0-\u30ff\u4e00-\u9fff]{{2,10}}(?:AI|Labs)?) ?社?(?:は|、)[^。]{{2,160}}?(?:公開|リリース|発表|提供開始|提供を開始)",
    "株式会社 公開 リリース 発表 提供",
)
_NO_JAPANESE_LAB = re.compile(r"同社|当社|両社|弊社|本|今回|以降|最近|最新|一方|また|日本|さらに|現在")
_KOREAN = Cued(
    rf"^\W*(?P<l>(?a:{_LATIN})|[\uac00-\ud7a3]{{2,8}})(?:가|이|은|는|,)[ ][^.]{{2,160}}?(?:공개|출시|선보)",
    "공개 출시 선보",
)
_NO_KOREAN_LAB = re.compile(r"모델|이번|회사|업체|정부|연구|우리|해당|특히|기업|시장|성능|개발")
# A participle ends a German clause: who launches stands before "hat", not before "vorgestellt".
_GERMAN = Cued(
    rf"(?<!für )(?<!und )(?<!der )(?<!des )(?<!\w)(?P<l>{UPPER}[\w&-]*(?: (?:für )?{UPPER}[\w&-]*){{0,3}})(?: \([^)]{{1,40}}\))? (?:hat|haben) [^.;]{{3,240}}?(?:vorgestellt|veröffentlicht|freigegeben|herausgebracht|bereitgestellt|Verfügung gestellt)\b"
    rf"|\b(?:hat|haben) (?:das |die |der )?(?:[\w-]+ ){{0,3}}?(?P<l2>{UPPER}[\w&-]*(?: {UPPER}[\w&-]*)?) (?:am |heute |nun |jetzt |sein |ihr |das |die |ein )[^.;]{{3,200}}?(?:vorgestellt|veröffentlicht|freigegeben|herausgebracht|bereitgestellt|Verfügung gestellt)\b",
    "hat_ haben_",
    "gestellt veröffentlicht freigegeben herausgebracht",
)
_EACH = ((_CHINESE, _NO_CHINESE_LAB), (_JAPANESE, _NO_JAPANESE_LAB), (_KOREAN, _NO_KOREAN_LAB))


def launchers_in(row: Sentence) -> Iterator[str]:
    """Yield who launches something by a Chinese, Japanese or Korean verb."""
    for pattern, is_none in _EACH:
        if not pattern.may_match(row):
            continue
        for match in pattern.regex.finditer(row.text[:500]):
            lab = match["l"] or match.groupdict().get("l2")
            if lab and not is_none.search(lab):
                yield lab if lab.isascii() or not match[0].startswith("株式会社") else f"株式会社{lab}"


GERMAN_LAUNCHER = _GERMAN
