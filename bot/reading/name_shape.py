"""What a model's name looks like: capital runs, cut free of the lab before and the headline words behind. No list of models."""

from bot.catalogue import Catalogue
from bot.reading import lazy_re as re

UPPER, LETTER = r"[A-ZÀ-ÖØ-Þ]", r"[A-Za-zÀ-ÖØ-öø-ÿ]"
# One word of a name: Muse, Hy-MT2, GPT-5.4, A+, o1, K2.5, gpt-oss-120b, 玉衡2
# A Latin name ends where Chinese or Japanese goes on without a space: 推出Lingque-8B多模态模型.
_W = r"A-Za-z0-9_\u00c0-\u024f"
_HANZI = r"(?:(?![的了在是有其中我们对为第与和及等到从约以于图圖表拥过通而将由达超近仅共前至这那本也并都可])[\u4e00-\u9fff])"  # no small words
HEAD = (
    rf"(?:(?!{UPPER}['’]{LETTER}){UPPER}[{_W}.²]*(?:-[{_W}.]+)*\+{{0,2}}|[a-z]{{1,20}}+(?:-[a-z]{{1,20}}+){{0,4}}-v?\d[{_W}.]*(?:-[{_W}.]+)*|[a-z]\d[{_W}.-]*"
    rf"|[a-z]{{2,20}}+-[a-z]{{2,20}}+(?:-[{_W}.]*\d[{_W}.]*)+|(?:(?<![\w.-])|(?<=模型)){_HANZI}{{1,6}}\d+(?:\.\d+)?(?![\d.]* ?[亿万千百%％年月日个项倍种款元位])|(?<![\w.-])[\u30a0-\u30ff]{{2,10}}-\d[\w.]*)"
)
BRACKETED = r"\[(?:dev|pro|schnell|max|mini|flash|klein|ultra|lite|fast|turbo|small|large)\]"  # a tier as "Auk.1 [dev]"
# A tier in small letters, behind a version only: "Auk-4o mini".
SMALL_TIER = (
    r"(?:mini|nano|lite|turbo|pro(?! (?:users?|plans?|subscribers?|subscriptions?|tiers?|customers?|accounts?)\b))"
)
_SMALL = rf"(?:(?<=\d )|(?<=\d[a-z] )){SMALL_TIER}(?![\w-])"
# A number ends a name before a letter of another script, too ("Tern 4.7은"), but not where that counts: "300만".
_ENDS = rf"(?![{_W}])(?! ?[만억조천백년월일개명배원위회차번세대종달초분시단万亿億千百年月日个個項项倍种種款元位名人号號代台枚件歳岁分秒回度点點版章页頁])"
TAIL = rf"(?:{HEAD}|\d{{1,3}}x\d+(?:\.\d+)?[BMbm]\b|{BRACKETED}|{_SMALL}|v?\d+(?:\.\d+)*(?:-(?:Max|Pro|Plus|Ultra|Turbo|Flash|Mini|Nano|Lite|Air|Large|Medium|Small|Next|Exp|Preview|Base|Instruct|Think|Thinking|Reasoning|Chat|Coder|Code|Math|VL|Omni|Vision|Image|Audio|RL|Guard|Live|Realtime|\d+(?:\.\d+)?B))+\b|v?\d+(?:\.\d+)*[a-zA-Z]?{_ENDS}\+?(?![%,.]?\d)(?!-(?:bit|shot|way|fold|day|week|month|year)))"
NAME = rf"{HEAD}(?: {{1,8}}{TAIL}){{0,4}}"
NOT_NAMES = frozenset(
    "the a an this that it its in on at for with and or but as by from to of is are was we our they he she i you your his her their today now new yes no not enter"
    " model models family series api apis ai llm llms open source weights checkpoint checkpoints release releases released launch launches launched introducing meet announcing"
    " january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec"
    " monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun however while when unlike despite although context license licence parameters tokens price pricing"
    " how what why who where which benchmark benchmarks performance evaluation results support supports all both each every one two three four five six seven eight nine ten"
    " table figure section chapter version update news highlights features overview introduction installation usage quick start citation faq note warning share read more"
    " if there here these those then than after before last next first second most many some few other others only also even still just more less let asked"
    " ceo cto cfo co-founder founder chief professor dr mr ms mrs president vice head engineer researcher director finance"
    " us eu uk u.s. usa europe china japan germany france english french german spanish chinese japanese korean italian american european chinese-language"
    " rss usd eur gbp gpu gpus cpu ram vram json html markdown latex python pytorch linux ubuntu debian centos windows mac macos ios android github huggingface hugging face modelscope arxiv docker"
    " internet web app apps slack discord twitter x linkedin reddit youtube facebook instagram whatsapp apple's input output cached developers researchers users people customers"
    " transformers vllm llama.cpp ollama sglang mlx tensorrt numbers elo moe rl sft dpo kv fp8 fp16 bf16 int8 int4 gguf awq gptq mit apache bsd cc license: word"
    " modell modelle modells modellen sprachmodell sprachmodelle ki ia modèle modèles modelo modelos dies diese dieser dieses denn aujourd cependant initiative"
    " montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo"
    " januar februar märz mai juni juli oktober dezember janvier février mars avril juin juillet août septembre octobre novembre décembre enero febrero marzo abril mayo junio julio septiembre octubre noviembre diciembre"
    " date developer architecture status cutoff access pro das die der dem den ein eine einem einer im in mit und wer bei neben als unter aus am le la les un une des du il elle en el los las una con sur dans pour avec das es"
    " install train eval evaluate evaluating inference hosting pretraining finetuning fine-tuning deployment deploying acknowledgement acknowledgements acknowledgments requirements prerequisites setup"
    " o os ao aos nos na da das dos ele ela eles elas essa esse essas esses esta este isso uma um cada não para são seu sua notavelmente il lo gli uno dei delle della nel nella con questo questa anche ogni"
    " details information checkpoints roadmap todo todos examples dataset datasets tasks contact credits disclaimer troubleshooting"
    " made agent agents frontier sparse modell modelle modellen million millionen trillion parameter parameters milliarden milliards millones billion euro euros dollar dollars prozent percent out up off part download data training posted training safety quality area others summary conclusion takeaways verdict background abstract appendix glossary contents blog demo paper playground gradio colab model: reporting editing photo image source"
    " furthermore moreover meanwhile overall besides thus hence nevertheless nonetheless likewise instead together afterwards"
    " recently currently previously additionally notably specifically finally yesterday earlier later according across key"
    " run running create creating given names lineup use using try build building convert load save serve serving pull push remove choose add generate compare copy variations name total card cards research".split()
)
_GENERIC_TAIL = re.compile(
    r"(?!\s+Open$)(?:\s+(?:models?|family|series|language|languages|api|apis|translation|lineup|suite|collection|launch|release|weights|license|licence|team|model's|parameters?|context|preview|open|source|moe|llms?|with|and|for|support|supports?|to|from|by|in|on|at|runs?|is|are|now|beats?|doubles|tops|cuts?|enters|comes|squeezes|brings?|adds?|gets?|says|as))+$",
    re.IGNORECASE,
)
_LAB_END = re.compile(
    r" (?:AI|Labs?|Research|Systems|Institute|Foundry|Diagnostics|Technologies|Intelligence|GmbH|Inc|Ltd|SAS|AG|Team|Cooperative|Group|Company|Board|University|Consortium|Commission)$"
)
# What begins as one can: most words of a text begin as none, and are looked at once.
_BEGINS = rf"(?<![{_W}.-])(?={UPPER}|[a-z](?:\d|[a-z]*+-)|[\u30a0-\u30ff\u4e00-\u9fff])"
NAME_RUN = re.compile(rf"{_BEGINS}{NAME}(?![{_W}])")
TITLE_RUN = re.compile(rf"{_BEGINS}{HEAD}(?: {{1,8}}{TAIL}){{0,9}}(?![{_W}])")  # a headline's capitals run on


DASH = re.compile(
    r"(?<=[a-z\d])-(?:an?|the|which|its|with|and|is)(?: .*)?$"
)  # "Tern Large-a 420B model": a dash, no hyphen


def trimmed(name: str, catalogue: Catalogue) -> str | None:
    """Return a capital run without the lab before it and the headline words behind it; None when no name is left."""
    words = name.rstrip(".,:;'").split()
    if len(words) == 1 and words[0].casefold() in NOT_NAMES:  # "The", "It": most of them
        return None
    while len(words) > 1 and words[0].casefold() in ("the", "a", "an", "our", "its", "meet", "introducing", "welcome"):
        words = words[1:]
    for length in (3, 2, 1):
        if len(words) > length and catalogue.lab(" ".join(words[:length])):
            words = words[length - 1 :] if _needs_lab(words[: length + 1], catalogue) else words[length:]
            break
    while words and words[0].casefold().rstrip(".,") in NOT_NAMES:
        words = words[1:]
    kept: list[str] = []
    for word, behind in zip(words, [*words[1:], ""], strict=False):
        bare = word.rstrip(".,:;")
        if (
            kept
            and (kept[-1], bare) not in _MADE_FOR
            and not (bare in _OF_A_NAME and _NUMBER.fullmatch(behind))  # "Reed Anything Model 3", "Reed Build 0.1"
            and bare.casefold() in NOT_NAMES
            and bare.casefold() not in ("pro", "open", "first", "next", "image", "data")
            and bare != "A"
        ):
            break
        kept.append(word)
        if word != bare and not re.search(r"\.\d*$", word):
            break
    text = _GENERIC_TAIL.sub("", " ".join(kept)) if len(kept) > 1 else "".join(kept)
    text = DASH.sub("", text) if "-" in text else text
    text = text.rstrip(".,:;").removesuffix("'s").removesuffix("’s")
    return text if is_name(text) and not is_other(text, catalogue) else None


def is_other(name: str, catalogue: Catalogue) -> bool:
    """Return whether a name is known as something else than a model; a licence may be called as its model is: "Llama 3.3"."""
    return bool(
        catalogue.lab(name)
        or catalogue.benchmark(name)
        or catalogue.chip(name)
        or (catalogue.licence(name) and not catalogue.family(name.split(" ", maxsplit=1)[0]))
    )


_MADE_FOR = frozenset((("Computer", "Use"), ("Time", "Series")))  # what a model is made for
_OF_A_NAME = frozenset(("Model", "Build", "Agent", "Research"))  # before a number
_NUMBER = re.compile(r"\d+(?:\.\d+)*[.,:;]?")
_VERSION_OR_SIZE = re.compile(r"[vV]?\d+(?:\.\d+)*(?:[BM]|[a-z])?[.,:;]?")
BARE_VERSION = re.compile(r"[A-Z]\d{1,2}(?:\.\d{1,2})?")  # "V4", "M2.5": no name without what stands before it


def _needs_lab(words: list[str], catalogue: Catalogue) -> bool:
    """Return whether what stands behind a lab's name is a tier, a version or a size alone, so that the lab's name is part of it.

    So are a letter with a number and a word that is no line itself, where the lab has one of its own name: "MiniMax M2.5".
    """
    *lab, last = words
    word = last.rstrip(".,:;")
    is_line = len(lab) == 1 and catalogue.family(lab[0]) is not None and _continues_a_line(word, catalogue)
    return is_line or word.casefold() in catalogue.words.tiers or _VERSION_OR_SIZE.fullmatch(last) is not None


_OF_A_LINE = re.compile(rf"{UPPER}{LETTER}*[a-z]{LETTER}*")


def _continues_a_line(word: str, catalogue: Catalogue) -> bool:
    """Return whether a word behind the name of a line can be the rest of a model's name: no verb, and no other line."""
    low = word.casefold()
    if BARE_VERSION.fullmatch(word) or low in ("llm", *catalogue.words.product_lines):  # "DeepSeek LLM", "MiniMax VL"
        return True
    return (
        _OF_A_LINE.fullmatch(word) is not None
        and low not in NOT_NAMES
        and low not in catalogue.words.launch_verbs
        and catalogue.family(word) is None
    )


_ADJECTIVE = re.compile(
    r"-(?:based|backed|language|speaking|focused|specific|centric|facing|wide|generated|written|produced|assisted|enabled|augmented|weights?|sourced?|class|powered|driven|parameter|scale|grade|level|ready|only|native|led|owned|made|trained|tuned|fine-?tuned|quanti[sz]ed|optimi[sz]ed|distilled|pruned|oriented|aware|friendly|compatible|party|end|side|time|link|start-?up|modell(?:e|en|s)?|firma|konzern|mutter|chef|branche|szene|anbieter|lizenz|familie|unternehmen)$",
    re.I,
)


def is_name(name: str) -> bool:
    """Return whether a text can be a model's name at all."""
    low = name.casefold()
    if (
        not 2 <= len(name) <= 60
        or low in NOT_NAMES
        or low in PLACES
        or low in HOSTS
        or low in LANGUAGES
        or _NO_NAME.fullmatch(name)
    ):
        return False
    if _BENCHMARK.search(name) or ("-" in name and _ADJECTIVE.search(name) and not any(c.isdigit() for c in name)):
        return False
    return any(c.isalpha() for c in name) and not (" " in name and _LAB_END.search(name))


_NO_NAME = re.compile(
    r"(?:Foundation|Language|Vision|Speech|Audio|Video|Image|Text|Computer|Physical)(?: \d+(?:\.\d+)?[BM])?|[Mm]ixture-of-[Ee]xperts|[A-Z]{2,5}s?|[A-Z]\+{1,2}|\d[\d.,]*|[A-Z]\d{3,}[\d.,]*|[AHLBTQ]\d[\d.,]*|W\d+A\d+|[\w-]*[Mm]odell(?:e|s|en)?|[A-Z][a-z]+(?<!f)ly|Large|Small|Deep|(?:De|En)coder|Tokenizer|Vocoder|(?:[A-Z][\w-]* )*Text-to-[A-Z]\w+ (?:Generation|Synthesis)|\d+(?:\.\d+)?[BM](?:-A\d+(?:\.\d+)?[BM])?"
)
_BENCHMARK = re.compile(r"(?:[Bb]ench|Eval|QA|Arena|Leaderboard)\b")


PLACES = frozenset(
    "hugging face|github|modelscope|earth|san diego|bern|toronto|london|paris|berlin|tokyo|new york|delft|helsinki|edinburgh|brussels|lisbon|melbourne|zurich|munich|beijing|shanghai|seattle|boston|san francisco|amsterdam|stockholm|oslo|copenhagen|vienna|madrid|barcelona|rome|milan|seoul|bangalore|singapore|sydney|montreal|dublin|warsaw|prague|portland|united states|united arab emirates|uae|switzerland|india|south korea|north korea|korea|canada|israel|singapore|saudi arabia|abu dhabi|dubai|taiwan|hong kong|netherlands|sweden|finland|norway|denmark|poland|brazil|australia|russia|vietnam|indonesia|great britain|united kingdom|beijing|washington|silicon valley|european union|reuters|desk|bloomberg|techcrunch".split(
        "|"
    )
)

LANGUAGES = frozenset(
    "afrikaans albanian amharic arabic armenian assamese azerbaijani basque belarusian bengali bosnian breton bulgarian burmese cantonese catalan croatian czech danish dutch english estonian finnish galician georgian"
    " greek gujarati hausa hebrew hindi hungarian icelandic igbo indonesian irish javanese kannada kazakh khmer kurdish kyrgyz lao latin latvian lithuanian macedonian malay malayalam maltese mandarin marathi mongolian nepali norwegian"
    " odia pashto persian polish portuguese punjabi romanian russian sanskrit serbian sindhi sinhala slovak slovenian somali swahili swedish tagalog tamil tatar telugu thai tibetan turkish ukrainian urdu uyghur uzbek vietnamese welsh xhosa yoruba zulu".split()
)
# Clouds and their shelves of others' models: where one can be had, never what is launched.
HOSTS = frozenset(
    "azure|microsoft azure|azure ai|azure ai foundry|azure ai studio|azure foundry|azure openai|azure marketplace|ai foundry|microsoft foundry|aws|amazon bedrock|aws bedrock|bedrock|sagemaker|amazon sagemaker|sagemaker jumpstart|aws marketplace"
    "|vertex|vertex ai|google vertex ai|google cloud|google ai studio|ai studio|model garden|oracle cloud|oracle cloud infrastructure|oci|snowflake cortex|cortex ai|watsonx|watsonx.ai|github models|github copilot|nvidia nim|nim|openrouter|together ai|fireworks ai|groqcloud|replicate|ollama|lm studio|workers ai|alibaba cloud|model studio|la plateforme".split(
        "|"
    )
)
